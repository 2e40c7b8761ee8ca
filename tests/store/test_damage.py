"""A damaged database is kept aside, byte for byte, and a new one begun."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from debater.errors import StorageError
from debater.store.database import inspect
from debater.store.rounds import RoundStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one round of many turns."""
    path = tmp_path / "data" / "rounds.db"
    store = RoundStore(path)
    id = store.start("detente", "for", 1)
    for number in range(60):
        store.commit_argument(id, f"Argument {number}. " * 20)
    store.close()
    return path


def damage(path: Path, how: str) -> bytes:
    """Damage the database and return what then lies on disk."""
    data = path.read_bytes()
    match how:
        case "garbage":
            data = b"\xffnot a database\x00" * 400
        case "truncated":
            data = data[: len(data) // 2]
        case "header":
            data = b"X" + data[1:]
        case "page":
            data = data[:4096] + b"\xaa" * 8192 + data[12288:]
        case "text":
            data = b"My diary. " * 500
    path.write_bytes(data)
    return data


@pytest.mark.parametrize("how", ["garbage", "truncated", "header", "page", "text"])
def test_a_damaged_database_is_kept_aside_unchanged(path: Path, how: str) -> None:
    """The new one works, the old one lies beside it byte for byte, and the store says where."""
    data = damage(path, how)
    store = RoundStore(path)
    assert store.kept_aside is not None
    assert store.kept_aside.read_bytes() == data
    assert store.kept_aside.parent == path.parent
    assert store.last_round() is None
    assert store.commit_argument(store.start("detente", "for", 1), "New.") == 1
    store.close()


@pytest.mark.parametrize("how", ["garbage", "truncated", "header", "page", "text"])
def test_the_doctor_tells_of_damage_and_changes_nothing(path: Path, how: str) -> None:
    """inspect() neither mends nor moves."""
    data = damage(path, how)
    with pytest.raises(StorageError):
        inspect(path)
    assert path.read_bytes() == data


def test_an_empty_file_is_a_new_database(tmp_path: Path) -> None:
    """Zero bytes hold nothing to keep, so nothing is kept aside."""
    path = tmp_path / "rounds.db"
    path.touch()
    store = RoundStore(path)
    assert store.kept_aside is None
    assert store.commit_argument(store.start("detente", "for", 1), "x") == 1
    store.close()


def test_damage_twice_keeps_both(path: Path) -> None:
    """An earlier copy is never overwritten by a later one."""
    first = damage(path, "garbage")
    RoundStore(path).close()
    second = damage(path, "text")
    RoundStore(path).close()
    kept = sorted(p.read_bytes() for p in path.parent.glob("*damaged*.db"))
    assert kept == sorted([first, second])


def crashed(path: Path) -> tuple[bytes, bytes]:
    """Leave the database as a killed process does, with turns in the log; return both files."""
    store = RoundStore(path)
    store.commit_argument(1, "Only in the log.")
    both = path.read_bytes(), path.with_name("rounds.db-wal").read_bytes()
    store.close()
    assert both[1]
    return both


@pytest.mark.parametrize("how", ["garbage", "page", "empty"])
def test_the_log_is_kept_with_the_damaged_file(path: Path, how: str) -> None:
    """What a crash left in the write-ahead log is neither thrown away nor written back."""
    data, log = crashed(path)
    match how:
        case "garbage":
            data = b"\xffnot a database\x00" * 400
            log = b"\xff" * 5000
        case "page":
            data = data[:4096] + b"\xaa" * (len(data) - 4096)
        case "empty":
            data = b""
    path.write_bytes(data)
    path.with_name("rounds.db-wal").write_bytes(log)
    store = RoundStore(path)
    assert store.kept_aside is not None
    assert store.kept_aside.read_bytes() == data
    assert store.kept_aside.with_name(f"{store.kept_aside.name}-wal").read_bytes() == log
    assert store.last_round() is None
    store.close()


def test_a_sound_log_of_a_crash_is_read_back(path: Path) -> None:
    """Nothing is kept aside when only the process died: the last argument is there."""
    data, log = crashed(path)
    path.write_bytes(data)
    path.with_name("rounds.db-wal").write_bytes(log)
    store = RoundStore(path)
    assert store.kept_aside is None
    stored = store.round(1)
    assert stored is not None
    assert stored.turns[-1].argument == "Only in the log."
    store.close()


def test_a_folder_in_place_of_the_database_is_told(tmp_path: Path) -> None:
    """What is no file is not moved, and the sentence says what to do."""
    (tmp_path / "rounds.db").mkdir()
    with pytest.raises(StorageError, match="DEBATER_HOME"):
        RoundStore(tmp_path / "rounds.db")
    assert (tmp_path / "rounds.db").is_dir()


def test_a_file_in_place_of_the_data_folder_is_told(tmp_path: Path) -> None:
    """So is a file where the folder should be."""
    (tmp_path / "data").write_text("x")
    with pytest.raises(StorageError, match="cannot be opened"):
        RoundStore(tmp_path / "data" / "rounds.db")


class FullDisk:
    """A connection whose writes fail as on a full disk."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        if sql.startswith(("INSERT", "UPDATE")):
            raise sqlite3.OperationalError("database or disk is full")
        return self._connection.execute(sql, *values)


def test_a_full_disk_is_told_and_leaves_the_database_sound(path: Path) -> None:
    """The error names the file and what to do; what was stored before is still there."""
    store = RoundStore(path)
    sound = store.database._connection
    store.database._connection = FullDisk(sound)  # type: ignore[assignment]
    for write in (
        lambda: store.start("a", "for", 1),
        lambda: store.commit_argument(1, "x"),
        lambda: store.commit_reply(1, 1, {}),
        lambda: store.save_draft(1, "x"),
    ):
        with pytest.raises(StorageError, match="disk is full") as caught:
            write()
        assert "has room" in caught.value.hint
    store.database._connection = sound
    stored = store.round(1)
    assert stored is not None
    assert len(stored.turns) == 60
    assert store.commit_argument(1, "after") == 61
    store.close()


def test_a_locked_database_is_told_not_moved(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock is no damage: the file stays where it is."""
    store = RoundStore(path)
    store.database._connection.execute("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StorageError, match="locked"):
        store.commit_argument(1, "x")
    other.execute("ROLLBACK")
    other.close()
    assert store.commit_argument(1, "x") == 61
    store.close()
    assert list(path.parent.glob("*damaged*")) == []
