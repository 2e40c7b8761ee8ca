"""A process killed at any point loses no word that was said."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
from pathlib import Path

import pytest

from debater.config import Paths
from tests.support import environment, in_subprocess, no_traceback, start

SAID = "We need to be tough, because Putin only respects force."

# Loaded by the interpreter at start: stops the process at a named point, by telling the
# test through a file and then waiting for the signal that ends it.
HOOK = """
import os, pathlib, sys, threading

POINT = os.environ["TEST_STOP_AT"]
FLAG = pathlib.Path(os.environ["TEST_FLAG"])


def wait_here(*_):
    FLAG.write_text(POINT)
    threading.Event().wait()


def hold(cls, name, before):
    real = getattr(cls, name)

    def held(*args, **kwargs):
        if before:
            wait_here()
        result = real(*args, **kwargs)
        wait_here()
        return result

    setattr(cls, name, held)


class Finder:
    # Patches a class as soon as its module has been imported.
    def find_spec(self, name, path=None, target=None):
        points = {
            "before commit": ("debater.store.rounds", "RoundStore", "commit_argument", True),
            "after commit": ("debater.store.rounds", "RoundStore", "commit_argument", False),
            "while answering": ("debater.sparring.engine", "Engine", "answer", True),
            "after answering": ("debater.sparring.engine", "Engine", "answer", False),
            "before reply": ("debater.store.rounds", "RoundStore", "commit_reply", True),
            "after reply": ("debater.store.rounds", "RoundStore", "commit_reply", False),
        }
        module, cls, method, before = points[POINT]
        if name != module:
            return None
        sys.meta_path.remove(self)
        import importlib.util

        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module

        def exec_module(made):
            load(made)
            hold(getattr(made, cls), method, before)

        spec.loader.exec_module = exec_module
        return spec


if POINT != "nowhere":
    sys.meta_path.insert(0, Finder())
"""


def killed_at(point: str, how: signal.Signals, tmp_path: Path) -> subprocess.Popen[bytes]:
    """Say one argument in a round and end the process by ``how`` at ``point``."""
    hooks = tmp_path / "hooks"
    hooks.mkdir(exist_ok=True)
    (hooks / "sitecustomize.py").write_text(HOOK)
    flag = tmp_path / "flag"
    env = environment(TEST_STOP_AT=point, TEST_FLAG=str(flag))
    env["PYTHONPATH"] = f"{hooks}:{env['PYTHONPATH']}"
    process = start("spar", "--plain", "--side", "against", env=env)
    assert process.stdin
    process.stdin.write(SAID.encode() + b"\n")
    process.stdin.flush()
    wait_until_there(flag, process)
    process.send_signal(how)
    process.wait(30)
    for stream in (process.stdin, process.stdout, process.stderr):
        assert stream
        stream.close()
    return process


def wait_until_there(flag: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until the process has reached its point (or fail when it ends first)."""
    for _ in range(1200):
        if flag.exists():
            return
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        break
    err = process.stderr.read().decode() if process.stderr else ""
    pytest.fail(f"the process never reached the point; it said: {err}")


def stored(where: Paths) -> list[tuple[str, bool]]:
    """Check the database and return its turns: what was said, and whether it is answered."""
    with sqlite3.connect(where.database) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return database.execute("SELECT argument, reply IS NOT NULL FROM turns").fetchall()


@pytest.mark.parametrize(
    ("point", "how"),
    [
        ("after commit", signal.SIGKILL),
        ("while answering", signal.SIGKILL),
        ("while answering", signal.SIGTERM),
        pytest.param("after answering", signal.SIGKILL, marks=pytest.mark.slow),
        pytest.param("before reply", signal.SIGKILL, marks=pytest.mark.slow),
        ("after reply", signal.SIGKILL),
        pytest.param("after reply", signal.SIGTERM, marks=pytest.mark.slow),
    ],
)
def test_a_killed_process_loses_no_argument(
    point: str, how: signal.Signals, tmp_path: Path, where: Paths
) -> None:
    """Wherever it dies, the argument is there, the file is sound, and --resume answers it."""
    process = killed_at(point, how, tmp_path)
    assert process.returncode != 0
    assert stored(where) == [(SAID, point == "after reply")]
    again = in_subprocess("spar", "--plain", "--resume")
    assert again.code == 0
    no_traceback(again)
    assert SAID in again.err
    assert "strength:" in again.out
    assert stored(where) == [(SAID, True)]


def test_killed_before_anything_was_said_leaves_a_sound_file(tmp_path: Path, where: Paths) -> None:
    """Before the argument is committed there is nothing to lose but itself."""
    killed_at("before commit", signal.SIGKILL, tmp_path)
    assert stored(where) == []
    again = in_subprocess("spar", "--plain", "--resume")
    assert again.code == 0
    assert "There is no round to go on with" in again.err


@pytest.mark.slow
def test_killed_again_and_again_keeps_every_argument(tmp_path: Path, where: Paths) -> None:
    """Three crashes in a row: three arguments."""
    for _ in range(3):
        (tmp_path / "flag").unlink(missing_ok=True)
        killed_at("while answering", signal.SIGKILL, tmp_path)
    assert stored(where) == [(SAID, False)] * 3
