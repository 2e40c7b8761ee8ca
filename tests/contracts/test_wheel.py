"""What is built is what works: the wheel, unpacked elsewhere, answers."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support import ROOT, environment, in_subprocess, run_python

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index",
         "--disable-pip-version-check", "-w", str(folder), str(ROOT)],
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked, as a folder for PYTHONPATH."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_prompts_and_index_travel_inside(site: Path) -> None:
    """Byte for byte what lies in the checkout, and neither tests nor a second copy."""
    for name in ("prompts", "index"):
        here = {p.relative_to(ROOT) for p in (ROOT / name).rglob("*") if p.is_file()}
        there = {
            p.relative_to(site / "debater")
            for p in (site / "debater" / name).rglob("*")
            if p.is_file()
        }
        assert here == there != set()
        for path in here:
            assert (ROOT / path).read_bytes() == (site / "debater" / path).read_bytes()
    assert not (site / "tests").exists()
    assert not (site / "prompts").exists()


def test_every_file_of_the_package_travels(site: Path) -> None:
    """Migrations, styles and weights as well as modules."""
    kept = {".py", ".sql", ".tcss", ".safetensors", ".yaml"}
    here = {
        p.relative_to(ROOT)
        for p in (ROOT / "debater").rglob("*")
        if p.is_file() and p.suffix in kept
    }
    assert {p for p in here if not (site / p).exists()} == set()


def test_the_unpacked_wheel_answers(site: Path, tmp_path: Path) -> None:
    """Ask works from there, in a folder that is no checkout, without building anything."""
    env = environment(PYTHONPATH=str(site))
    where = run_python("import debater; print(debater.__file__)", env | {"PYTHONSAFEPATH": "1"})
    assert where.out.startswith(str(site))
    ran = in_subprocess(
        "ask", "--side", "against", "--json", "Putin only respects force.", env=env, cwd=tmp_path
    )
    assert ran.code == 0, ran.err
    assert ran.err == ""
    text = (site / "debater" / "prompts" / "motions" / "detente" / "detente.txt").read_bytes()
    for counter in ran.json["counters"]:
        assert text.decode()[counter["start"] : counter["end"]] == counter["quote"]


def test_the_wheel_names_its_console_script(wheel: Path) -> None:
    """``debater`` is what gets installed."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith("entry_points.txt")]
        assert "debater = debater.__main__:main" in archive.read(name).decode()
