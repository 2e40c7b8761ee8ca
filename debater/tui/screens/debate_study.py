"""What is learnt from a debate on its screen: flow corrected, ballot, redo, flip, guide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from textual import on, work
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from debater.config import Paths
from debater.debating.model import Speech
from debater.text import clean, clean_line
from debater.tui.ballot_text import ballot_stack, comparison_stack, flip_stack
from debater.tui.blocks import BlockStack
from debater.tui.cited import cited_in_debate
from debater.tui.desk import Refusal
from debater.tui.guide_text import double_turns, guide_lines
from debater.tui.messages import CardWanted
from debater.tui.quotation_text import quotation_stack
from debater.tui.screens.debate_bot import DebateBot, Flowed, MoveRefused
from debater.tui.screens.link import Chosen, LinkScreen
from debater.tui.screens.modal import TextScreen
from debater.tui.screens.openings import OpeningsScreen, offer_openings
from debater.tui.widgets.flow_sheet import FlowSheet


@dataclass
class Judged(Message):
    """A ballot, or a comparison, is ready to be shown."""

    key: int
    title: str
    stack: BlockStack


class DebateStudy(DebateBot):
    """Corrects the flow, checks quotations, judges, and lets a speech be given again."""

    where: Paths | None = None
    _guided = False
    _practising: Literal["redo", "flip"] | None = None

    # ── the flow ────────────────────────────────────────────────────────────────────

    @on(FlowSheet.LinkWanted)
    def _ask_link(self, message: FlowSheet.LinkWanted) -> None:
        argument = message.argument
        if argument.by != "user":
            self.tell("The bot says itself what it answers; choose one of your own arguments.")
            return
        links = self.flow_now.links_of(argument.id)
        now = next((link.target for link in links if link.kind == "answers"), None)

        def chosen(choice: Chosen | None) -> None:
            if choice is not None and self.play is not None:
                self.play.correct(argument.id, choice[0])
                self._flow_soon()
                self._go()

        self.app.push_screen(LinkScreen(argument, self.targets_of(argument), now), chosen)

    # ── the guide, the quotations, the ballot ───────────────────────────────────────

    def action_openings(self) -> None:
        """List lines to begin with; the chosen one is put where the cursor stands."""
        motion = self.engine_state.motion
        if motion is None or self.play is None:
            self.tell("The sources are still being read; try again in a moment.")
            return
        debate = self.debate
        given = [speech.text for speech in debate.speeches if speech.by == "user"]
        screen = OpeningsScreen(motion, debate.side, given, debate.seed, self.where)
        offer_openings(screen, self.composer)

    def action_guide(self) -> None:
        """Show or hide the refutation guide."""
        self._guided = not self._guided
        self.query_one("#guide", Static).display = self._guided
        if self._guided:
            self._show_guide()

    def _show_guide(self) -> None:
        if self.opponent is not None:
            stage = self.debate.current
            answers = stage is None or stage.responds
            lines = guide_lines(self.opponent.scaffold, self.composer.text, answers=answers)
            self.query_one("#guide", Static).update(lines)

    @on(Flowed)
    def _warn_of_double_turns(self, message: Flowed) -> None:
        """Tell of an argument turned both ways, once."""
        if self.opponent is None or self.play is None or message.key != self.play.key:
            return
        for warning in double_turns(self.opponent.scaffold, message.flow, self.debate.side):
            if warning not in self._warned:
                self._warned.add(warning)
                self.app.notify(clean_line(warning), severity="warning", timeout=15, markup=False)

    def action_quotations(self) -> None:
        """Check what stands in quotation marks in the composer."""
        if self.opponent is not None:
            stack = quotation_stack(self.composer.text, self.opponent.motion)
            self.app.push_screen(TextScreen("Quotations", stack))

    def action_card(self) -> None:
        """Offer what was cited in the debate, the last first, to cut an evidence card of."""
        cited = cited_in_debate(self.debate) if self.play is not None else ()
        if cited:
            self.save_draft()
            self.post_message(CardWanted(self.motion_name, cited))
        else:
            self.tell("Nothing has been cited yet that a card could be cut of.")

    def action_ballot(self) -> None:
        """Judge the user's speeches so far."""
        play, opponent = self.play, self.opponent
        if play is None or opponent is None:
            self.tell("The ballot needs the engine, which is not there yet.")
            return
        debate = self.debate
        self._judge(play.key, "Ballot", lambda: ballot_stack(opponent.ballot(debate), debate))

    @work(thread=True, exclusive=True, group="ballot", exit_on_error=False)
    def _judge(self, key: int, title: str, make: Callable[[], BlockStack]) -> None:
        worker = get_current_worker()
        made = self.desk.attempt(make)
        if worker.is_cancelled:
            return
        if isinstance(made, Refusal):
            self.post_message(MoveRefused(key, made.sentence))
        else:
            self.post_message(Judged(key, title, made))

    @on(Judged)
    def _show_ballot(self, message: Judged) -> None:
        if self.play is not None and message.key == self.play.key:
            self.app.push_screen(TextScreen(message.title, message.stack))

    # ── practice ────────────────────────────────────────────────────────────────────

    def action_redo(self) -> None:
        """Give the last speech again."""
        self._begin_practice("redo", "Give your last speech again; F6 compares the two.")

    def action_flip(self) -> None:
        """Answer one's own last speech."""
        self._begin_practice("flip", "Answer your own last speech; F6 shows the ballot.")

    def _begin_practice(self, kind: Literal["redo", "flip"], sentence: str) -> None:
        if self.play is None or self._last_own is None:
            self.tell("Give a speech first.")
        elif not self.debate.over and self.composer.text.strip():
            self.tell("Deliver what you are writing first: nothing of it is to be lost.")
        else:
            self._practising = kind
            self.composer.placeholder = sentence
            self.tell(sentence)
            self.composer.focus()

    @property
    def _last_own(self) -> Speech | None:
        own = [speech for speech in self.debate.speeches if speech.by == "user"]
        return own[-1] if own else None

    async def _practise(self) -> None:
        play, opponent, last, kind = self.play, self.opponent, self._last_own, self._practising
        if play is None or last is None or kind is None:
            return
        if not self._written.strip():
            self._practising = None
            self.tell("")
            await self._show()
            return
        debate = self.debate
        practice = play.practise(kind, self._written, last)
        self._practising = None
        await self._said()
        if opponent is None:
            return
        if kind == "redo":
            self._judge(
                play.key,
                "Before and after",
                lambda: comparison_stack(*opponent.judge.redone(debate, practice.speech), debate),
            )
        else:
            self._judge(
                play.key,
                "Side flip",
                lambda: flip_stack(opponent.judge.flipped(debate, last, practice.speech)),
            )

    async def _said(self) -> None:
        """Clear the composer after something was committed, show it, and go on."""
        self.composer.sent()
        self.tell("")
        await self._show()
        self._go()

    @property
    def _written(self) -> str:
        return clean(self.composer.text).strip("\n")
