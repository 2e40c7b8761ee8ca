"""The archive of rounds: listed, searched, named, forked, deleted and brought back.

Deleting only marks a round; what was marked longer than ``KEPT_DAYS`` ago is erased when the
archive is next opened.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from debater.motions.model import Side
from debater.store.database import Database
from debater.store.values import read_object
from debater.store.whole import WholeEvent, WholeRound, WholeTurn

_LONGEST_SEARCH = 400
KEPT_DAYS = 30
LONGEST_NAME = 120
# Around what is found, in a snippet; neither can be typed.
FOUND, END = "\x02", "\x03"

_SNIPPET_WORDS = 16
_LISTED = (
    "id, name, motion, side, format, turns, substr(beginning, 1, 200), started, touched, summary,"
    " forked"
)


@dataclass(frozen=True, slots=True)
class ListedRound:
    """A round as a list names it; ``turns`` counts what the user said, arguments or speeches.

    ``beginning`` is how it begins; ``summary`` how it ended, where that has been written.
    ``snippet`` holds words around what was searched, marked by ``FOUND`` and ``END``.
    """

    id: int
    name: str
    motion: str
    side: Side
    format: str
    turns: int
    beginning: str
    started: str
    touched: str
    summary: dict[str, Any] | None = None
    forked: str = ""
    snippet: str = ""


class RoundArchive:
    """Reads and changes rounds as a whole.  Each method raises ``StorageError``."""

    def __init__(self, database: Database) -> None:
        """Work in ``database``, which other stores may share."""
        self._database = database

    def listed(
        self, limit: int = 200, *, motion: str | None = None, side: Side | None = None
    ) -> list[ListedRound]:
        """Return the rounds last touched, newest first, without loading any reply."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_LISTED} FROM rounds_said"  # noqa: S608 - our own columns
                " WHERE (:motion IS NULL OR motion = :motion) AND (:side IS NULL OR side = :side)"
                " ORDER BY touched DESC, id DESC LIMIT :limit",
                {"motion": motion, "side": side, "limit": max(0, limit)},
            ).fetchall()
        return [_listed(row) for row in rows]

    def count(self) -> int:
        """Return how many rounds there are, deleted ones left out."""
        with self._database.reading() as connection:
            (count,) = connection.execute(
                "SELECT count(*) FROM rounds WHERE id IN (SELECT id FROM rounds_said)"
            ).fetchone()
        return int(count)

    def search(self, text: str, limit: int = 100) -> list[ListedRound]:
        """Return the rounds in which every word of ``text`` was said in one turn, or is its name.

        Words in double quotes are looked for in that order; otherwise a word is found in each
        of its forms, and the last one, perhaps still being typed, however it goes on.
        What was said last comes first.  Text without a word finds nothing.
        """
        # What is longer than this is pasted by mistake, and too long for the database.
        text = text[:_LONGEST_SEARCH]
        query = match_query(text)
        if not query:
            return []
        with self._database.reading() as connection:
            found = dict.fromkeys(_named(connection, text), "")
            said = connection.execute(
                "SELECT rowid, round FROM said WHERE said MATCH ?"
                " AND round IN (SELECT id FROM rounds WHERE deleted IS NULL)"
                " ORDER BY rowid DESC",
                (query,),
            )
            rows: dict[int, int] = {}
            for row, id in said:
                rows.setdefault(id, row)
                if len(rows) >= limit:
                    break
            found |= _snippets(connection, query, rows)
            if not found:
                return []
            marks = ", ".join("?" * len(found))
            listed = connection.execute(
                f"SELECT {_LISTED} FROM rounds_said WHERE id IN ({marks})"  # noqa: S608
                " ORDER BY touched DESC, id DESC LIMIT ?",
                (*found, limit),
            ).fetchall()
        return [replace(each, snippet=found[each.id]) for each in map(_listed, listed)]

    def one(self, id: int) -> ListedRound | None:
        """Return one round as the list names it, or None."""
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT {_LISTED} FROM rounds_said WHERE id = ?",  # noqa: S608
                (id,),
            ).fetchone()
        return _listed(row) if row else None

    def rename(self, id: int, name: str) -> bool:
        """Give a round a name, or none; tell whether there is such a round.

        Its place in the list stays: being named is not being played.
        """
        return self._mark("UPDATE rounds SET name = ? WHERE id = ?", name[:LONGEST_NAME], id)

    def delete(self, id: int) -> bool:
        """Mark a round as deleted; tell whether there was one to delete."""
        now = self._database.clock()
        return self._mark("UPDATE rounds SET deleted = ? WHERE id = ? AND deleted IS NULL", now, id)

    def restore(self, id: int) -> bool:
        """Bring a deleted round back; tell whether there was one."""
        return self._mark(
            "UPDATE rounds SET deleted = ? WHERE id = ? AND deleted IS NOT NULL", None, id
        )

    def deleted(self) -> list[tuple[int, str]]:
        """Return the id of each round that can be brought back and when it was deleted."""
        with self._database.reading() as connection:
            return connection.execute(
                "SELECT id, deleted FROM rounds WHERE deleted IS NOT NULL ORDER BY deleted DESC"
            ).fetchall()

    def erase_old(self) -> int:
        """Erase for good what was deleted more than ``KEPT_DAYS`` ago; return how many rounds."""
        try:
            before = datetime.fromisoformat(self._database.clock()) - timedelta(days=KEPT_DAYS)
        except (ValueError, OverflowError):
            return 0
        with self._database.writing() as connection:
            return connection.execute(
                "DELETE FROM rounds WHERE deleted IS NOT NULL AND deleted < ?",
                (before.isoformat(timespec="seconds"),),
            ).rowcount

    def unsummarised(self, limit: int = 200) -> list[int]:
        """Return the ids of rounds of which it is not written how they ended, newest first.

        What is said in a round takes its summary away.
        """
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id FROM rounds_said WHERE summary IS NULL AND turns > 0"
                " ORDER BY touched DESC, id DESC LIMIT ?",
                (limit,),
            ).fetchall()
        return [id for (id,) in rows]

    def keep_summary(self, id: int, summary: Mapping[str, Any], said: int | None = None) -> bool:
        """Write down how a round ended, so far; tell whether it was written.

        With ``said``, how many turns and events it was made of, only if there are no more by now.
        """
        body = json.dumps(summary, ensure_ascii=False)
        with self._database.writing() as connection:
            kept = connection.execute(
                "UPDATE rounds SET summary = :body WHERE id = :id AND (:said IS NULL OR :said ="
                " (SELECT count(*) FROM turns WHERE round = :id)"
                " + (SELECT count(*) FROM events WHERE round = :id))",
                {"body": body, "id": id, "said": said},
            )
            return kept.rowcount > 0

    def whole(self, id: int) -> WholeRound | None:
        """Return everything kept of a round, or None where there is none or it is deleted."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT motion, side, seed, started, touched, name, draft, format, setup, clock,"
                " summary, forked FROM rounds WHERE id = ? AND deleted IS NULL",
                (id,),
            ).fetchone()
            if row is None:
                return None
            turns = connection.execute(
                "SELECT number, argument, committed, reply FROM turns WHERE round = ?"
                " ORDER BY number",
                (id,),
            ).fetchall()
            events = connection.execute(
                "SELECT number, kind, body, committed FROM events WHERE round = ? ORDER BY number",
                (id,),
            ).fetchall()
        motion, side, seed, started, touched, name, draft, format, setup, clock, summary, forked = (
            row
        )
        return WholeRound(
            motion,
            side,
            seed,
            started,
            touched,
            name,
            draft,
            format,
            read_object(setup),
            read_object(clock),
            read_object(summary),
            forked,
            tuple(WholeTurn(n, said, at, read_object(reply)) for n, said, at, reply in turns),
            tuple(WholeEvent(n, kind, read_object(body) or {}, at) for n, kind, body, at in events),
        )

    def put(self, whole: WholeRound) -> int:
        """Store a round that was imported or forked, as it is; return its id."""
        values = (
            whole.motion, whole.side, whole.seed, whole.started, whole.touched,
            whole.name[:LONGEST_NAME], whole.draft, whole.format, _json(whole.setup),
            _json(whole.clock), _json(whole.summary), whole.forked,
        )  # fmt: skip
        with self._database.writing() as connection:
            row = connection.execute(
                "INSERT INTO rounds (motion, side, seed, started, touched, name, draft, format,"
                " setup, clock, summary, forked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )
            id = int(row.lastrowid or 0)
            connection.executemany(
                "INSERT INTO turns (round, number, argument, committed, reply)"
                " VALUES (?, ?, ?, ?, ?)",
                [(id, t.number, t.argument, t.committed, _json(t.reply)) for t in whole.turns],
            )
            connection.executemany(
                "INSERT INTO events (round, number, kind, body, committed) VALUES (?, ?, ?, ?, ?)",
                [(id, e.number, e.kind, _json(e.body), e.committed) for e in whole.events],
            )
        return id

    def fork(self, id: int, keep: int) -> int | None:
        """Begin a new round that holds the first ``keep`` turns of another; return its id.

        Of a debate it holds everything before stage ``keep`` (numbered from 0), its clock
        begun anew.  None where there is no such round.
        """
        whole = self.whole(id)
        if whole is None:
            return None
        now = self._database.clock()
        forked = replace(forked_from(whole, id, keep), started=now, touched=now)
        return self.put(forked)

    def _mark(self, sql: str, value: str | None, id: int) -> bool:
        with self._database.writing() as connection:
            return connection.execute(sql, (value, id)).rowcount > 0


def forked_from(whole: WholeRound, id: int, keep: int) -> WholeRound:
    """Return a round cut after its first ``keep`` turns, or before stage ``keep`` of a debate."""
    name = f"{whole.name} (fork)" if whole.name else ""
    bare = replace(whole, name=name, draft="", clock=None, summary=None)
    if not whole.format:
        turns = tuple(turn for turn in whole.turns if turn.number <= keep)
        return replace(bare, turns=turns, forked=f"round {id}, after turn {len(turns)}")
    events: list[WholeEvent] = []
    for event in whole.events:
        if keep <= 0:
            break
        events.append(event)
        if event.kind == "stage" and event.body.get("stage") == keep:
            break
    return replace(bare, events=tuple(events), forked=f"round {id}, from stage {max(0, keep) + 1}")


def match_query(text: str) -> str:
    """Write what somebody typed as a query that FTS5 can always read.

    Every word is quoted, so nothing typed is an operator; the last one matches as a beginning.
    """
    parts = []
    for phrase, word in re.findall(r'"([^"]*)"|(\S+)', text):
        words = re.findall(r"\w+", phrase or word)
        if words:
            parts.append((f'"{" ".join(words)}"', bool(phrase)))
    if parts and not parts[-1][1]:
        parts[-1] = (f"{parts[-1][0]}*", False)
    return " ".join(part for part, _ in parts)


def _named(connection: sqlite3.Connection, text: str) -> list[int]:
    """Return the ids of rounds whose name, motion or format holds every word of ``text``."""
    words = re.findall(r"\w+", text)
    like = " AND ".join(["name || ' ' || motion || ' ' || format LIKE ?"] * len(words))
    rows = connection.execute(
        f"SELECT id FROM rounds WHERE deleted IS NULL AND {like}"  # noqa: S608
        " ORDER BY touched DESC LIMIT 100",
        [f"%{word}%" for word in words],
    )
    return [id for (id,) in rows]


def _snippets(
    connection: sqlite3.Connection, query: str, rows: Mapping[int, int]
) -> dict[int, str]:
    """Return the words around what was found, for each round's latest row."""
    if not rows:
        return {}
    marks = ", ".join("?" * len(rows))
    # In one pass, from the earliest row on: each row alone would read the index anew.
    found = connection.execute(
        "SELECT round, snippet(said, 0, ?, ?, '…', ?) FROM said"  # noqa: S608 - only marks
        f" WHERE said MATCH ? AND rowid >= ? AND rowid IN ({marks})",
        (FOUND, END, _SNIPPET_WORDS, query, min(rows.values()), *rows.values()),
    )
    return dict(found.fetchall())


def _listed(row: tuple[Any, ...]) -> ListedRound:
    id, name, motion, side, format, turns, beginning, started, touched, summary, forked = row
    return ListedRound(
        id,
        name,
        motion,
        side,
        format,
        turns,
        beginning,
        started,
        touched,
        read_object(summary),
        forked,
    )


def _json(values: Mapping[str, Any] | None) -> str | None:
    return None if values is None else json.dumps(values, ensure_ascii=False)
