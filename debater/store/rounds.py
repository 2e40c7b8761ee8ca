"""The database of rounds: every argument is on disk before its reply is computed.

SQLite in WAL mode.  Each write is its own transaction, so a killed process loses nothing
that was committed.  A damaged file is kept aside, never overwritten.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from debater.errors import StorageError
from debater.motions.model import Side


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


@dataclass(frozen=True, slots=True)
class RecentRound:
    """A round as a list of rounds names it: ``turns`` counts, no reply is loaded.

    ``beginning`` is how its first argument begins, a few hundred characters at most.
    """

    id: int
    motion: str
    side: Side
    turns: int
    beginning: str
    touched: str


# What SQLite trims of a draft that holds nothing: space, tab, line ends.
_BLANK = " \t\r\n"
_BEGINNING = 200


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class RoundStore:
    """Reads and writes rounds in one SQLite file (``:memory:`` keeps nothing).

    ``kept_aside`` is where a damaged file was kept when this store was opened.
    Methods may be called from any thread, one at a time; each raises ``StorageError``
    when the file cannot be read or written, and leaves the database as it was.
    """

    def __init__(self, path: Path | None, clock: Callable[[], str] = _now) -> None:
        """Open or create the database at ``path``; None keeps it in memory only."""
        self.path = path
        self.kept_aside: Path | None = None
        self._clock = clock
        try:
            self._connection = self._open()
        except sqlite3.DatabaseError as error:
            if self.kept_aside is None:
                raise self._error("opened", error) from error
            try:
                self._connection = self._open()
            except sqlite3.Error as again:
                raise self._error("opened", again) from again
        except OSError as error:
            raise self._error("opened", error) from error

    def close(self) -> None:
        """Close the file.  Nothing is pending: every write was committed when made."""
        self._connection.close()

    def start(self, motion: str, side: Side, seed: int) -> int:
        """Begin a round and return its id."""
        now = self._clock()
        with self._writing() as connection:
            row = connection.execute(
                "INSERT INTO rounds (motion, side, seed, started, touched) VALUES (?, ?, ?, ?, ?)",
                (motion, side, seed, now, now),
            )
            return int(row.lastrowid or 0)

    def commit_argument(self, round_id: int, argument: str) -> int:
        """Store what the user said and clear the draft; return the turn's number, from 1."""
        now = self._clock()
        with self._writing() as connection:
            (last,) = connection.execute(
                "SELECT coalesce(max(number), 0) FROM turns WHERE round = ?", (round_id,)
            ).fetchone()
            connection.execute(
                "INSERT INTO turns (round, number, argument, committed) VALUES (?, ?, ?, ?)",
                (round_id, last + 1, argument, now),
            )
            connection.execute(
                "UPDATE rounds SET draft = '', touched = ? WHERE id = ?", (now, round_id)
            )
            return int(last) + 1

    def commit_reply(self, round_id: int, number: int, reply: dict[str, Any]) -> None:
        """Store the reply to turn ``number`` (or replace it by the next best)."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE turns SET reply = ? WHERE round = ? AND number = ?",
                (json.dumps(reply, ensure_ascii=False), round_id, number),
            )

    def save_draft(self, round_id: int, draft: str) -> None:
        """Store what is being typed and not yet said."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE rounds SET draft = ?, touched = ? WHERE id = ?",
                (draft, self._clock(), round_id),
            )

    def round(self, round_id: int) -> StoredRound | None:
        """Return a round with its turns, or None when there is none of that id."""
        with self._reading() as connection:
            row = connection.execute(
                "SELECT id, motion, side, seed, started, touched, draft FROM rounds WHERE id = ?",
                (round_id,),
            ).fetchone()
            if row is None:
                return None
            turns = connection.execute(
                "SELECT number, argument, reply FROM turns WHERE round = ? ORDER BY number",
                (round_id,),
            ).fetchall()
        stored = tuple(StoredTurn(n, a, _read_json(r)) for n, a, r in turns)
        id, motion, side, seed, started, touched, draft = row
        return StoredRound(id, motion, side, seed, started, touched, draft, stored)

    def last_round(self) -> StoredRound | None:
        """Return the round last touched that has a turn or a draft with words, or None."""
        with self._reading() as connection:
            row = connection.execute(
                "SELECT id FROM rounds WHERE trim(draft, ?) != '' OR EXISTS"
                " (SELECT 1 FROM turns WHERE round = rounds.id)"
                " ORDER BY touched DESC, id DESC LIMIT 1",
                (_BLANK,),
            ).fetchone()
        return self.round(row[0]) if row else None

    def recent_rounds(self, limit: int = 8) -> list[RecentRound]:
        """Return the rounds that have a turn, the last touched first; no reply is loaded."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT id, motion, side,"
                " (SELECT count(*) FROM turns WHERE round = rounds.id),"
                " (SELECT substr(argument, 1, ?) FROM turns WHERE round = rounds.id"
                "  ORDER BY number LIMIT 1),"
                " touched FROM rounds WHERE EXISTS (SELECT 1 FROM turns WHERE round = rounds.id)"
                " ORDER BY touched DESC, id DESC LIMIT ?",
                (_BEGINNING, max(0, limit)),
            ).fetchall()
        return [RecentRound(*row) for row in rows]

    def _open(self) -> sqlite3.Connection:
        if self.path is not None:
            # Private: rounds hold what a student wrote.
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if _is_log_alone(self.path):
                # SQLite would delete the log of an empty file unread.
                self.kept_aside = self._copy_aside(self.path)
                self._remove(self.path)
        connection = sqlite3.connect(
            self.path or ":memory:", check_same_thread=False, isolation_level=None, timeout=5
        )
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                raise sqlite3.DatabaseError("file is damaged: " + verdict)
            migrate(connection, self._clock)
        except sqlite3.DatabaseError as error:
            if self.path is None or not _is_damage(error):
                connection.close()
                raise
            # Copied while open: closing writes the log into the file and deletes it.
            aside = self._copy_aside(self.path)
            connection.close()
            self._remove(self.path)
            self.kept_aside = aside
            raise
        except BaseException:
            connection.close()
            raise
        return connection

    def _copy_aside(self, path: Path) -> Path:
        """Copy a damaged database and its log under a name of today; return the copy's path."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        aside = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
        try:
            shutil.copyfile(path, aside)
            if _log(path).exists():
                shutil.copyfile(_log(path), _log(aside))
        except OSError as error:
            raise self._error("copied aside", error) from error
        return aside

    def _remove(self, path: Path) -> None:
        """Remove a damaged database, of which there is a copy."""
        try:
            for part in (path, _log(path), path.with_name(f"{path.name}-shm")):
                part.unlink(missing_ok=True)
        except OSError as error:
            raise self._error("replaced", error) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._connection
        except sqlite3.Error as error:
            raise self._error("written", error) from error

    def _error(self, what: str, error: Exception) -> StorageError:
        place = self.path or "memory"
        return StorageError(
            f"Your rounds in {place} cannot be {what} ({error}).",
            "Your words stay on the screen; check that the folder can be written and has "
            "room, or set DEBATER_HOME to another folder.",
        )


def migrate(connection: sqlite3.Connection, clock: Callable[[], str] = _now) -> list[str]:
    """Apply the migrations the database has not seen, in order; return their names.

    Each is a file of ``store/migrations`` and is recorded by name.
    """
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied TEXT NOT NULL)"
    )
    seen = {name for (name,) in connection.execute("SELECT name FROM migrations")}
    applied = []
    for name in migration_names():
        if name in seen:
            continue
        sql = (resources.files(__package__) / "migrations" / f"{name}.sql").read_text("utf-8")
        # executescript commits first; BEGIN and COMMIT inside keep a migration whole.
        quoted = name.replace("'", "''")
        connection.executescript(
            f"BEGIN;\n{sql}\nINSERT INTO migrations VALUES ('{quoted}', '{clock()}');\nCOMMIT;"
        )
        applied.append(name)
    return applied


def migration_names() -> list[str]:
    """Return the names of the shipped migrations, in the order they are applied."""
    folder = resources.files(__package__) / "migrations"
    files = (file.name for file in folder.iterdir())
    return sorted(name.removesuffix(".sql") for name in files if name.endswith(".sql"))


def _log(path: Path) -> Path:
    """Return where SQLite keeps the write-ahead log of a database."""
    return path.with_name(f"{path.name}-wal")


def _is_log_alone(path: Path) -> bool:
    """Tell whether a log lies beside a database that holds nothing."""
    try:
        return path.stat().st_size == 0 < _log(path).stat().st_size
    except FileNotFoundError:
        return False


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    text = str(error)
    return "not a database" in text or "malformed" in text or "damaged" in text


def _read_json(text: str | None) -> dict[str, Any] | None:
    """Read a stored reply; what cannot be read counts as not computed."""
    if text is None:
        return None
    try:
        values = json.loads(text)
    except ValueError:
        return None
    return values if isinstance(values, dict) else None


def inspect(path: Path) -> int:
    """Count the rounds in the database at ``path`` without changing it.

    Raises ``StorageError`` when the file is damaged or cannot be read.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            (verdict,) = database.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                raise sqlite3.DatabaseError(verdict)
            (count,) = database.execute("SELECT count(*) FROM rounds").fetchone()
            return int(count)
    except sqlite3.Error as error:
        raise StorageError(
            f"The file of your rounds, {path}, cannot be read ({error}).",
            "Start debater: it keeps a damaged file aside and begins a new one.",
        ) from error
