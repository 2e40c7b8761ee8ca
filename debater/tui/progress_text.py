"""Progress as text for the screen: a table of figures, and charts whose figures stand beside them.

Bars are drawn in block characters, one that is full and one that is open, so that nothing
hangs on colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import PurePath

from textual.content import Content

from debater.motions.model import SIDES
from debater.sparring.wording import count_in_words, side_in_words
from debater.study.progress import Figures, Progress, Week
from debater.study.progress_words import (
    NO_WEAK_CLAIMS,
    NOTHING_YET,
    date_in_words,
    figure_rows,
    short_date,
    uncounted_in_words,
    weak_in_words,
)
from debater.text import clean_line
from debater.tui.blocks import EMPTY, Block, folded

FULL, OPEN = "█", "░"
_HEIGHTS = "▁▂▃▄▅▆▇█"
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_BLANK = Block(EMPTY)
_INDENT = Content("  ")
# The label and the three columns of the table; on a narrower screen a figure a line.
_LABEL, _COLUMN = 36, 12
_TABLE = _LABEL + 3 * _COLUMN
_LONGEST_BAR = 40
_DATE = 8


def motion_title(motion: str | None) -> str:
    """Name a motion, or all of them."""
    return "all motions" if motion is None else clean_line(PurePath(motion).name) or "?"


def figures_blocks(progress: Progress, width: int) -> Iterator[Block]:
    """Yield the figures, those of each motion, and what is weakest."""
    if progress.empty:
        yield Block(Content(NOTHING_YET))
        return
    yield from _table(progress) if width >= _TABLE else _listed(progress)
    if remark := uncounted_in_words(progress.total):
        yield _BLANK
        yield Block(Content.styled(remark, "$muted"))
    if progress.motion is None and len(progress.parts) > len(SIDES):
        yield from _parts(progress)
    yield _BLANK
    yield _title("Weakest")
    for claim in progress.weakest:
        yield Block(folded(claim.text), Content("· "), _INDENT)
        said = f"{motion_title(claim.motion)}, {side_in_words(claim.side)}: {weak_in_words(claim)}"
        yield Block(folded(said, "$muted"), _INDENT, _INDENT)
    if not progress.weakest:
        yield Block(Content.styled(NO_WEAK_CLAIMS, "$muted"))


def charts_blocks(progress: Progress, width: int) -> Iterator[Block]:
    """Yield the charts of the last weeks, for a screen of this width."""
    if progress.empty:
        return
    yield from _reviews(progress, width)
    weeks = _since_first(progress.weeks)
    for title, first, second, said in _SERIES:
        yield _BLANK
        yield _title(title)
        if any(first(week.figures) + second(week.figures) for week in weeks):
            yield from _bars(weeks, first, second, said, width)
        else:
            yield Block(Content.styled("None in these twelve weeks.", "$muted"))


# ── figures ─────────────────────────────────────────────────────────────────────────


def _title(title: str) -> Block:
    return Block(Content.styled(title, "bold $focus"))


def _columns(progress: Progress) -> list[tuple[str, str, Figures]]:
    """Return the head, the style and the figures of each column."""
    sides = [(side_in_words(side), f"${side} bold", progress.sides[side]) for side in SIDES]
    return [*sides, ("both", "bold", progress.total)]


def _table(progress: Progress) -> Iterator[Block]:
    columns = _columns(progress)
    heads = [Content.styled(head.rjust(_COLUMN), style) for head, style, _ in columns]
    yield Block(Content.assemble(" " * _LABEL, *heads))
    for (label, _), *cells in zip(
        figure_rows(progress.total),
        *(figure_rows(figures) for _, _, figures in columns),
        strict=True,
    ):
        line = "".join(value.rjust(_COLUMN) for _, value in cells)
        yield Block(Content.assemble((label.ljust(_LABEL), "$muted"), line))


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


def part_in_words(figures: Figures) -> str:
    """Put the figures of one motion and side on a line."""
    f = figures
    said = [count_in_words(f.rounds, "round")]
    said += [f"{f.met} of {f.met + f.silent} answered by the sources"] * bool(f.met + f.silent)
    said += [f"you answered {f.answered} of {f.answered + f.dropped}"] * bool(
        f.answered + f.dropped
    )
    said += [f"{f.held} of {f.quoted} quotations held"] * bool(f.quoted)
    said += [f"{f.kept} of {f.drills} drills known, {f.due} due"] * bool(f.drills)
    return " · ".join(said)


# ── charts ──────────────────────────────────────────────────────────────────────────


def _reviews(progress: Progress, width: int) -> Iterator[Block]:
    """Yield reviews a day: a column a week, a row a weekday, a bar and the count in each place."""
    counts = dict(progress.days)
    most = max(counts.values(), default=0)
    cell = len(str(most)) + 3
    mondays = [week.begins for week in progress.weeks][-max(1, (width - _DATE) // cell) :]
    title = f"Reviews a day, {count_in_words(len(mondays), 'week')}"
    yield _title(title)
    if not most:
        yield Block(Content.styled("None in these twelve weeks.", "$muted"))
        return
    yield Block(Content.styled(_dates(mondays, cell), "$muted"))
    for number, name in enumerate(_WEEKDAYS):
        parts: list[Content] = [Content.styled(f"{name} ", "$muted")]
        for monday in mondays:
            day = date.fromordinal(monday.toordinal() + number)
            parts.append(_cell(counts.get(day), most, cell))
        yield Block(Content.assemble(*parts))
    best = max(counts, key=lambda day: (counts[day], day))
    said = f"{sum(counts.values())} in twelve weeks; most on {date_in_words(best)}: {most}."
    yield Block(folded(said, "$muted"))


def _dates(mondays: Sequence[date], cell: int) -> str:
    """Write the dates of the weeks over their columns, as many as fit."""
    line = " " * (len(_WEEKDAYS[0]) + 1)
    for number, monday in enumerate(mondays):
        start = len(_WEEKDAYS[0]) + 1 + number * cell
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
    return Content.assemble((height, "$focus"), f" {count}".ljust(cell - 1))


Count = Callable[[Figures], int]
# A chart a row: its title, what is drawn full, what is drawn open, and how a week is told.
_SERIES: tuple[tuple[str, Count, Count, str], ...] = (
    (
        "Debates: their arguments, by week",
        lambda f: f.answered,
        lambda f: f.dropped,
        "{} answered, {} dropped",
    ),
    (
        "Debates: your quotations, by week",
        lambda f: f.held,
        lambda f: f.quoted - f.held,
        "{} held, {} did not",
    ),
    (
        "Sparring: your arguments, by week",
        lambda f: f.met,
        lambda f: f.silent,
        "{} answered by the sources, {} not",
    ),
)


def _since_first(weeks: Sequence[Week]) -> Sequence[Week]:
    """Leave out the weeks before the first round."""
    for number, week in enumerate(weeks):
        if week.figures.rounds:
            return weeks[number:]
    return ()


def _bars(
    weeks: Sequence[Week], first: Count, second: Count, said: str, width: int
) -> Iterator[Block]:
    most = max(first(week.figures) + second(week.figures) for week in weeks)
    room = width - _DATE - len(said.format(most, most)) - 2
    longest = max(4, min(_LONGEST_BAR, room))
    for week in weeks:
        full, open = first(week.figures), second(week.figures)
        label = Content.styled(short_date(week.begins).ljust(_DATE), "$muted")
        if not full + open:
            yield Block(Content.styled("–", "$muted"), label, Content(" " * _DATE))
            continue
        drawn = scaled(full, open, most, longest)
        told = f"  {said.format(full, open)}"
        bar = Content.assemble((FULL * drawn[0], "$focus"), (OPEN * drawn[1], "$muted"), told)
        yield Block(bar, label, Content(" " * _DATE))


def scaled(full: int, open: int, most: int, longest: int) -> tuple[int, int]:
    """Return how many cells each part of a bar takes; what is there is never drawn as nothing."""
    length = max(bool(full) + bool(open), round(longest * (full + open) / most))
    cells = round(length * full / (full + open))
    cells = min(length - bool(open), max(bool(full), cells))
    return cells, length - cells
