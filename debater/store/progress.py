"""What progress is made of, as it lies in the database: rounds with their figures, and reviews.

A deleted round counts nothing, and so does one in which nothing was said.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from debater.motions.model import Side
from debater.store.database import Database
from debater.store.values import read_value

# What is read of a summary, in this order.
FIGURES = ("made", "met", "silent", "answered", "dropped", "quoted", "held")
# As ``study.summary`` reads them: a file that was tampered with may claim anything.
_MOST = 100_000
_PATHS = ", ".join(f"'$.{name}'" for name in FIGURES)
_OF_MOTION = "(:motion IS NULL OR motion = :motion)"
_ROUNDS = (
    "SELECT id, motion, side, format != '', started, touched,"  # noqa: S608  # constants
    f" CASE WHEN json_valid(summary) THEN json_extract(summary, {_PATHS}) END"
    f" FROM rounds WHERE deleted IS NULL AND {_OF_MOTION} AND ("
    # A summary that counts something saves looking for what was said.
    " CASE WHEN json_valid(summary) THEN json_extract(summary, '$.made') > 0 END"
    " OR EXISTS (SELECT 1 FROM turns WHERE round = rounds.id)"
    " OR EXISTS (SELECT 1 FROM events WHERE round = rounds.id AND kind = 'speech'"
    "  AND json_valid(body) AND json_extract(body, '$.by') = 'user'))"
)
_NOTHING = (0,) * len(FIGURES)


class PlayedRound(NamedTuple):
    """A round in which the user said something; ``counted`` tells whether it has its figures.

    The figures are those of ``study.summary``; one that cannot be read is 0.
    """

    id: int
    motion: str
    side: Side
    debate: bool
    started: str
    touched: str
    counted: bool
    made: int
    met: int
    silent: int
    answered: int
    dropped: int
    quoted: int
    held: int


class KeptDrill(NamedTuple):
    """A drill with when it is due; ``new`` was never reviewed, ``retired`` is never asked."""

    id: int
    motion: str
    side: Side
    due: str
    new: bool
    retired: bool


# One review: which drill it was of, when, and the learner's own grade.
Reviewed = tuple[int, str, int]


class WeakClaims(NamedTuple):
    """What was weak in a round, as its summary names it."""

    motion: str
    side: Side
    debate: bool
    touched: str
    texts: tuple[str, ...]


class ProgressStore:
    """Reads what progress is counted from.  Each method raises ``StorageError``."""

    def __init__(self, database: Database) -> None:
        """Read ``database``, which other stores may share."""
        self._database = database

    def motions(self) -> list[str]:
        """Return the motions of rounds that are not deleted and of drills, by name."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT motion FROM rounds WHERE deleted IS NULL UNION SELECT motion FROM drills"
                " ORDER BY 1"
            ).fetchall()
        return [motion for (motion,) in rows]

    def rounds(self, motion: str | None = None) -> list[PlayedRound]:
        """Return the rounds that were played, in no order."""
        with self._database.reading() as connection:
            rows = connection.execute(_ROUNDS, {"motion": motion}).fetchall()
        return [
            PlayedRound._make(
                (*facts, figures is not None, *(_read(figures) if figures else _NOTHING))
            )
            for *facts, figures in rows
        ]

    def drills(self, motion: str | None = None) -> list[KeptDrill]:
        """Return every drill, retired or not."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, motion, side, due, state IS NULL, retired IS NOT NULL FROM drills"  # noqa: S608  # constants
                f" WHERE side IN ('for', 'against') AND {_OF_MOTION}",
                {"motion": motion},
            ).fetchall()
        return [KeptDrill._make(row) for row in rows]

    def reviews(self) -> list[Reviewed]:
        """Return every review, in the order they were made."""
        with self._database.reading() as connection:
            return connection.execute(
                "SELECT drill, at, grade FROM reviews ORDER BY at, id"
            ).fetchall()

    def weak_claims(self, motion: str | None = None, limit: int = 200) -> list[WeakClaims]:
        """Return what was weak in the rounds last touched, newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT motion, side, format != '', touched, json_extract(summary, '$.weakest')"  # noqa: S608  # constants
                f" FROM rounds WHERE deleted IS NULL AND {_OF_MOTION} AND CASE"
                " WHEN json_valid(summary) THEN json_array_length(summary, '$.weakest') > 0 END"
                " ORDER BY touched DESC, id DESC LIMIT :limit",
                {"motion": motion, "limit": max(0, limit)},
            ).fetchall()
        return [
            WeakClaims(motion, side, bool(debate), touched, tuple(_texts(weakest)))
            for motion, side, debate, touched, weakest in rows
        ]


@lru_cache(maxsize=1024)
def _read(figures: str) -> tuple[int, ...]:
    """Read the figures of a summary; many rounds have the same."""
    found = _array(figures) or _NOTHING
    return tuple(figure if type(figure) is int and 0 <= figure <= _MOST else 0 for figure in found)


def _texts(weakest: str) -> list[str]:
    return [text for text in _array(weakest) if isinstance(text, str)]


def _array(text: str) -> list[Any]:
    """Read a JSON array; SQLite takes some that are too deep, or have numbers too long, for us."""
    values = read_value(text)
    return values if isinstance(values, list) else []
