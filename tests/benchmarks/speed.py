"""How long a user waits, and how much memory a round takes: printed, never asserted.

    python -m tests.benchmarks.speed [--runs N] [--json]

Whole processes are timed from their start; each figure is the median over the runs, with
the range beside it, and as a ratio to starting a bare Python interpreter in the same run,
which is what carries from one machine to another.
"""

from __future__ import annotations

import argparse
import json
import os
import pty
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from debater.motions.heard import read_heard
from tests.benchmarks.arguments import HELD_OUT

_PYTHON = sys.executable
_ARGUMENTS = (
    "Putin only respects force, so we should be tough.",
    "Russia hates America and always will.",
    "Soft power is an empty slogan; only hard power counts.",
    "We can beat terrorists without any help from the Kremlin, and working with people who "
    "bomb hospitals would stain us.",
    "But that was a long time ago.",
    "Trump has no idea what he is doing and would be outplayed.",
    "Sanctions have no downside, so why not keep them for another ten years?",
    "Young Russians don't care about American culture at all.",
)


def _environment(home: str) -> dict[str, str]:
    return {**os.environ, "DEBATER_HOME": home, "TERM": "xterm-256color"}


def _run(command: list[str], home: str) -> float:
    """Seconds from the start of a process to its end."""
    before = time.perf_counter()
    subprocess.run(command, env=_environment(home), stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - before


def _help(home: str) -> float:
    return _run([_PYTHON, "-m", "debater", "--help"], home)


def _ask(home: str) -> float:
    return _run([_PYTHON, "-m", "debater", "ask", "--side", "against", _ARGUMENTS[0]], home)


def _bare(home: str) -> float:
    return _run([_PYTHON, "-c", "pass"], home)


def _first_frame(home: str) -> float:
    """Seconds from the start of the UI until its first screen has been written whole."""
    before = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(_environment(home), COLUMNS="120", LINES="36")
        os.execv(_PYTHON, [_PYTHON, "-m", "debater"])
    seen = b""
    try:
        while b"You argue" not in seen:
            ready, _, _ = select.select([terminal], [], [], 30)
            if not ready:
                raise TimeoutError("the UI painted nothing in 30 seconds")
            seen += os.read(terminal, 65536)
        return time.perf_counter() - before
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def _warm_turns(home: str) -> tuple[list[float], float]:
    """Seconds of each turn of rounds in a warm process, and its peak memory in MB.

    No argument is said twice, so that nothing remembered makes it quicker.
    """
    code = (
        "import json, resource, sys, time\n"
        "from debater import assemble\nfrom debater.config import limit_threads\n"
        "limit_threads()\n"
        "from debater.config import Settings\n"
        "from debater.sparring.rounds import Round\n"
        "engine = assemble.open_engine('detente', Settings())\n"
        "round, times = Round('detente', 'against'), []\n"
        "for i, text in enumerate(json.load(sys.stdin)):\n"
        "    before = time.perf_counter()\n"
        "    reply = engine.answer(text, round)\n"
        "    times.append(time.perf_counter() - before)\n"
        "    round = round.with_turn(text, reply) if i % 40 else Round('detente', 'against')\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "print(json.dumps([times[5:], peak, 'torch' in sys.modules]))\n"
    )
    output = subprocess.run(
        [_PYTHON, "-c", code],
        input=json.dumps([one.text for one in read_heard(HELD_OUT)]).encode(),
        env=_environment(home),
        capture_output=True,
        check=True,
    ).stdout
    times, peak, torch = json.loads(output)
    if torch:
        raise RuntimeError("torch was imported on the path of a turn")
    return times, peak


def _ui_memory(home: str) -> float:
    """Peak memory in MB of the UI through a round of eight turns."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(_environment(home), COLUMNS="120", LINES="36")
        os.execv(_PYTHON, [_PYTHON, "-m", "debater", "spar", "--side", "against"])
    try:
        _drain(terminal, 5)
        for argument in _ARGUMENTS:
            os.write(terminal, argument.encode() + b"\r")
            _drain(terminal, 1.5)
        status = Path(f"/proc/{child}/status").read_text()
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def _drain(terminal: int, seconds: float) -> None:
    """Read what the UI writes for a while, so that it never waits for its reader."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        ready, _, _ = select.select([terminal], [], [], left)
        if ready:
            os.read(terminal, 65536)


def main() -> None:
    """Measure everything and print one table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.speed")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    table: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as home:
        measures: dict[str, Callable[[str], float]] = {
            "bare interpreter (s)": _bare,
            "debater --help (s)": _help,
            "first painted frame (s)": _first_frame,
            "ask, start to answer (s)": _ask,
        }
        runs: dict[str, list[float]] = {name: [] for name in measures}
        # One uncounted round warms the disk cache; the measures then take turns.
        for run in range(given.runs + 1):
            for name, measure in measures.items():
                seconds = measure(home)
                if run:
                    runs[name].append(seconds)
        base = statistics.median(runs["bare interpreter (s)"])
        for name, values in runs.items():
            table[name] = _row(values, statistics.median(values) / base)
        turns, peak = _warm_turns(home)
        ordered = sorted(turns)
        table["warm turn (s)"] = {
            **_row(turns, statistics.median(turns) / base),
            "p95": round(ordered[int(len(ordered) * 0.95)], 4),
        }
        table["engine, peak memory (MB)"] = {"median": round(peak, 1)}
        if Path("/proc/self/status").exists():
            table["UI round, peak memory (MB)"] = {"median": round(_ui_memory(home), 1)}
    if given.json:
        print(json.dumps(table, indent=2))
        return
    for name, row in table.items():
        print(f"{name:30}" + "".join(f"  {key} {value}" for key, value in row.items()))


def _row(values: list[float], ratio: float) -> dict[str, float]:
    return {
        "median": round(statistics.median(values), 4),
        "least": round(min(values), 4),
        "most": round(max(values), 4),
        "to bare": round(ratio, 1),
    }


if __name__ == "__main__":
    main()
