"""How quick the archive is with 5,000 rounds of 40 turns: list, search, resume.

Run with ``python -m tests.benchmarks.rounds [--rounds N]``.  The rounds hold arguments made of
the words of the shipped motion and real replies to them; each figure is a median and a 95th
percentile of ``--times`` runs in one process, the file opened anew for the first list.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, OptionList

from debater.assemble import load_motion, open_engine
from debater.config import Settings, paths
from debater.motions.model import SIDES
from debater.sparring.record import dump_reply, load_reply
from debater.sparring.rounds import Round
from debater.store.rounds import RoundStore
from debater.store.whole import WholeRound, WholeTurn
from debater.study.summary import RoundSummary, dump_summary
from debater.tui.app import DebaterApp
from debater.tui.screens.round import RoundScreen
from debater.tui.screens.rounds import RoundsScreen
from debater.tui.widgets.turn_view import TurnView

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
        side = chance.choice(SIDES)
        ended = dump_summary(RoundSummary(made=turns, met=turns - 3, silent=3))
        yield WholeRound("detente", side, number, stamp, stamp, summary=ended, turns=said)


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
    return _middle_and_late(taken)


def _middle_and_late(taken: list[float]) -> tuple[float, float]:
    taken = sorted(taken)
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


_LOOKS = 3.0  # seconds


async def screen_figures(home: Path, times: int) -> list[tuple[str, float, float]]:
    """Return what the screens take, from the key to what it shows, by name."""
    where = paths({"DEBATER_HOME": str(home)})
    opened, searched, resumed = [], [], []
    app = DebaterApp(Settings(), where)
    async with app.run_test(size=(120, 36)) as pilot:
        start = app.screen
        await _until(pilot, lambda: start.query_one("#motions", OptionList).option_count > 3)
        # As long as it takes to look at the first screen and find the key.
        await pilot.pause(_LOOKS)
        for _ in range(times):
            began = time.perf_counter()
            await app.screen.run_action("screen.rounds")
            await _until(pilot, lambda: _count(app, RoundsScreen) == 100)
            opened.append(1000 * (time.perf_counter() - began))
            began = time.perf_counter()
            screen = _rounds(app)
            screen.query_one("#search", Input).value = "nuclear accident"
            screen.refresh_rounds()
            await _until(pilot, lambda: "found" in (_list(app).border_subtitle or ""))
            searched.append(1000 * (time.perf_counter() - began))
            screen.query_one("#search", Input).value = ""
            began = time.perf_counter()
            screen.action_resume()
            await _until(pilot, lambda: _turns(app) > 0)
            resumed.append(1000 * (time.perf_counter() - began))
            await pilot.press("f12")
            await _until(pilot, lambda: isinstance(app.screen, RoundsScreen))
            await pilot.press("escape", "escape")
            await _until(pilot, lambda: app.screen is start)
    return [
        ("screen: the list", *_middle_and_late(opened)),
        ("screen: a search", *_middle_and_late(searched)),
        ("screen: resume, turns shown", *_middle_and_late(resumed)),
    ]


async def _until(pilot: Pilot[int], true: Callable[[], bool]) -> None:
    while not true():
        await asyncio.sleep(0)
    await pilot.pause(0)  # painted, too


def _rounds(app: DebaterApp) -> RoundsScreen:
    assert isinstance(app.screen, RoundsScreen)
    return app.screen


def _list(app: DebaterApp) -> OptionList:
    return _rounds(app).query_one("#rounds", OptionList)


def _count(app: DebaterApp, kind: type[Screen[None]]) -> int:
    lists = app.screen.query("#rounds") if isinstance(app.screen, kind) else ()
    return sum(rounds.option_count for rounds in lists if isinstance(rounds, OptionList))


def _turns(app: DebaterApp) -> int:
    """Return how many turns with their replies are on the screen of a round."""
    if not isinstance(app.screen, RoundScreen) or app.screen.motion is None:
        return 0
    return len(app.screen.query(TurnView))


def main() -> None:
    """Build the rounds, time, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5000)
    parser.add_argument("--turns", type=int, default=40)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--keep", type=Path, help="a home that keeps the database, used again")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = asked.keep or Path(folder)
        path = paths({"DEBATER_HOME": str(home)}).database
        if not path.exists():
            build(path, asked.rounds, asked.turns)
        print(f"{asked.rounds} rounds of {asked.turns} turns, {path.stat().st_size / 1e6:.0f} MB")
        print(f"{'':34}median     p95  (ms)")
        figures = [*stored_figures(path, asked.times), *asyncio.run(screen_figures(home, 15))]
        for name, median, late in figures:
            print(f"{name:32}{median:8.1f}{late:8.1f}")


if __name__ == "__main__":
    main()
