"""The drill screen: compares an answer, shows what proves it, and takes the learner's grade."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import on, work
from textual.message import Message
from textual.widgets import TextArea
from textual.worker import get_current_worker

from debater.errors import DebaterError
from debater.sparring.counters import Likeness
from debater.study.comparing import compare
from debater.study.model import GRADES, Compared, Grade
from debater.study.sitting import Asked
from debater.study.wording import chosen_answer
from debater.text import clean, clean_line, words
from debater.tui.desk import EngineState, Refusal
from debater.tui.drill_text import (
    answered_blocks,
    asked_blocks,
    asking_blocks,
    done_in_words,
    grade_options,
)
from debater.tui.messages import DraftEdited, EngineWanted, RoundLeft
from debater.tui.screens.drill_queue import DrillQueue, DrillRefused
from debater.tui.screens.drill_view import DrillComposer

# Typing is saved at most this much later, in seconds.
_DRAFT_DELAY = 0.25
_WAITING = "Your answer is kept; it is compared as soon as the engine is warm…"


@dataclass
class AnswerCompared(Message):
    """An answer has been compared with what answers."""

    ticket: int
    compared: Compared


class DrillScreen(DrillQueue):
    """Takes answers and grades, each kept before anything else happens."""

    _draft_due = False
    _comparing = False
    # Whether the learner was told that nothing is written.
    _warned = False

    # ── answering ───────────────────────────────────────────────────────────────────

    async def action_check(self) -> None:
        """Check what is written."""
        if self.phase != "asking" or self.asked is None:
            if self.phase == "comparing":
                self.tell("Your answer is kept; it is compared as soon as that can be done.")
            return
        typed = clean(self.composer.text).strip("\n")
        if not typed.strip() and not self._warned:
            self._warned = True
            self.tell("Nothing is written yet. Enter again shows the answer; F4 skips.")
            return
        drill = self.asked.drill
        answer = chosen_answer(drill, typed)
        if typed.strip() and answer is None:
            self.tell(
                f"“{clean_line(typed)}” names none of them alone: type a number or a word of one."
            )
            return
        self._check(answer or "")

    async def action_pick(self, number: int) -> None:
        """Take a choice, a grade or an offer by its number."""
        if self.phase == "asking" and self.asked is not None:
            choices = self.asked.drill.choices
            if number <= len(choices):
                self.composer.write(choices[number - 1])
                self._check(choices[number - 1])
        elif self.phase == "answered":
            for grade in GRADES:
                if grade == number:
                    self._grade(grade)
        elif self.phase == "idle" and number <= len(self.offers):
            self.offers[number - 1]()

    def _check(self, answer: str) -> None:
        """Keep an answer, and compare it when that can be done."""
        self.answer = answer
        self.tell("")
        self.save_draft()
        if self.asked is None:
            return
        if self.asked.drill.choices:
            # Right or wrong needs no engine.
            self._show_answered(compare(self.asked.drill, answer, None))
            return
        self.show_phase("comparing", list(asking_blocks(self.asked.drill)))
        self.tell("Comparing your answer…" if self._engine_settled else _WAITING)
        self._compare_soon()

    @property
    def _engine_settled(self) -> bool:
        return self.engine_state.phase in ("ready", "failed")

    def watch_engine_state(self, state: EngineState) -> None:
        """Compare what waits once the engine is ready; without one, by its words alone."""
        if self.is_mounted and self.phase == "comparing" and state.phase != "none":
            self._compare_soon()

    def _compare_soon(self) -> None:
        if self._comparing or self.asked is None or not self._engine_settled:
            return
        self._comparing = True
        engine = self.engine_state.engine
        self._compare(self.ticket, self.asked, engine.likeness if engine is not None else None)

    @work(thread=True, exclusive=True, group="engine", exit_on_error=False)
    def _compare(self, ticket: int, asked: Asked, likeness: Likeness | None) -> None:
        worker = get_current_worker()
        answer = self.answer
        found = self.desk.attempt(lambda: compare(asked.drill, answer, likeness))
        if worker.is_cancelled:
            return
        if isinstance(found, Refusal):
            self.post_message(DrillRefused(ticket, found.sentence))
        else:
            self.post_message(AnswerCompared(ticket, found))

    @on(AnswerCompared)
    def _take_compared(self, message: AnswerCompared) -> None:
        if message.ticket == self.ticket and self.phase == "comparing":
            self._comparing = False
            self.tell("")
            self._show_answered(message.compared)

    @on(DrillRefused)
    def _take_refusal(self, message: DrillRefused) -> None:
        if message.ticket == self.ticket:
            self._comparing = False
            self.tell(f"{message.sentence} Nothing is lost; Ctrl+R tries again.")

    def _show_answered(self, compared: Compared) -> None:
        """Show how the answer did, the passage that proves it, and the grades."""
        if self.asked is None:
            return
        self.compared = compared
        drill, motion = self.asked.drill, self.asked.motion
        asked = list(asked_blocks(drill))
        answered = answered_blocks(drill, self.answer, compared)
        self.show_phase("answered", [*asked, *answered], len(asked))
        now = self.sitting.clock()
        options = grade_options(self.sitting.dues(now), compared.suggested, now)
        self.offer("How well did you know it? 1–4", options, compared.suggested - 1)
        self.listing.focus()
        if drill.citation is not None:
            self.source.show_passage(motion, drill, drill.citation)
        else:
            self.source.citation = None

    # ── grading ─────────────────────────────────────────────────────────────────────

    def _grade(self, grade: Grade) -> None:
        """Store a grade, and only then ask the next drill."""
        if self._kept(lambda: self.sitting.grade(grade, self.answer, self.compared)):
            self._tell_done()
            self.ask_next()

    def action_retire(self) -> None:
        """Never ask this drill again."""
        if self.asked is not None and self._kept(self.sitting.retire):
            self._tell_done()
            self.ask_next()

    def action_skip(self) -> None:
        """Leave this drill for later."""
        if self.asked is None:
            self.tell("There is no drill to skip.")
            return
        self.save_draft()
        self.sitting.skip()
        self.tell("Skipped: it stays due.")
        self.ask_next()

    def action_undo(self) -> None:
        """Take the last grade back, or bring a retired drill back."""
        self.save_draft()
        if self.sitting.done is None:
            self.tell("There is no grade to take back.")
            return
        try:
            done = self.sitting.undo()
        except DebaterError as error:
            self.tell(str(error))
            return
        if done is None:
            self.tell("That grade cannot be taken back: it was graded elsewhere since.")
            return
        self.ticket += 1
        self.ask(done.asked, done.answer, "taken back")
        self.answer = done.answer
        self.tell("Taken back.")
        if done.compared is not None:
            self._show_answered(done.compared)

    def _tell_done(self) -> None:
        if self.sitting.done is not None:
            self.tell(done_in_words(self.sitting.done, self.sitting.clock()))

    def _kept(self, write: Callable[[], object]) -> bool:
        """Write to the store; say why where that fails, and stay where we are."""
        try:
            return bool(write())
        except DebaterError as error:
            self.tell(str(error))
            return False

    # ── what is typed ───────────────────────────────────────────────────────────────

    def action_newline(self) -> None:
        """Begin a new line in the composer."""
        self.composer.newline()

    @on(DrillComposer.NothingToUndo)
    def _undo_instead(self) -> None:
        self.action_undo()

    @on(TextArea.Changed)
    def _draft_soon(self) -> None:
        self._warned = False
        self._count_words()
        if not self._draft_due:
            self._draft_due = True
            self.set_timer(_DRAFT_DELAY, self.save_draft)

    def _count_words(self) -> None:
        """Count where words are bounded, so that nobody has to."""
        most = self.asked.drill.most_words if self.asked is not None else 0
        count = f" {len(words(self.composer.text))} of {most} words "
        self.composer.border_subtitle = count if most else ""

    @on(DraftEdited)
    def _draft_now(self) -> None:
        self.save_draft()

    def save_draft(self) -> None:
        """Store what is being typed."""
        self._draft_due = False
        if self.is_mounted and self.asked is not None and self.asked is self.sitting.asked:
            text = self.composer.text
            self._kept(lambda: self.sitting.keep_draft(text))

    # ── the rest ────────────────────────────────────────────────────────────────────

    def action_retry(self) -> None:
        """Try again what went wrong."""
        self.tell("")
        if self.engine_state.phase == "failed" and self.asked is not None:
            self.post_message(EngineWanted(self.asked.drill.motion, again=True))
        if self.phase == "comparing":
            self._compare_soon()
        elif self.phase in ("reading", "idle"):
            self.sitting.try_again()
            self.ask_next()

    def action_leave(self) -> None:
        """Go back to the start screen."""
        self.save_draft()
        self.post_message(RoundLeft())
