"""How quick the archive is with 5,000 rounds of 40 turns: list, search, resume.

Run with ``python -m tests.benchmarks.rounds [--rounds N]``.  The rounds hold arguments made of
the words of the shipped motion and real replies to them; each figure is a median and a 95th
percentile of ``--times`` runs in one process, the file opened anew for the first list.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from debater.assemble import load_motion, open_engine
from debater.config import Settings, paths
from debater.sparring.record import dump_reply, load_reply
from debater.sparring.rounds import Round
from debater.store.rounds import RoundStore
from debater.store.whole import WholeRound, WholeTurn

ARGUMENTS = (
    "Talks with Moscow lower the risk of a nuclear war by accident.",
    "Russia breaks every agreement it signs, so a new one is worth nothing.",
    "The United States cannot contain China and Russia at the same time.",
    "Sanctions have failed to change what the Kremlin does.",
    "Allies in Europe would feel betrayed by a deal made over their heads.",
    "Arms control saved both sides a great deal of money.",
    "Putin sees every concession as a weakness to be used.",
    "Ordinary Russians pay for a policy they never chose.",
)


def replies(count: int) -> list[dict[str, Any]]:
    """Return real replies of the shipped motion's engine to the arguments above."""
    engine = open_engine("detente", Settings(), paths())
    made = (engine.answer(argument, Round("detente", "for")) for argument in ARGUMENTS)
    return [dump_reply(reply) for reply in itertools.islice(made, count)]


def rounds(count: int, turns: int, seed: int) -> Iterator[WholeRound]:
    """Give rounds as the store holds them, their arguments mixed anew from real words."""
    chance = random.Random(seed)
    given = replies(len(ARGUMENTS))
    words = sorted({word for text in ARGUMENTS for word in text.split()})
    motion = load_motion("detente", Settings(), paths())
    words += motion.sources[0].text.split()
    for number in range(count):
        stamp = (
            f"20{10 + number // 400:02}-{1 + number % 12:02}-{1 + number % 28:02}T12:00:00+00:00"
        )
        said = tuple(
            WholeTurn(n, _argument(chance, words), stamp, chance.choice(given))
            for n in range(1, turns + 1)
        )
        side = chance.choice(("for", "against"))
        yield WholeRound("detente", side, number, stamp, stamp, turns=said)  # type: ignore[arg-type]


def _argument(chance: random.Random, words: list[str]) -> str:
    return f"{chance.choice(ARGUMENTS)} {' '.join(chance.choices(words, k=20))}"


def build(path: Path, count: int, turns: int) -> None:
    """Write the rounds to a database."""
    store = RoundStore(path)
    for whole in rounds(count, turns, 7):
        store.archive.put(whole)
    store.close()


def timed(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Return the median and the 95th percentile of so many runs, in milliseconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - began))
    taken.sort()
    return statistics.median(taken), taken[min(len(taken) - 1, int(0.95 * len(taken)))]


def stored_figures(path: Path, times: int) -> Iterator[tuple[str, float, float]]:
    """Give what the store alone takes, by name."""
    yield "open the file", *timed(lambda: RoundStore(path).close(), min(times, 5))
    store = RoundStore(path)
    motion = load_motion("detente", Settings(), paths())
    ids = [listed.id for listed in store.archive.listed(times * 3)][::3]
    turn = iter(itertools.cycle(ids))

    def resume() -> None:
        round = store.round(next(turn))
        assert round is not None
        for said in round.turns:
            load_reply(said.reply or {}, motion)

    yield "list 200 rounds", *timed(store.archive.listed, times)
    yield "count them", *timed(store.archive.count, times)
    for name, typed in (
        ("a word in every turn", "the"),
        ("a common word", "Russia"),
        ("three words", "nuclear accident Moscow"),
        ("a phrase", '"lower the risk"'),
        ("a beginning", "ne"),
        ("a word nobody said", "submarine"),
    ):
        yield f"search: {name}", *timed(lambda typed=typed: store.archive.search(typed), times)  # type: ignore[misc]
    yield "resume: read and prove", *timed(resume, times)
    store.close()


def main() -> None:
    """Build the rounds, time, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5000)
    parser.add_argument("--turns", type=int, default=40)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--keep", type=Path, help="a folder to keep the database in, used again")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = (asked.keep or Path(folder)) / "rounds.db"
        if not path.exists():
            build(path, asked.rounds, asked.turns)
        print(f"{asked.rounds} rounds of {asked.turns} turns, {path.stat().st_size / 1e6:.0f} MB")
        print(f"{'':34}median     p95  (ms)")
        for name, median, late in stored_figures(path, asked.times):
            print(f"{name:32}{median:8.1f}{late:8.1f}")


if __name__ == "__main__":
    main()
