"""The application: opens the library and the engine, and moves between the screens."""

from __future__ import annotations

import asyncio
import os
import secrets
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import get_current_worker

from debater.config import Paths, Settings, load_settings, paths, save_setting
from debater.errors import ConfigError, DebaterError
from debater.motions.model import Side
from debater.store.keeper import Keeper
from debater.store.rounds import RoundStore
from debater.text import clean_line
from debater.tui import collaborators
from debater.tui.collaborators import FindMotions, LoadMotion, OpenEngine
from debater.tui.commands import Commands, bindings
from debater.tui.debating_app import LARGEST_SEED, DebatingApp
from debater.tui.desk import EngineState, Refusal
from debater.tui.guide_notes import guide_is_over
from debater.tui.leaving import heed_signals
from debater.tui.messages import (
    EngineOpened,
    EngineRefused,
    EngineTold,
    EngineWanted,
    LibraryOpened,
    MotionLoaded,
    RoundChosen,
    RoundLeft,
)
from debater.tui.play import RoundInPlay
from debater.tui.screens.played import Played
from debater.tui.screens.round import RoundScreen
from debater.tui.screens.start import StartScreen
from debater.tui.themes import THEMES
from debater.tui.threads import PassingThreads

if TYPE_CHECKING:
    from debater.assemble import MotionSummary

_STYLES = Path(__file__).parent / "styles"


class DebaterApp(DebatingApp):
    """The debate-practice partner in the terminal."""

    CSS_PATH: ClassVar[list[str | os.PathLike[str]]] = sorted(_STYLES.glob("*.tcss"))  # type: ignore[assignment]  # one file a part of the screen
    COMMANDS: ClassVar[set[type[Provider]]] = {Commands}  # type: ignore[assignment]  # ours alone
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app")]

    def __init__(
        self,
        settings: Settings,
        paths: Paths,
        open_engine: OpenEngine = collaborators.open_engine,
        motions: FindMotions = collaborators.motions,
        load_motion: LoadMotion = collaborators.load_motion,
        store: RoundStore | None = None,
        motion: str | None = None,
        side: Side | None = None,
        environ: Mapping[str, str] = os.environ,
        round_id: int | None = None,
    ) -> None:
        """Take what the app works with.

        With both ``motion`` and ``side`` a round begins; with ``round_id`` that one goes on.
        """
        super().__init__(settings, paths, environ)
        self._environ = environ
        self._open_engine_of, self._find_motions = open_engine, motions
        self._load_motion_of = load_motion
        self._store = store
        self._motion, self._side, self._round_id = motion, side, round_id
        self._ticket = 0

    def get_default_screen(self) -> Screen[None]:
        """Return the screen that is painted first."""
        return StartScreen(self._motion or self.settings.motion, self._side or "for")

    def get_key_display(self, binding: Binding) -> str:
        """Write keys for the footer: ``F4``, ``^Q``, ``⏎``."""
        shown = super().get_key_display(binding)
        return shown.upper() if shown.startswith(("f", "^")) and len(shown) > 1 else shown

    def on_mount(self) -> None:
        """Paint first; then look for motions and rounds."""
        # Workers run in the loop's executor, which would be waited for at exit.
        asyncio.get_running_loop().set_default_executor(PassingThreads())
        self._unheed = heed_signals(self._leave_on_signal)
        if self.settings.theme not in THEMES:
            known = ", ".join(THEMES)
            self.say(f"There is no theme “{clean_line(self.settings.theme)}”; known are {known}.")
        self.theme_changed_signal.subscribe(self, self._remember_theme)
        self.call_after_refresh(self._open_library)

    def _remember_theme(self, theme: Theme) -> None:
        """Keep a theme the user has chosen for the next start."""
        if theme.name == self.settings.theme:
            return
        try:
            save_setting("theme", theme.name, self._environ)
        except ConfigError as error:
            self.say(str(error))

    def _leave_on_signal(self, number: int) -> None:
        self.save_drafts()
        self.exit(128 + number)

    def save_drafts(self) -> None:
        """Store what is being typed in the round on the screen."""
        for screen in self.screen_stack:
            if isinstance(screen, Played):
                screen.save_draft()

    def close_store(self) -> None:
        """Close the file of rounds; nothing can be kept afterwards."""
        if self.keeper is not None:
            self.keeper.close()

    # ── the library ─────────────────────────────────────────────────────────────────

    @work(thread=True, exclusive=True, group="library", exit_on_error=False)
    def _open_library(self) -> None:
        keeper = self.keeper or Keeper(self.paths.database, self._store)
        found = self.desk.attempt(lambda: self._find_motions(self.settings, self.paths))
        problem = found.sentence if isinstance(found, Refusal) else ""
        summaries = [] if isinstance(found, Refusal) else found
        if self._motion is not None and all(m.name != self._motion for m in summaries):
            asked = self.desk.attempt(partial(self._summary_of, self._motion))
            if isinstance(asked, Refusal):
                problem = asked.sentence
            else:
                summaries = [asked, *summaries]
        last, recent = keeper.last_round(), keeper.recent_rounds()
        newcomer = last is None and not recent and not guide_is_over(keeper.store.drafts)
        if not get_current_worker().is_cancelled:
            self.post_message(LibraryOpened(summaries, keeper, last, problem, recent, newcomer))

    def _summary_of(self, name: str) -> MotionSummary:
        """Describe a motion asked for that is not in the list: a folder, say."""
        return collaborators.summary(name, self._load_motion_of(name, self.settings, self.paths))

    @on(LibraryOpened)
    def _show_library(self, message: LibraryOpened) -> None:
        if self.keeper is None and message.keeper.kept_aside is not None:
            aside = message.keeper.kept_aside
            self.say(f"The file of your rounds was damaged; it is kept as {aside}.")
        if self.keeper is None:
            self.warm_up()
        self.keeper = message.keeper
        self.statements = {m.name: m.statement for m in message.motions}
        start = self.screen_stack[0]
        if isinstance(start, StartScreen):
            start.show(message)
        if message.keeper.problem and not message.keeper.told:
            message.keeper.told = True
            self.say(f"{message.keeper.problem} This round is kept in memory only.")
        if self._motion is not None and self._side is not None:
            chosen = RoundChosen(self._motion, self._side)
            self._motion = None
            self.post_message(chosen)
        elif self._round_id is not None:
            self.post_message(RoundChosen("", "for", round_id=self._round_id))
            self._round_id = None

    # ── screens ─────────────────────────────────────────────────────────────────────

    @on(RoundChosen)
    async def _begin(self, message: RoundChosen) -> None:
        if self.keeper is None:
            return
        stored = message.stored
        if message.round_id is not None:
            stored = self.keeper.round(message.round_id)
            if stored is None:
                self.say(self.keeper.problem or "This round is not there any more.")
                return
        if stored is not None and stored.format:
            await self.take_up_debate(stored.id)
            return
        if stored is not None:
            play = RoundInPlay.resume(self.keeper, stored)
        else:
            seed = secrets.randbelow(LARGEST_SEED)
            play = RoundInPlay.begin(self.keeper, message.motion, message.side, seed)
        statement = self.statements.get(play.motion) or play.motion
        screen = RoundScreen(play, statement, self.desk)
        screen.where, screen.notes = self.paths, self.keeper.store.drafts
        screen.guide_wanted = message.guided
        await self.open_screen(screen)

    @on(RoundLeft)
    async def _to_start(self) -> None:
        if isinstance(self.screen, Played):
            await self.pop_screen()
        self._open_library()

    # ── the engine ──────────────────────────────────────────────────────────────────

    @on(EngineWanted)
    def _want_engine(self, message: EngineWanted) -> None:
        state = self.engine_state
        same = state.motion_name == message.motion
        if same and state.phase != "failed":
            self._tell_rounds()
            return
        self._ticket += 1
        known = state.motion if same else None
        self.engine_state = EngineState(message.motion, "opening", known)
        self.call_after_refresh(self._open_engine, message.motion, self._ticket)

    @work(thread=True, exclusive=True, group="engine", exit_on_error=False)
    def _open_engine(self, name: str, ticket: int) -> None:
        motion = self.desk.attempt(lambda: self._load_motion_of(name, self.settings, self.paths))
        if isinstance(motion, Refusal):
            self.post_message(EngineRefused(ticket, motion.sentence))
            return
        self.post_message(MotionLoaded(ticket, motion))
        engine = self.desk.attempt(
            lambda: self._open_engine_of(name, self.settings, self.paths, self._tell_from_thread)
        )
        if isinstance(engine, Refusal):
            self.post_message(EngineRefused(ticket, engine.sentence))
        else:
            self.post_message(EngineOpened(ticket, engine))

    def _tell_from_thread(self, sentence: str) -> None:
        self.post_message(EngineTold(self._ticket, sentence))

    @on(EngineTold)
    def _show_told(self, message: EngineTold) -> None:
        if message.ticket == self._ticket:
            self.say(message.sentence)

    @on(MotionLoaded)
    def _take_motion(self, message: MotionLoaded) -> None:
        if message.ticket == self._ticket:
            name = self.engine_state.motion_name
            self.engine_state = EngineState(name, "opening", message.motion)

    @on(EngineOpened)
    def _take_engine(self, message: EngineOpened) -> None:
        if message.ticket == self._ticket:
            name, motion = self.engine_state.motion_name, message.engine.motion
            self.engine_state = EngineState(name, "ready", motion, message.engine)
            self.settle()

    @on(EngineRefused)
    def _take_refusal(self, message: EngineRefused) -> None:
        if message.ticket == self._ticket:
            state = self.engine_state
            self.engine_state = EngineState(
                state.motion_name, "failed", state.motion, sentence=message.sentence
            )

    def watch_engine_state(self) -> None:
        """Hand the state of the engine down to the round on the screen."""
        self._tell_rounds()

    def _tell_rounds(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Played):
                screen.engine_state = self.engine_state
                screen.mutate_reactive(type(screen).engine_state)

    # ── actions ─────────────────────────────────────────────────────────────────────

    async def action_quit(self) -> None:
        """Leave; what is being typed is stored first."""
        self.save_drafts()
        self.exit(0)

    @on(events.AppBlur)
    def _save_when_left(self) -> None:
        self.save_drafts()


def run(
    motion: str | None = None,
    side: Side | None = None,
    environ: Mapping[str, str] = os.environ,
    round_id: int | None = None,
) -> int:
    """Open the UI and return the exit code.

    With ``motion`` and ``side`` a round begins; with ``round_id`` that round goes on.
    Raises ``DebaterError`` where nobody can type, ``ConfigError`` when the settings cannot be
    read.
    """
    if not sys.stdin.isatty():
        raise DebaterError(
            "The terminal UI needs a terminal to type in.",
            "From a pipe, or as plain lines: debater spar --plain",
        )
    app = DebaterApp(
        load_settings(environ),
        paths(environ),
        motion=motion,
        side=side,
        environ=environ,
        round_id=round_id,
    )
    try:
        result = app.run()
    finally:
        app.close_store()
    return result if result is not None else app.return_code or 0
