"""What a printed page carries beside its text: running heads, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from debater.motions.documents.pdf_lines import Line, merged, rows
from debater.text import fold

_EDGE_ROWS = 3
_HEAD_WORDS = 16
_NUMBER = re.compile(
    r"^(?:page|p\.?|pg\.?|seite)?\s*[-–—|\[(]?\s*(\d{1,4}|[ivxlc]{1,7})\s*[-–—|\])]?"
    r"(?:\s*(?:of|/|von)\s*\d{1,4})?$",
    re.I,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NOTE = re.compile(r"^(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[*†‡§]+|\[?\d{1,3}[\].)]|\d{1,3}(?=\s))\s*\S")
_SMALLER = 0.93


@dataclass(frozen=True, slots=True)
class Furniture:
    """How much was taken off: pages with running heads, page numbers, and footnotes."""

    heads: int = 0
    numbers: int = 0


def without_heads(
    pages: Sequence[Sequence[Line]], body: float
) -> tuple[list[list[Line]], Furniture]:
    """Take running heads, feet and page numbers off every page.

    A head is a row near the edge that other pages repeat, its numbers aside; left and
    right pages may differ.  Of a short document it may be a lone row: then it is smaller
    than the text, whose size is ``body``, and stands well apart.  A number is one that
    counts with the pages.
    """
    judge = _Judge(pages, body)
    kept: list[list[Line]] = []
    heads = numbers = 0
    for place, page in enumerate(pages):
        gone = [row for edge in judge.edges[place] for row in judge.furniture(edge, place)]
        away = {id(line) for row in gone for line in row}
        heads += any(_number(row) is None for row in gone)
        numbers += any(_number(row) is not None for row in gone)
        kept.append([line for line in page if id(line) not in away])
    return kept, Furniture(heads, numbers)


class _Judge:
    """Knows what the edges of all pages hold, and so what of one page's is furniture."""

    def __init__(self, pages: Sequence[Sequence[Line]], body: float) -> None:
        self.edges = [_edges(page) for page in pages]
        self._body = body
        self._few = len(pages) <= 2
        self._enough = 2 if len(pages) <= 6 else 3
        self._repeated: Counter[str] = Counter()
        self._counting: Counter[int] = Counter()  # number less place, over all pages
        for place, edges in enumerate(self.edges):
            rows_here = [row for edge in edges for row in edge[:_EDGE_ROWS]]
            self._repeated.update({_key(row) for row in rows_here})
            found = {number for row in rows_here for number in _numbers(row, body)}
            self._counting.update({number - place for number in found})

    def furniture(self, edge: Sequence[Sequence[Line]], place: int) -> list[Sequence[Line]]:
        """Return the rows from the edge inwards that are no text.

        They end at a gap: a first line of text that others repeat has the next below it.
        """
        taken: list[Sequence[Line]] = []
        parted = 0
        for depth, row in enumerate(edge[:_EDGE_ROWS]):
            if not self._is_number(row, place) and not self._is_head(edge[depth:], place):
                break
            taken.append(row)
            following = edge[depth + 1] if depth + 1 < len(edge) else None
            if following is None or abs(row[0].y - following[0].y) > 1.5 * self._body:
                parted = len(taken)
        return taken[:parted]

    def _is_number(self, row: Sequence[Line], place: int) -> bool:
        number = _number(row)
        if number is None:
            return False
        # Roman numbers count a preface, which has few pages.
        roman = not any(map(str.isdigit, merged(row).text))
        return self._counting[number - place] > 1 or self._few or roman

    def _is_head(self, edge: Sequence[Sequence[Line]], place: int) -> bool:
        row = edge[0]
        text = merged(row).text
        if len(text.split()) > _HEAD_WORDS or not any(map(str.isalpha, text)):
            return False
        counts = any(
            self._counting[number - place] >= self._enough for number in _numbers(row, self._body)
        )
        return counts or self._repeated[_key(row)] >= self._enough or _is_apart(edge, self._body)


def _edges(page: Sequence[Line]) -> tuple[list[list[Line]], list[list[Line]]]:
    """Return the outermost rows at the top and at the foot, each from the edge inwards.

    The last of each may only be looked at: it is what a head is parted from.
    """
    all_rows = rows(page)
    reach = _EDGE_ROWS + 1
    return all_rows[:reach], all_rows[::-1][:reach]


def _key(row: Sequence[Line]) -> str:
    return re.sub(r"\d+", "#", fold(merged(row).text))


def _is_apart(edge: Sequence[Sequence[Line]], body: float) -> bool:
    """Tell whether the first row of an edge is smaller than the text and far from it."""
    if len(edge) < 2:
        return False
    gap = edge[0][0].y - edge[1][0].y
    if gap < 0 and _NOTE.match(merged(edge[0]).text):
        return False  # at the foot: a note, which is counted as one
    gap = abs(gap)
    return max(line.size for line in edge[0]) < _SMALLER * body and gap > 2 * body


def _numbers(row: Sequence[Line], body: float) -> set[int]:
    """Return the numbers at either end of a row that may be a running head's."""
    alone = _number(row)
    if alone is not None:
        return {alone}
    whole = merged(row)
    parts = whole.text.split()
    if not parts or len(parts) > _HEAD_WORDS or whole.size > 1.1 * body:
        return set()
    return {int(part) for part in (parts[0], parts[-1]) if re.fullmatch(r"[0-9]{1,4}", part)}


def _number(row: Sequence[Line]) -> int | None:
    """Return the number that is all a row holds."""
    match = _NUMBER.match(merged(row).text.strip())
    if not match:
        return None
    digits = match.group(1).casefold()
    if digits.isdigit():
        return int(digits)
    values = [_ROMAN[digit] for digit in digits]
    return sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )


def without_footnotes(
    columns: Sequence[Sequence[Line]], body: float
) -> tuple[list[list[Line]], int]:
    """Take the smaller type off the foot of each column where it holds notes.

    ``body`` is the size of the text.  A note that runs on from the page before has no
    marker of its own; it is known by its size.
    """
    kept: list[list[Line]] = []
    notes = 0
    running = 0.0  # the size of the notes on the page before
    for column in columns:
        first = len(column)
        while first and column[first - 1].size < _SMALLER * body:
            first -= 1
        foot = column[first:]
        marked = sum(bool(_NOTE.match(line.text)) for line in foot)
        runs_on = bool(foot) and abs(foot[0].size - running) < 0.2 and first > 0
        if foot and (marked or runs_on):
            notes += marked
            running = foot[0].size
            kept.append(list(column[:first]))
        else:
            kept.append(list(column))
    return [column for column in kept if column], notes
