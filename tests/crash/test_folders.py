"""Folders that cannot be written, and disks that are full: a sentence, never a traceback."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from debater.config import Paths
from debater.store.rounds import RoundStore
from tests.support import DETENTE, Ran, in_subprocess, no_traceback, run_python

SAID = b"Trust Putin to keep a bargain.\nFear of Russia is just paranoia.\n"
# capability numbers of Linux: writing, and reading, against the permissions of a file
_OVERRIDES = (1, 2)
_DROP_FROM_BOUNDING_SET = 24


def heed_permissions() -> None:
    """Let permissions hold for root too, in the child process only (Linux)."""
    libc = ctypes.CDLL(None)
    for capability in _OVERRIDES:
        libc.prctl(_DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)


def restrained(*args: str, stdin: bytes = b"") -> Ran:
    """Run the command line where permissions hold; skip where they cannot be made to."""
    options = {"preexec_fn": heed_permissions} if os.geteuid() == 0 else {}
    probe = subprocess.run(
        [sys.executable, "-c", "import os; print(os.access('.', os.W_OK))"],
        cwd=os.environ["DEBATER_HOME"], capture_output=True, text=True, check=True, **options,
    )  # fmt: skip
    if probe.stdout.strip() != "False":
        pytest.skip("permissions do not hold for this user")
    return in_subprocess(*args, stdin=stdin, **options)


@pytest.fixture
def readonly_home(home: Path) -> Iterator[Path]:
    """A home that a test may freeze, thawed afterwards."""
    (home / "data").mkdir(parents=True)
    yield home
    for path in [home, *home.rglob("*")]:
        path.chmod(0o700)


def freeze(home: Path) -> None:
    """Take the right to write from everything under ``home``."""
    for path in [*home.rglob("*"), home]:
        path.chmod(0o555 if path.is_dir() else 0o444)


def test_a_readonly_data_folder_costs_the_saving_only(readonly_home: Path) -> None:
    """The round is played, and said not to be saved, with what to do."""
    freeze(readonly_home)
    ran = restrained("spar", "--plain", "--side", "for", stdin=SAID)
    assert ran.code == 0
    no_traceback(ran)
    assert "strength:" in ran.out
    assert "This round is not being saved" in ran.err
    assert "DEBATER_HOME" in ran.err


def test_a_readonly_database_costs_the_saving_only(readonly_home: Path) -> None:
    """An existing file that may only be read is not changed, and the round is played."""
    path = readonly_home / "data" / "rounds.db"
    store = RoundStore(path)
    store.commit_argument(store.start("detente", "for", 1), "Before.")
    store.close()
    before = path.read_bytes()
    freeze(readonly_home)
    ran = restrained("spar", "--plain", "--side", "for", stdin=SAID)
    assert ran.code == 0
    no_traceback(ran)
    assert "strength:" in ran.out
    assert "This round is not being saved" in ran.err
    assert path.read_bytes() == before


def test_ask_needs_no_writable_folder(readonly_home: Path) -> None:
    """One answer writes nothing at all."""
    freeze(readonly_home)
    ran = restrained("ask", "--side", "against", "Putin only respects force.")
    assert (ran.code, ran.err) == (0, "")


def test_the_doctor_names_a_readonly_data_folder(readonly_home: Path) -> None:
    """MEND, exit code 1, and what to do."""
    freeze(readonly_home)
    ran = restrained("doctor")
    assert ran.code == 1
    (line,) = [line for line in ran.out.splitlines() if line.startswith("MEND")]
    assert "data folder" in line
    assert "DEBATER_HOME" in line


def test_an_unreadable_database_is_told(readonly_home: Path) -> None:
    """A file of another user's is neither moved nor replaced."""
    path = readonly_home / "data" / "rounds.db"
    RoundStore(path).close()
    path.chmod(0)
    readonly_home.chmod(0o555)
    ran = restrained("spar", "--plain", "--side", "for", stdin=SAID)
    assert ran.code == 0
    assert "This round is not being saved" in ran.err
    assert stat.S_IMODE(path.stat().st_mode) == 0
    assert not list(path.parent.glob("*damaged*"))


def small_files() -> None:
    """Let no file of the child grow beyond 64 KiB, as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, 64 * 1024))


def test_a_disk_that_fills_up_costs_the_saving_only(where: Paths) -> None:
    """Answers go on, the user is told once, and what was stored stays sound."""
    said = b"".join(b"Trust Putin, number %d. " % n + b"word " * 400 + b"\n" for n in range(12))
    ran = in_subprocess("spar", "--plain", "--side", "for", stdin=said, preexec_fn=small_files)
    assert ran.code == 0, ran.err
    no_traceback(ran)
    assert ran.err.count("This round is not being saved") == 1
    assert ran.out.count("\n\n") == 12
    store = RoundStore(where.database)
    assert store.kept_aside is None
    stored = store.last_round()
    store.close()
    assert stored is None or all(turn.argument.startswith("Trust") for turn in stored.turns)


@pytest.mark.slow
def test_an_index_that_does_not_fit_on_the_disk_is_told(where: Paths) -> None:
    """A build on a full disk is one sentence, exit code 1, and leaves no half index."""
    out = where.data / "built"
    ran = in_subprocess("index", "build", str(DETENTE), "--out", str(out), preexec_fn=small_files)
    assert ran.code == 1
    no_traceback(ran)
    assert "cannot be written" in ran.err
    assert not out.exists()
    assert [p for p in where.data.iterdir() if not p.name.endswith(".lock")] == []


LACKS = """
import sys
sys.modules[{name!r}] = None
sys.argv = ["debater", "ask", "--side", "against", "Soft power is a slogan."]
from debater.__main__ import main
main()
"""


def test_python_without_torch_still_answers() -> None:
    """The default motion needs neither torch nor sentence-transformers."""
    for name in ("torch", "sentence_transformers"):
        ran = run_python(LACKS.format(name=name))
        assert ran.code == 0, ran.err
        assert "strength:" in ran.out
