"""How drills are put into words, the same on the screen, in plain lines and in Anki."""

from __future__ import annotations

from datetime import datetime, timedelta

from debater.sparring.phrasing import figure, in_quotes
from debater.study.model import GRADES, Compared, Drill, DrillKind, Grade

_KINDS: dict[DrillKind, str] = {
    "dropped": "Dropped: answer it now",
    "weak": "Answered weakly: answer it better",
    "refute": "Refute this claim",
    "voice": "Whose view is this?",
    "quotation": "Word for word, or altered?",
    "response": "What kind of answer is this?",
    "redo": "Say it again, in fewer words",
}
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
# From here on the next larger unit is easier to picture.
_MOST_MINUTES, _MOST_HOURS, _MOST_DAYS, _MOST_MONTHS = 90, 36, 60, 24
_DAYS_A_MONTH, _DAYS_A_YEAR = 30.44, 365.25


def kind_in_words(kind: DrillKind) -> str:
    """Name a kind of drill by what it asks for."""
    return _KINDS[kind]


def count_of_drills(due: int, new: int) -> str:
    """Say how much waits: ``3 due, 2 new``."""
    return f"{due} due, {new} new"


def when_in_words(due: datetime, now: datetime) -> str:
    """Say when something comes back, seen from ``now``: ``in 10 minutes``, ``in 3 days``."""
    seconds = max(0, round((due - now) / timedelta(seconds=1)))
    minutes, hours, days = seconds / _MINUTE, seconds / _HOUR, seconds / _DAY
    if minutes < 1:
        return "in less than a minute" if seconds else "now"
    if minutes <= _MOST_MINUTES:
        return f"in {_counted(minutes, 'minute')}"
    if hours <= _MOST_HOURS:
        return f"in {_counted(hours, 'hour')}"
    if days <= _MOST_DAYS:
        return f"in {_counted(days, 'day')}"
    months = days / _DAYS_A_MONTH
    if months <= _MOST_MONTHS:
        return f"in {_counted(months, 'month')}"
    return f"in {_counted(days / _DAYS_A_YEAR, 'year')}"


def _counted(value: float, unit: str) -> str:
    number = round(value)
    return f"{number} {unit if number == 1 else unit + 's'}"


def grade_in_words(grade: Grade, due: datetime, now: datetime) -> str:
    """Name a grade with when it would bring the drill back: ``good: in 3 days``."""
    return f"{GRADES[grade]}: {when_in_words(due, now)}"


def verdict_in_words(drill: Drill, compared: Compared) -> str:
    """Say in a sentence how an answer did: right or wrong, or how near it came."""
    if compared.right is not None:
        if compared.right:
            return "Right."
        return f"Not right: it is “{drill.right}”." if drill.right else "Not right."
    if compared.score is None:
        return "Not scored: compare it yourself."
    return f"Score {figure(compared.score)} of 1."


def read_grade(typed: str) -> Grade | None:
    """Read a grade as typed: its number, its word, or how its word begins."""
    wanted = typed.strip().casefold()
    if not wanted:
        return None
    for grade, name in GRADES.items():
        if wanted == str(grade) or name.startswith(wanted):
            return grade
    return None


def chosen_answer(drill: Drill, typed: str) -> str | None:
    """Return the choice that is meant by its number or its words; None where none is.

    Of a drill without choices the answer is what was typed.
    """
    if not drill.choices:
        return typed
    wanted = _bare(typed)
    if wanted.isascii() and wanted.isdigit():
        number = int(wanted[:4])
        return drill.choices[number - 1] if 1 <= number <= len(drill.choices) else None
    for meant in (str.__eq__, str.startswith, str.__contains__):
        found = [one for one in drill.choices if meant(_bare(one), wanted)]
        if wanted and len(found) == 1:
            return found[0]
    return None


def _bare(text: str) -> str:
    return " ".join(text.casefold().split()).removeprefix("the ")


def material_in_words(drill: Drill) -> str:
    """Return what a drill is about as it is shown: in quotation marks, if it is a quotation.

    Words that may have been altered are none.
    """
    return drill.material if drill.kind == "quotation" else in_quotes(drill.material)
