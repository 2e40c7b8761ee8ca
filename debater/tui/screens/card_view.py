"""What a card looks like: whose view it is, its tag, its cite, its body, and what is told."""

from __future__ import annotations

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.command import Provider
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from debater.cards.cites import cite_lines
from debater.cards.cutting import clipping, counts_in_words
from debater.cards.model import CITE_STYLES, READINGS, Card, CiteStyle, Reading
from debater.motions.model import Motion
from debater.motions.passages import numbered_paragraphs
from debater.sparring.wording import count_in_words
from debater.text import clean_line
from debater.tui.blocks import said
from debater.tui.card_text import (
    READING_NAMES,
    STYLE_NAMES,
    about,
    cite_content,
    missing_content,
    paragraphs_of,
)
from debater.tui.screens.card_keys import CARD, CardCommands, bindings, card_key_line
from debater.tui.widgets.card_body import CardBody
from debater.tui.widgets.path_input import PathInput

LONGEST_TAG = 500


class CardPane(CardBody):
    """The body on the screen of one card; the keys that cut are its own, as letters."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CARD)]


class CardView(Screen[None]):
    """Shows a card; everything here only changes what is seen of it."""

    place = "card"
    AUTO_FOCUS = "#card-body"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CARD, composer=True)]
    COMMANDS: ClassVar[set[type[Provider]]] = {CardCommands}  # type: ignore[assignment]  # invariant
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as declared by Textual
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (18, "-short"), (30, "-tall")]  # noqa: RUF012 - as declared by Textual

    tag = getters.query_one("#card-tag", PathInput)
    pane = getters.query_one("#card-body", CardPane)

    def __init__(self) -> None:
        super().__init__()
        self.card: Card | None = None
        self.reading: Reading = "whole"
        self.style: CiteStyle = "nsda"
        self._numbers: dict[int, int] = {}
        self._said = ""

    def compose(self) -> ComposeResult:
        """Lay out what the card is, tag, cite, body, what is told, and the keys."""
        yield Static("", id="card-about", markup=False)
        tag = PathInput(
            id="card-tag",
            max_length=LONGEST_TAG,
            placeholder="One full sentence (t)",
            select_on_focus=False,
        )
        tag.border_title = "Tag"
        yield tag
        yield Static("", id="card-cite", markup=False)
        yield Static("", id="card-missing", markup=False)
        yield CardPane(id="card-body")
        yield Static("", id="card-told", markup=False)
        yield card_key_line(CARD)

    # ── what is shown ───────────────────────────────────────────────────────────────

    def show_motion(self, card: Card, motion: Motion) -> None:
        """Show a card for the first time."""
        self._numbers = {
            paragraph.span.start: paragraph.number
            for paragraph in numbered_paragraphs(card.body.source, motion)
        }
        self.show_card(card)

    def show_card(self, card: Card) -> None:
        """Show a card as it is now."""
        self.card = card
        self.query_one("#card-about", Static).update(about(card))
        self._show_cite()
        self.pane.show(card, paragraphs_of(card, self._numbers), self.reading)
        if not self.tag.has_focus:
            self.tag.value = clean_line(card.tag)
        self._show_counts()
        self._show_told()

    def _show_cite(self) -> None:
        if (card := self.card) is not None:
            cite = cite_lines(card.body, self.style, card.voice, card.speaker)
            self.query_one("#card-cite", Static).update(cite_content(cite))
            self.query_one("#card-missing", Static).update(missing_content(cite))

    @on(CardBody.Moved)
    def _show_counts(self) -> None:
        """Say beside the body how it is read, how much is read, and how much is chosen."""
        if (card := self.card) is None:
            return
        chosen, cursor = self.pane.cursor.chosen, self.pane.cursor
        number = chosen[1] - chosen[0] + 1 if chosen else 0
        self.pane.border_title = f"Body: {READING_NAMES[self.reading]}"
        parts = [counts_in_words(card)]
        if cursor.choosing or number > 1:
            parts.append(f"{count_in_words(number, 'word')} chosen")
        self.pane.border_subtitle = " · ".join(parts)

    def tell(self, sentence: str) -> None:
        """Say something below the body, until something else is done."""
        self._said = clean_line(sentence)
        self._show_told()

    def _show_told(self) -> None:
        warning = clipping(self.card) if self.card is not None else ""
        lines = [said(f"⚠ {clean_line(warning)}", "bold $warning")] if warning else []
        lines += [said(self._said, "$muted")] if self._said else []
        self.query_one("#card-told", Static).update(Content("\n").join(lines))

    # ── what only changes what is seen ──────────────────────────────────────────────

    def action_reading(self) -> None:
        """Show the whole card, or it shrunk, or only what is read aloud."""
        if self.card is None:
            return
        self.reading = READINGS[(READINGS.index(self.reading) + 1) % len(READINGS)]
        self.show_card(self.card)
        nothing = self.reading == "read" and not self.card.highlight
        self.tell("Nothing is highlighted yet: nothing is read aloud." if nothing else "")

    def action_style(self) -> None:
        """Cite in the next of the styles."""
        if self.card is None:
            return
        self.style = CITE_STYLES[(CITE_STYLES.index(self.style) + 1) % len(CITE_STYLES)]
        self._show_cite()
        self.tell(f"Cited as {STYLE_NAMES[self.style]}; exports are too.")

    def action_tag(self) -> None:
        """Go to the tag."""
        if self.card is not None:
            self.tag.focus()
            self.tag.cursor_position = len(self.tag.value)

    @on(Input.Submitted, "#card-tag")
    def _to_body(self) -> None:
        self.pane.focus()
