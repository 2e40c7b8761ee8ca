"""A UI with fakes at its edges: a real motion, an engine that answers when told to."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from debater.assemble import MotionSummary
from debater.config import Paths, Settings, paths
from debater.motions.citation import cite
from debater.motions.model import Motion, Side, opposite
from debater.motions.pack import read_motion
from debater.sparring.reply import Counter, Evidence, Reply
from debater.sparring.rounds import Round
from debater.store.rounds import RoundStore
from debater.tui.app import DebaterApp
from debater.tui.screens.round import RoundScreen
from debater.tui.screens.start import StartScreen
from debater.tui.widgets.turn_view import TurnView

DETENTE = Path(__file__).parents[2] / "prompts" / "motions" / "detente"
SETTINGS = Settings()


@pytest.fixture(scope="session")
def motion() -> Motion:
    """The shipped motion, read once."""
    return read_motion(DETENTE)


class FakeEngine:
    """Answers each argument with the next opposing point; ``gate`` holds answers back."""

    def __init__(self, motion: Motion) -> None:
        self.motion = motion
        self.words_only = False
        self.gate = threading.Event()
        self.gate.set()
        self.errors: list[Exception] = []
        self.asked: list[str] = []
        self.silent = False

    def introduction(self, side: Side) -> str:
        return f"{len(self.motion.opposing(side))} passages oppose you."

    def counter(self, side: Side, number: int) -> Counter:
        points = self.motion.opposing(side)
        point = points[number % len(points)]
        passage = self.motion.passage(point.passage)
        spoken = point.sentences[0]
        citation = cite(self.motion.source(passage.source), passage, spoken.span)
        evidence = Evidence(0.6, 0.7, 0.8, 0.2, "A line it answers.", ("russia", "putin"))
        return Counter(
            rank=number + 1,
            citation=citation,
            stance=opposite(side),
            voice=spoken.voice,
            speaker=spoken.speaker,
            strength=0.62,
            answers=not self.silent,
            point=point.id,
            tag=point.tag,
            evidence=evidence,
        )

    def answer(self, argument: str, round: Round) -> Reply:
        assert self.gate.wait(20)
        self.asked.append(argument)
        if self.errors:
            raise self.errors.pop(0)
        return self.reply(round.side, len(round.turns))

    def another(self, round: Round) -> Reply | None:
        number = len(round.turns)
        last = round.turns[-1].reply
        assert last is not None
        return None if last.they_say == "Another." else self.reply(round.side, number, "Another.")

    def reply(self, side: Side, number: int, they_say: str = "They say so.") -> Reply:
        counter = self.counter(side, number)
        if self.silent:
            but = "Nothing in the sources answers this."
            return Reply("argument", True, they_say, but, counters=(counter,))
        return Reply(
            "argument", False, they_say, "But it is not so.", "unused", "Therefore it falls.",
            "Do you grant that?", counters=(counter,), chosen=counter,
        )  # fmt: skip


@dataclasses.dataclass
class Stage:
    """Everything a test of the UI holds: fakes, folders, and the way to open an app."""

    where: Paths
    motion: Motion
    engine: FakeEngine
    opening: threading.Event
    open_errors: list[Exception]
    summaries: list[MotionSummary]

    def app(self, **given: object) -> DebaterApp:
        """Return an app on the fakes; ``given`` overrides what it takes."""

        def open_engine(*_: object) -> FakeEngine:
            assert self.opening.wait(20)
            if self.open_errors:
                raise self.open_errors.pop(0)
            return self.engine

        options: dict[str, object] = {
            "open_engine": open_engine,
            "motions": lambda *_: self.summaries,
            "load_motion": lambda *_: self.motion,
            **given,
        }
        settings = options.pop("settings", SETTINGS)
        return DebaterApp(settings, self.where, **options)  # type: ignore[arg-type]

    @asynccontextmanager
    async def play(
        self, size: tuple[int, int] = (120, 36), side: Side = "for", **given: object
    ) -> AsyncIterator[tuple[Pilot[int], RoundScreen]]:
        """Open an app straight into a round."""
        app = self.app(motion="detente", side=side, **given)
        async with app.run_test(size=size, notifications=True) as pilot:
            await wait_until(pilot, lambda: isinstance(app.screen, RoundScreen))
            screen = app.screen
            assert isinstance(screen, RoundScreen)
            await wait_until(pilot, lambda: screen.is_mounted and screen.focused is not None)
            yield pilot, screen

    def stored(self) -> RoundStore:
        """Open the rounds on disk."""
        return RoundStore(self.where.database)


@pytest.fixture
def stage(motion: Motion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A stage in a home of its own."""
    monkeypatch.setenv("DEBATER_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    summary = MotionSummary(
        "detente", DETENTE, "shipped", motion.statement, dict(motion.sides),
        {"for": 3, "against": 17}, len(motion.passages),
    )  # fmt: skip
    opening = threading.Event()
    opening.set()
    made = Stage(paths(), motion, FakeEngine(motion), opening, [], [summary])
    yield made
    opening.set()
    made.engine.gate.set()


async def wait_until(pilot: Pilot[int], true: Callable[[], object], seconds: float = 10) -> None:
    """Let the app run until ``true`` holds; fail when it does not in time."""
    for _ in range(int(seconds / 0.02)):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError("what was waited for did not happen")


async def say(pilot: Pilot[int], screen: RoundScreen, text: str) -> None:
    """Write an argument and send it, without waiting for the reply."""
    number = len(screen.play.turns)
    screen.composer.write(text)
    screen.composer.focus()
    await pilot.press("enter")
    await wait_until(pilot, lambda: len(screen.play.turns) == number + 1)


async def answered(pilot: Pilot[int], screen: RoundScreen, number: int) -> None:
    """Wait for the reply to turn ``number``."""
    await wait_until(
        pilot,
        lambda: len(screen.play.turns) >= number and screen.play.turns[number - 1].reply,
    )
    await pilot.pause(0.05)


def shown(view: TurnView) -> str:
    """Return the text of a turn as it is shown."""
    return view.visual.at(view.content_size.width).plain  # type: ignore[attr-defined]


def on_screen(app: App[int]) -> str:
    """Return what the terminal shows, as lines of text."""
    lines = app.screen._compositor.render_strips()
    return "\n".join(line.text for line in lines)


def folded(app: App[int]) -> str:
    """Return what the terminal shows with white space and frames folded away."""
    return " ".join(on_screen(app).translate(dict.fromkeys(map(ord, "│┃╭╮╰╯─━"), " ")).split())


async def started(pilot: Pilot[int], app: DebaterApp) -> StartScreen:
    """Wait for the start screen to list its motions."""
    start = app.screen
    assert isinstance(start, StartScreen)
    await wait_until(pilot, lambda: start.query_one("#motions").option_count)  # type: ignore[attr-defined]
    await pilot.pause(0.05)
    return start
