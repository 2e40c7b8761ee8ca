"""``debater progress``: what rounds and drills add up to, as plain lines, JSON or a page."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from debater.cli.diagnostics import narrate, say
from debater.config import limit_threads, load_settings, paths
from debater.errors import DebaterError, StorageError

if TYPE_CHECKING:
    from debater.store.rounds import RoundStore
    from debater.study.progress import Progress


@click.command("progress", epilog="Example: debater progress --html progress.html")
@click.option("--motion", metavar="NAME", help="Of this motion alone.  [all]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a page with charts instead; “-” is standard output.",
)
def command(motion: str | None, as_json: bool, page: Path | None) -> None:
    """Count what your rounds and drills add up to, on each side.

    Arguments answered and dropped, quotations that held, drills due and known, reviews, and
    the claims that were weakest.  The page has charts and needs nothing else; a file that
    exists is never overwritten.
    """
    if as_json and page is not None:
        raise click.UsageError("--json and --html are two things: choose one of them.")
    limit_threads()
    found = _progress(motion)
    if page is not None:
        _write(page, found)
    elif as_json:
        say(json.dumps(_record(found), ensure_ascii=False, indent=2))
    else:
        for line in _lines(found):
            say(line)


def _progress(motion: str | None) -> Progress:
    # Deferred until the wish is known to be good.
    from debater.round_files import RoundFiles
    from debater.store.progress import ProgressStore
    from debater.store.rounds import RoundStore
    from debater.study.progress import progress

    store = RoundStore(paths().database)
    if store.kept_aside is not None:
        narrate(f"The file of your rounds was damaged; it is kept as {store.kept_aside}.")
    try:
        with suppress(StorageError):  # a disk that is full can still be read
            RoundFiles(lambda: store, load_settings(), paths()).summarise()
        now = datetime.now().astimezone()
        return progress(ProgressStore(store.database), now, _known(store, motion))
    finally:
        store.close()


def _known(store: RoundStore, motion: str | None) -> str | None:
    """Return a motion as it is kept; one known by its folder may be named by its last part.

    Raises ``DebaterError`` where nothing is kept of it.
    """
    from debater.store.progress import ProgressStore
    from debater.study.progress_words import motion_title

    if motion is None:
        return None
    kept = ProgressStore(store.database).motions()
    named = [name for name in kept if motion in (name, motion_title(name))]
    if motion in named:
        return motion
    if len(named) == 1:
        return named[0]
    if named:
        both = ", ".join(named)
        raise DebaterError(f"More than one motion is called “{motion}”.", f"Name one of {both}.")
    there = ", ".join(map(motion_title, kept)) or "no motion yet"
    raise DebaterError(
        f"There is no round and no drill of “{motion}”.", f"There is something of: {there}."
    )


def _write(page: Path, found: Progress) -> None:
    from debater.export.files import write_new
    from debater.export.progress_html import progress_html

    text = progress_html(found)
    if str(page) == "-":
        say(text.rstrip("\n"))
        return
    write_new(page, text)
    narrate(f"Saved as {page}.")


def _lines(found: Progress) -> Iterator[str]:
    """Yield everything as lines that make sense one by one."""
    from debater.motions.model import SIDES
    from debater.study.progress_words import (
        NO_WEAK_CLAIMS,
        NOTHING_YET,
        date_in_words,
        days_in_words,
        figure_rows,
        motion_title,
        part_in_words,
        uncounted_in_words,
        weak_in_words,
    )

    if found.empty:
        narrate(NOTHING_YET)
        return
    yield f"Progress: {motion_title(found.motion)}, {date_in_words(found.today)}"
    yield from filter(None, (days_in_words(found), uncounted_in_words(found.total)))
    columns = [figure_rows(found.sides[side]) for side in SIDES]
    for (label, both), *sides in zip(figure_rows(found.total), *columns, strict=True):
        told = ", ".join(f"{side} {value}" for side, (_, value) in zip(SIDES, sides, strict=True))
        yield f"{label}: {told}, both {both}"
    if found.motion is None and len(found.motions) > 1:
        for (motion, side), figures in found.parts.items():
            yield f"{motion_title(motion)}, {side}: {part_in_words(figures)}"
    yield from _week_lines(found)
    if not found.weakest:
        yield f"Weakest: {NO_WEAK_CLAIMS}"
    for claim in found.weakest:
        where = f"{motion_title(claim.motion)}, {claim.side}"
        yield f"Weakest: “{claim.text}” ({where}: {weak_in_words(claim)})"


def _week_lines(found: Progress) -> Iterator[str]:
    from debater.sparring.wording import count_in_words
    from debater.study.progress_words import SERIES, date_in_words

    for number, week in enumerate(found.weeks):
        reviews = sum(count for _, count in found.days[7 * number : 7 * (number + 1)])
        if not (week.figures.rounds or reviews):
            continue
        said = [count_in_words(week.figures.rounds, "round"), count_in_words(reviews, "review")]
        for series in SERIES:
            first, second = series.parts(week.figures)
            if first or second:
                what = series.title.removesuffix(", by week").casefold()
                said.append(f"{what}: {first} {series.first}, {second} {series.second}")
        yield f"Week of {date_in_words(week.begins)}: {'; '.join(said)}"


def _record(found: Progress) -> dict[str, Any]:
    """Return everything for programs."""
    return {
        "motion": found.motion,
        "date": found.today.isoformat(),
        "days_practised": found.practised,
        "days_in_a_row": found.streak,
        "total": dataclasses.asdict(found.total),
        "sides": {side: dataclasses.asdict(figures) for side, figures in found.sides.items()},
        "motions": [
            {"motion": motion, "side": side, **dataclasses.asdict(figures)}
            for (motion, side), figures in found.parts.items()
        ],
        "reviews": [{"day": day.isoformat(), "count": count} for day, count in found.days],
        "weeks": [
            {"begins": week.begins.isoformat(), **_played(dataclasses.asdict(week.figures))}
            for week in found.weeks
        ],
        "weakest": [
            {
                "text": claim.text,
                "motion": claim.motion,
                "side": claim.side,
                "dropped": claim.dropped,
                "times": claim.times,
                "last": claim.last.isoformat() if claim.last else None,
            }
            for claim in found.weakest
        ],
    }


def _played(figures: dict[str, int]) -> dict[str, int]:
    """Return the figures that a week has: those of its rounds."""
    from debater.store.progress import FIGURES

    return {name: figures[name] for name in ("rounds", "debates", *FIGURES) if name in figures}
