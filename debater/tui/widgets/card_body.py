"""The body of a card: whole paragraphs, a cursor that goes by words, and the marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size, Spacing
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from debater.cards.cutting import word_spans
from debater.cards.model import Card, Reading
from debater.tui.card_cursor import By, WordCursor
from debater.tui.card_layout import Layout, Line
from debater.tui.card_marks import Styles, marked_text, styles_of
from debater.tui.card_text import CardParagraph

CHOOSING = Binding.Group("Choosing words")
# Beside what is chosen, so that it is seen without colours; each takes the place of a blank.
_OPENS, _CLOSES = "▐", "▌"
_MARGIN = Spacing(1, 0, 2, 0)

_WAYS: tuple[tuple[str, str, By, str], ...] = (
    ("left", "right", "word", "To the word before, or after"),
    ("up", "down", "line", "To the line above, or below"),
    ("ctrl+left", "ctrl+right", "sentence", "To the sentence before, or after"),
    ("ctrl+up", "ctrl+down", "paragraph", "To the paragraph before, or after"),
    ("home", "end", "edge", "To the first word of the line, or the last"),
    ("pageup", "pagedown", "page", "A page up, or down"),
    ("ctrl+home", "ctrl+end", "all", "To the first word, or the last"),
)


def _moves() -> Iterator[Binding]:
    """Yield the ways to move, and each with Shift, which chooses the words on the way."""
    for before, after, by, what in _WAYS:
        for key, step in ((before, -1), (after, 1)):
            yield Binding(
                key, f"go('{by}', {step})", what, show=False, group=CHOOSING, tooltip=f"{what}.",
            )  # fmt: skip
            extending = key.replace("ctrl+", "ctrl+shift+") if "+" in key else f"shift+{key}"
            yield Binding(extending, f"go('{by}', {step}, True)", show=False, system=True)


class CardBody(ScrollView, inherit_bindings=False):
    """Shows the body of a card and lets words of it be chosen, by key or by mouse."""

    ALLOW_SELECT = False
    BORDER_TITLE = "Body"
    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        *_moves(),
        Binding(
            "v", "choose", "Begin or end choosing", show=False, group=CHOOSING, id="card.choose",
            tooltip="From here on moving chooses words, until v again. So do moving keys with "
            "Shift, and dragging the mouse.",
        ),
    ]  # fmt: skip

    class Moved(Message):
        """Other words are chosen."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.cursor = WordCursor()
        self._card: Card | None = None
        self._reading: Reading = "whole"
        self._paragraphs: Sequence[CardParagraph] = ()
        self._dragging = False
        self._drawn: tuple[Styles, Content] | None = None

    # ── what is shown ───────────────────────────────────────────────────────────────

    def show(self, card: Card, paragraphs: Sequence[CardParagraph], reading: Reading) -> None:
        """Show a card; the cursor stays at the place of the source where it was."""
        before, self._card = self._card, card
        place = card.highlight[0].start if card.highlight else 0
        if before is not None:
            place = before.body.start + self.cursor.place - card.body.start
            if before.text != card.text:
                self.cursor.let_go()
        self._reading, self._paragraphs = reading, paragraphs
        self._lay_out()
        if before is None or self.cursor.word != self.cursor.word_at(place):
            self.cursor.put(self.cursor.word_at(place))
        self._moved()

    def _lay_out(self) -> None:
        card = self._card
        if card is None:
            return
        region = self.scrollable_content_region
        spans = [paragraph.span for paragraph in self._paragraphs]
        shown = card.highlight if self._reading == "read" else None
        layout = Layout(card.text, spans, region.width - self._gutter - 1, shown)
        self.cursor.lay_out(word_spans(card.text), spans, layout)
        self.virtual_size = Size(region.width, len(layout.lines))
        self._redraw()

    @property
    def _gutter(self) -> int:
        """How many cells stand left of the text: a number, a blank, the sign of what is chosen."""
        numbers = [one.number for one in self._paragraphs if one.number is not None]
        return len(str(max(numbers, default=0))) + 2

    def _redraw(self) -> None:
        self._drawn = None
        self.refresh()

    def _moved(self) -> None:
        self._redraw()
        self._scroll_to_cursor()
        self.post_message(self.Moved())

    def _scroll_to_cursor(self) -> None:
        line = self.cursor.line
        if line is not None:
            place = Region(0, line, 1, 1)
            self.scroll_to_region(place, spacing=_MARGIN, animate=False, force=True, x_axis=False)

    def on_resize(self) -> None:
        """Wrap anew."""
        self._lay_out()
        self.call_after_refresh(self._scroll_to_cursor)

    def on_focus(self) -> None:
        """Show the cursor."""
        self._redraw()

    def on_blur(self) -> None:
        """Show the cursor faintly."""
        self._redraw()

    # ── drawing ─────────────────────────────────────────────────────────────────────

    def render_line(self, y: int) -> Strip:
        """Draw one line: a paragraph's number, the words, the signs beside what is chosen."""
        width = self.scrollable_content_region.width
        number = y + self.scroll_offset.y
        lines = self.cursor.layout.lines
        if self._card is None or number >= len(lines) or width < 1:
            return Strip.blank(width, self.rich_style)
        content = self._line(lines[number], styles_of(plain=self.app.native_ansi_color))
        strip = Visual.to_strips(self, content, width, 1, self.visual_style)[0]
        return strip.adjust_cell_length(width, self.rich_style)

    def _line(self, line: Line, styles: Styles) -> Content:
        text, chosen = self._text(styles), self.cursor.span
        sign = styles.sign if self.has_focus else styles.faint
        number = self._paragraphs[line.begins].number if line.begins is not None else None
        parts = [Content.styled(f"{number or '':>{self._gutter - 2}} ", styles.faint)]
        at, end, closes = -1, -1, False  # how far it is drawn: a column, a place in the text
        for piece in line.pieces:
            if piece.x > at:
                opens = chosen is not None and piece.span.start <= chosen.start < piece.span.end
                mark = _CLOSES if closes else _OPENS if opens else ""
                blank = text[end : end + 1] if end >= 0 else Content(" ")
                blank = Content(" ") if blank.plain.strip() else blank
                parts.append(Content.styled(mark, sign) if mark else blank)
            parts.append(text[piece.span.start : piece.span.end])
            at, end = piece.x + parts[-1].cell_length, piece.span.end
            closes = chosen is not None and piece.span.start < chosen.end <= piece.span.end
        if closes:
            parts.append(Content.styled(_CLOSES, sign))
        return Content.assemble(*parts)

    def _text(self, styles: Styles) -> Content:
        """Return the whole text with its marks, and what is chosen."""
        if self._drawn is not None and self._drawn[0] is styles:
            return self._drawn[1]
        if self._card is None:
            return Content("")
        text, chosen = marked_text(self._card, self._reading, styles), self.cursor.span
        if chosen is not None and self.has_focus and styles.chosen:
            text = text.stylize(styles.chosen, chosen.start, chosen.end)
        self._drawn = styles, text
        return text

    # ── choosing words ──────────────────────────────────────────────────────────────

    def action_go(self, by: By, step: int, extend: bool = False) -> None:
        """Go somewhere else; with ``extend`` the words on the way are chosen."""
        self.cursor.go(by, step, extend, page=max(1, self.size.height - 2))
        self._moved()

    def action_choose(self) -> None:
        """Begin to choose words by moving, or end it; what is chosen then stays chosen."""
        if not self.cursor.anywhere:
            return
        if self.cursor.choosing:
            self.cursor.choosing = False
        else:
            self.cursor.let_go()
            self.cursor.hold()
            self.cursor.choosing = True
        self._moved()

    def let_go(self) -> bool:
        """Choose the word at the cursor alone; tell whether there was more to let go."""
        more = self.cursor.let_go()
        self._moved()
        return more

    # ── the mouse ───────────────────────────────────────────────────────────────────

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor on a word; dragging chooses words."""
        word = self._word_under(event)
        if word is not None:
            self.cursor.let_go()
            self.cursor.put(word)
            self._dragging = True
            self.capture_mouse()
            self._moved()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Choose words up to the one the mouse is dragged to."""
        word = self._word_under(event) if self._dragging else None
        if word is not None and word != self.cursor.word:
            self.cursor.hold()
            self.cursor.put(word)
            self._moved()

    def on_mouse_up(self) -> None:
        """End dragging."""
        self._dragging = False
        self.release_mouse()

    def _word_under(self, event: events.MouseEvent) -> int | None:
        offset = event.get_content_offset_capture(self)
        layout = self.cursor.layout
        line = offset.y + self.scroll_offset.y
        if not self.cursor.anywhere or not 0 <= line < len(layout.lines):
            return None
        place = layout.offset_at(line, offset.x - self._gutter)
        return None if place is None else self.cursor.word_at(place)
