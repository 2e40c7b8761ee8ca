"""Progress: what rounds and reviews add up to, on each side of each motion.

Days are those of the learner's own time zone.  Nothing is estimated and nothing is scored:
every figure is a count, and a round or a review is counted once.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from operator import attrgetter
from typing import TYPE_CHECKING

from debater.motions.model import SIDES, Side
from debater.study.days import DAY, LocalDays, streak
from debater.study.model import Grade
from debater.study.summary import load_summary

if TYPE_CHECKING:
    from debater.store.progress import KeptDrill, PlayedRound, ProgressStore, Reviewed, WeakClaims

WEEKS = 12
# A drill was known where the learner graded it this or better: hard, good or easy.
KNOWN: Grade = 2

_WEAKEST = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """What was done, counted.

    Of ``rounds``, ``debates`` were debates and ``uncounted`` have no figures yet.  In sparring
    ``met`` of the user's arguments were answered from the sources and ``silent`` were not; in
    debates the user ``answered`` and ``dropped`` arguments of the other side.  ``held`` of
    ``quoted`` quotations were exact.

    Of ``drills``, ``due`` are due again, ``new`` were never reviewed, and ``kept`` were known
    at their last review.  ``recalled`` of ``asked_again`` reviews on a later day than the one
    before found the drill known.
    """

    rounds: int = 0
    debates: int = 0
    uncounted: int = 0
    met: int = 0
    silent: int = 0
    answered: int = 0
    dropped: int = 0
    quoted: int = 0
    held: int = 0
    drills: int = 0
    due: int = 0
    new: int = 0
    kept: int = 0
    reviews: int = 0
    asked_again: int = 0
    recalled: int = 0


@dataclass(frozen=True, slots=True)
class Week:
    """The rounds last played in a week that begins on Monday ``begins``."""

    begins: date
    figures: Figures


@dataclass(frozen=True, slots=True)
class WeakClaim:
    """A claim of the user's that met a strong passage, or what they dropped in a debate.

    ``times`` counts the rounds it is known from, the last of them on ``last``.
    """

    text: str
    motion: str
    side: Side
    dropped: bool
    times: int
    last: date | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything shown: of one motion, or of all where ``motion`` is None.

    ``motions`` are those that something is kept of.  ``sides`` has both sides; ``parts`` each
    motion and side that has anything.  ``days`` counts the reviews of each day of the last
    ``WEEKS`` calendar weeks, from a Monday up to ``today``; ``weeks`` has the rounds of these
    weeks.  ``streak`` counts days in a row up to today or yesterday on which a round was begun
    or last played, or a drill reviewed; ``practised`` counts all such days.
    """

    motion: str | None
    motions: tuple[str, ...]
    today: date
    total: Figures
    sides: dict[Side, Figures]
    parts: dict[tuple[str, Side], Figures]
    days: tuple[tuple[date, int], ...]
    weeks: tuple[Week, ...]
    weakest: tuple[WeakClaim, ...]
    streak: int
    practised: int

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to show yet."""
        return not (self.total.rounds or self.total.drills or self.total.reviews)


DayOf = Callable[[str], "date | None"]


def progress(
    store: ProgressStore, now: datetime, motion: str | None = None, zone: tzinfo | None = None
) -> Progress:
    """Count progress ``now``, of one motion or of all; ``zone`` is the machine's own by default.

    Raises ``StorageError``.
    """
    today = now.astimezone(zone).date()
    day_of = LocalDays(today, zone)
    rounds, drills = store.rounds(), {drill.id: drill for drill in store.drills()}
    motions = {round.motion for round in rounds} | {drill.motion for drill in drills.values()}
    if motion is not None:
        rounds = [round for round in rounds if round.motion == motion]
        drills = {id: drill for id, drill in drills.items() if drill.motion == motion}
    reviews = [review for review in store.reviews() if review[0] in drills]
    days = day_of.of_ordered([at for _, at, _ in reviews])
    parts = _Parts()
    parts.add_rounds(rounds)
    parts.add_drills(drills.values(), now)
    parts.add_reviews(reviews, days, drills)
    figures = parts.figures()
    sides = {side: total(f for (_, of), f in figures.items() if of == side) for side in SIDES}
    rounds.sort(key=attrgetter("touched"))
    touched = day_of.of_ordered([round.touched for round in rounds])
    played = list(zip(rounds, touched, strict=True))
    started = day_of.of_ordered(sorted(round.started for round in rounds))
    practised = {*touched, *days, *started}
    known = {day for day in practised if day is not None}
    return Progress(
        motion,
        tuple(sorted(motions)),
        today,
        total(sides.values()),
        sides,
        figures,
        _by_day(days, today),
        _by_week(played, today),
        _weakest(store.weak_claims(motion), day_of),
        streak(known, today),
        len(known),
    )


def total(figures: Iterable[Figures]) -> Figures:
    """Add figures up."""
    rows = [_values(one) for one in figures]
    return Figures(*map(sum, zip(*rows, strict=True))) if rows else Figures()


def first_day(today: date) -> date:
    """Return the Monday on which the weeks that are shown begin."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


_OF_ROUNDS = ("met", "silent", "answered", "dropped", "quoted", "held")
_NAMES = tuple(field.name for field in dataclasses.fields(Figures))
_values = attrgetter(*_NAMES)


class _Parts:
    """Adds up figures by motion and side.

    Column by column, as ten thousand reviews should not keep a screen waiting.
    """

    def __init__(self) -> None:
        self._sums: dict[tuple[str, Side], dict[str, int]] = {}

    def _add(self, motion: str, side: Side, **figures: int) -> None:
        sums = self._sums.setdefault((motion, side), dict.fromkeys(_NAMES, 0))
        for name, figure in figures.items():
            sums[name] += figure

    def add_rounds(self, rounds: Iterable[PlayedRound]) -> None:
        """Count rounds."""
        grouped: dict[tuple[str, Side], list[PlayedRound]] = {}
        for round in rounds:
            grouped.setdefault((round.motion, round.side), []).append(round)
        for key, alike in grouped.items():
            columns = dict(zip(alike[0]._fields, zip(*alike, strict=True), strict=True))
            figures = {name: sum(columns[name]) for name in _OF_ROUNDS}
            uncounted = len(alike) - sum(columns["counted"])
            debates = sum(columns["debate"])
            self._add(*key, rounds=len(alike), debates=debates, uncounted=uncounted, **figures)

    def add_drills(self, drills: Iterable[KeptDrill], now: datetime) -> None:
        """Count the drills that are still asked."""
        for drill in drills:
            if not drill.retired:
                due = not drill.new and _is_due(drill.due, now)
                self._add(drill.motion, drill.side, drills=1, new=drill.new, due=due)

    def add_reviews(
        self,
        reviews: Sequence[Reviewed],
        days: Sequence[date | None],
        drills: dict[int, KeptDrill],
    ) -> None:
        """Count reviews, given in the order they were made, with their days."""
        histories: dict[int, _History] = {}
        for (drill, _, grade), day in zip(reviews, days, strict=True):
            known = histories.get(drill)
            if known is None:
                known = histories[drill] = _History(day)
            elif day != known.day and day is not None:
                known.asked_again += known.day is not None
                known.recalled += known.day is not None and grade >= KNOWN
                known.day = day
            known.reviews += 1
            known.grade = grade
        for id, found in histories.items():
            drill_of = drills[id]
            self._add(
                drill_of.motion,
                drill_of.side,
                reviews=found.reviews,
                asked_again=found.asked_again,
                recalled=found.recalled,
                kept=found.grade >= KNOWN and not drill_of.retired,
            )

    def figures(self) -> dict[tuple[str, Side], Figures]:
        """Return the figures, by motion and then side."""
        order = sorted(self._sums, key=lambda key: (key[0], SIDES.index(key[1])))
        return {key: Figures(**self._sums[key]) for key in order}


@dataclass(slots=True)
class _History:
    """The reviews of one drill up to a day, and how it was graded last."""

    day: date | None
    reviews: int = 0
    asked_again: int = 0
    recalled: int = 0
    grade: int = 0


def _is_due(due: str, now: datetime) -> bool:
    try:
        return datetime.fromisoformat(due) <= now
    except (ValueError, TypeError):
        return False


def _by_day(days: Iterable[date | None], today: date) -> tuple[tuple[date, int], ...]:
    first = first_day(today)
    counts = [0] * ((today - first).days + 1)
    for day in days:
        if day is not None and first <= day <= today:
            counts[(day - first).days] += 1
    return tuple((first + number * DAY, count) for number, count in enumerate(counts))


def _by_week(played: Iterable[tuple[PlayedRound, date | None]], today: date) -> tuple[Week, ...]:
    first = first_day(today)
    weeks: list[list[PlayedRound]] = [[] for _ in range(WEEKS)]
    for round, day in played:
        if day is not None and first <= day <= today:
            weeks[(day - first).days // 7].append(round)
    found = []
    for number, rounds in enumerate(weeks):
        parts = _Parts()
        parts.add_rounds(rounds)
        found.append(Week(first + number * 7 * DAY, total(parts.figures().values())))
    return tuple(found)


def _weakest(claims: Iterable[WeakClaims], day_of: DayOf) -> tuple[WeakClaim, ...]:
    """Return the claims that were weak most often, and of these the latest.

    ``claims`` are given newest first.
    """
    found: dict[tuple[str, Side, str], WeakClaim] = {}
    for weak in claims:
        for text in load_summary({"weakest": list(weak.texts)}).weakest:
            key = weak.motion, weak.side, text
            if key in found:
                found[key] = dataclasses.replace(found[key], times=found[key].times + 1)
            else:
                last = day_of(weak.touched)
                found[key] = WeakClaim(text, weak.motion, weak.side, weak.debate, 1, last)
    return tuple(sorted(found.values(), key=lambda claim: -claim.times)[:_WEAKEST])
