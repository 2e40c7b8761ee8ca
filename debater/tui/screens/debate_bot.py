"""The bot's part on the debate screen: opening it, its moves, and the flow, all in workers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from debater.debating.flow_model import Flow
from debater.debating.model import Debate, Exchange, Speech
from debater.debating.play import DebateInPlay
from debater.errors import DebaterError
from debater.sparring.engine import Engine
from debater.store.debates import StoredDebate
from debater.store.keeper import Keeper
from debater.tui.desk import Desk, EngineState, Refusal
from debater.tui.screens.debate_view import DebateView

if TYPE_CHECKING:
    from debater.debating.opponent import Opponent

OpenOpponent = Callable[[Engine], "Opponent"]
MoveKind = Literal["speech", "question", "answer", "reading", "point"]
_KINDS: dict[str, MoveKind] = {"speak": "speech", "ask": "question", "answer": "answer"}


@dataclass
class Moved(Message):
    """The bot has made its move in the debate of ``key``."""

    key: int
    kind: MoveKind
    result: Speech | Exchange | None = None


@dataclass
class MoveRefused(Message):
    """The bot could not make its move, or the judge no ballot; ``sentence`` says why."""

    key: int
    sentence: str


@dataclass
class Flowed(Message):
    """The flow of a debate has been laid out anew."""

    key: int
    flow: Flow


class DebateBot(DebateView):
    """Has the bot move whenever it is the bot's turn, one thing at a time."""

    def __init__(
        self,
        begun: Debate | StoredDebate,
        keeper: Keeper,
        statement: str,
        desk: Desk,
        open_opponent: OpenOpponent,
        words_a_minute: int,
        now: Callable[[], float],
    ) -> None:
        """Begin a debate, or take up a stored one once its motion is loaded."""
        super().__init__(statement, desk, words_a_minute)
        self._begun, self._keeper, self._now = begun, keeper, now
        self._open_opponent = open_opponent
        self.opponent: Opponent | None = None
        self._busy = False
        self._flow_due = False
        # Whether the user's last answer has still to be read for an admission.
        self._reading_due = False
        self._refused = ""
        self._warned: set[str] = set()
        # Whether the user has let the bot begin, where there is time to prepare before that.
        self.begun = False

    @property
    def waits_for_prep(self) -> bool:
        """Whether the bot would speak first and the user may still prepare before the debate."""
        play = self.play
        return (
            play is not None
            and not self.begun
            and play.debate.format.prep.when == "before"
            and not play.debate.speeches
            and play.move.by == "bot"
        )

    @property
    def motion_name(self) -> str:
        """The name of the motion that is debated."""
        return self._begun.motion

    # ── the engine ──────────────────────────────────────────────────────────────────

    async def watch_engine_state(self, state: EngineState) -> None:
        """Take up a stored debate once its motion is there; move once the bot can."""
        if state.motion_name != self.motion_name or not self.is_mounted:
            return
        if state.motion is not None:
            self.header.statement = state.motion.statement
            if self.play is None and isinstance(self._begun, StoredDebate):
                await self._resume(self._begun, state)
        if state.phase == "failed":
            self.tell(f"{state.sentence} Ctrl+R tries again.")
        elif (engine := state.engine) is not None and self.opponent is None:
            opened = self.desk.attempt(lambda: self._open_opponent(engine))
            if isinstance(opened, Refusal):
                self.tell(opened.sentence)
            else:
                self.opponent = opened
                self._flow_soon()
                self._go()

    async def _resume(self, stored: StoredDebate, state: EngineState) -> None:
        if state.motion is None:
            return
        try:
            self.play = DebateInPlay.resume(self._keeper, stored, state.motion, self._now)
        except DebaterError as error:
            self.tell(f"{error} F12 goes back.")
            return
        typed = self.composer.text
        self.composer.write(self.play.draft + typed)
        if self.play.unread:
            self.tell(f"{self.play.unread} events of this debate could not be read back.")
        elif self.play.debate.speeches or self.play.draft:
            self.tell("Taken up where you left; the clock waits until you type.")
        await self._show()

    async def _show(self) -> None:
        await self.show_record()
        self.show_time()
        if self.play is not None:
            self.composer.placeholder = (
                "F4 uses the time to prepare, and you may write notes; F6 begins the debate."
                if self.waits_for_prep
                else self.placeholder_for(self.play.move)
            )
        self.tell_keeping()

    # ── the bot's moves ─────────────────────────────────────────────────────────────

    def _go(self) -> None:
        """Have the bot make its move if it is the bot's, and lay out the flow if it is due."""
        play, opponent = self.play, self.opponent
        if play is None or opponent is None or self._busy or self._refused or self.waits_for_prep:
            return
        if self._reading_due and play.debate.exchanges:
            self._start_move(opponent, "reading")
        elif play.move.by == "bot" and play.move.kind in ("speak", "ask", "answer"):
            self._start_move(opponent, _KINDS[play.move.kind])
        elif self._flow_due:
            self._flow_due = False
            self._lay_out(opponent, play.key, play.debate)

    def _start_move(self, opponent: Opponent, kind: MoveKind) -> None:
        if self.play is not None:
            self._busy = True
            self._move(opponent, kind, self.play.key, self.debate, self.composer.text)

    @work(thread=True, exclusive=True, group="engine", exit_on_error=False)
    def _move(
        self, opponent: Opponent, kind: MoveKind, key: int, debate: Debate, draft: str
    ) -> None:
        worker = get_current_worker()
        made: dict[MoveKind, Callable[[], Speech | Exchange | None]] = {
            "speech": lambda: opponent.speech(debate),
            "question": lambda: opponent.question(debate),
            "answer": lambda: opponent.answer(debate),
            "reading": lambda: opponent.read(debate),
            "point": lambda: opponent.point(debate, draft),
        }
        result = self.desk.attempt(made[kind])
        if worker.is_cancelled:
            return
        if isinstance(result, Refusal):
            self.post_message(MoveRefused(key, result.sentence))
        else:
            self.post_message(Moved(key, kind, result))

    @on(MoveRefused)
    def _take_refusal(self, message: MoveRefused) -> None:
        if self.play is not None and message.key == self.play.key:
            self._busy = False
            self._refused = message.sentence
            self.tell(f"{message.sentence} Nothing is lost; Ctrl+R tries again.")

    @on(Moved)
    async def _take_move(self, message: Moved) -> None:
        play = self.play
        if play is None or message.key != play.key:
            return
        self._busy = False
        if isinstance(message.result, Speech):
            play.spoke(message.result)
            self._flow_soon()
        elif message.kind == "question" and message.result is not None:
            play.asked(message.result)
        elif message.kind == "answer" and message.result is not None:
            play.answered(message.result)
        elif message.kind == "reading":
            self._reading_due = False
            if message.result is not None and message.result != play.debate.exchanges[-1]:
                play.answered(message.result)
        elif message.kind == "point" and message.result is not None:
            play.asked(message.result)
            self.tell(f"The bot rises: {message.result.question} F5 takes the point.")
        await self._show()
        self._go()

    def _flow_soon(self) -> None:
        self._flow_due = True

    @work(thread=True, exclusive=True, group="engine", exit_on_error=False)
    def _lay_out(self, opponent: Opponent, key: int, debate: Debate) -> None:
        worker = get_current_worker()
        flow = self.desk.attempt(lambda: opponent.flow(debate))
        if not worker.is_cancelled and isinstance(flow, Flow):
            self.post_message(Flowed(key, flow))

    @on(Flowed)
    def _take_flow(self, message: Flowed) -> None:
        if self.play is not None and message.key == self.play.key:
            self.show_flow(message.flow)
            self._go()
