"""Words to lines in reading order: columns are found by the gutter no line crosses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from debater.motions.documents.pdf_words import Word
from debater.motions.documents.tidy import superscript

_GUTTER = 6.0  # points
_STEP = 2.0
_FEW = 4  # lines a column has at least
_DEEPEST = 4  # gutters within columns within columns


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or the piece of one on one side of a gap.

    ``page`` counts from 1; ``column`` numbers the columns of the whole document in
    reading order.  Units are points; ``y`` is the baseline, growing upwards.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    page: int = 0
    column: int = 0


def pieces(words: Sequence[Word], page: int) -> list[Line]:
    """Join words that follow each other on a baseline without a wide gap."""
    runs: list[list[Word]] = []
    for word in words:
        before = runs[-1][-1] if runs else None
        if before is not None and _follows(before, word):
            runs[-1].append(word)
        else:
            runs.append([word])
    return [_line(run, page) for run in runs]


def _follows(before: Word, word: Word) -> bool:
    size = max(before.size, word.size)
    gap = word.x0 - before.x1
    if min(before.size, word.size) < 0.45 * size:
        return False  # a large initial: where it belongs is found by its place
    same_base = (
        abs(word.y - before.y) < (0.6 if min(before.size, word.size) < 0.85 * size else 0.3) * size
    )
    return same_base and -0.5 * size < gap < 1.6 * size


def _line(run: Sequence[Word], page: int) -> Line:
    sizes: Counter[float] = Counter()
    bases: Counter[float] = Counter()
    for word in run:
        sizes[word.size] += len(word.text)
        bases[word.y] += len(word.text)
    size, base = sizes.most_common(1)[0][0], bases.most_common(1)[0][0]
    text = ""
    for word in run:
        raised = word.size < 0.85 * size and word.y > base + 0.12 * size
        shown = superscript(word.text) if raised else word.text
        # A raised marker belongs to the word it follows, though PDFium sees a gap.
        apart = text and not word.glued and not (raised and word.text.isdigit())
        text += f" {shown}" if apart else shown
    bold = sum(len(w.text) for w in run if w.bold) > 0.8 * sum(len(w.text) for w in run)
    return Line(text, run[0].x0, max(w.x1 for w in run), base, size, bold, page)


def rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Group lines that share a baseline, from the top of the page; each from the left."""
    grouped: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: (-one.y, one.x0)):
        if grouped and abs(grouped[-1][0].y - line.y) < 0.4 * min(line.size, grouped[-1][0].size):
            grouped[-1].append(line)
        else:
            grouped.append([line])
    return [sorted(row, key=lambda one: one.x0) for row in grouped]


def merged(row: Sequence[Line]) -> Line:
    """Join the pieces of one row to one line."""
    longest = max(row, key=lambda one: len(one.text))
    text = " ".join(one.text for one in row)
    return replace(longest, text=text, x0=row[0].x0, x1=max(one.x1 for one in row))


def gutter(lines: Sequence[Line]) -> float | None:
    """Return where the gap between two columns runs, or None where there is one column."""
    wide = [line for line in lines if line.x1 - line.x0 > 2 * line.size]
    if len(wide) < 2 * _FEW:
        return None
    left, right = min(line.x0 for line in wide), max(line.x1 for line in wide)
    at, clear = left + 0.15 * (right - left), []
    while at < right - 0.15 * (right - left):
        crossing = sum(line.x0 < at < line.x1 for line in wide)
        clear.append((crossing, at))
        at += _STEP
    fewest = min((crossing for crossing, _ in clear), default=len(wide))
    if fewest > 0.25 * len(wide):
        return None
    runs: list[list[float]] = []
    for crossing, at in clear:
        if crossing > fewest:
            continue
        if runs and at - runs[-1][-1] <= _STEP * 1.01:
            runs[-1].append(at)
        else:
            runs.append([at])
    for run in sorted(runs, key=len, reverse=True):
        middle = (run[0] + run[-1]) / 2
        if run[-1] - run[0] + _STEP >= _GUTTER and _parts(wide, middle):
            return middle
    return None


def _parts(lines: Sequence[Line], at: float) -> bool:
    """Tell whether lines stand side by side on both sides of ``at``."""
    left = [line for line in lines if line.x1 <= at]
    right = [line for line in lines if line.x0 >= at]
    if min(len(left), len(right)) < _FEW:
        return False
    low, high = min(line.y for line in right), max(line.y for line in right)
    beside = sum(low - line.size <= line.y <= high + line.size for line in left)
    # A column of numbers or dates beside text is a table, not a column to read.
    return beside >= _FEW and median(len(line.text) for line in right) >= 12


def in_reading_order(
    lines: Sequence[Line], usual: float | None, depth: int = 0
) -> list[list[Line]]:
    """Return the columns of a page in reading order, each a list of lines from the top.

    What crosses the gutter parts the page into bands, each read column by column.
    ``usual`` is where the gutter runs on other pages, for a page with too few lines.
    """
    at = gutter(lines) if depth < _DEEPEST else None
    if at is None and depth == 0 and usual is not None and _fits(lines, usual):
        at = usual
    if at is None:
        whole = [merged(row) for row in rows(lines)]
        return [whole] if whole else []
    columns: list[list[Line]] = []
    band: list[Line] = []
    for row in rows(lines):
        crossing = [line for line in row if line.x0 < at < line.x1]
        if not crossing:
            band += row
            continue
        columns += _side_by_side(band, at, depth)
        band = []
        # Lines that cross one after another read as one column.
        if columns and columns[-1][-1].x0 < at < columns[-1][-1].x1:
            columns[-1].append(merged(row))
        else:
            columns.append([merged(row)])
    return columns + _side_by_side(band, at, depth)


def _fits(lines: Sequence[Line], at: float) -> bool:
    crossing = sum(line.x0 < at < line.x1 for line in lines)
    return crossing <= 0.25 * len(lines) and any(line.x0 > at for line in lines)


def _side_by_side(band: Sequence[Line], at: float, depth: int) -> list[list[Line]]:
    left = [line for line in band if (line.x0 + line.x1) / 2 < at]
    right = [line for line in band if (line.x0 + line.x1) / 2 >= at]
    columns: list[list[Line]] = []
    for side in (left, right):
        columns += in_reading_order(side, None, depth + 1) if side else []
    return columns
