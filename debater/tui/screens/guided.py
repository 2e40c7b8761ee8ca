"""The guided first round: a panel over a real round, which watches what is really done."""

from __future__ import annotations

from textual import events, getters, on
from textual.widgets import TextArea

from debater.config import Paths
from debater.errors import DebaterError
from debater.sparring.guide import Event
from debater.sparring.wording import side_in_words
from debater.text import find_run, words
from debater.tui.first_round import FirstRound
from debater.tui.guide_notes import Notes, keep_guide, read_guide
from debater.tui.messages import AnswerReady, NothingElse
from debater.tui.screens.help import HelpScreen
from debater.tui.screens.openings import OpeningsScreen, offer_openings
from debater.tui.screens.round_view import RoundView
from debater.tui.screens.why import WhyScreen
from debater.tui.widgets.guide_panel import GuidePanel

# So many words in a row of a quotation count as using it.
_QUOTED_WORDS = 3


class Guided(RoundView):
    """A round that can be gone through with a guide, and that offers things to say.

    ``guide`` is None while there is none.  Set ``guide_wanted`` before the screen is shown to
    begin with the first step; a guide that was left in the middle goes on by itself.
    """

    guide: FirstRound | None = None
    guide_wanted = False
    notes: Notes | None = None
    where: Paths | None = None

    panel = getters.query_one("#guide-panel", GuidePanel)

    @on(events.Mount)
    def _take_up_guide(self) -> None:
        """Begin the guide where it is wanted, or go on where it was left."""
        self._turns_seen = len(self.play.turns)
        self._answered = {turn.number for turn in self.play.turns if not turn.waits}
        kept = read_guide(self.notes)
        if self.guide_wanted:
            self._begin_guide("")
        elif kept.stage == "going" and kept.round_id == self.play.store_id:
            self._begin_guide(kept.step)

    # ── the guide ───────────────────────────────────────────────────────────────────

    def action_guide(self) -> None:
        """Begin the guide, or say again where it stands."""
        if self.guide is None:
            self._begin_guide("")
        self.composer.focus()

    def action_guide_next(self) -> None:
        """Go on to the next step, whatever this one waits for."""
        if self.guide is None:
            self.tell("No guide is on; the palette has “Guided round”.")
            return
        self.guide.skip()
        self._show_guide()

    def action_guide_leave(self) -> None:
        """End the guide; the round goes on."""
        if self.guide is not None:
            self.guide.leave()
            self._show_guide()

    @on(GuidePanel.Clicked)
    def _next_by_click(self) -> None:
        self.action_guide_next()

    def _begin_guide(self, at: str) -> None:
        # Deferred: read only where there is a guide.
        from debater.guide_parts import load_first_round

        try:
            self.guide = FirstRound(load_first_round(self.where), at)
        except DebaterError as error:
            self.tell(str(error))
            return
        if not self.query(GuidePanel):
            self.mount(GuidePanel(id="guide-panel"), before="#hint")
        self.panel.display = True
        self.add_class("-guided")
        self.call_after_refresh(self._show_guide)

    def _show_guide(self) -> None:
        """Show and keep how the guide stands now."""
        if self.guide is None:
            return
        keep_guide(self.notes, self.guide, self.play.store_id)
        if self.guide.current is None:
            self.guide = None
            self.panel.display = False
            self.remove_class("-guided")
        else:
            self.panel.show(self.guide, side_in_words(self.play.side))

    # ── what is done ────────────────────────────────────────────────────────────────

    def _happened(self, happened: Event) -> None:
        if self.guide is not None and self.guide.done(happened):
            self._show_guide()

    @on(TextArea.Changed)
    def _watch_writing(self) -> None:
        if len(self.play.turns) > self._turns_seen:
            self._turns_seen = len(self.play.turns)
            # Somebody quick has begun and sent it before this was told.
            self._happened("started")
            self._happened("said")
            if self._quotes_the_bot():
                self._happened("quoted")
        if self.composer.text.strip():
            self._happened("started")

    def _quotes_the_bot(self) -> bool:
        """Tell whether the last argument uses words of a quotation that came before it."""
        *before, last = self.play.turns
        said = words(last.argument)
        cited = [turn.reply.citation for turn in before if turn.reply is not None]
        return any(
            citation is not None and find_run(said, citation.quote, _QUOTED_WORDS) is not None
            for citation in cited
        )

    @on(AnswerReady)
    def _watch_answers(self, message: AnswerReady) -> None:
        if message.round_key != self.play.key:
            return
        if message.number in self._answered:
            self._happened("another")
            return
        self._answered.add(message.number)
        reply = message.reply
        if reply.chosen is not None or reply.answer is not None:
            self._happened("answered")
        elif reply.kind in ("argument", "quotation", "question", "off_motion"):
            self._happened("silent")

    @on(NothingElse)
    def _watch_no_other(self, message: NothingElse) -> None:
        if message.round_key == self.play.key and not message.sentence:
            self._happened("another")

    def action_citation(self) -> None:
        """Scroll the source to what the chosen turn cites."""
        super().action_citation()
        if self.source.citation is not None:
            self._happened("cited")

    @on(events.ScreenSuspend)
    def _watch_screens(self) -> None:
        if isinstance(self.app.screen, WhyScreen):
            self._happened("why")
        elif isinstance(self.app.screen, HelpScreen):
            self._happened("help")

    # ── what can I say? ─────────────────────────────────────────────────────────────

    def action_openings(self) -> None:
        """List lines to begin with; the chosen one is put where the cursor stands."""
        if self.motion is None:
            self.tell("The sources are still being read; try again in a moment.")
            return
        said = [turn.argument for turn in self.play.turns]
        screen = OpeningsScreen(self.motion, self.play.side, said, self.play.seed, self.where)
        offer_openings(screen, self.composer)
