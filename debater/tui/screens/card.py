"""Cutting one evidence card.  Every change is in the database before it is on the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeVar

from textual import events, on, work
from textual.message import Message
from textual.widgets import Input

from debater.card_files import CARD_ENDINGS, CardFiles
from debater.cards.cutting import (
    clear,
    grow,
    shrink,
    suggest,
    toggle_highlight,
    toggle_underline,
)
from debater.cards.model import CITE_STYLES, Card
from debater.errors import DebaterError, StorageError
from debater.motions.model import Motion
from debater.store.drafts import DraftStore
from debater.store.keeper import Keeper
from debater.text import Span, clean_line, sentence_spans
from debater.tui.card_text import file_stem, paragraphs_of
from debater.tui.desk import Desk, Refusal
from debater.tui.screens.card_modals import Headings, HeadingsScreen
from debater.tui.screens.card_view import CardView
from debater.tui.screens.export import ExportScreen

T = TypeVar("T")
Where = Literal["before", "after"]
# The cite style chosen last, among the drafts.
STYLE_PLACE = "cards/style"


class CardScreen(CardView):
    """Cuts the card of an id: marks words, takes paragraphs in, writes the tag."""

    @dataclass
    class Opened(Message):
        """The card has been read, or ``sentence`` says why it cannot be shown."""

        card: Card | None
        motion: Motion | None
        sentence: str = ""

    def __init__(self, card_id: int, keeper: Keeper, files: CardFiles, desk: Desk) -> None:
        """Cut the card ``card_id`` of the keeper's database."""
        super().__init__()
        self._card_id, self._keeper, self._files, self._desk = card_id, keeper, files, desk
        self._motion: Motion | None = None
        # The name its motion can be loaded by.
        self._loaded_by = ""
        self._undo: list[Card] = []

    # ── opening ─────────────────────────────────────────────────────────────────────

    def on_mount(self) -> None:
        """Read the card: its motion may have to be loaded first."""
        kept = self._attempt(lambda: self._drafts.draft(STYLE_PLACE))
        self.style = next((style for style in CITE_STYLES if style == kept), self.style)
        self.pane.loading = True
        self._open()

    @work(thread=True, exit_on_error=False)
    def _open(self) -> None:
        def read() -> tuple[Card, Motion]:
            stored = self._files.stored(self._card_id)
            self._loaded_by = stored.motion
            return self._files.read(stored), self._files.motion(stored.motion)

        found = self._desk.attempt(read)
        if isinstance(found, Refusal):
            self.post_message(self.Opened(None, None, found.sentence))
        else:
            self.post_message(self.Opened(*found))

    @on(Opened)
    def _show(self, message: Opened) -> None:
        self.pane.loading = False
        self._motion = message.motion
        if message.card is None or message.motion is None:
            self.tag.disabled = True
            self.tell(message.sentence)
            return
        self.show_motion(message.card, message.motion)
        typed = self._attempt(lambda: self._drafts.draft(self._place("tag")))
        if typed and typed != message.card.tag:
            self._change(message.card.with_tag(clean_line(typed)))
            self.tell("The tag you were writing is back; z takes it away again.")

    # ── changes ─────────────────────────────────────────────────────────────────────

    def _change(self, card: Card, said: str = "") -> None:
        """Keep a card as it is now, and show it."""
        before = self.card
        if before is None or card == before:
            self.tell(said)
            return
        self._undo.append(before)
        self._keep(card, said)

    def _keep(self, card: Card, said: str) -> None:
        self._said = said
        # Once more where that failed: by then there is a store in memory.
        for _ in range(2):
            kept = self._attempt(lambda: self._files.keep(self._card_id, self._loaded_by, card))
            if kept is not None:
                self._card_id = kept
                break
        self.show_card(card)

    def _mark(self, toggle: Callable[[Card, int, int], Card]) -> None:
        chosen = self.pane.cursor.chosen
        if self.card is None or chosen is None:
            return
        if self.reading == "read":
            self.tell("Only what is read aloud is shown; r shows the whole card, to mark it.")
            return
        self.pane.cursor.choosing = False
        self._change(toggle(self.card, *chosen))

    def action_underline(self) -> None:
        """Underline the chosen words, or take their underline away."""
        self._mark(toggle_underline)

    def action_highlight(self) -> None:
        """Read the chosen words aloud, or no longer."""
        self._mark(toggle_highlight)

    def action_suggest(self) -> None:
        """Underline the sentence at the cursor, or those chosen, and highlight what to read."""
        card, chosen = self.card, self.pane.cursor.span
        if card is None or chosen is None:
            return
        paragraphs = [one.span for one in paragraphs_of(card, {})]
        sentences = [s for p in paragraphs for s in sentence_spans(card.text, p.start, p.end)]
        touched = [s for s in sentences if s.start < chosen.end and chosen.start < s.end]
        if touched:
            quoted = Span(touched[0].start, touched[-1].end)
            self._change(suggest(card, quoted), "Marked anew, from the sentence at the cursor.")

    def action_clear(self) -> None:
        """Take every mark away."""
        if self.card is not None:
            self._change(clear(self.card), "Every mark is taken away; z brings them back.")

    def action_grow(self, by: Where) -> None:
        """Take in the paragraph before or after."""
        if self.card is not None and self._motion is not None:
            card, motion = self.card, self._motion
            self._refusable(lambda: grow(card, motion, by), "The source has no more paragraphs.")

    def action_shrink(self, by: Where) -> None:
        """Give the first or the last paragraph back."""
        if self.card is not None and self._motion is not None:
            card, motion = self.card, self._motion
            self._refusable(lambda: shrink(card, motion, by), "A card has a paragraph at least.")

    def _refusable(self, work: Callable[[], Card], unchanged: str) -> None:
        try:
            card = work()
        except DebaterError as error:
            self.tell(str(error))
            return
        self._change(card, unchanged if card == self.card else "")

    def action_undo(self) -> None:
        """Take the last change back."""
        if self.card is None:
            return
        if not self._undo:
            self.tell("There is nothing to undo.")
            return
        before, card = self._undo.pop(), self.card
        self._keep(before, f"Taken back: {_changed(before, card)}.")

    # ── tag and headings ────────────────────────────────────────────────────────────

    @property
    def _drafts(self) -> DraftStore:
        return self._keeper.store.drafts

    def _place(self, what: str) -> str:
        return f"card/{self._card_id}/{what}"

    @on(Input.Changed, "#card-tag")
    def _keep_typed(self, changed: Input.Changed) -> None:
        if self.card is not None:
            typed = changed.value if changed.value != clean_line(self.card.tag) else ""
            self._attempt(lambda: self._drafts.save_draft(self._place("tag"), typed))

    def _take_tag(self) -> None:
        """Let the tag be what is written, and let go of the draft."""
        if self.card is None:
            return
        tag = clean_line(self.tag.value)
        if tag != clean_line(self.card.tag):
            self._change(self.card.with_tag(tag))
        self._attempt(lambda: self._drafts.save_draft(self._place("tag"), ""))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Take the tag when it is left."""
        if event.widget is self.tag:
            self._take_tag()
            self.tag.cursor_position = 0

    def action_headings(self) -> None:
        """Ask for pocket, hat and block."""
        card, place = self.card, self._place("headings")
        if card is None:
            return
        given = (card.pocket, card.hat, card.block)
        kept = (self._attempt(lambda: self._drafts.draft(place)) or "").split("\n")
        offered: Headings = (kept[0], kept[1], kept[2]) if len(kept) == 3 else given

        def keep(typed: Headings) -> None:
            draft = "\n".join(typed) if typed != given else ""
            self._attempt(lambda: self._drafts.save_draft(place, draft))

        def take(headings: Headings | None) -> None:
            if headings is None:
                self.tell("The headings stay as they are; what you wrote is kept for p.")
                return
            pocket, hat, block = headings
            if self.card is not None:
                self._change(replace(self.card, pocket=pocket, hat=hat, block=block))
            self._attempt(lambda: self._drafts.save_draft(place, ""))

        self.app.push_screen(HeadingsScreen(offered, keep), take)

    def action_style(self) -> None:
        """Cite in the next of the styles, here and in the next card."""
        super().action_style()
        self._attempt(lambda: self._drafts.save_draft(STYLE_PLACE, self.style))

    # ── files, and the way back ─────────────────────────────────────────────────────

    def action_export(self) -> None:
        """Write the card to a file."""
        if self.card is None:
            return
        # Deferred: what writes files is needed on a key only.
        from debater.export.files import free_path, working_folder

        style = self.style
        proposed = free_path(file_stem(self.card), ".docx", working_folder())

        def write(path: Path) -> None:
            self._files.write([self._files.stored(self._card_id)], path, style)

        def saved(path: Path | None) -> None:
            if path is not None:
                self.tell(f"Saved as {path}.")

        screen = ExportScreen("Save the card", proposed, write, self._desk, CARD_ENDINGS)
        self.app.push_screen(screen, saved)

    def action_leave(self) -> None:
        """Go from the tag to the body, let chosen words go, or go back."""
        if self.tag.has_focus:
            self.pane.focus()
        elif not self.pane.let_go():
            self.dismiss()

    def _attempt(self, work: Callable[[], T]) -> T | None:
        """Do something with the store; when it fails, say so, and go on in memory."""
        try:
            return work()
        except StorageError as error:
            self._keeper.fall_back(error)
            self._said = clean_line(str(error))
            return None


def _changed(one: Card, other: Card) -> str:
    """Name what differs between a card and itself a step later."""
    if one.text != other.text:
        return "the paragraphs it has"
    if one.tag != other.tag:
        return "the tag"
    if (one.pocket, one.hat, one.block) != (other.pocket, other.hat, other.block):
        return "the headings"
    return "the marks"
