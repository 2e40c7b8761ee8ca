"""Progress as one HTML page that needs nothing else: figures, and charts drawn as SVG.

Each chart has its title and a description, and a table with the same figures below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from debater.motions.model import SIDES
from debater.sparring.wording import count_in_words, side_in_words
from debater.study.days import DAY
from debater.study.progress import Progress, Week
from debater.study.progress_words import (
    NO_WEAK_CLAIMS,
    NOTHING_YET,
    SERIES,
    Series,
    date_in_words,
    days_in_words,
    figure_rows,
    motion_title,
    short_date,
    since_first,
    uncounted_in_words,
    weak_in_words,
)
from debater.text import clean_line

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# The drawing area of a chart, in its own units: it is scaled to the page.
_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM = 840, 220, 44, 12, 26

_STYLE = """
:root { color-scheme: light dark; --ground: #faf8f4; --text: #262729; --muted: #5a5e63;
  --rule: #c9c3b8; --accent: #1f5582; --for: #1d6638; --against: #96401a; }
@media (prefers-color-scheme: dark) { :root { --ground: #15171c; --text: #dcdfe4;
  --muted: #959cab; --rule: #3b414d; --accent: #8fb8de; --for: #93c9a1; --against: #e0a487; } }
body { background: var(--ground); color: var(--text); font: 16px/1.5 Georgia, serif;
  max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }
h1 { margin-bottom: 0; } h2 { margin: 2rem 0 .5rem; font-size: 1.2rem; }
p.about, td.why, caption { color: var(--muted); }
table { border-collapse: collapse; margin: .5rem 0; font-variant-numeric: tabular-nums; }
th, td { padding: .15rem .7rem; text-align: right; border-bottom: 1px solid var(--rule); }
th:first-child { text-align: left; font-weight: normal; }
table.days th, table.days td, table.many th, table.many td { padding: .1rem .35rem;
  font-size: .8rem; }
caption { text-align: left; font-size: .9rem; }
.scroll { overflow-x: auto; }
.for { color: var(--for); } .against { color: var(--against); }
ol { padding-left: 1.4rem; } li small { display: block; color: var(--muted); }
svg { width: 100%; height: auto; font: 13px sans-serif; }
svg text { fill: var(--muted); } svg .axis { stroke: var(--rule); }
svg .first { fill: var(--accent); }
svg .second { fill: url(#open); stroke: var(--accent); } svg pattern path { stroke: var(--accent); }
@media print { @page { margin: 18mm; } :root { --ground: #fff; --text: #000; --muted: #444;
  --rule: #999; --accent: #1f5582; --for: #1d6638; --against: #96401a; }
  body { margin: 0; max-width: none; font-size: 11pt; } h2 { break-after: avoid; }
  section, tr, li { break-inside: avoid; } svg { max-height: 60mm; }
  .scroll { overflow: visible; } table.many th, table.many td { font-size: 7pt; } }
"""
# Drawn once and used by every chart: what is not full is hatched, and so not told by colour.
_PATTERN = (
    '<svg aria-hidden="true" style="position:absolute;width:0;height:0"><defs>'
    '<pattern id="open" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<path d="M0 6 6 0" stroke-width="1"/></pattern></defs></svg>'
)


def progress_html(progress: Progress) -> str:
    """Return the whole page."""
    title = f"Progress: {motion_title(progress.motion)}"
    about = f"As of {date_in_words(progress.today)}. {days_in_words(progress)}".strip()
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        # Nothing on the page is fetched or run, whatever a claim in it says.
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{_text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
        f'<h1>{_text(title)}</h1>\n<p class="about">{_text(about)}</p>',
    ]
    parts += [f"<p>{_text(NOTHING_YET)}</p>"] if progress.empty else _body(progress)
    return "\n".join([*parts, "</body>\n</html>\n"])


def _body(progress: Progress) -> Iterator[str]:
    yield _PATTERN
    yield from _figures(progress)
    yield from _weakest(progress)
    yield from _reviews(progress)
    weeks = since_first(progress.weeks)
    for number, series in enumerate(SERIES):
        yield from _series(weeks, series, f"series-{number}")
    if progress.motion is None:
        yield from _by_motion(progress)


def _text(text: str) -> str:
    return escape(clean_line(text))


# ── figures ─────────────────────────────────────────────────────────────────────────


def _figures(progress: Progress) -> Iterator[str]:
    yield "<section>\n<h2>Figures</h2>"
    heads = [f'<span class="{side}">{side_in_words(side)}</span>' for side in SIDES]
    columns = [figure_rows(figures) for figures in (*progress.sides.values(), progress.total)]
    rows = [[cells[0][0], *(value for _, value in cells)] for cells in zip(*columns, strict=True)]
    yield _table(["", *heads, "both"], ([_text(cell) for cell in row] for row in rows))
    if remark := uncounted_in_words(progress.total):
        yield f"<p>{_text(remark)}</p>"
    yield (
        "<p class=about>Your arguments are answered from the sources, in sparring; theirs by you, "
        "in debates. A quotation held where it was word for word. A drill was known where you "
        "graded it hard, good or easy.</p>\n</section>"
    )


def _weakest(progress: Progress) -> Iterator[str]:
    yield "<section>\n<h2>Weakest</h2>"
    if not progress.weakest:
        yield f"<p>{_text(NO_WEAK_CLAIMS)}</p>"
    else:
        yield "<ol>"
        for claim in progress.weakest:
            said = f"{motion_title(claim.motion)}, {side_in_words(claim.side)}"
            why = f"{said}: {weak_in_words(claim)}"
            yield f"<li>{_text(claim.text)}<small>{_text(why)}</small></li>"
        yield "</ol>"
    yield "</section>"


def _by_motion(progress: Progress) -> Iterator[str]:
    yield '<section>\n<h2>By motion and side</h2>\n<div class="scroll">'
    parts = list(progress.parts.items())
    labels = [label for label, _ in figure_rows(progress.total)]
    rows = (
        [
            f'{_text(motion_title(motion))} <span class="{side}">{side_in_words(side)}</span>',
            *(_text(value) for _, value in figure_rows(figures)),
        ]
        for (motion, side), figures in parts
    )
    yield _table(["", *map(_text, labels)], rows, ' class="many"')
    yield "</div>\n</section>"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "") -> str:
    """Return a table; its cells are HTML already, the first of each row is its head."""
    head = "".join(f'<th scope="col">{cell}</th>' for cell in heads)
    lines = [f"<table{kind}>", f"<thead><tr>{head}</tr></thead>", "<tbody>"]
    for first, *cells in rows:
        values = "".join(f"<td>{cell}</td>" for cell in cells)
        lines.append(f'<tr><th scope="row">{first}</th>{values}</tr>')
    return "\n".join([*lines, "</tbody>", "</table>"])


# ── charts ──────────────────────────────────────────────────────────────────────────


def _reviews(progress: Progress) -> Iterator[str]:
    counts = dict(progress.days)
    title = "Reviews a day in the last twelve weeks"
    yield f"<section>\n<h2>{title}</h2>"
    if not any(counts.values()):
        yield "<p>None.</p>\n</section>"
        return
    best = max(counts, key=lambda day: (counts[day], day))
    reviews = count_in_words(sum(counts.values()), "review")
    said = (
        f"{reviews} from {date_in_words(progress.days[0][0])} to "
        f"{date_in_words(progress.today)}; most on {date_in_words(best)}: {counts[best]}."
    )
    bars = [(count, 0) for _, count in progress.days]
    labels = {number * 7: short_date(week.begins) for number, week in enumerate(progress.weeks)}
    yield _chart("reviews", title, said, bars, labels)
    mondays = [week.begins for week in progress.weeks]
    rows = (
        [name, *(str(counts.get(monday + number * DAY, "")) for monday in mondays)]
        for number, name in enumerate(_WEEKDAYS)
    )
    yield f'<p class="about">{_text(said)}</p>\n<div class="scroll">'
    yield _table(["Week of", *map(short_date, mondays)], rows, ' class="days"')
    yield "</div>\n</section>"


def _series(weeks: Sequence[Week], series: Series, id: str) -> Iterator[str]:
    yield f"<section>\n<h2>{series.title}</h2>"
    bars = [series.parts(week.figures) for week in weeks]
    if not any(map(sum, bars)):
        yield "<p>None in the last twelve weeks.</p>\n</section>"
        return
    first, second = (sum(part) for part in zip(*bars, strict=True))
    said = (
        f"{first} {series.first} (filled), {second} {series.second} (hatched), "
        f"since {date_in_words(weeks[0].begins)}."
    )
    dates = [short_date(week.begins) for week in weeks]
    yield _chart(id, series.title, said, bars, dict(enumerate(dates)))
    yield f'<p class="about">{_text(said)}</p>'
    rows = ([date, str(one), str(two)] for date, (one, two) in zip(dates, bars, strict=True))
    yield _table(["Week of", series.first, series.second], rows)
    yield "</section>"


def _chart(
    id: str, title: str, said: str, bars: Sequence[tuple[int, int]], labels: dict[int, str]
) -> str:
    """Return bars as SVG, each of a filled and a hatched part, with a scale and ``labels``."""
    most = max(map(sum, bars))
    base, high = _HEIGHT - _BOTTOM, _HEIGHT - _BOTTOM - _TOP
    step = (_WIDTH - _LEFT) / len(bars)
    wide = min(48.0, 0.75 * step)
    lines = [
        f'<svg role="img" viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-labelledby="{id}-title {id}-desc">',
        f'<title id="{id}-title">{_text(title)}</title>',
        f'<desc id="{id}-desc">{_text(said)}</desc>',
        f'<text x="{_LEFT - 8}" y="{_TOP + 5}" text-anchor="end">{most}</text>',
        f'<text x="{_LEFT - 8}" y="{base}" text-anchor="end">0</text>',
        f'<path class="axis" d="M{_LEFT} {_TOP}H{_WIDTH}M{_LEFT} {base}H{_WIDTH}"/>',
    ]
    for number, (first, second) in enumerate(bars):
        x, top = _LEFT + number * step + (step - wide) / 2, float(base)
        for kind, count in (("first", first), ("second", second)):
            if count:
                height = high * count / most
                top -= height
                lines.append(
                    f'<rect class="{kind}" x="{x:.1f}" y="{top:.1f}" width="{wide:.1f}"'
                    f' height="{height:.1f}"/>'
                )
        if number in labels:
            # A date near the edge would be cut off.
            near = x > _WIDTH - 2 * _LEFT
            if not near and any(n > number for n in labels) and x > _WIDTH - 3 * _LEFT:
                # … and is moved to where this one would stand.
                continue
            place = f'x="{_WIDTH}" text-anchor="end"' if near else f'x="{x:.1f}"'
            lines.append(f'<text {place} y="{_HEIGHT - 8}">{_text(labels[number])}</text>')
    return "\n".join([*lines, "</svg>"])
