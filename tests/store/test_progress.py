"""What progress is counted from, as it lies on disk: which rounds, drills and reviews, and how."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from debater.errors import StorageError
from debater.motions.model import Side
from debater.store.drills import DrillStore
from debater.store.progress import KeptDrill, ProgressStore, WeakClaims
from debater.store.rounds import RoundStore
from debater.study.summary import RoundSummary, dump_summary

NOW = datetime(2030, 3, 13, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)
DEBATE = {"format": {}}
# More digits than Python reads as one number, and lists in each other deeper than it follows;
# SQLite takes both for good JSON.
ENDLESS, DEEP = "1" * 5000, "[" * 995 + "]" * 995


class Clock:
    """Tells the time that was set, as the database writes it down."""

    now = NOW

    def __call__(self) -> str:
        return self.now.isoformat(timespec="seconds")


@pytest.fixture
def clock() -> Clock:
    """A clock that is set by hand."""
    return Clock()


@pytest.fixture
def rounds(tmp_path: Path, clock: Clock) -> Iterator[RoundStore]:
    """Rounds on disk."""
    opened = RoundStore(tmp_path / "rounds.db", clock)
    yield opened
    opened.close()


@pytest.fixture
def store(rounds: RoundStore) -> ProgressStore:
    """What reads their database."""
    return ProgressStore(rounds.database)


def sparred(rounds: RoundStore, summary: RoundSummary | None, motion: str = "zoos") -> int:
    """Keep a round of one argument."""
    id = rounds.start(motion, "for", 1)
    rounds.commit_argument(id, "Zoos teach.")
    if summary is not None:
        assert rounds.archive.keep_summary(id, dump_summary(summary))
    return id


def spoil(rounds: RoundStore, id: int, summary: str | bytes) -> None:
    """Write a summary as no program of ours does."""
    with rounds.database.writing() as connection:
        connection.execute("UPDATE rounds SET summary = ? WHERE id = ?", (summary, id))


def drill(drills: DrillStore, key: str, motion: str = "zoos", side: Side = "for") -> int:
    """Keep a drill, due now."""
    drills.add([(key, "refute", motion, side, {})], at=NOW)
    return next(one.id for one in drills.drills() if one.key == key)


# ── rounds ──────────────────────────────────────────────────────────────────────────


def test_a_round_is_read_with_its_figures_and_times(
    rounds: RoundStore, store: ProgressStore, clock: Clock
) -> None:
    """When it was begun, when it was last played, and each figure in its place."""
    id = rounds.start("zoos", "against", 1)
    clock.now = NOW + timedelta(hours=2)
    rounds.commit_argument(id, "Zoos teach.")
    figures = RoundSummary(made=7, met=1, silent=2, answered=3, dropped=4, quoted=6, held=5)
    rounds.archive.keep_summary(id, dump_summary(figures))
    (played,) = store.rounds()
    assert (played.id, played.motion, played.side) == (id, "zoos", "against")
    assert (played.started, played.touched) == (
        "2030-03-13T18:00:00+00:00",
        "2030-03-13T20:00:00+00:00",
    )
    assert played.counted
    assert not played.debate
    assert played[-7:] == (7, 1, 2, 3, 4, 6, 5)
    assert played._fields[-7:] == ("made", "met", "silent", "answered", "dropped", "quoted", "held")


def test_a_round_counts_once_the_user_has_said_something(
    rounds: RoundStore, store: ProgressStore
) -> None:
    """A turn, or a speech of one's own: what the bot said alone is no practice."""
    rounds.start("zoos", "for", 1)
    silent, bots, own = (rounds.debates.start("zoos", "for", 1, "policy", DEBATE) for _ in range(3))
    rounds.debates.commit(bots, "speech", {"by": "bot", "text": "Zoos harm.", "stage": 0})
    rounds.debates.commit(own, "speech", {"by": "user", "text": "Zoos teach.", "stage": 0})
    turn = sparred(rounds, None)
    # Nothing was made, yet something was said: a summary may be older than the words.
    empty = sparred(rounds, RoundSummary())
    found = {played.id: played for played in store.rounds()}
    assert silent not in found
    assert sorted(found) == [own, turn, empty]
    assert [bool(found[id].debate) for id in (own, turn, empty)] == [True, False, False]
    assert [found[id].counted for id in (own, turn, empty)] == [False, False, True]


def test_a_deleted_round_counts_until_it_is_brought_back(
    rounds: RoundStore, store: ProgressStore
) -> None:
    """Neither it nor its motion nor what was weak in it."""
    id = sparred(rounds, RoundSummary(made=1, met=1, weakest=("Cages teach.",)))
    assert rounds.archive.delete(id)
    assert (store.rounds(), store.motions(), store.weak_claims()) == ([], [], [])
    assert rounds.archive.restore(id)
    assert [played.id for played in store.rounds()] == [id]
    assert store.motions() == ["zoos"]
    assert [weak.texts for weak in store.weak_claims()] == [("Cages teach.",)]


@pytest.mark.parametrize(
    ("summary", "counted", "met"),
    [
        ('{"made": 1, "met": 100000}', True, 100_000),
        ('{"made": 1, "met": 100001}', True, 0),
        ('{"made": 1, "met": -1}', True, 0),
        ('{"made": 1, "met": 2.0}', True, 0),
        ('{"made": 1, "met": "2"}', True, 0),
        ('{"made": 1, "met": true}', True, 0),
        ('{"made": 1, "met": 1e999}', True, 0),
        ('{"made": "many", "met": 2}', True, 2),
        ('{"made": 1, "met": [2]}', True, 0),
        (f'{{"made": 1, "met": {ENDLESS}}}', True, 0),
        (f'{{"made": 1, "met": {DEEP}}}', True, 0),
        ("[]", True, 0),
        ("null", True, 0),
        ("", False, 0),
        ("{", False, 0),
        ('{"made": 1, "met": NaN}', False, 0),
        (b"\x80\x81", False, 0),
    ],
)
def test_a_figure_that_cannot_be_read_is_nothing(
    rounds: RoundStore, store: ProgressStore, summary: str | bytes, counted: bool, met: int
) -> None:
    """The round stays one that was played, and the others keep their figures."""
    good = sparred(rounds, RoundSummary(made=1, met=3))
    spoilt = sparred(rounds, None)
    spoil(rounds, spoilt, summary)
    found = {played.id: played for played in store.rounds()}
    assert (found[spoilt].counted, found[spoilt].met) == (counted, met)
    assert (found[good].counted, found[good].met) == (True, 3)


# ── what was weak ───────────────────────────────────────────────────────────────────


def test_what_was_weak_comes_newest_first(
    rounds: RoundStore, store: ProgressStore, clock: Clock
) -> None:
    """By when the round was last played; rounds in which nothing was weak are left out."""
    clock.now = NOW - DAY
    sparred(rounds, RoundSummary(made=1, weakest=("Older.", "Other.")))
    clock.now = NOW
    sparred(rounds, RoundSummary(made=1))
    debate = rounds.debates.start("voting", "against", 1, "policy", DEBATE)
    rounds.archive.keep_summary(debate, dump_summary(RoundSummary(made=1, weakest=("Newer.",))))
    newer = WeakClaims("voting", "against", True, "2030-03-13T18:00:00+00:00", ("Newer.",))
    older = WeakClaims("zoos", "for", False, "2030-03-12T18:00:00+00:00", ("Older.", "Other."))
    assert store.weak_claims() == [newer, older]
    # JSON for programs has it as a truth, not as a number.
    assert [type(weak.debate) for weak in store.weak_claims()] == [bool, bool]
    assert store.weak_claims("zoos") == [older]
    assert store.weak_claims(limit=1) == [newer]
    assert store.weak_claims(limit=-1) == []


@pytest.mark.parametrize(
    ("weakest", "texts"),
    [
        ('["Cages teach.", 7, null, ["a"], {"b": 1}]', [("Cages teach.",)]),
        ("[1, 2]", [()]),
        (f'["Cages teach.", {ENDLESS}]', [()]),
        (DEEP, [()]),
        ('{"0": "Cages teach."}', []),
        ('"Cages teach."', []),
        ("[]", []),
    ],
)
def test_what_is_no_claim_is_left_out(
    rounds: RoundStore, store: ProgressStore, weakest: str, texts: list[tuple[str, ...]]
) -> None:
    """Whatever a file that was tampered with has in their place."""
    spoil(rounds, sparred(rounds, None), f'{{"made": 1, "weakest": {weakest}}}')
    assert [weak.texts for weak in store.weak_claims()] == texts


# ── drills and reviews ──────────────────────────────────────────────────────────────


def test_drills_tell_whether_they_are_new_or_retired(
    rounds: RoundStore, store: ProgressStore
) -> None:
    """A retired one stays, so that its reviews still count; a motion alone can be asked for."""
    drills = DrillStore(rounds.database)
    new, known, gone = drill(drills, "a"), drill(drills, "b", side="against"), drill(drills, "c")
    other = drill(drills, "d", motion="voting")
    drills.review(known, 3, "", None, {"step": 1}, NOW + DAY, NOW)
    drills.retire(gone)
    now, later = "2030-03-13T18:00:00.000000+00:00", "2030-03-14T18:00:00.000000+00:00"
    right = [
        KeptDrill(new, "zoos", "for", now, True, False),
        KeptDrill(known, "zoos", "against", later, False, False),
        KeptDrill(gone, "zoos", "for", now, True, True),
    ]
    assert sorted(store.drills("zoos")) == right
    assert {one.id for one in store.drills()} == {new, known, gone, other}
    assert store.motions() == ["voting", "zoos"]


def test_reviews_come_in_the_order_they_were_made(rounds: RoundStore, store: ProgressStore) -> None:
    """By their time; of one moment, as they were written."""
    drills = DrillStore(rounds.database)
    one, two = drill(drills, "a"), drill(drills, "b")
    for id, grade, at in ((one, 4, NOW), (two, 1, NOW - DAY), (two, 3, NOW)):
        drills.review(id, grade, "because", None, {}, NOW + DAY, at)
    assert [(id, grade) for id, _, grade in store.reviews()] == [(two, 1), (one, 4), (two, 3)]
    moments = [datetime.fromisoformat(at) for _, at, _ in store.reviews()]
    assert moments == [NOW - DAY, NOW, NOW]


# ── the file ────────────────────────────────────────────────────────────────────────


def test_nothing_kept_is_nothing_read(store: ProgressStore) -> None:
    """Empty lists, from a file just made."""
    assert [store.motions(), store.rounds(), store.drills(), store.reviews()] == [[]] * 4
    assert store.weak_claims() == []


def test_reading_writes_nothing(rounds: RoundStore, store: ProgressStore) -> None:
    """Progress can be looked at as often as one likes."""
    sparred(rounds, RoundSummary(made=1, met=1, weakest=("Cages teach.",)))
    drill(DrillStore(rounds.database), "a")
    assert rounds.path is not None
    with sqlite3.connect(rounds.path) as looking:
        (before,) = looking.execute("PRAGMA data_version").fetchone()
        for read in (store.motions, store.rounds, store.drills, store.reviews, store.weak_claims):
            read()
        (after,) = looking.execute("PRAGMA data_version").fetchone()
    looking.close()
    assert before == after


@pytest.mark.parametrize("name", ["motions", "rounds", "drills", "reviews", "weak_claims"])
def test_a_file_that_fails_is_a_sentence(
    rounds: RoundStore, store: ProgressStore, name: str
) -> None:
    """Here its tables are gone; what SQLite says never reaches a person bare."""
    with rounds.database.writing() as connection:
        for table in ("reviews", "drills", "turns", "events", "rounds"):
            connection.execute(f"ALTER TABLE {table} RENAME TO gone_{table}")
    with pytest.raises(StorageError) as caught:
        getattr(store, name)()
    assert str(rounds.path) in str(caught.value)
