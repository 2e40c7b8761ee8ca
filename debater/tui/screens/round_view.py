"""What a round looks like, and how it is read: panes, the chosen turn, the source."""

from __future__ import annotations

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from debater.motions.model import Motion
from debater.sparring.reply import Reply
from debater.text import clean_line
from debater.tui.commands import actions, bindings
from debater.tui.desk import Desk
from debater.tui.messages import EarlierWanted, TurnChosen
from debater.tui.play import PlayedTurn, RoundInPlay
from debater.tui.screens.played import Played
from debater.tui.widgets.composer import Composer
from debater.tui.widgets.key_line import KeyLine
from debater.tui.widgets.round_header import RoundHeader
from debater.tui.widgets.source_view import SourceView
from debater.tui.widgets.transcript import Transcript


class RoundView(Played):
    """The panes of a round, and everything that only changes what is seen of it."""

    place = "round"
    # In the composer too, whose text box has another use for the key.
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("round"),
        *(action.binding for action in actions("round") if action.id == "round.card"),
    ]
    AUTO_FOCUS = "#composer"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as declared by Textual
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]  # noqa: RUF012 - as declared by Textual

    header = getters.query_one("#header", RoundHeader)
    transcript = getters.query_one("#transcript", Transcript)
    source = getters.query_one("#source", SourceView)
    composer = getters.query_one("#composer", Composer)

    def __init__(self, play: RoundInPlay, statement: str, desk: Desk) -> None:
        """Show ``play``, a round on the motion with this statement."""
        super().__init__()
        self.play, self.statement, self.desk = play, statement, desk
        self.motion: Motion | None = None
        self.chosen: int | None = None
        self._picked = False
        self._busy = False
        self._draft_due = False

    def compose(self) -> ComposeResult:
        """Lay out header, panes, composer and keys."""
        yield RoundHeader(self.play.side, id="header")
        with Horizontal(id="panes"):
            yield Transcript(self.play.side, id="transcript")
            yield SourceView(id="source")
        yield Static("", id="hint", markup=False)
        yield Composer(id="composer")
        yield KeyLine()

    # ── reading ─────────────────────────────────────────────────────────────────────

    def _choose(self, number: int, *, whole: bool = False) -> None:
        self.chosen = number
        self.transcript.choose(number, whole=whole)
        self.source.show(self.play.turns[number - 1].reply)

    @on(TurnChosen)
    def _pick(self, message: TurnChosen) -> None:
        self._picked = message.number < len(self.play.turns)
        self._choose(message.number, whole=True)

    async def _step(self, by: int) -> None:
        if not self.play.turns:
            self.tell("There is no turn yet.")
            return
        number = min(len(self.play.turns), max(1, (self.chosen or len(self.play.turns)) + by))
        while self.transcript.view(number) is None and await self.transcript.load_earlier():
            continue
        self._pick(TurnChosen(number))
        self.call_after_refresh(self.transcript.show_turn, number)

    async def action_previous_turn(self) -> None:
        """Choose the turn before."""
        await self._step(-1)

    async def action_next_turn(self) -> None:
        """Choose the turn after."""
        await self._step(1)

    @on(EarlierWanted)
    async def action_earlier(self) -> None:
        """Show turns above those shown."""
        if not await self.transcript.load_earlier():
            self.tell("All turns of this round are shown.")

    def action_toggle_source(self) -> None:
        """Show or hide the source, or change between it and the transcript."""
        self.toggle_class("-source-toggled")
        self.call_after_refresh(self.source.go_to_citation)

    def action_citation(self) -> None:
        """Scroll the source to what the chosen turn cites."""
        if self.has_class("-narrow") != self.has_class("-source-toggled"):
            self.action_toggle_source()
        if self.source.citation is None:
            self.tell("This turn cites nothing.")
        self.call_after_refresh(self.source.go_to_citation)

    def _reply(self) -> Reply | None:
        """Return the reply of the chosen turn, or say that there is none."""
        turns = self.play.turns
        turn: PlayedTurn | None = turns[self.chosen - 1] if self.chosen and turns else None
        if turn is None or turn.reply is None:
            self.tell("There is no reply yet.")
            return None
        return turn.reply

    # ── saying things ───────────────────────────────────────────────────────────────

    def tell(self, sentence: str) -> None:
        """Show a sentence above the composer, or take the last one away."""
        hint = self.query_one("#hint", Static)
        hint.update(Content(clean_line(sentence)))
        hint.display = bool(sentence)

    def tell_keeping(self) -> None:
        """Say once that rounds are no longer on disk, and keep showing it in the header."""
        keeper = self.play.keeper
        self.header.keeping = "kept in memory only" if keeper.problem else ""
        if keeper.problem and not keeper.told:
            keeper.told = True
            sentence = f"{clean_line(keeper.problem)} F8 saves the round to a file."
            self.app.notify(sentence, severity="error", timeout=20, markup=False)
