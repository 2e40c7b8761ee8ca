"""The UI as a process in a real terminal: signals, killing, first frame, what it imports."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from debater.store.rounds import RoundStore

fcntl = pytest.importorskip("fcntl")
pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
import threading
from debater.config import load_settings, paths
from debater.motions.pack import read_motion
from debater.tui.app import DebaterApp
from debater.assemble import MotionSummary

folder = Path({root!r}) / "prompts" / "motions" / "detente"
motion = read_motion(folder)

class Slow:
    words_only = False
    def __init__(self):
        self.motion = motion
    def introduction(self, side):
        return "The engine is here."
    def answer(self, argument, round):
        threading.Event().wait({delay})
        raise AssertionError("never answers")

summary = MotionSummary("detente", folder, "shipped", motion.statement, dict(motion.sides),
                        {{"for": 3, "against": 17}}, 18)
class Busy(DebaterApp):
    def on_ready(self):
        self.set_interval(0.01, self.flood, pause=not {busy})
    def flood(self):
        for _ in range(40):
            self._driver.write("\\x1b[s")

app = Busy(load_settings(), paths(), open_engine=lambda *_: Slow(),
                 motions=lambda *_: [summary], load_motion=lambda *_: motion,
                 motion="detente", side="for")
sys.exit(app.run())
"""


def _take_terminal() -> None:
    """Make standard input the controlling terminal, whose closing the system then signals."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """A process with a terminal of its own, read and typed into."""

    def __init__(self, code: str, home: Path) -> None:
        self.master, slave = pty.openpty()
        os.set_blocking(self.master, False)
        environ = {k: v for k, v in os.environ.items() if not k.startswith("DEBATER")}
        environ |= {"DEBATER_HOME": str(home), "TERM": "xterm-256color", "COLUMNS": "100",
                    "LINES": "30"}  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=slave, stdout=slave, stderr=slave, env=environ, cwd=home.parent,
            start_new_session=True, preexec_fn=_take_terminal,
        )  # fmt: skip
        os.close(slave)
        self.seen = ""

    def read(self) -> None:
        """Take what the process has written."""
        ready, _, _ = select.select([self.master], [], [], 0.05)
        if ready:
            try:
                self.seen += os.read(self.master, 65536).decode("utf-8", "replace")
            except (BlockingIOError, OSError):
                time.sleep(0.02)

    def wait_for(self, true: object, seconds: float = 20) -> None:
        """Read until ``true`` (a text seen, or a call that holds) comes about."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read()
            if (true in self.seen) if isinstance(true, str) else true():  # type: ignore[operator]
                return
        raise AssertionError(f"not seen: {true}; last: {self.seen[-2000:]!r}")

    def type(self, text: str) -> None:
        """Type into the terminal."""
        os.write(self.master, text.encode())

    def end(self) -> None:
        """Kill the process if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)
        if self.master >= 0:
            os.close(self.master)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home of its own."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def terminal(home: Path) -> Iterator[Terminal]:
    """The UI in a round whose engine never answers."""
    started = Terminal(SCRIPT.format(root=str(ROOT), delay=60, busy=False), home)
    yield started
    started.end()


@pytest.fixture
def busy_terminal(home: Path) -> Iterator[Terminal]:
    """The same, writing to its terminal all the time."""
    started = Terminal(SCRIPT.format(root=str(ROOT), delay=60, busy=True), home)
    yield started
    started.end()


def stored(home: Path) -> tuple[list[str], str] | None:
    """Read arguments and draft of the last round from the disk."""
    if not (home / "data" / "rounds.db").exists():
        return None
    store = RoundStore(home / "data" / "rounds.db")
    last = store.last_round()
    store.close()
    return ([turn.argument for turn in last.turns], last.draft) if last else None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["term", "hangup"])
def test_a_signal_saves_and_leaves(terminal: Terminal, home: Path, number: int) -> None:
    """In the middle of a turn, a signal stores the draft at once and ends the process."""
    terminal.wait_for("The engine is here.")
    terminal.type("Said before the end.\r")
    terminal.wait_for(lambda: stored(home) == (["Said before the end."], ""))
    terminal.type("not yet sai")
    terminal.wait_for("not yet sai")
    terminal.type("d")
    os.kill(terminal.process.pid, number)
    terminal.wait_for(lambda: terminal.process.poll() is not None)
    assert terminal.process.returncode == 128 + number
    assert stored(home) is not None
    arguments, draft = stored(home) or ([], "")
    assert arguments == ["Said before the end."]
    assert draft.startswith("not yet sai")


def test_closing_the_terminal_saves_and_leaves(terminal: Terminal, home: Path) -> None:
    """When the terminal itself goes away nothing is lost and no process stays behind."""
    terminal.wait_for("The engine is here.")
    terminal.type("a draft")
    terminal.wait_for(lambda: stored(home) == ([], "a draft"))
    os.close(terminal.master)
    terminal.master = -1
    terminal.process.wait(20)
    assert stored(home) == ([], "a draft")


def test_no_process_stays_behind_when_its_terminal_goes(busy_terminal: Terminal) -> None:
    """Even when output can no longer be written, the process ends within seconds."""
    busy_terminal.wait_for("The engine is here.")
    os.close(busy_terminal.master)
    busy_terminal.master = -1
    assert busy_terminal.process.wait(8) is not None


def test_a_killed_process_loses_nothing_said(terminal: Terminal, home: Path) -> None:
    """After kill -9 in the middle of a turn, argument and draft are on disk."""
    terminal.wait_for("The engine is here.")
    terminal.type("Said before the kill.\r")
    terminal.wait_for(lambda: stored(home) == (["Said before the kill."], ""))
    terminal.type("half")
    terminal.wait_for(lambda: stored(home) == (["Said before the kill."], "half"))
    terminal.process.kill()
    terminal.process.wait(10)
    assert stored(home) == (["Said before the kill."], "half")


def test_a_clean_quit_folds_the_log_into_the_file(home: Path) -> None:
    """After Ctrl+Q all of the rounds lie in one file, however abruptly the process then ends."""
    code = (
        f"import os, sys; sys.path.insert(0, {str(ROOT)!r}); "
        "from debater.tui.app import run; os._exit(run())"
    )
    log = home / "data" / "rounds.db-wal"
    terminal = Terminal(code, home)
    try:
        terminal.wait_for("passages: ")
        assert log.stat().st_size
        terminal.type("\x11")
        terminal.wait_for(lambda: terminal.process.poll() is not None)
    finally:
        terminal.end()
    assert terminal.process.returncode == 0
    assert (home / "data" / "rounds.db").stat().st_size
    assert not log.exists() or not log.stat().st_size


def test_importing_the_app_is_light() -> None:
    """The first frame waits for no number cruncher, parser or clipboard."""
    code = (
        "import sys, debater.tui.app; heavy = {'numpy', 'faiss', 'torch', 'nupunkt', 'bm25s', "
        "'yaml', 'pyperclip', 'tokenizers', 'sentence_transformers'} & set(sys.modules); "
        "print(sorted(heavy)); sys.exit(bool(heavy))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_first_frame_comes_quickly(home: Path) -> None:
    """From the start of the process to the first words on the screen in about half a second."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from debater.tui.app import run; run()"
    times = []
    for _ in range(3):
        begun = time.monotonic()
        terminal = Terminal(code, home)
        try:
            terminal.wait_for("Argue a motion")
            times.append(time.monotonic() - begun)
        finally:
            terminal.end()
    # Twice the goal, as tests share the machine's cores with whatever else runs.
    assert min(times) < 1, times
