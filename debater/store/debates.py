"""Debates in the database: a round that has a format, and its events in order.

An event is committed before anything is computed from it.  The draft of a debate lies with
its round, as that of sparring does.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from debater.motions.model import Side
from debater.store.database import Database
from debater.store.values import read_object


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """Something that happened in a debate: its kind and its values."""

    kind: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class StoredDebate:
    """A debate as it lies in the database.

    ``setup`` is what it began with and ``clock`` how its clock last stood (None where that
    cannot be read).
    """

    id: int
    motion: str
    side: Side
    seed: int
    format: str
    setup: dict[str, Any]
    clock: dict[str, Any] | None
    draft: str
    events: tuple[StoredEvent, ...]


class DebateStore:
    """Reads and writes debates.  Each method raises ``StorageError`` when the file fails."""

    def __init__(self, database: Database) -> None:
        """Work in ``database``, which other stores may share."""
        self._database = database

    def start(self, motion: str, side: Side, seed: int, format: str, setup: dict[str, Any]) -> int:
        """Begin a debate in a format and return its round's id."""
        now = self._database.clock()
        with self._database.writing() as connection:
            row = connection.execute(
                "INSERT INTO rounds (motion, side, seed, started, touched, format, setup)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (motion, side, seed, now, now, format, _json(setup)),
            )
            return int(row.lastrowid or 0)

    def commit(self, round_id: int, kind: str, body: dict[str, Any], draft: str = "") -> int:
        """Store what happened and what is now being typed; return the event's number, from 1."""
        now = self._database.clock()
        with self._database.writing() as connection:
            (last,) = connection.execute(
                "SELECT coalesce(max(number), 0) FROM events WHERE round = ?", (round_id,)
            ).fetchone()
            connection.execute(
                "INSERT INTO events (round, number, kind, body, committed) VALUES (?, ?, ?, ?, ?)",
                (round_id, last + 1, kind, _json(body), now),
            )
            connection.execute(
                "UPDATE rounds SET draft = ?, touched = ?, summary = NULL WHERE id = ?",
                (draft, now, round_id),
            )
            return int(last) + 1

    def save(self, round_id: int, draft: str, clock: dict[str, Any]) -> None:
        """Store what is being typed together with how the clock stands."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE rounds SET draft = ?, clock = ?, touched = ? WHERE id = ?",
                (draft, _json(clock), self._database.clock(), round_id),
            )

    def load(self, round_id: int) -> StoredDebate | None:
        """Return a debate with its events, or None when no debate has that id."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT id, motion, side, seed, format, setup, clock, draft FROM rounds"
                " WHERE id = ? AND format != '' AND deleted IS NULL",
                (round_id,),
            ).fetchone()
            if row is None:
                return None
            found = connection.execute(
                "SELECT kind, body FROM events WHERE round = ? ORDER BY number", (round_id,)
            ).fetchall()
        read = ((kind, read_object(body)) for kind, body in found)
        events = tuple(StoredEvent(kind, body) for kind, body in read if body is not None)
        id, motion, side, seed, format, setup, clock, draft = row
        return StoredDebate(
            id,
            motion,
            side,
            seed,
            format,
            read_object(setup) or {},
            read_object(clock),
            draft,
            events,
        )


def _json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False)
