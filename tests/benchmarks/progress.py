"""How quick progress is with 5,000 rounds and 10,000 reviews: the counts, the screen, the page.

Run with ``python -m tests.benchmarks.progress``.  A year of rounds and of reviews is made up
with a fixed seed; each figure is a median and a 95th percentile of ``--times`` runs.  The
screen is timed from the key's handler to the painted figures; where it is opened first, in
a process of its own, with the import of everything that only it needs.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from debater.export.progress_html import progress_html
from debater.motions.model import SIDES
from debater.store.database import Database
from debater.store.drills import stamp
from debater.store.progress import ProgressStore
from debater.store.rounds import RoundStore
from debater.study.progress import progress
from debater.study.summary import RoundSummary, dump_summary

NOW = datetime(2031, 1, 1, 18, 0, tzinfo=UTC)
MOTIONS = ("detente", "ubi", "voting", "zoos")
CLAIMS = tuple(f"Claim number {number} is one that met a strong passage." for number in range(80))
_DRILLS = 600


def summary(chance: random.Random, *, debate: bool) -> RoundSummary:
    """Return how a round might have ended."""
    weakest = tuple(dict.fromkeys(chance.choices(CLAIMS, k=chance.randrange(5))))
    if not debate:
        silent = chance.randrange(4)
        return RoundSummary(made=12, met=12 - silent, silent=silent, weakest=weakest)
    quoted, answered = chance.randrange(6), chance.randrange(8)
    return RoundSummary(
        made=9, answered=answered, dropped=8 - answered, quoted=quoted,
        held=chance.randint(0, quoted), points=60 + chance.randrange(20), least=50, most=80,
        weakest=weakest,
    )  # fmt: skip


def build(path: Path | None, rounds: int, reviews: int, seed: int = 3) -> RoundStore:
    """Write a year of rounds and reviews; return the store."""
    chance, store = random.Random(seed), RoundStore(path)

    def moment() -> datetime:
        return NOW - timedelta(days=chance.random() * 365)

    with store.database.writing() as connection:
        for number in range(1, rounds + 1):
            debate, at = chance.random() < 0.4, moment()
            ended = json.dumps(dump_summary(summary(chance, debate=debate)))
            connection.execute(
                "INSERT INTO rounds (motion, side, seed, started, touched, format, summary)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    chance.choice(MOTIONS), chance.choice(SIDES), number,
                    (at - timedelta(hours=1)).isoformat(timespec="seconds"),
                    at.isoformat(timespec="seconds"), "policy" if debate else "", ended,
                ),
            )  # fmt: skip
            if not debate:
                said = [(number, n, CLAIMS[n], stamp(at)) for n in range(1, 13)]
                connection.executemany(
                    "INSERT INTO turns (round, number, argument, committed) VALUES (?, ?, ?, ?)",
                    said,
                )
        for number in range(_DRILLS):
            connection.execute(
                "INSERT INTO drills (key, kind, motion, side, body, made, due, state)"
                " VALUES (?, 'refute', ?, ?, '{}', '', ?, '{}')",
                (str(number), chance.choice(MOTIONS), chance.choice(SIDES),
                 stamp(NOW + timedelta(days=chance.randrange(-5, 60)))),
            )  # fmt: skip
        made = sorted(moment() for _ in range(reviews))
        connection.executemany(
            "INSERT INTO reviews (drill, at, grade, answer) VALUES (?, ?, ?, 'because …')",
            [
                (chance.randrange(_DRILLS) + 1, stamp(at), chance.choice((1, 2, 3, 3, 4)))
                for at in made
            ],
        )
    return store


def timed(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Return the median and the 95th percentile of so many runs, in milliseconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - began))
    return middle_and_late(taken)


def middle_and_late(taken: list[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile."""
    taken = sorted(taken)
    return statistics.median(taken), taken[min(len(taken) - 1, int(0.95 * len(taken)))]


def counted(database: Database, times: int) -> Iterator[tuple[str, float, float]]:
    """Give what the store and the sums take, by name."""
    store = ProgressStore(database)
    yield "store: rounds", *timed(store.rounds, times)
    yield "store: drills", *timed(store.drills, times)
    yield "store: reviews", *timed(store.reviews, times)
    yield "store: weak claims", *timed(store.weak_claims, times)
    yield "store: weak claims of a motion", *timed(lambda: store.weak_claims("zoos"), times)
    yield "progress: all motions", *timed(lambda: progress(store, NOW), times)
    yield "progress: one motion", *timed(lambda: progress(store, NOW, "zoos"), times)


# Run in a process of its own: the app as it is when it has started, then the screen.
_OPEN = """
import asyncio, sys, time
from datetime import datetime
from pathlib import Path
from debater.store.keeper import Keeper
from debater.tui.app import DebaterApp
from debater.tui.desk import Desk
from debater.tui.program import Program

class Bare(Program):
    CSS_PATH = DebaterApp.CSS_PATH

async def main(path, now, times):
    app, keeper = Bare("debater-dark", {}), Keeper(path)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        for _ in range(times):
            began = time.perf_counter()
            from debater.tui.screens.progress import ProgressScreen
            screen = ProgressScreen(keeper, Desk(path.with_suffix(".log")), clock=lambda: now)
            app.push_screen(screen)
            while not shown(app, screen):
                await asyncio.sleep(0)
            print(1000 * (time.perf_counter() - began))
            await pilot.press("escape")
            await pilot.pause()

def shown(app, screen):
    if app.screen is not screen or not screen.is_mounted:
        return False
    lines = screen._compositor.render_strips()
    return any("Reviews a day" in line.text for line in lines)

asyncio.run(main(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), int(sys.argv[3])))
"""


def opened(path: Path, times: int) -> Iterator[tuple[str, float, float]]:
    """Give what the screen takes to open: the first time in a process, and after that."""
    first: list[float] = []
    again: list[float] = []
    for _ in range(times):
        done = subprocess.run(
            [sys.executable, "-c", _OPEN, str(path), NOW.isoformat(), "4"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        taken = [float(line) for line in done.stdout.split()]
        first.append(taken[0])
        again += taken[1:]
    yield "screen: opened first", *middle_and_late(first)
    yield "screen: opened again", *middle_and_late(again)


def written(database: Database, times: int) -> Iterator[tuple[str, float, float]]:
    """Give what the page takes once everything is counted."""
    found = progress(ProgressStore(database), NOW)
    yield "page: written", *timed(lambda: progress_html(found), times)


def main() -> None:
    """Build the year, time, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5000)
    parser.add_argument("--reviews", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=40)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rounds.db"
        store = build(path, asked.rounds, asked.reviews)
        print(f"{asked.rounds} rounds, {asked.reviews} reviews")
        print(f"{'':34}median     p95  (ms)")
        figures = [*counted(store.database, asked.times), *written(store.database, asked.times)]
        store.close()
        for name, median, late in [*figures, *opened(path, 7)]:
            print(f"{name:32}{median:8.1f}{late:8.1f}")


if __name__ == "__main__":
    main()
