"""The SQLite file everything a user does is kept in: opened, migrated, and never overwritten.

WAL mode; each write is its own transaction, so a killed process loses nothing that was
committed.  A damaged file is kept aside.
"""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from debater.errors import StorageError

Clock = Callable[[], str]

_LOOKED_THROUGH = 64 * 2**20  # bytes
# … and so much where the last process did not close it: two seconds, about.
_LOOKED_THROUGH_UNCLOSED = 256 * 2**20


def timestamp() -> str:
    """Return the time as the database writes it: ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Database:
    """One SQLite file (``:memory:`` keeps nothing), opened and brought up to date.

    ``kept_aside`` is where a damaged file was kept when this one was opened.  Usable from
    any thread: what one does in a ``with`` block, others wait for.
    """

    def __init__(self, path: Path | None, clock: Clock = timestamp) -> None:
        """Open or create the file at ``path``; None keeps it in memory only.

        Raises ``StorageError``.
        """
        self.path = path
        self.kept_aside: Path | None = None
        self.clock = clock
        self._lock = threading.RLock()
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

    def _open(self) -> sqlite3.Connection:
        # Looking through a large file takes longer than a user should wait.  What is damaged in
        # it is met when read.
        unclean = self.path is not None and _log(self.path).exists()
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
        # A byte that is no UTF-8 spoils the word it is in, and nothing else.
        connection.text_factory = lambda text: text.decode("utf-8", "replace")
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            most = _LOOKED_THROUGH_UNCLOSED if unclean else _LOOKED_THROUGH
            if _is_small(self.path, most):
                (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
                if verdict != "ok":
                    raise sqlite3.DatabaseError("file is damaged: " + verdict)
            migrate(connection, self.clock)
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
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection inside one transaction, undone when anything goes wrong.

        Raises ``StorageError`` when the file cannot be written.
        """
        with self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection; what SQLite refuses is raised as ``StorageError``."""
        with self._lock:
            try:
                yield self._connection
            except sqlite3.Error as error:
                raise self._error("read or written", error) from error

    def _error(self, what: str, error: Exception) -> StorageError:
        place = self.path or "memory"
        return StorageError(
            f"Your rounds in {place} cannot be {what} ({error}).",
            "Your words stay on the screen; check that the folder can be written and has "
            "room, or set DEBATER_HOME to another folder.",
        )


def migrate(connection: sqlite3.Connection, clock: Clock = timestamp) -> list[str]:
    """Apply the migrations the database has not seen, in order; return their names.

    Each is a file of ``store/migrations`` and is recorded by name.
    """
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied TEXT NOT NULL)"
    )
    seen = {name for (name,) in connection.execute("SELECT name FROM migrations")}
    applied: list[str] = []
    unseen = [name for name in migration_names() if name not in seen]
    now = clock() if unseen else ""
    for name in unseen:
        sql = (resources.files(__package__) / "migrations" / f"{name}.sql").read_text("utf-8")
        # executescript commits first; BEGIN and COMMIT inside keep a migration whole.
        quoted = name.replace("'", "''")
        connection.executescript(
            f"BEGIN;\n{sql}\nINSERT INTO migrations VALUES ('{quoted}', '{now}');\nCOMMIT;"
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


def _is_small(path: Path | None, most: int) -> bool:
    """Tell whether a database has at most so many bytes."""
    return path is not None and path.exists() and path.stat().st_size <= most


def _is_log_alone(path: Path) -> bool:
    """Tell whether a log lies beside a database that holds nothing."""
    try:
        return path.stat().st_size == 0 < _log(path).stat().st_size
    except FileNotFoundError:
        return False


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    text = str(error)
    return "not a database" in text or "malformed" in text or "damaged" in text


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
