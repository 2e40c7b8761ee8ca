"""Progress as text for the screen: a table of figures, and charts whose figures stand beside them.

Bars are drawn in block characters, one that is full and one that is open, so that nothing
hangs on colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from textual.content import Content

from debater.motions.model import SIDES
from debater.sparring.wording import count_in_words, side_in_words
from debater.study.progress import Figures, Progress, Week
from debater.study.progress_words import (
    NO_WEAK_CLAIMS,
    NOTHING_YET,
    SERIES,
    Series,
    date_in_words,
    figure_rows,
    motion_title,
    part_in_words,
    short_date,
    since_first,
    uncounted_in_words,
    weak_in_words,
)
from debater.tui.blocks import EMPTY, Block, folded

FULL, OPEN = "█", "░"
_HEIGHTS = "▁▂▃▄▅▆▇█"
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_BLANK = Block(EMPTY)
_INDENT = Content("  ")
# The label of a row of the table, and what is between two columns.
_LABEL, _GAP = 29, 3
_LONGEST_BAR = 40
# How wide the name of a weekday and a date are, with the blanks after them.
_WEEKDAY, _DATE = 4, 8
_NONE = "None in these twelve weeks."


def figures_blocks(progress: Progress, width: int) -> Iterator[Block]:
    """Yield the figures and what is weakest, for a screen of this width."""
    if progress.empty:
        yield Block(Content(NOTHING_YET))
        return
    yield from _table(progress, width)
    if remark := uncounted_in_words(progress.total):
        yield _BLANK
        yield Block(Content.styled(remark, "$muted"))
    yield _BLANK
    yield _title("Weakest")
    for claim in progress.weakest:
        yield Block(folded(claim.text), Content("· "), _INDENT)
        said = f"{motion_title(claim.motion)}, {side_in_words(claim.side)}: {weak_in_words(claim)}"
        yield Block(folded(said, "$muted"), _INDENT, _INDENT)
    if not progress.weakest:
        yield Block(Content.styled(NO_WEAK_CLAIMS, "$muted"))


def charts_blocks(progress: Progress, width: int) -> Iterator[Block]:
    """Yield the charts of the last weeks, and the figures of each motion where all are shown."""
    if progress.empty:
        return
    yield from _reviews(progress, width)
    weeks = since_first(progress.weeks)
    for series in SERIES:
        yield _BLANK
        yield _title(series.title)
        if any(sum(series.parts(week.figures)) for week in weeks):
            yield from _bars(weeks, series, width)
        else:
            yield Block(Content.styled(_NONE, "$muted"))
    if progress.motion is None and len(progress.motions) > 1:
        yield from _parts(progress)


# ── figures ─────────────────────────────────────────────────────────────────────────


def _title(title: str) -> Block:
    return Block(Content.styled(title, "bold $focus"))


def _columns(progress: Progress) -> list[tuple[str, str, Figures]]:
    """Return the head, the style and the figures of each column."""
    sides = [(side_in_words(side), f"${side} bold", progress.sides[side]) for side in SIDES]
    return [*sides, ("both", "bold", progress.total)]


def _table(progress: Progress, width: int) -> Iterator[Block]:
    columns = _columns(progress)
    rows = [list(figure_rows(figures)) for _, _, figures in columns]
    wide = _widest(rows) + _GAP
    if _LABEL + len(columns) * wide > width:
        # As large figures are told more shortly.
        rows = [[(label, value.replace(" of ", "/")) for label, value in row] for row in rows]
        wide = _widest(rows) + _GAP
    if _LABEL + len(columns) * wide > width:
        yield from _listed(progress)
        return
    heads = [Content.styled(head.rjust(wide), style) for head, style, _ in columns]
    yield Block(Content.assemble(" " * _LABEL, *heads))
    for (label, _), *line in zip(rows[0], *rows, strict=True):
        values = "".join(value.rjust(wide) for _, value in line)
        yield Block(Content.assemble((label.ljust(_LABEL), "$muted"), values))


def _widest(rows: Sequence[Sequence[tuple[str, str]]]) -> int:
    """Return the width of the widest head or figure of the table."""
    values = [value for row in rows for _, value in row]
    return max(map(len, [*values, *map(side_in_words, SIDES)]))


def _listed(progress: Progress) -> Iterator[Block]:
    """Yield the figures one below the other."""
    for head, style, figures in _columns(progress):
        yield Block(Content.styled(head, style))
        for label, value in figure_rows(figures):
            yield Block(Content.assemble((f"{label}: ", "$muted"), value), _INDENT, _INDENT)


def _parts(progress: Progress) -> Iterator[Block]:
    yield _BLANK
    yield _title("By motion")
    for (motion, side), figures in progress.parts.items():
        name = Content.assemble(
            (motion_title(motion), "bold"), " ", (side_in_words(side), f"${side}")
        )
        yield Block(name, Content("· "), _INDENT)
        yield Block(Content.styled(part_in_words(figures), "$muted"), _INDENT, _INDENT)


# ── charts ──────────────────────────────────────────────────────────────────────────


def _reviews(progress: Progress, width: int) -> Iterator[Block]:
    """Yield reviews a day: a column a week, a row a weekday, a bar and the count in each place."""
    counts = dict(progress.days)
    cell = len(str(max(counts.values(), default=0))) + 2
    mondays = [week.begins for week in progress.weeks][-max(1, (width - _WEEKDAY) // cell) :]
    shown = {day: count for day, count in counts.items() if day >= mondays[0]}
    most, weeks = max(shown.values(), default=0), count_in_words(len(mondays), "week")
    yield _title(f"Reviews a day, the last {weeks}")
    if not most:
        yield Block(Content.styled(_NONE, "$muted"))
        return
    yield Block(Content.styled(_dates(mondays, cell), "$muted"))
    for number, name in enumerate(_WEEKDAYS):
        parts: list[Content] = [Content.styled(name.ljust(_WEEKDAY), "$muted")]
        for monday in mondays:
            day = date.fromordinal(monday.toordinal() + number)
            parts.append(_cell(shown.get(day), most, cell))
        yield Block(Content.assemble(*parts))
    best = max(shown, key=lambda day: (shown[day], day))
    said = f"{sum(shown.values())} in {weeks}; most on {date_in_words(best)}: {most}."
    yield Block(folded(said, "$muted"))


def _dates(mondays: Sequence[date], cell: int) -> str:
    """Write the dates of the weeks over their columns, as many as fit."""
    line = " " * _WEEKDAY
    for number, monday in enumerate(mondays):
        start = _WEEKDAY + number * cell
        if start >= len(line):
            line = line.ljust(start) + short_date(monday) + "  "
    return line.rstrip()


def _cell(count: int | None, most: int, cell: int) -> Content:
    """Return a day: a bar of its height and its count; a dot without reviews; blank to come."""
    if count is None:
        return Content(" " * cell)
    if not count:
        return Content.styled("·".ljust(cell), "$muted")
    height = _HEIGHTS[max(0, -(-count * len(_HEIGHTS) // most) - 1)]
    return Content.assemble((height, "$focus"), str(count).ljust(cell - 1))


def _bars(weeks: Sequence[Week], series: Series, width: int) -> Iterator[Block]:
    """Yield a bar a week, full for the first part and open for the second, and both in words."""
    legend = f"{FULL} {series.first}, {OPEN} {series.second}"
    yield Block(Content.styled(legend, "$muted"))
    parts = [series.parts(week.figures) for week in weeks]
    most = max(map(sum, parts))
    told = [f"  {first} {series.first}, {second} {series.second}" for first, second in parts]
    longest = max(4, min(_LONGEST_BAR, width - _DATE - max(map(len, told))))
    for week, (full, open), said in zip(weeks, parts, told, strict=True):
        label = Content.styled(short_date(week.begins).ljust(_DATE), "$muted")
        if not full + open:
            yield Block(Content.styled("–", "$muted"), label, Content(" " * _DATE))
            continue
        drawn, left = scaled(full, open, most, longest)
        bar = Content.assemble((FULL * drawn, "$focus"), (OPEN * left, "$muted"), said)
        yield Block(bar, label, Content(" " * _DATE))


def scaled(full: int, open: int, most: int, longest: int) -> tuple[int, int]:
    """Return how many cells each part of a bar takes; what is there is never drawn as nothing."""
    length = max(bool(full) + bool(open), round(longest * (full + open) / most))
    cells = round(length * full / (full + open))
    cells = min(length - bool(open), max(bool(full), cells))
    return cells, length - cells
