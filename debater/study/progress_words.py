"""Progress in words, the same on the screen, in plain lines and on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from debater.sparring.wording import count_in_words
from debater.study.progress import Figures, Progress, WeakClaim, Week
from debater.text import clean_line

NOTHING_YET = (
    "There is nothing to count yet. Argue a round, debate in a format or do a drill: "
    "what comes of it shows here."
)
NO_WEAK_CLAIMS = "None: no claim of yours met a strong passage, and you dropped nothing."
# Where there is nothing that could be counted.
NONE = "–"


@dataclass(frozen=True, slots=True)
class Series:
    """What a chart shows of each week: ``parts`` counts two things, ``first`` and ``second``."""

    title: str
    first: str
    second: str
    parts: Callable[[Figures], tuple[int, int]]


SERIES = (
    Series(
        "Their arguments in debates, by week", "answered", "dropped",
        lambda f: (f.answered, f.dropped),
    ),
    Series(
        "Your quotations in debates, by week", "held", "did not hold",
        lambda f: (f.held, f.quoted - f.held),
    ),
    Series(
        "Your arguments in sparring, by week", "answered", "met silence",
        lambda f: (f.met, f.silent),
    ),
)  # fmt: skip


def since_first(weeks: Sequence[Week]) -> Sequence[Week]:
    """Leave out the weeks before the first round."""
    for number, week in enumerate(weeks):
        if week.figures.rounds:
            return weeks[number:]
    return ()


def motion_title(motion: str | None) -> str:
    """Name a motion, which may be known by its folder, or all of them."""
    if motion is None:
        return "all motions"
    return clean_line(motion.replace("\\", "/").rstrip("/").rpartition("/")[2]) or "?"


def part_in_words(figures: Figures) -> str:
    """Put the figures of one motion and side on a line."""
    f = figures
    met, theirs = f.met + f.silent, f.answered + f.dropped
    said = [count_in_words(f.rounds, "round")]
    said += [f"{f.met} of {met} answered by the sources"] * bool(met)
    said += [f"you answered {f.answered} of {theirs}"] * bool(theirs)
    said += [f"{f.held} of {f.quoted} quotations held"] * bool(f.quoted)
    said += [f"{f.kept} of {f.drills - f.new} drills known, {f.due} due"] * bool(f.drills)
    return " · ".join(said)


def figure_rows(figures: Figures) -> Iterator[tuple[str, str]]:
    """Yield each figure of a table with its label.

    The user's arguments are answered from the sources, theirs by the user in debates.
    """
    f = figures
    yield "Rounds", str(f.rounds)
    yield "… of them debates", str(f.debates)
    yield "Yours the sources answered", _of(f.met, f.met + f.silent)
    yield "Theirs you answered", _of(f.answered, f.answered + f.dropped)
    yield "Theirs you dropped", _of(f.dropped, f.answered + f.dropped)
    yield "Quotations that held", _of(f.held, f.quoted)
    yield "Drills known last time", _of(f.kept, f.drills - f.new)
    yield "Drills due", str(f.due) if f.drills else NONE
    yield "Drills not asked yet", str(f.new) if f.drills else NONE
    yield "Reviews", str(f.reviews)
    yield "Known again on a later day", _of(f.recalled, f.asked_again)


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole}" if whole else NONE


def days_in_words(progress: Progress) -> str:
    """Say on how many days there was a round or a review; what was missed is not mentioned."""
    if not progress.practised:
        return ""
    said = f"A round or a review on {count_in_words(progress.practised, 'day')}"
    if progress.streak == progress.practised > 1:
        return f"{said} in a row."
    if progress.streak > 1:
        return f"{said}, the last {progress.streak} of them in a row."
    return f"{said}."


def uncounted_in_words(figures: Figures) -> str:
    """Say how many rounds have no figures, or return an empty text."""
    if not figures.uncounted:
        return ""
    of = "it has" if figures.uncounted == 1 else "they have"
    rounds = count_in_words(figures.uncounted, "round")
    return f"{rounds} counted as played, though {of} no figures (yet)."


def weak_in_words(claim: WeakClaim) -> str:
    """Say why a claim is listed as weak: how often, and when last."""
    often = count_in_words(claim.times, "debate" if claim.dropped else "round")
    what = "dropped" if claim.dropped else "met a strong passage"
    when = f", last on {short_date(claim.last)} {claim.last.year}" if claim.last is not None else ""
    return f"{what} in {often}{when}"


def date_in_words(day: date) -> str:
    """Write a date: ``9 March 2026``."""
    return f"{day.day} {day:%B %Y}"


def short_date(day: date) -> str:
    """Write a date without its year: ``9 Mar``."""
    return f"{day.day} {day:%b}"
