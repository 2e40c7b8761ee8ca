"""The part of the app that opens debates: setting one up, and going on with a stored one."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual import on

from debater.config import Paths, Settings
from debater.debating.model import Debate
from debater.sparring.engine import Engine
from debater.store.debates import StoredDebate
from debater.store.keeper import Keeper
from debater.tui import collaborators
from debater.tui.cards_app import CardsApp
from debater.tui.desk import Refusal
from debater.tui.messages import FormatWanted
from debater.tui.screens.start import StartScreen

if TYPE_CHECKING:
    from debater.debating.opponent import Opponent
    from debater.tui.screens.setup import Setup

LARGEST_SEED = 2**31


class DebatingApp(CardsApp):
    """An app with rounds and debates."""

    def __init__(self, settings: Settings, paths: Paths, environ: Mapping[str, str]) -> None:
        super().__init__(settings, paths, environ)
        # What the clock of a debate asks: seconds that only grow.
        self.now: Callable[[], float] = time.monotonic

    async def take_up_debate(self, id: int) -> None:
        """Go on with the stored debate of this round's id."""
        if self.keeper is None:
            return
        debate = self.keeper.debate(id)
        if debate is None:
            self.say(self.keeper.problem or "This debate is not there any more.")
        else:
            await self._open_debate(self.keeper, debate)

    async def _open_debate(self, keeper: Keeper, begun: Debate | StoredDebate) -> None:
        # Deferred: a tenth of a second, which the first frame must not wait for.
        from debater.tui.screens.debate import DebateScreen

        statement = self.statements.get(begun.motion) or begun.motion
        screen = DebateScreen(
            begun, keeper, statement, self.desk, self._opponent_of, self.settings.pace, self.now
        )
        screen.alerts, screen.where = self.settings.alerts, self.paths
        await self.open_screen(screen)

    def _opponent_of(self, engine: Engine) -> Opponent:
        return collaborators.open_opponent(engine, self.settings, self.paths)

    @on(FormatWanted)
    def _set_up(self, message: FormatWanted) -> None:
        """Let the user choose a format, and begin a debate in it."""
        from debater.tui.screens.setup import SetupScreen  # deferred: see above

        found = self.desk.attempt(lambda: collaborators.formats(self.paths))
        if isinstance(found, Refusal):
            self.say(found.sentence)
            return
        formats = [summary.format for summary in found if summary.format is not None]
        problems = [summary.problem for summary in found if summary.problem]
        start = self.screen_stack[0]
        motions = start.motions if isinstance(start, StartScreen) else ()
        names = next((m.sides or {} for m in motions if m.name == message.motion), {})
        statement = self.statements.get(message.motion) or message.motion
        screen = SetupScreen(formats, problems, statement, message.side, names)

        async def begin(setup: Setup | None) -> None:
            if setup is not None and self.keeper is not None:
                seed = secrets.randbelow(LARGEST_SEED)
                begun = Debate(
                    setup.format, message.motion, setup.side, setup.seats, setup.first, seed
                )
                await self._open_debate(self.keeper, begun)

        self.push_screen(screen, begin)
