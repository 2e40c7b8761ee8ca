"""Lays out the body of a card: which piece of it stands where, so that words can be chosen.

Paragraphs are wrapped at blanks.  Every piece keeps its place in the text, so what is drawn
is always the source's own characters, and a word is found from the screen and back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from debater.text import Span

_INK = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters without a blank among them, and the column where they begin."""

    span: Span
    x: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line on the screen: its pieces, and the paragraph that begins on it, if one does.

    Between two paragraphs stands a line without pieces.
    """

    pieces: tuple[Piece, ...] = ()
    begins: int | None = None


class Layout:
    """A text in lines of at most ``width`` cells.

    ``paragraphs`` are spans of ``text``.  Of what is in them only what lies in ``shown`` is
    laid out, all of it where that is None.
    """

    def __init__(
        self, text: str, paragraphs: Sequence[Span], width: int, shown: Sequence[Span] | None
    ) -> None:
        self.text, self.width, self.shown = text, max(1, width), shown
        self.lines: list[Line] = []
        for number, paragraph in enumerate(paragraphs):
            pieces = [
                piece
                for ink in self._ink(paragraph, shown)
                for piece in _broken(text, ink, self.width)
            ]
            if not pieces:
                continue
            if self.lines:
                self.lines.append(Line())
            self.lines += self._wrapped(pieces, number)

    def _ink(self, paragraph: Span, shown: Sequence[Span] | None) -> Iterator[Span]:
        """Yield what stands between blanks in the part of a paragraph that is shown."""
        for part in [paragraph] if shown is None else shown:
            start, end = max(part.start, paragraph.start), min(part.end, paragraph.end)
            for match in _INK.finditer(self.text, start, max(start, end)):
                yield Span(match.start(), match.end())

    def _wrapped(self, pieces: Sequence[Span], paragraph: int) -> Iterator[Line]:
        line: list[Piece] = []
        x, begins = 0, paragraph if pieces else None
        before: Span | None = None
        for span in pieces:
            wide = cell_len(span.of(self.text))
            # The halves of a broken word stand together.
            gap = int(bool(line) and before is not None and before.end != span.start)
            if line and x + gap + wide > self.width:
                yield Line(tuple(line), begins)
                line, x, gap, begins = [], 0, 0, None
            line.append(Piece(span, x + gap))
            x += gap + wide
            before = span
        if line:
            yield Line(tuple(line), begins)

    # ── places ──────────────────────────────────────────────────────────────────────

    def line_of(self, offset: int) -> int | None:
        """Return the number of the line that shows the character at ``offset``, if one does."""
        for number, line in enumerate(self.lines):
            if line.pieces and offset < line.pieces[-1].span.end:
                shown = any(p.span.start <= offset < p.span.end for p in line.pieces)
                return number if shown else None
        return None

    def column_of(self, offset: int, line: int) -> int:
        """Return the column of the character at ``offset``, which ``line`` shows."""
        for piece in self.lines[line].pieces:
            if piece.span.start <= offset < piece.span.end:
                return piece.x + cell_len(self.text[piece.span.start : offset])
        return 0

    def offset_at(self, line: int, column: int) -> int | None:
        """Return the character nearest to a column of a line; None where the line is blank."""
        pieces = self.lines[line].pieces if 0 <= line < len(self.lines) else ()
        best: tuple[int, int] | None = None
        for piece in pieces:
            text = piece.span.of(self.text)
            inside = min(max(column - piece.x, 0), max(0, cell_len(text) - 1))
            away = abs(piece.x + inside - column)
            if best is None or away < best[0]:
                best = (away, piece.span.start + _characters(text, inside))
        return best[1] if best else None


def _broken(text: str, ink: Span, width: int) -> Iterator[Span]:
    """Yield a span in parts that each fit a line: long addresses, scripts without blanks."""
    if cell_len(ink.of(text)) <= width:
        yield ink
        return
    start, cells = ink.start, 0
    for place in range(ink.start, ink.end):
        wide = cell_len(text[place])
        if cells + wide > width and place > start:
            yield Span(start, place)
            start, cells = place, 0
        cells += wide
    yield Span(start, ink.end)


def _characters(text: str, cells: int) -> int:
    """Return the number of the character that covers a cell of ``text``."""
    so_far = 0
    for number, character in enumerate(text):
        so_far += cell_len(character)
        if so_far > cells:
            return number
    return max(0, len(text) - 1)
