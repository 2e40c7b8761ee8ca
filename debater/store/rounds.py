"""Rounds in the database: every argument is on disk before its reply is computed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from debater.motions.model import Side
from debater.store.archive import RoundArchive
from debater.store.database import Clock, Database, timestamp
from debater.store.debates import DebateStore
from debater.store.drafts import DraftStore
from debater.store.values import read_object


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A turn as it lies in the database; ``reply`` is None where none was computed."""

    number: int
    argument: str
    reply: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class StoredRound:
    """A round as it lies in the database, with the draft being typed."""

    id: int
    motion: str
    side: Side
    seed: int
    started: str
    touched: str
    draft: str
    turns: tuple[StoredTurn, ...]
    format: str = ""


@dataclass(frozen=True, slots=True)
class RecentRound:
    """A round as a list of rounds names it: ``turns`` counts, no reply is loaded.

    ``beginning`` is how its first argument begins, a few hundred characters at most.
    ``format`` is empty where it is open sparring; a debate's turns are the user's speeches.
    ``name`` is the user's own for it, often none.
    """

    id: int
    motion: str
    side: Side
    turns: int
    beginning: str
    touched: str
    format: str = ""
    name: str = ""


Kind = Literal["any", "sparring", "debate"]

_BEGINNING = 200


class RoundStore:
    """Reads and writes rounds in one SQLite file (``:memory:`` keeps nothing).

    ``kept_aside`` is where a damaged file was kept when this store was opened.
    Methods may be called from any thread; each raises ``StorageError``
    when the file cannot be read or written, and leaves the database as it was.
    """

    def __init__(self, path: Path | None, clock: Clock = timestamp) -> None:
        """Open or create the database at ``path``; None keeps it in memory only."""
        self.database = Database(path, clock)
        self.debates = DebateStore(self.database)
        self.archive = RoundArchive(self.database)
        self.drafts = DraftStore(self.database)

    @property
    def path(self) -> Path | None:
        """Where the file lies; None where rounds are in memory only."""
        return self.database.path

    @property
    def kept_aside(self) -> Path | None:
        """Where a damaged file was kept when this store was opened."""
        return self.database.kept_aside

    def close(self) -> None:
        """Close the file.  Nothing is pending: every write was committed when made."""
        self.database.close()

    def start(self, motion: str, side: Side, seed: int) -> int:
        """Begin a round and return its id."""
        now = self.database.clock()
        with self.database.writing() as connection:
            row = connection.execute(
                "INSERT INTO rounds (motion, side, seed, started, touched) VALUES (?, ?, ?, ?, ?)",
                (motion, side, seed, now, now),
            )
            return int(row.lastrowid or 0)

    def commit_argument(self, round_id: int, argument: str) -> int:
        """Store what the user said and clear the draft; return the turn's number, from 1."""
        now = self.database.clock()
        with self.database.writing() as connection:
            (last,) = connection.execute(
                "SELECT coalesce(max(number), 0) FROM turns WHERE round = ?", (round_id,)
            ).fetchone()
            connection.execute(
                "INSERT INTO turns (round, number, argument, committed) VALUES (?, ?, ?, ?)",
                (round_id, last + 1, argument, now),
            )
            connection.execute(
                "UPDATE rounds SET draft = '', touched = ?, summary = NULL WHERE id = ?",
                (now, round_id),
            )
            return int(last) + 1

    def commit_reply(self, round_id: int, number: int, reply: dict[str, Any]) -> None:
        """Store the reply to turn ``number`` (or replace it by the next best)."""
        with self.database.writing() as connection:
            connection.execute(
                "UPDATE turns SET reply = ? WHERE round = ? AND number = ?",
                (json.dumps(reply, ensure_ascii=False), round_id, number),
            )
            connection.execute("UPDATE rounds SET summary = NULL WHERE id = ?", (round_id,))

    def save_draft(self, round_id: int, draft: str) -> None:
        """Store what is being typed and not yet said."""
        with self.database.writing() as connection:
            connection.execute(
                "UPDATE rounds SET draft = ?, touched = ? WHERE id = ?",
                (draft, self.database.clock(), round_id),
            )

    def round(self, round_id: int) -> StoredRound | None:
        """Return a round with its turns, or None when there is none of that id."""
        with self.database.reading() as connection:
            row = connection.execute(
                "SELECT id, motion, side, seed, started, touched, draft, format FROM rounds"
                " WHERE id = ? AND deleted IS NULL",
                (round_id,),
            ).fetchone()
            if row is None:
                return None
            turns = connection.execute(
                "SELECT number, argument, reply FROM turns WHERE round = ? ORDER BY number",
                (round_id,),
            ).fetchall()
        stored = tuple(StoredTurn(n, a, read_object(r)) for n, a, r in turns)
        id, motion, side, seed, started, touched, draft, format = row
        return StoredRound(id, motion, side, seed, started, touched, draft, stored, format)

    def last_round(self, kind: Kind = "any") -> StoredRound | None:
        """Return the round last touched that has something said or drafted in it, or None.

        ``kind`` asks for open sparring or for debates alone.
        """
        with self.database.reading() as connection:
            row = connection.execute(
                "SELECT id FROM rounds_said"
                " WHERE (:kind = 'any' OR (format = '') = (:kind = 'sparring'))"
                " ORDER BY touched DESC, id DESC LIMIT 1",
                {"kind": kind},
            ).fetchone()
        return self.round(row[0]) if row else None

    def recent_rounds(self, limit: int = 8) -> list[RecentRound]:
        """Return the rounds in which something was said or is being typed, newest first.

        No reply is loaded.
        """
        with self.database.reading() as connection:
            rows = connection.execute(
                "SELECT id, motion, side, turns, substr(beginning, 1, ?), touched, format, name"
                " FROM rounds_said ORDER BY touched DESC, id DESC LIMIT ?",
                (_BEGINNING, max(0, limit)),
            ).fetchall()
        return [RecentRound(*row) for row in rows]
