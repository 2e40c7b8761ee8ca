"""``debater index`` and ``debater doctor``: sound or not, and what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from debater import assemble
from debater.config import Paths, Settings
from debater.motions.library import find_motion
from debater.retrieval.index import MANIFEST, PASSAGES, VECTORS
from tests.conftest import RunDebater
from tests.support import PACKS, copy_pack

FILES = (MANIFEST, PASSAGES, VECTORS)


def test_check_and_info_describe_the_shipped_index(debater: RunDebater) -> None:
    """Sound, fresh, and its manifest as JSON on stdout."""
    checked = debater("index", "check")
    assert checked.code == 0
    assert "sound, and up to date" in checked.out
    info = debater("index", "info", "detente")
    assert info.code == 0
    assert {"model", "segmenter", "pack", "files", "rows", "format"} <= set(info.json)


@pytest.mark.usefixtures("quick_builds")
def test_build_check_info_of_ones_own_motion(debater: RunDebater, where: Paths) -> None:
    """Missing, then built where it is looked for, then sound, then stale."""
    pack = copy_pack(PACKS / "single", where.motions / "bus")
    assert debater("index", "check", "bus").code == 1
    built = debater("index", "build", "bus")
    assert built.code == 0
    assert sorted(path.name for path in Path(built.out.strip()).iterdir()) == sorted(FILES)
    assert debater("index", "check", "bus").code == 0
    (pack / "bus.txt").write_text("Another text. It has two sentences.")
    stale = debater("index", "check", "bus")
    assert (stale.code, stale.out) == (1, "")
    assert "bus.txt changed" in stale.err
    assert "debater index build" in stale.err


@pytest.mark.usefixtures("quick_builds")
def test_build_writes_where_it_is_told(debater: RunDebater, tmp_path: Path) -> None:
    """--out names the folder, and only that folder is written."""
    out = tmp_path / "elsewhere" / "index"
    ran = debater("index", "build", str(PACKS / "single"), "--out", str(out))
    assert ran.out.strip() == str(out)
    assert sorted(path.name for path in out.iterdir()) == sorted(FILES)
    assert [path.name for path in out.parent.iterdir()] == ["index"]


@pytest.fixture
def own_index(where: Paths, quick_builds: None) -> Path:
    """The index of a motion of the user's own, for a test to damage."""
    copy_pack(PACKS / "single", where.motions / "bus")
    found = find_motion("bus", Settings(), where)
    folder = assemble.index_folders(found, Settings(), where)[0]
    assemble.build(found, Settings(), folder)
    return folder


@pytest.mark.parametrize("file", FILES)
def test_a_damaged_index_is_told_and_mended(
    debater: RunDebater, own_index: Path, file: str
) -> None:
    """check: exit 1 with the file's name; doctor: MEND and exit 1; build: sound again."""
    (own_index / file).write_bytes(b"damaged")
    checked = debater("index", "check", "bus")
    assert (checked.code, checked.out) == (1, "")
    assert file in checked.err
    doctor = debater("doctor")
    assert doctor.code == 1
    (line,) = [line for line in doctor.out.splitlines() if line.startswith("MEND")]
    assert "index of bus" in line
    assert debater("index", "build", "bus").code == 0
    assert debater("index", "check", "bus").code == 0
    assert debater("doctor").code == 0


@pytest.mark.parametrize("file", FILES)
def test_ask_with_a_damaged_index_says_so_or_mends_it(
    debater: RunDebater, own_index: Path, file: str
) -> None:
    """Never an answer from a damaged index without a word about it."""
    (own_index / file).write_bytes(b"damaged")
    ran = debater("ask", "--motion", "bus", "--side", "against", "--json", "The bus is empty.")
    assert "damaged" in ran.err
    assert (ran.code == 0) == bool(ran.out)


def test_the_doctor_finds_a_fresh_home_sound(debater: RunDebater) -> None:
    """Every line is ok, and nothing is created by looking."""
    ran = debater("doctor")
    assert ran.code == 0, ran.out
    assert ran.err == ""
    assert all(line.startswith("ok") for line in ran.out.splitlines())
    text = ran.out
    for what in ("debater", "settings", "data folder", "rounds", "model", "index of detente"):
        assert f"ok    {what}:" in text


def test_looking_creates_nothing(debater: RunDebater, home: Path) -> None:
    """Help, lists, checks and the doctor leave no folder behind."""
    for args in (("--help",), ("motions", "list"), ("index", "check"), ("doctor",)):
        debater(*args)
    assert not home.exists()


def test_the_doctor_names_each_thing_that_is_damaged(
    debater: RunDebater, where: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings, database, model and a motion: four lines to mend, exit code 1, no traceback."""
    where.config.mkdir(parents=True)
    where.settings.write_text("motion = ")
    where.data.mkdir()
    where.database.write_bytes(b"garbage " * 100)
    copy_pack(PACKS / "single", where.motions / "bus")
    (where.motions / "bus" / "motion.yaml").write_text("")
    monkeypatch.setattr("debater.retrieval.weights._PACKAGE", "no_such_package_here")
    ran = debater("doctor")
    assert ran.code == 1
    mend = "\n".join(line for line in ran.out.splitlines() if line.startswith("MEND"))
    for what in ("settings", "rounds", "model", "motion bus"):
        assert f"MEND  {what}:" in mend
    assert where.database.read_bytes() == b"garbage " * 100


def test_a_missing_shipped_folder_is_told(
    debater: RunDebater, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A broken installation is one sentence that says what to do."""
    package = tmp_path / "site" / "debater"
    package.mkdir(parents=True)
    monkeypatch.setattr("debater.resources._PACKAGE", package)
    ran = debater("ask", "--side", "for", "x")
    assert (ran.code, ran.out) == (1, "")
    assert "Reinstall debater" in ran.err
    doctor = debater("doctor")
    assert doctor.code == 1
    assert "Traceback" not in doctor.err
    shutil.rmtree(package)
