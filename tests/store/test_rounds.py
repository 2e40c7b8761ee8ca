"""Rounds on disk: every argument committed before its reply, nothing lost, nothing mixed up."""

from __future__ import annotations

import sqlite3
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.store.database import inspect, migrate, migration_names
from debater.store.rounds import RoundStore


def clock() -> Iterator[str]:
    """Tick once a reading."""
    second = 0
    while True:
        second += 1
        yield f"2030-01-01T00:{second // 60:02}:{second % 60:02}+00:00"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database of this test lies."""
    return tmp_path / "data" / "rounds.db"


@pytest.fixture
def store(path: Path) -> Iterator[RoundStore]:
    """A store on disk with a clock of its own."""
    ticks = clock()
    opened = RoundStore(path, lambda: next(ticks))
    yield opened
    opened.close()


def test_what_was_committed_is_there_when_opened_anew(store: RoundStore, path: Path) -> None:
    """Another process sees round, side, seed, argument and reply."""
    id = store.start("detente", "against", 42)
    number = store.commit_argument(id, "Putin only respects force.")
    store.commit_reply(id, number, {"they_say": "“é 👩‍👩‍👧”"})
    other = RoundStore(path)
    stored = other.round(id)
    other.close()
    assert stored is not None
    assert (stored.motion, stored.side, stored.seed) == ("detente", "against", 42)
    (turn,) = stored.turns
    assert (turn.number, turn.argument) == (1, "Putin only respects force.")
    assert turn.reply == {"they_say": "“é 👩‍👩‍👧”"}


def test_an_argument_is_on_disk_before_its_reply(store: RoundStore, path: Path) -> None:
    """A turn without a reply is a turn."""
    id = store.start("detente", "for", 1)
    store.commit_argument(id, "Said.")
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT argument, reply FROM turns").fetchall() == [("Said.", None)]


def test_turns_are_numbered_from_one_in_order(store: RoundStore) -> None:
    """Each round counts for itself."""
    one, two = store.start("a", "for", 1), store.start("b", "for", 1)
    numbers = [store.commit_argument(id, str(n)) for n, id in enumerate([one, two, one, one, two])]
    assert numbers == [1, 1, 2, 3, 2]
    stored = store.round(one)
    assert stored is not None
    assert [turn.argument for turn in stored.turns] == ["0", "2", "3"]


def test_a_draft_is_kept_until_it_is_said(store: RoundStore) -> None:
    """What is typed survives; saying it clears it."""
    id = store.start("detente", "for", 1)
    store.save_draft(id, "half a sen")
    assert store.round(id).draft == "half a sen"  # type: ignore[union-attr]
    store.commit_argument(id, "half a sentence")
    assert store.round(id).draft == ""  # type: ignore[union-attr]


def test_the_last_round_is_the_one_last_touched(store: RoundStore) -> None:
    """Of several, the one last spoken or typed in; an untouched one never."""
    one, two = store.start("a", "for", 1), store.start("b", "against", 2)
    assert store.last_round() is None
    store.commit_argument(two, "x")
    store.save_draft(one, "y")
    store.start("c", "for", 3)
    last = store.last_round()
    assert last is not None
    assert last.id == one


@pytest.mark.parametrize("draft", ["", "  \n\t "])
def test_an_empty_draft_never_shadows_a_round_with_turns(store: RoundStore, draft: str) -> None:
    """A round touched later in which nothing was written is not the one to continue."""
    said = store.start("a", "for", 1)
    store.commit_argument(said, "x")
    store.save_draft(store.start("b", "for", 2), draft)
    last = store.last_round()
    assert last is not None
    assert last.id == said


def test_recent_rounds_are_those_with_words_newest_first(store: RoundStore) -> None:
    """Each comes with its facts and the beginning of its first argument, up to the limit."""
    assert store.recent_rounds() == []
    one, two, typed, empty = (store.start(name, "against", 1) for name in ("a", "b", "c", "d"))
    store.commit_argument(one, "First. " * 100)
    store.commit_argument(two, "Other.")
    store.save_draft(typed, "only a draft")
    store.commit_argument(one, "Second.")
    recent = store.recent_rounds()
    assert [(r.id, r.motion, r.side, r.turns) for r in recent] == [
        (one, "a", "against", 2), (typed, "c", "against", 0), (two, "b", "against", 1),
    ]  # fmt: skip
    assert empty not in {played.id for played in recent}
    assert recent[1].beginning == "only a draft"
    assert recent[0].beginning.startswith("First. First.")
    assert len(recent[0].beginning) < 300
    assert recent[0].touched > recent[1].touched > recent[2].touched
    assert [r.id for r in store.recent_rounds(1)] == [one]


def test_a_round_that_does_not_exist_is_none(store: RoundStore) -> None:
    """Asking for an unknown id is no error."""
    assert store.round(999) is None


def test_a_turn_of_no_round_is_refused_and_leaves_nothing(store: RoundStore) -> None:
    """A failed write is undone, and the next one works."""
    from debater.errors import StorageError

    with pytest.raises(StorageError):
        store.commit_argument(999, "x")
    assert store.commit_argument(store.start("a", "for", 1), "y") == 1


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=500))
def test_any_cleaned_text_comes_back_as_it_was(text: str) -> None:
    """Text is stored whole: quotes, NULs, emoji, SQL."""
    store = RoundStore(None)
    id = store.start("detente", "for", 1)
    store.commit_argument(id, text)
    store.save_draft(id, text)
    stored = store.round(id)
    store.close()
    assert stored is not None
    assert (stored.turns[0].argument, stored.draft) == (text, text)


def test_a_stored_reply_that_is_no_json_counts_as_not_computed(
    store: RoundStore, path: Path
) -> None:
    """A garbled reply costs the reply, not the round."""
    id = store.start("detente", "for", 1)
    for reply in ("{", "[]", "null", ""):
        number = store.commit_argument(id, "x")
        with sqlite3.connect(path) as database:
            database.execute("UPDATE turns SET reply = ? WHERE number = ?", (reply, number))
    stored = store.round(id)
    assert stored is not None
    assert [turn.reply for turn in stored.turns] == [None] * 4


def test_two_stores_on_one_file_write_side_by_side(path: Path) -> None:
    """Two windows of one user wait for each other instead of failing."""
    errors: list[BaseException] = []

    def work(motion: str) -> None:
        try:
            store = RoundStore(path)
            id = store.start(motion, "for", 1)
            for number in range(25):
                store.commit_argument(id, f"{motion} {number}")
            store.close()
        except BaseException as error:  # noqa: BLE001  # shown by the assertion below
            errors.append(error)

    RoundStore(path).close()
    threads = [threading.Thread(target=work, args=(name,)) for name in ("a", "b", "c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT count(*) FROM turns").fetchone() == (75,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_data_folder_is_private(path: Path) -> None:
    """What a student writes is not for other users of the machine."""
    RoundStore(path).close()
    assert stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0


def test_migrations_are_applied_once_in_order_and_recorded() -> None:
    """Each has a name of its own; a second run applies nothing."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    names = migration_names()
    assert names
    assert names == sorted(set(names))
    assert migrate(database) == names
    assert migrate(database) == []
    recorded = [name for (name,) in database.execute("SELECT name FROM migrations")]
    assert recorded == names
    database.close()


def test_a_migration_that_fails_leaves_the_database_as_it_was(path: Path) -> None:
    """Half a migration is none."""
    path.parent.mkdir(parents=True)
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE turns (mine TEXT)")
        database.execute("INSERT INTO turns VALUES ('kept')")
    from debater.errors import StorageError

    with pytest.raises(StorageError):
        RoundStore(path)
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT mine FROM turns").fetchall() == [("kept",)]
        assert not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'rounds'").fetchall()


def test_inspect_counts_rounds_and_changes_nothing(store: RoundStore, path: Path) -> None:
    """The doctor looks without touching."""
    store.start("a", "for", 1)
    store.start("b", "for", 1)
    store.close()
    before = path.read_bytes()
    assert inspect(path) == 2
    assert path.read_bytes() == before


def test_the_last_round_of_a_kind() -> None:
    """Open sparring and debates can be asked for apart, and a draft is enough of a debate."""
    store = RoundStore(None, iter(f"2030-01-0{day}T00:00:00+00:00" for day in range(1, 9)).__next__)
    spar = store.start("detente", "for", 1)
    store.commit_argument(spar, "Talk.")
    debate = store.debates.start("detente", "for", 1, "spar", {})
    store.debates.save(debate, "Half a speech", {})
    for kind, id in (("any", debate), ("sparring", spar), ("debate", debate)):
        last = store.last_round(kind)  # type: ignore[arg-type]
        assert last is not None
        assert last.id == id
