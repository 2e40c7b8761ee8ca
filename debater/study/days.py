"""Days as the learner has them: which one a moment was on, and how many came in a row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY = timedelta(days=1)
_LOOKED_UP = 400
_UTC = "+00:00"


class LocalDays:
    """Tells on which local day a moment was, for thousands of moments as the database has them.

    ``zone`` is the machine's own where it is None.  What lies within the last ``_LOOKED_UP``
    days is looked up among their beginnings, which takes a third of the time.
    """

    def __init__(self, today: date, zone: tzinfo | None) -> None:
        self._zone = zone
        days = [today - number * DAY for number in range(_LOOKED_UP, -2, -1)]
        self._begin = [_midnight(day, zone) for day in days]
        self._days: list[date | None] = [None, *days]

    def __call__(self, stamp: str) -> date | None:
        """Return the day, or None where no moment can be read."""
        # Moments in UTC sort as text.
        place = bisect_right(self._begin, stamp) if stamp.endswith(_UTC) else 0
        if 0 < place < len(self._begin):
            return self._days[place]
        try:
            return datetime.fromisoformat(stamp).astimezone(self._zone).date()
        except (ValueError, OverflowError, OSError):
            return None

    def of_ordered(self, stamps: Sequence[str]) -> list[date | None]:
        """Return the day of each of many moments, given in order, in a fraction of the time."""
        found: list[date | None] = []
        start = bisect_left(stamps, self._begin[0])
        end = bisect_left(stamps, self._begin[-1])
        # Where a moment is written otherwise, the order says nothing of the time.
        if all(stamp.endswith(_UTC) for stamp in stamps):
            places = [bisect_left(stamps, begin, start, end) for begin in self._begin[1:]]
            found = [*map(self, stamps[:start])]
            for day, place in zip(self._days[1:-1], places, strict=True):
                found += [day] * (place - len(found))
        return [*found, *map(self, stamps[len(found) :])]


def _midnight(day: date, zone: tzinfo | None) -> str:
    """Return when a local day begins, in UTC, as moments in the database begin."""
    begins = datetime.combine(day, time.min, zone).astimezone(UTC)
    return begins.isoformat(timespec="seconds").removesuffix(_UTC)


def streak(days: Collection[date], today: date) -> int:
    """Count the days in a row that end today, or yesterday while today is still to come."""
    day = today if today in days else today - DAY
    count = 0
    while day in days:
        count, day = count + 1, day - DAY
    return count
