"""Drills in the database: what is asked, when it is due, and every review of it.

A review is committed together with the schedule it leads to.  Times are UTC, to the
microsecond, so that they sort as text and read back as the scheduler gave them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from debater.motions.model import Side
from debater.store.database import Database
from debater.store.values import read_object

# A drill as it is added: key, kind, motion, side and body.
NewDrill = tuple[str, str, str, Side, dict[str, Any]]

# Which drills are wanted; a parameter that is NULL lets all through.  Whose view it is, and
# whether it was altered, is asked of either side.
_WANTED = (
    "retired IS NULL AND (:motion IS NULL OR motion = :motion)"
    " AND (:side IS NULL OR side = :side OR kind IN ('voice', 'quotation'))"
    " AND (:kinds IS NULL OR kind IN (SELECT value FROM json_each(:kinds)))"
)
_COLUMNS = "id, key, kind, motion, side, body, made, due, state"


@dataclass(frozen=True, slots=True)
class StoredDrill:
    """A drill as it lies in the database; ``state`` is None until it is first reviewed."""

    id: int
    key: str
    kind: str
    motion: str
    side: Side
    body: dict[str, Any]
    made: str
    due: datetime
    state: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class StoredReview:
    """One review: which drill it was of, when, and how it went; ``score`` as it was compared."""

    id: int
    drill: int
    kind: str
    motion: str
    side: Side
    at: datetime
    grade: int
    answer: str
    score: float | None


@dataclass(frozen=True, slots=True)
class DrillCounts:
    """How much there is to do: reviewed before and ``due`` again, ``new`` ones, ``kept`` in all.

    ``reviewed_today`` counts reviews since midnight.
    """

    due: int
    new: int
    kept: int
    reviewed_today: int


class DrillStore:
    """Reads and writes drills.  Each method raises ``StorageError`` when the file fails."""

    def __init__(self, database: Database) -> None:
        """Work in ``database``, which other stores may share."""
        self._database = database
        # By drill: its last review made here, and the state and due date before that.
        self._before: dict[int, tuple[int, str | None, str]] = {}

    def add(self, drills: Iterable[NewDrill], at: datetime | None = None) -> int:
        """Store drills, due ``at`` once (now by default); return how many are new.

        One whose key is known keeps its schedule and side, and is otherwise as it is now made.
        """
        now = self._database.clock()
        due = stamp(at or datetime.fromisoformat(now))
        rows = [
            (key, kind, motion, side, _json(body), now, due)
            for key, kind, motion, side, body in drills
        ]
        with self._database.writing() as connection:
            (before,) = connection.execute("SELECT count(*) FROM drills").fetchone()
            connection.executemany(
                "INSERT INTO drills (key, kind, motion, side, body, made, due)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (key) DO UPDATE SET body = excluded.body, motion = excluded.motion"
                " WHERE body != excluded.body OR motion != excluded.motion",
                rows,
            )
            (after,) = connection.execute("SELECT count(*) FROM drills").fetchone()
            return int(after - before)

    def due(
        self,
        now: datetime,
        motion: str | None = None,
        side: Side | None = None,
        kinds: Collection[str] = (),
        limit: int = 50,
    ) -> list[StoredDrill]:
        """Return the drills that are due, those reviewed before first, longest due first.

        Of new ones those from the user's own rounds come first, then the others mixed.  None
        and no ``kinds`` stand for all of them.
        """
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM drills WHERE due <= :now AND {_WANTED}"  # noqa: S608  # constants
                " ORDER BY state IS NULL,"
                " state IS NULL AND kind NOT IN ('dropped', 'weak', 'redo'),"
                # Keys are hashes: by them drills made at one moment come mixed.
                " due, key LIMIT :limit",
                {**_wanted(motion, side, kinds), "now": stamp(now), "limit": max(0, limit)},
            ).fetchall()
        return _drills(rows)

    def waiting(
        self,
        now: datetime,
        motion: str | None = None,
        side: Side | None = None,
        kinds: Collection[str] = (),
    ) -> tuple[int, int]:
        """Count the drills that ``due`` would give: those reviewed before, and new ones."""
        with self._database.reading() as connection:
            seen, new = connection.execute(
                "SELECT count(*) FILTER (WHERE state IS NOT NULL),"  # noqa: S608  # constants
                " count(*) FILTER (WHERE state IS NULL)"
                f" FROM drills WHERE due <= :now AND {_WANTED}",
                {**_wanted(motion, side, kinds), "now": stamp(now)},
            ).fetchone()
        return int(seen), int(new)

    def begun(self, since: datetime) -> int:
        """Count the drills that were reviewed for the first time ``since`` a moment."""
        with self._database.reading() as connection:
            (count,) = connection.execute(
                "SELECT count(DISTINCT drill) FROM reviews AS one WHERE at >= :since AND NOT EXISTS"
                " (SELECT 1 FROM reviews WHERE drill = one.drill AND at < :since)",
                {"since": stamp(since)},
            ).fetchone()
        return int(count)

    def drills(self, motion: str | None = None, limit: int = 100_000) -> list[StoredDrill]:
        """Return the drills that are not retired, in the order they were made."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM drills"  # noqa: S608  # a constant
                " WHERE retired IS NULL AND (:motion IS NULL OR motion = :motion)"
                " ORDER BY id LIMIT :limit",
                {"motion": motion, "limit": max(0, limit)},
            ).fetchall()
        return _drills(rows)

    def drill(self, id: int) -> StoredDrill | None:
        """Return a drill, retired or not, or None where none has that id or it is unreadable."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM drills WHERE id = ?",  # noqa: S608  # a constant
                (id,),
            ).fetchall()
        return next(iter(_drills(rows)), None)

    def counts(self, now: datetime) -> DrillCounts:
        """Count what there is to do ``now``; its own time zone says when today began."""
        with self._database.reading() as connection:
            due, new, kept = connection.execute(
                "SELECT count(*) FILTER (WHERE due <= :now AND state IS NOT NULL),"
                " count(*) FILTER (WHERE due <= :now AND state IS NULL), count(*)"
                " FROM drills WHERE retired IS NULL",
                {"now": stamp(now)},
            ).fetchone()
            (reviewed,) = connection.execute(
                "SELECT count(*) FROM reviews WHERE at >= ?", (stamp(midnight(now)),)
            ).fetchone()
        return DrillCounts(due, new, kept, reviewed)

    def review(
        self,
        id: int,
        grade: int,
        answer: str,
        score: float | None,
        state: dict[str, Any],
        due: datetime,
        at: datetime,
    ) -> None:
        """Store a review and the schedule it leads to, both or neither."""
        with self._database.writing() as connection:
            before = connection.execute(
                "SELECT state, due FROM drills WHERE id = ?", (id,)
            ).fetchone()
            row = connection.execute(
                "INSERT INTO reviews (drill, at, grade, answer, score) VALUES (?, ?, ?, ?, ?)",
                (id, stamp(at), grade, answer, score),
            )
            connection.execute(
                "UPDATE drills SET state = ?, due = ? WHERE id = ?", (_json(state), stamp(due), id)
            )
        self._before[id] = (int(row.lastrowid or 0), *before)

    def undo_review(self, id: int) -> bool:
        """Take back the last review of a drill; tell whether there was one made here.

        A review made by another process, or one before the last, stays.
        """
        if id not in self._before:
            return False
        review, state, due = self._before[id]
        with self._database.writing() as connection:
            (last,) = connection.execute(
                "SELECT max(id) FROM reviews WHERE drill = ?", (id,)
            ).fetchone()
            if last == review:
                connection.execute("DELETE FROM reviews WHERE id = ?", (review,))
                connection.execute(
                    "UPDATE drills SET state = ?, due = ? WHERE id = ?", (state, due, id)
                )
        del self._before[id]
        return bool(last == review)

    def retire(self, id: int) -> None:
        """Never ask a drill again; its reviews stay."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE drills SET retired = ? WHERE id = ?", (self._database.clock(), id)
            )

    def restore(self, id: int) -> None:
        """Ask a retired drill again when it is due."""
        with self._database.writing() as connection:
            connection.execute("UPDATE drills SET retired = NULL WHERE id = ?", (id,))

    def reviews(self, since: datetime | None = None) -> list[StoredReview]:
        """Return every review, or those ``since`` a moment, in the order they were made."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT reviews.id, drill, kind, motion, side, at, grade, answer, score"
                " FROM reviews JOIN drills ON drills.id = drill WHERE at >= ?"
                " ORDER BY at, reviews.id",
                (stamp(since) if since is not None else "",),
            ).fetchall()
        return [
            StoredReview(id, drill, kind, motion, side, moment, grade, answer, score)
            for id, drill, kind, motion, side, at, grade, answer, score in rows
            if (moment := _moment(at)) is not None
        ]

    def next_due(self, now: datetime, motion: str | None = None) -> datetime | None:
        """Say when the next drill will be due that is not due yet; None where there is none."""
        with self._database.reading() as connection:
            (due,) = connection.execute(
                "SELECT min(due) FROM drills WHERE retired IS NULL AND due > :now"
                " AND (:motion IS NULL OR motion = :motion)",
                {"now": stamp(now), "motion": motion},
            ).fetchone()
        return _moment(due) if due else None


def _wanted(motion: str | None, side: Side | None, kinds: Collection[str]) -> dict[str, Any]:
    """Return the parameters of ``_WANTED``."""
    named = json.dumps(sorted(kinds)) if kinds else None
    return {"motion": motion, "side": side, "kinds": named}


def midnight(now: datetime) -> datetime:
    """Return when today began, in the time zone of ``now``."""
    began = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if now.utcoffset() != now.astimezone().utcoffset():
        return began
    # The machine's own zone, whose clocks may have changed since.
    return began.replace(tzinfo=None).astimezone()


def stamp(moment: datetime) -> str:
    """Write a moment as the database does.  Raises ``ValueError`` where its zone is unknown."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _moment(text: str) -> datetime | None:
    """Read a stored moment; None where it is none."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _drills(rows: Iterable[tuple[Any, ...]]) -> list[StoredDrill]:
    """Read rows of drills; one that cannot be read counts as missing."""
    found = []
    for id, key, kind, motion, side, body, made, due, state in rows:
        values, moment = read_object(body), _moment(due)
        if values is not None and moment is not None:
            found.append(
                StoredDrill(id, key, kind, motion, side, values, made, moment, read_object(state))
            )
    return found


def _json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False)
