"""The round screen: takes arguments, has them answered in order, and keeps the round."""

from __future__ import annotations

from pathlib import Path

from textual import on, work
from textual.widgets import TextArea
from textual.worker import get_current_worker

from debater.motions.model import Motion, opposite
from debater.sparring.engine import Engine
from debater.sparring.rounds import Round
from debater.text import clean
from debater.tui.cited import cited_in_reply
from debater.tui.clipboard import copied_in_words, copy_by_system
from debater.tui.desk import EngineState, Refusal
from debater.tui.messages import (
    AnswerReady,
    AnswerRefused,
    CardWanted,
    Copied,
    DraftEdited,
    EngineWanted,
    ExportWanted,
    NothingElse,
    RoundChosen,
    RoundLeft,
)
from debater.tui.round_text import reply_as_text
from debater.tui.screens.guided import Guided
from debater.tui.screens.why import WhyScreen
from debater.tui.widgets.composer import Composer

# Typing is saved at most this much later, in seconds.
_DRAFT_DELAY = 0.25


class RoundScreen(Guided):
    """Plays one round: takes arguments, has them answered in order, shows the replies."""

    async def on_mount(self) -> None:
        """Show what the round holds already, and ask for the engine."""
        self.header.statement = self.statement
        self.composer.remember([turn.argument for turn in self.play.turns])
        # Somebody quick may have begun to type already.
        self.composer.write(self.play.draft + self.composer.text)
        state = self.engine_state
        if state.motion is not None and state.motion_name == self.play.motion:
            await self._load(state.motion)
        else:
            await self.transcript.show(self.play.turns, state.in_words)
        self.tell_keeping()
        self.post_message(EngineWanted(self.play.motion))

    # ── the engine ──────────────────────────────────────────────────────────────────

    async def watch_engine_state(self, state: EngineState) -> None:
        """Show the engine's state; begin to answer once it is ready."""
        if state.motion_name != self.play.motion or not self.is_mounted:
            return
        self.header.engine = state.in_words
        if state.motion is not None and self.motion is None:
            await self._load(state.motion)
        if state.phase == "failed":
            self.tell(state.sentence)
        elif state.engine is not None:
            self.transcript.introduce(clean(state.engine.introduction(self.play.side)))
        self.transcript.wait_for(self._waiting_words)
        self._answer_next()

    async def _load(self, motion: Motion) -> None:
        self.motion = motion
        self.header.statement = motion.statement
        self.play.prove_stored(motion)
        await self.transcript.show(self.play.turns, self._waiting_words)
        self.source.load(motion)
        if self.play.turns:
            self._choose(len(self.play.turns))

    @property
    def _waiting_words(self) -> str:
        if self.engine_state.phase == "failed":
            return "kept; not answered, as there is no engine. Ctrl+R tries again."
        if self.engine_state.phase == "ready":
            return "looking for the passage that answers this…"
        return "kept; it is answered as soon as the engine is warm…"

    def _answer_next(self) -> None:
        """Have the first waiting turn answered, unless one is being answered."""
        engine = self.engine_state.engine
        turn = self.play.next_waiting()
        if engine is None or turn is None or self._busy:
            return
        self._busy = True
        self._answer(engine, turn.number, turn.argument, self.play.before(turn.number))

    @work(thread=True, exclusive=True, group="engine", exit_on_error=False)
    def _answer(self, engine: Engine, number: int, argument: str, before: Round) -> None:
        worker = get_current_worker()
        result = self.desk.attempt(lambda: engine.answer(argument, before))
        if worker.is_cancelled:
            return
        if isinstance(result, Refusal):
            self.post_message(AnswerRefused(self.play.key, number, result.sentence))
        else:
            self.post_message(AnswerReady(self.play.key, number, result))

    @work(thread=True, exclusive=True, group="engine", exit_on_error=False)
    def _another(self, engine: Engine, number: int, played: Round) -> None:
        worker = get_current_worker()
        result = self.desk.attempt(lambda: engine.another(played))
        if worker.is_cancelled:
            return
        if isinstance(result, Refusal):
            self.post_message(NothingElse(self.play.key, number, result.sentence))
        elif result is None:
            self.post_message(NothingElse(self.play.key, number))
        else:
            self.post_message(AnswerReady(self.play.key, number, result))

    @on(AnswerReady)
    def _take_reply(self, message: AnswerReady) -> None:
        if message.round_key != self.play.key:
            return
        self._busy = False
        self.tell("")
        self.play.answered(message.number, message.reply)
        self.tell_keeping()
        self.transcript.refresh_turn(self.play.turns[message.number - 1])
        if not self._picked:
            self._choose(message.number)
            self.call_after_refresh(self.transcript.show_reply, message.number)
        self._answer_next()

    @on(AnswerRefused)
    def _take_refusal(self, message: AnswerRefused) -> None:
        if message.round_key != self.play.key:
            return
        self._busy = False
        self.play.refused(message.number, message.sentence)
        self.transcript.refresh_turn(self.play.turns[message.number - 1])
        self._answer_next()

    @on(NothingElse)
    def _take_nothing_else(self, message: NothingElse) -> None:
        if message.round_key != self.play.key:
            return
        self._busy = False
        self.tell(message.sentence or "No other passage in the sources answers this.")
        self._answer_next()

    # ── writing ─────────────────────────────────────────────────────────────────────

    async def action_send(self) -> None:
        """Commit what is written, show it, and have it answered in its turn."""
        text = clean(self.composer.text).strip("\n")
        if not text.strip():
            self.tell("Nothing is written yet: make an argument first.")
            return
        turn = self.play.say(text)
        self.composer.remember([turn.argument for turn in self.play.turns])
        self.composer.sent()
        self.tell("")
        self.tell_keeping()
        self._picked = False
        self.chosen = turn.number
        if self.has_class("-narrow") and self.has_class("-source-toggled"):
            # The reply is read in the transcript.
            self.action_toggle_source()
        await self.transcript.add(turn)
        self.transcript.choose(turn.number)
        self._answer_next()

    def action_newline(self) -> None:
        """Begin a new line in the composer."""
        self.composer.newline()

    def action_older(self) -> None:
        """Bring back an earlier argument."""
        self.composer.older()

    def action_newer(self) -> None:
        """Go forward to later arguments and the draft."""
        self.composer.newer()

    def action_write(self) -> None:
        """Go back to the composer."""
        self.composer.focus()

    @on(TextArea.Changed)
    def _draft_soon(self) -> None:
        if not self._draft_due:
            self._draft_due = True
            self.set_timer(_DRAFT_DELAY, self.save_draft)

    @on(DraftEdited)
    def _draft_now(self) -> None:
        self.save_draft()

    def save_draft(self) -> None:
        """Store what is being typed."""
        self._draft_due = False
        if self.is_mounted:
            self.play.keep_draft(self.composer.draft)
            self.tell_keeping()

    @on(Composer.Scrolled)
    def _page_transcript(self, message: Composer.Scrolled) -> None:
        if message.direction < 0:
            self.transcript.scroll_page_up(animate=False)
        else:
            self.transcript.scroll_page_down(animate=False)

    # ── the reply and the round ─────────────────────────────────────────────────────

    def action_another(self) -> None:
        """Answer the last turn again, with the next best passage."""
        engine, turns = self.engine_state.engine, self.play.turns
        if engine is None or not turns or turns[-1].reply is None or self._busy:
            self.tell("There is no reply yet that another could replace.")
            return
        self._busy = True
        self._picked = False
        self.tell("Looking for another passage…")
        self._another(engine, len(turns), self.play.before(len(turns) + 1))

    def action_why(self) -> None:
        """Explain the passage of the chosen turn."""
        reply = self._reply()
        if reply is not None and self.motion is not None:
            self.app.push_screen(WhyScreen(reply, self.motion))

    def action_copy(self) -> None:
        """Copy the reply of the chosen turn."""
        reply = self._reply()
        if reply is not None:
            text = reply_as_text(reply)
            self.app.copy_to_clipboard(text)
            self._copy(text)

    @work(thread=True, group="copy", exit_on_error=False)
    def _copy(self, text: str) -> None:
        result = copy_by_system(text)
        self.post_message(Copied(copied_in_words(result)))

    @on(Copied)
    def _tell_copied(self, message: Copied) -> None:
        self.tell(message.sentence)

    def action_card(self) -> None:
        """Cut an evidence card of what the chosen reply cites."""
        reply = self._reply()
        cited = cited_in_reply(reply) if reply is not None else ()
        if reply is not None and not cited:
            self.tell("This reply cites nothing a card could be cut of.")
        elif cited:
            self.save_draft()
            self.post_message(CardWanted(self.play.motion, cited))

    def action_retry(self) -> None:
        """Try again what went wrong."""
        retried = self.play.retry()
        if self.engine_state.phase == "failed":
            self.post_message(EngineWanted(self.play.motion, again=True))
        elif not retried:
            self.tell("Nothing went wrong that could be tried again.")
        for turn in self.play.turns:
            if turn.waits:
                self.transcript.refresh_turn(turn)
        self._answer_next()

    def action_save(self) -> None:
        """Ask for a file and write the round to it."""
        self.post_message(ExportWanted(self.play.store_id, self.play.motion, self._tell_saved))

    def _tell_saved(self, path: Path | None) -> None:
        if path is not None:
            self.tell(f"Saved as {path}.")

    def action_swap(self) -> None:
        """Begin a round on the other side."""
        self.save_draft()
        self.post_message(RoundChosen(self.play.motion, opposite(self.play.side)))

    def action_new_round(self) -> None:
        """Begin a new round on this side."""
        self.save_draft()
        self.post_message(RoundChosen(self.play.motion, self.play.side))

    def action_leave(self) -> None:
        """Go back to the start screen."""
        self.save_draft()
        self.post_message(RoundLeft())
