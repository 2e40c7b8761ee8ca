"""Drills on disk: what is due, reviews with the schedule they lead to, and drafts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from debater.errors import StorageError
from debater.motions.model import SIDES
from debater.store.database import Database
from debater.store.drafts import DraftStore
from debater.store.drills import DrillCounts, DrillStore, NewDrill
from debater.study.model import SIDELESS_KINDS

NOW = datetime(2030, 3, 4, 18, 30, 0, 250, tzinfo=UTC)
DAY = timedelta(days=1)


def drill(key: str, kind: str = "refute", motion: str = "detente") -> NewDrill:
    """A drill of which only the key matters."""
    return key, kind, motion, "for", {"asks": f"“{key}” – ¶"}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database on disk."""
    opened = Database(tmp_path / "rounds.db")
    yield opened
    opened.close()


@pytest.fixture
def store(database: Database) -> DrillStore:
    """A store in it."""
    return DrillStore(database)


def due_keys(store: DrillStore, now: datetime = NOW, **wanted: str) -> list[str]:
    """The keys of what is due."""
    return [one.key for one in store.due(now, **wanted)]


def test_adding_the_same_drills_again_adds_nothing(store: DrillStore) -> None:
    """A key is kept once, and its schedule stays when the drill is made anew."""
    assert store.add([drill("a"), drill("b")], at=NOW) == 2
    (first, _) = store.due(NOW)
    store.review(first.id, 3, "", None, {"step": 1}, NOW + DAY, NOW)
    assert store.add([drill("a"), drill("b"), drill("c")], at=NOW + DAY) == 1
    again = store.drill(first.id)
    assert again is not None
    assert (again.state, again.due) == ({"step": 1}, NOW + DAY)


def test_a_drill_made_anew_takes_its_new_body(store: DrillStore) -> None:
    """Where the source has changed, making drills again mends the place they cite."""
    store.add([drill("a")], at=NOW)
    key, kind, motion, side, _ = drill("a")
    assert store.add([(key, kind, motion, side, {"asks": "anew"})], at=NOW) == 0
    assert [one.body for one in store.due(NOW)] == [{"asks": "anew"}]
    assert store.add([(key, kind, motion, "against", {"asks": "anew"})], at=NOW) == 0
    assert [one.side for one in store.due(NOW)] == [side]


def test_what_is_due_is_asked_before_what_is_new(store: DrillStore) -> None:
    """First reviewed ones, the longest due; then one's own rounds; then the motion's, mixed."""
    store.add([drill("d"), drill("c"), drill("z", "dropped")], at=NOW)
    store.add([drill("old"), drill("older"), drill("later")], at=NOW)
    ids = {one.key: one.id for one in store.drills()}
    for key, ago in (("old", 1), ("older", 2), ("later", -1)):
        store.review(ids[key], 3, "", None, {"step": 1}, NOW - ago * DAY, NOW - 9 * DAY)
    assert due_keys(store) == ["older", "old", "z", "c", "d"]
    assert [one.key for one in store.due(NOW, limit=2)] == ["older", "old"]
    assert store.next_due(NOW) == NOW + DAY


def test_only_one_motion_can_be_asked_for(store: DrillStore) -> None:
    """Drills of another motion are left out."""
    store.add([drill("a"), drill("b", motion="school-phones")], at=NOW)
    assert due_keys(store, motion="school-phones") == ["b"]
    assert [one.key for one in store.drills("detente")] == ["a"]


def test_a_drill_is_due_to_the_microsecond_in_any_time_zone(store: DrillStore) -> None:
    """A local time is compared as the moment it is."""
    store.add([drill("a")], at=NOW)
    local = NOW.astimezone(timezone(timedelta(hours=-7)))
    assert due_keys(store, local) == ["a"]
    assert due_keys(store, local - timedelta(microseconds=1)) == []
    with pytest.raises(ValueError, match="time zone"):
        store.due(NOW.replace(tzinfo=None))


def test_review_and_schedule_are_stored_together_or_not_at_all(
    store: DrillStore, database: Database
) -> None:
    """A grade that cannot be stored moves no date."""
    store.add([drill("a")], at=NOW)
    with pytest.raises(StorageError):
        store.review(1, 9, "", None, {"step": 1}, NOW + DAY, NOW)
    assert due_keys(store) == ["a"]
    assert store.reviews() == []
    assert not store.undo_review(1)
    store.review(1, 2, "because “it”", 0.25, {"step": 1}, NOW + DAY, NOW)
    (review,) = DrillStore(database).reviews()
    assert (review.drill, review.at, review.grade) == (1, NOW, 2)
    assert (review.answer, review.score, review.kind) == ("because “it”", 0.25, "refute")
    assert due_keys(store) == []


def test_counts_tell_due_new_kept_and_done_today(store: DrillStore) -> None:
    """Today begins at midnight where the clock is."""
    store.add([drill("a"), drill("b"), drill("c"), drill("gone")], at=NOW)
    ids = {one.key: one.id for one in store.drills()}
    store.review(ids["a"], 1, "", None, {}, NOW, NOW - DAY)
    store.review(ids["b"], 3, "", None, {}, NOW + DAY, NOW - timedelta(hours=1))
    store.retire(ids["gone"])
    assert store.counts(NOW) == DrillCounts(due=1, new=1, kept=3, reviewed_today=1)
    # Half past midnight there: the review an hour ago was yesterday's.
    assert store.counts(NOW.astimezone(timezone(timedelta(hours=6)))).reviewed_today == 0


def test_a_retired_drill_is_not_asked_until_it_is_restored(store: DrillStore) -> None:
    """Its reviews stay all the while, and making it again does not bring it back."""
    store.add([drill("a")], at=NOW)
    store.review(1, 3, "", None, {}, NOW, NOW)
    store.retire(1)
    store.add([drill("a")], at=NOW)
    assert due_keys(store) == []
    assert store.next_due(NOW - DAY) is None
    assert len(store.reviews()) == 1
    store.restore(1)
    assert due_keys(store) == ["a"]


def test_the_last_review_can_be_taken_back(store: DrillStore, database: Database) -> None:
    """State and date are as before; an earlier review, or somebody else's, stays."""
    store.add([drill("a")], at=NOW)
    store.review(1, 3, "", None, {"step": 1}, NOW + DAY, NOW)
    store.review(1, 4, "", None, {"step": 2}, NOW + 9 * DAY, NOW + DAY)
    assert store.undo_review(1)
    again = store.drill(1)
    assert again is not None
    assert (again.state, again.due) == ({"step": 1}, NOW + DAY)
    assert [review.grade for review in store.reviews()] == [3]
    assert not store.undo_review(1)
    store.review(1, 4, "", None, {"step": 2}, NOW + 9 * DAY, NOW + DAY)
    DrillStore(database).review(1, 1, "", None, {"step": 0}, NOW, NOW + DAY)
    assert not store.undo_review(1)
    assert [review.grade for review in store.reviews(NOW + DAY)] == [4, 1]


def test_what_cannot_be_read_of_a_drill_costs_that_drill_only(
    store: DrillStore, tmp_path: Path
) -> None:
    """A damaged body is left out; a damaged state is asked anew."""
    store.add([drill("a"), drill("b"), drill("c"), drill("d")], at=NOW)
    with sqlite3.connect(tmp_path / "rounds.db") as connection:
        connection.execute("UPDATE drills SET body = '{' WHERE key = 'a'")
        connection.execute("UPDATE drills SET state = '[1]' WHERE key = 'b'")
        connection.execute("UPDATE drills SET due = '1' WHERE key = 'c'")
    assert [(one.key, one.state) for one in store.due(NOW)] == [("b", None), ("d", None)]


def test_a_draft_stays_at_its_place_until_it_is_empty(database: Database) -> None:
    """What was being typed in a drill is there for another process."""
    DraftStore(database).save_draft("drill/a", "half an ans")
    assert DraftStore(database).draft("drill/a") == "half an ans"
    assert DraftStore(database).draft("drill/b") == ""
    DraftStore(database).save_draft("drill/a", "")
    assert DraftStore(database).draft("drill/a") == ""


def test_filters_and_counts_agree(store: DrillStore) -> None:
    """What is due is what is counted, whatever is asked for; what was begun today is told."""
    store.add(
        [
            (f"{motion}-{side}-{kind}", kind, motion, side, {})
            for motion in ("one", "two")
            for side in SIDES
            for kind in ("voice", "refute", "redo")
        ],
        NOW,
    )
    first = store.due(NOW, "one", "for")[0]
    store.review(first.id, 1, "", None, {}, NOW, NOW)
    for motion in (None, "one", "three"):
        for side in (None, *SIDES):
            for kinds in ((), ("voice",), ("voice", "redo"), ("none",)):
                found = store.due(NOW, motion, side, kinds)
                assert all(one.motion == motion for one in found) or motion is None
                of_side = [one for one in found if one.kind not in SIDELESS_KINDS]
                assert all(one.side == side for one in of_side) or side is None
                assert all(one.kind in kinds for one in found) or not kinds
                seen = sum(one.state is not None for one in found)
                assert store.waiting(NOW, motion, side, kinds) == (seen, len(found) - seen)
    assert len(store.due(NOW, "one", "for", ("refute", "redo"))) == 2
    assert len(store.due(NOW, "one", "for", ("voice", "redo"))) == 3
    assert (store.begun(NOW), store.begun(NOW + timedelta(seconds=1))) == (1, 0)
    store.review(first.id, 1, "", None, {}, NOW, NOW + timedelta(days=1))
    assert store.begun(NOW + timedelta(days=1)) == 0
