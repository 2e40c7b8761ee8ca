"""Lines to paragraphs: by indentation, spacing and short last lines, across columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from debater.motions.documents.model import Block
from debater.motions.documents.notes import without_markers
from debater.motions.documents.pdf_lines import Line
from debater.motions.documents.tidy import HYPHENS, is_item, joined, listed, vocabulary

_STOPPED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_LARGER = 1.12
_HEADING_WORDS = 24
_APART = 1.25  # times the usual distance of lines


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where the text of a column begins and ends."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The lines of one paragraph or heading."""

    lines: tuple[Line, ...]
    heading: bool = False

    @property
    def size(self) -> float:
        """The size of its first line."""
        return self.lines[0].size


def body_size(lines: Sequence[Line]) -> float:
    """Return the size most of the text is set in, in points."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


class Setter:
    """Knows how a document is set, and divides its lines accordingly."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self.body = body_size(lines)
        bold = sum(len(line.text) for line in lines if line.bold)
        self._bold = bold > 0.5 * sum(len(line.text) for line in lines)
        self._edges = _column_edges(lines)
        self._leading = _leading(lines, self.body)
        self._indents = self._has_indents()

    def paragraphs(self) -> list[Paragraph]:
        """Divide the lines, in reading order, into paragraphs and headings."""
        groups: list[list[Line]] = []
        for line in self._lines:
            if groups and not self._begins(groups[-1], line):
                groups[-1].append(line)
            else:
                groups.append([line])
        return [Paragraph(tuple(group), self._is_heading(group)) for group in groups]

    def _style(self, line: Line) -> str:
        if line.size >= _LARGER * self.body:
            return f"larger {round(line.size)}"
        return "bold" if line.bold and not self._bold else ""

    def _is_heading(self, group: Sequence[Line]) -> bool:
        style = self._style(group[0])
        count = sum(len(line.text.split()) for line in group)
        if not style or count > _HEADING_WORDS:
            return False
        return style.startswith("larger") or not re.search(r"[.,;]$", group[-1].text)

    def _begins(self, group: Sequence[Line], line: Line) -> bool:
        """Tell whether ``line`` begins a paragraph after the lines of ``group``."""
        before = group[-1]
        if self._style(before) != self._style(line):
            return True
        if abs(before.size - line.size) > 0.08 * self.body and not self._style(line):
            return True
        if is_item(line.text) and before.text[-1] not in HYPHENS:
            # A wrapped line may begin "12. " or "– ", but then the line before is full.
            full = not self._is_roomy(before, line)
            return not full or is_item(group[0].text) or bool(_STOPPED.search(before.text))
        if line.column != before.column:
            return self._begins_column(group, line)
        if not self._style(line) and line.text[0].islower() and not self._stops(before):
            # Amid a sentence, whatever stands between: a picture, or an oddly set line.
            return False
        gap = before.y - line.y
        if gap > _APART * max(self._leading * line.size, 1.0) or gap < -line.size:
            return True
        if self._style(line):
            return False
        if is_item(group[0].text) and line.x0 > group[0].x0 + 0.3 * line.size:
            return False
        return self._is_indented(group, line) or self._is_ended(before, line)

    def _is_indented(self, group: Sequence[Line], line: Line) -> bool:
        """Tell whether the line's indentation, or the end of one, sets it apart."""
        before = group[-1]
        left = self._edges[line.column].left
        step = 0.8 * line.size
        if abs(line.x0 - before.x0) < 0.5 * line.size:
            return False
        if line.x0 > before.x0:
            return line.x0 > left + step
        # Back at the edge after several lines away from it: a set-off quotation has ended.
        away = [one for one in group if one.x0 > left + step]
        return len(group) > 1 and len(away) == len(group)

    def _is_ended(self, before: Line, line: Line) -> bool:
        if not self._stops(before) or not self._is_roomy(before, line):
            return False
        # Where paragraphs are indented, a line a little short is only unevenly set.
        edges = self._edges[before.column]
        return not self._indents or before.x1 < edges.left + 0.65 * (edges.right - edges.left)

    def _stops(self, line: Line) -> bool:
        """Tell whether a line ends a sentence, markers of notes aside."""
        return bool(_STOPPED.search(without_markers(line.text)[0]))

    def _is_roomy(self, before: Line, line: Line) -> bool:
        """Tell whether the first word of ``line`` would have fitted after ``before``."""
        first = line.text.split()[0]
        needed = (len(first) + 1) * 0.5 * line.size
        return before.x1 + needed + 0.5 * line.size < self._edges[before.column].right

    def _begins_column(self, group: Sequence[Line], line: Line) -> bool:
        """Tell whether a column's first line begins a paragraph or goes on with one."""
        before = group[-1]
        if self._style(line):
            return line.page != before.page
        if before.text[-1] in HYPHENS or line.text[0].islower():
            return False
        edges = self._edges[line.column]
        indented = line.x0 > edges.left + 0.8 * line.size
        if not self._stops(before):
            return self._is_roomy(before, line) and line.text[0].isupper() and indented
        return indented or not self._indents or self._is_roomy(before, line)

    def _has_indents(self) -> bool:
        """Tell whether the document sets paragraphs apart by indenting their first line."""
        count = 0
        for before, line, after in zip(self._lines, self._lines[1:], self._lines[2:], strict=False):
            if not before.column == line.column == after.column or line.size != after.size:
                continue
            step = line.x0 - after.x0
            count += 0.8 * line.size < step < 5 * line.size and abs(before.x0 - after.x0) < 2
        return count >= max(2, 0.01 * len(self._lines))


def _column_edges(lines: Sequence[Line]) -> Mapping[int, _Edges]:
    by_column: dict[int, list[Line]] = {}
    for line in lines:
        by_column.setdefault(line.column, []).append(line)
    # Columns of a line or two borrow the width that longer ones show.
    widths = [
        max(line.x1 for line in column) - min(line.x0 for line in column)
        for column in by_column.values()
        if len(column) >= 5
    ]
    usual = median(widths) if widths else 0.0
    edges = {}
    for number, column in by_column.items():
        left = min(line.x0 for line in column)
        right = max(line.x1 for line in column)
        edges[number] = _Edges(left, max(right, left + usual) if len(column) < 5 else right)
    return edges


def _leading(lines: Sequence[Line], body: float) -> float:
    """Return the usual distance of baselines, as a multiple of the type's size."""
    gaps = [
        (before.y - line.y) / line.size
        for before, line in pairwise(lines)
        if before.column == line.column
        and abs(line.size - body) < 0.6
        and abs(before.size - body) < 0.6
        and 0.5 * line.size < before.y - line.y < 3.5 * line.size
    ]
    # The smaller half: gaps between paragraphs must not count as the usual distance.
    return median(sorted(gaps)[: max(1, (len(gaps) + 1) * 2 // 3)]) if gaps else 1.2


def with_drop_caps(page: Sequence[Line], body: float) -> list[Line]:
    """Put a large initial that stands beside several lines back before its word."""
    kept = list(page)
    for line in page:
        letter = line.text.strip("“”‘’\"'")
        if len(letter) != 1 or not letter.isalpha() or line.size < 1.8 * body:
            continue
        beside = [
            one
            for one in kept
            if one is not line
            and one.size < 1.3 * body
            and line.y - 0.3 * body < one.y < line.y + line.size
            and 0 <= one.x0 - line.x1 + 0.2 * body < 2 * body
        ]
        if not beside:
            continue
        top = max(beside, key=lambda one: one.y)
        apart = letter in "AI" and top.text[:1].isupper()
        put = replace(top, text=f"{line.text}{' ' if apart else ''}{top.text}", x0=line.x0)
        flush = {id(one): replace(one, x0=line.x0) for one in beside} | {id(top): put}
        kept = [flush.get(id(one), one) for one in kept if one is not line]
    return kept


def blocks_of(paragraphs: Sequence[Paragraph]) -> list[Block]:
    """Return the blocks of the paragraphs, words mended; items in a row make one list."""
    known = vocabulary(line.text for paragraph in paragraphs for line in paragraph.lines)
    blocks: list[Block] = []
    items: list[str] = []
    page: int | None = None
    for paragraph in paragraphs:
        text = joined([line.text for line in paragraph.lines], known)
        if not paragraph.heading and is_item(text):
            page = page if items else paragraph.lines[0].page
            items.append(text)
            continue
        if items:
            blocks.append(Block(listed(items), page=page))
            items = []
        blocks.append(Block(text, heading=paragraph.heading, page=paragraph.lines[0].page))
    if items:
        blocks.append(Block(listed(items), page=page))
    return blocks
