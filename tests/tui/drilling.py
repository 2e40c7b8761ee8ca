"""A drill screen on a database of its own, with fakes where the engine and the making are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.pilot import Pilot

import debater.tui
from debater.motions.citation import cite
from debater.motions.model import Motion, Side
from debater.sparring.counters import Likeness
from debater.store.database import Database
from debater.store.drafts import DraftStore
from debater.store.drills import DrillStore
from debater.study.model import Drill
from debater.study.record import dump_drill
from debater.study.scheduling import Scheduler
from debater.study.sitting import Sitting, Wanted
from debater.tui.commands import Commands, bindings
from debater.tui.desk import Desk, EngineState
from debater.tui.messages import EngineWanted, RoundLeft
from debater.tui.program import Program
from debater.tui.screens.drill import DrillScreen
from tests.tui.conftest import FakeEngine, wait_until

STYLES = Path(debater.tui.__file__).parent / "styles"
VOICES = ("the author", "the author, conceding it", "somebody else")
HOSTILE = "[/nope] [@click=app.quit]x[/] \x1b]52;c;AAAA\x07"


class Clock:
    """A clock that stands until it is put forward."""

    def __init__(self) -> None:
        self.now = datetime(2030, 1, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class Alike:
    """Finds every text like every other."""

    def between(self, first: list[str], second: list[str]) -> list[list[float]]:
        return [[0.61 for _ in second] for _ in first]


class LikenessEngine(FakeEngine):
    """An engine that only compares."""

    @property
    def likeness(self) -> Likeness:
        return Alike()  # type: ignore[return-value]


@dataclass
class Makes:
    """Makes the drills it holds."""

    store: DrillStore
    drills: list[Drill] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def from_motion(self, name: str, side: Side) -> int:
        self.asked.append((name, side))
        return put(self.store, *self.drills)

    def from_rounds(self) -> int:
        self.asked.append(("rounds", ""))
        return 0


class DrillApp(Program):
    """Shows the drill screen and nothing else."""

    CSS_PATH: ClassVar[list[str]] = [str(path) for path in sorted(STYLES.glob("*.tcss"))]
    COMMANDS: ClassVar[set[type]] = {Commands}
    BINDINGS: ClassVar[list] = [*bindings("app")]

    def __init__(self, screen: DrillScreen, environ: dict[str, str]) -> None:
        super().__init__("debater-dark", environ)
        self.drills = screen
        self.wanted: list[str] = []
        self.left = False

    async def on_mount(self) -> None:
        await self.push_screen(self.drills)

    @on(EngineWanted)
    def _want(self, message: EngineWanted) -> None:
        self.wanted.append(message.motion)

    @on(RoundLeft)
    def _leave(self) -> None:
        self.left = True


@dataclass
class Desktop:
    """Everything a test of the drills holds."""

    motion: Motion
    folder: Path
    clock: Clock = field(default_factory=Clock)
    environ: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.database = Database(self.folder / "rounds.db")
        self.store = DrillStore(self.database)
        self.drafts = DraftStore(self.database)
        self.makes = Makes(self.store)

    def drill(self, number: int = 0, **values: object) -> Drill:
        """Return a drill that asks whose view a passage is."""
        point = self.motion.points()[number]
        passage = self.motion.passage(point.passage)
        spoken = point.sentences[0]
        citation = cite(self.motion.source(passage.source), passage, spoken.span)
        right = {"author": VOICES[0], "conceded": VOICES[1], "reported": VOICES[2]}[spoken.voice]
        made = Drill(
            f"a{number}", "voice", "detente", "for", "Whose view is this?", citation.quote,
            VOICES, right, citation, spoken.voice, spoken.speaker, "Look at who says it.",
            origin="from the motion",
        )  # fmt: skip
        return replace(made, **values)  # type: ignore[arg-type]

    def typed(self, number: int = 0, **values: object) -> Drill:
        """Return a drill that asks for an answer in words."""
        asked: dict[str, object] = {
            "key": f"b{number}", "kind": "refute", "choices": (), "right": "",
            "asks": "Answer this claim.", "material": "Putin only respects force.",
        }  # fmt: skip
        return self.drill(number, **asked | values)

    def screen(self, wanted: Wanted | None = None) -> DrillScreen:
        """Return a drill screen on what is stored."""
        sitting = Sitting(
            self.store, self.drafts, Scheduler(), lambda _: self.motion, self.clock,
            wanted or Wanted(),
        )  # fmt: skip
        statements = {"detente": self.motion.statement}
        return DrillScreen(sitting, self.makes, statements, Desk(self.folder / "log"))

    @asynccontextmanager
    async def open(
        self, size: tuple[int, int] = (140, 40), wanted: Wanted | None = None
    ) -> AsyncIterator[tuple[Pilot[int], DrillScreen]]:
        """Open the screen and wait until a drill is asked, or none is due."""
        app = DrillApp(self.screen(wanted), self.environ)
        async with app.run_test(size=size, notifications=True) as pilot:
            await wait_until(pilot, lambda: app.drills.is_mounted)
            await settled(pilot, app.drills)
            yield pilot, app.drills

    def ready(self) -> EngineState:
        """Return the state of an engine that compares."""
        engine = LikenessEngine(self.motion)
        return EngineState("detente", "ready", self.motion, engine)  # type: ignore[arg-type]


def put(store: DrillStore, *drills: Drill) -> int:
    """Add drills to a store."""
    return store.add((d.key, d.kind, d.motion, d.side, dump_drill(d)) for d in drills)


async def settled(pilot: Pilot[int], screen: DrillScreen) -> None:
    """Wait until nothing is being read or compared."""
    await wait_until(pilot, lambda: screen.phase not in ("reading", "comparing"))
    await pilot.pause(0.05)


async def press(pilot: Pilot[int], screen: DrillScreen, *keys: str) -> None:
    """Press keys and wait for what they do."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause(0.05)
    await settled(pilot, screen)


def text_of(screen: DrillScreen) -> list:  # type: ignore[type-arg]
    """Return the blocks of the page."""
    return screen.query_one("#drill-text").visual.blocks  # type: ignore[attr-defined]
