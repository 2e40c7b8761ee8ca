"""What several tests share: fixture packs, running the command line, and small factories."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
DETENTE = ROOT / "prompts" / "motions" / "detente"
SHIPPED = sorted(folder.name for folder in DETENTE.parent.iterdir() if folder.is_dir())
PACKS = Path(__file__).parent / "fixtures" / "packs"
PACK_NAMES = sorted(folder.name for folder in PACKS.iterdir())


@dataclass(frozen=True)
class Ran:
    """How a run of the command line ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on stdout."""
        return json.loads(self.out)

    @property
    def objects(self) -> list[Any]:
        """The JSON values on stdout, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


def environment(**more: str) -> dict[str, str]:
    """Return the variables a subprocess of the tests gets; the home is this test's own."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **more}


def in_process(monkeypatch: pytest.MonkeyPatch, *args: str, stdin: bytes = b"") -> Ran:
    """Run ``debater ARGS`` in this process as the console script would; stdin is no terminal."""
    from debater.cli.diagnostics import run
    from debater.cli.main import cli

    out, err = io.BytesIO(), io.BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "argv", ["debater", *args])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        patch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="utf-8"))
        patch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding="utf-8"))
        code = run(cli)
        sys.stdout.flush()
        sys.stderr.flush()
        # Detached so that closing the wrappers does not close what is read below.
        sys.stdout.detach()  # type: ignore[union-attr]
        sys.stderr.detach()  # type: ignore[union-attr]
    return Ran(code, out.getvalue().decode("utf-8"), err.getvalue().decode("utf-8"))


def in_subprocess(
    *args: str,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    **options: Any,
) -> Ran:
    """Run ``python -m debater ARGS`` in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "debater", *args],
        input=stdin,
        capture_output=True,
        env=dict(env or environment()),
        cwd=cwd,
        timeout=120,
        check=False,
        **options,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def start(*args: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Start ``python -m debater ARGS`` with pipes, to be talked to line by line."""
    return subprocess.Popen(
        [sys.executable, "-m", "debater", *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(env or environment()),
        cwd=ROOT,
        # A job in the background is born deaf to Ctrl+C, and so would its children be.
        preexec_fn=_hear_interrupts,
    )


def _hear_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def run_python(code: str, env: Mapping[str, str] | None = None, *args: str) -> Ran:
    """Run a few lines of Python in a process of their own."""
    done = subprocess.run(
        [sys.executable, "-c", code, *args],
        capture_output=True,
        env=dict(env or environment()),
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def copy_pack(source: Path, folder: Path) -> Path:
    """Copy a pack to ``folder``, where a test may change it."""
    shutil.copytree(source, folder)
    return folder


def no_traceback(ran: Ran) -> None:
    """Assert that a failure was told in words."""
    assert "Traceback" not in ran.err, ran.err
    assert "Traceback" not in ran.out, ran.out
