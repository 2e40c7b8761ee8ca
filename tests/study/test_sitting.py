"""A sitting of drills: what is asked next, what is kept, what is taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from debater.errors import DebaterError, StorageError
from debater.motions.citation import cite
from debater.motions.model import Motion
from debater.store.database import Database
from debater.store.drafts import DraftStore
from debater.store.drills import DrillStore
from debater.study.model import Compared, Drill
from debater.study.record import dump_drill
from debater.study.scheduling import Scheduler
from debater.study.sitting import Sitting, Wanted

NOW = datetime(2030, 1, 1, 12, tzinfo=UTC)
COMPARED = Compared(0.4, None, "It comes near.", 2)


@pytest.fixture
def drill(detente: Motion) -> Drill:
    """A drill that asks for words."""
    passage = detente.passages[0]
    span = passage.points[0].sentences[0].span
    citation = cite(detente.source(passage.source), passage, span)
    return Drill("0", "refute", "detente", "for", "Answer.", "A claim.", citation=citation)


class Loader:
    """Loads the one motion there is, and counts."""

    def __init__(self, motion: Motion) -> None:
        self.motion = motion
        self.asked: list[str] = []

    def __call__(self, name: str) -> Motion:
        self.asked.append(name)
        if name != self.motion.name:
            raise DebaterError(f"There is no motion “{name}”.")
        return self.motion


Open = Callable[..., Sitting]


@pytest.fixture
def sit(detente: Motion) -> Open:
    """Return a function that begins a sitting on drills, in memory."""
    database = Database(None)

    def sitting(*drills: Drill, wanted: Wanted | None = None) -> Sitting:
        store = DrillStore(database)
        store.add(((d.key, d.kind, d.motion, d.side, dump_drill(d)) for d in drills), NOW)
        return Sitting(
            store, DraftStore(database), Scheduler(), Loader(detente), lambda: NOW,
            wanted or Wanted(),
        )  # fmt: skip

    return sitting


def numbered(drill: Drill, count: int, **values: object) -> list[Drill]:
    """Return drills whose keys are in order."""
    return [replace(drill, key=f"{n:04}", **values) for n in range(count)]  # type: ignore[arg-type]


def test_asks_each_drill_once_and_then_none(sit: Open, drill: Drill) -> None:
    """What is graded goes, and is counted."""
    sitting = sit(*numbered(drill, 3))
    seen = []
    while asked := sitting.next():
        seen.append(asked.drill.key)
        assert sitting.waiting() == (0, 3 - sitting.graded)
        sitting.grade(4, "An answer.", COMPARED)
    assert seen == ["0000", "0001", "0002"]
    assert (sitting.graded, sitting.waiting()) == (3, (0, 0))
    assert sitting.next_due() == NOW + timedelta(days=8)
    assert sitting.load_motion.asked == ["detente"]  # type: ignore[attr-defined]


def test_drills_that_cannot_be_read_hide_no_others(sit: Open, drill: Drill) -> None:
    """However many of a motion that is gone come first, the others are asked."""
    gone = numbered(drill, 120, motion="gone")
    sitting = sit(*gone, replace(drill, key="zz"))
    sitting.new_a_day = 1
    asked = sitting.next()
    assert asked is not None
    assert asked.drill.key == "zz"
    assert set(sitting.unread.values()) == {"There is no motion “gone”."}
    assert sitting.load_motion.asked.count("gone") == 1  # type: ignore[attr-defined]
    assert sitting.waiting() == (0, 1)
    sitting.try_again()
    assert sitting.unread == {}


def test_a_filter_asks_and_counts_what_it_lets_through(sit: Open, drill: Drill) -> None:
    """Motion, side and kind choose; an empty filter lets all through."""
    other = replace(drill, key="b", side="against", kind="redo")
    assert sit(drill, other).waiting() == (0, 2)
    for wanted in (
        Wanted(side="against"),
        Wanted(kinds={"redo"}),
        Wanted("detente", "against", {"redo"}),
    ):
        sitting = sit(wanted=wanted)
        asked = sitting.next()
        assert asked is not None
        assert (asked.drill.key, sitting.waiting()) == ("b", (0, 1))
    assert sit(wanted=Wanted("other")).next() is None


def test_grades_are_taken_back_one_by_one(sit: Open, drill: Drill) -> None:
    """Each undo brings a drill back as it was, with its answer as a draft."""
    sitting = sit(*numbered(drill, 2))
    for answer in ("first", "second"):
        assert sitting.next()
        sitting.grade(3, answer, COMPARED)
    for answer in ("second", "first"):
        done = sitting.undo()
        assert done is not None
        assert (done.answer, sitting.draft, sitting.asked) == (answer, answer, done.asked)
    assert sitting.undo() is None
    assert (sitting.graded, sitting.waiting()) == (0, (0, 2))
    assert sitting.drills.reviews() == []


def test_a_grade_that_was_given_elsewhere_since_stays(sit: Open, drill: Drill) -> None:
    """Only the last review of a drill can be taken back, and only by who made it."""
    sitting = sit(drill)
    asked = sitting.next()
    assert asked is not None
    sitting.grade(1, "", COMPARED)
    elsewhere = DrillStore(sitting.drills._database)
    elsewhere.review(asked.stored.id, 4, "", None, {}, NOW + timedelta(days=9), NOW)
    assert sitting.undo() is None
    assert [review.grade for review in sitting.drills.reviews()] == [1, 4]


def test_a_grade_is_kept_though_its_draft_cannot_be_cleared(
    sit: Open, drill: Drill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What follows a grade never makes it look refused, or it would be given twice."""
    sitting = sit(drill)
    sitting.next()
    sitting.keep_draft("words")

    def refuse(*_: object) -> None:
        raise StorageError("The disk is full.")

    monkeypatch.setattr(DraftStore, "save_draft", refuse)
    assert sitting.grade(3, "words", COMPARED)
    assert sitting.grade(3, "words", COMPARED) is None
    assert len(sitting.drills.reviews()) == 1


def test_a_grade_that_cannot_be_stored_changes_nothing(
    sit: Open, drill: Drill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The drill is still asked, with what was typed."""
    sitting = sit(drill)
    sitting.next()
    sitting.keep_draft("words")

    def refuse(*_: object) -> None:
        raise StorageError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(DrillStore, "review", refuse)
        with pytest.raises(StorageError):
            sitting.grade(3, "words", COMPARED)
    assert (sitting.graded, sitting.done, sitting.draft) == (0, None, "words")
    assert sitting.grade(3, "words", COMPARED)


def test_drafts_belong_to_their_drills(sit: Open, drill: Drill) -> None:
    """A skipped drill keeps what was typed for it, over sittings too."""
    sitting = sit(*numbered(drill, 2))
    sitting.next()
    sitting.keep_draft("for the first")
    sitting.skip()
    sitting.next()
    assert (sitting.draft, sitting.skipped) == ("", 1)
    sitting.keep_draft("for the second")
    sitting.ask_skipped()
    sitting.next()
    assert sitting.draft == "for the first"
    again = sit()
    again.next()
    assert again.draft == "for the first"


def test_says_when_each_grade_brings_a_drill_back(sit: Open, drill: Drill) -> None:
    """The dates are those the grade then leads to, and better grades come back later."""
    sitting = sit(drill)
    sitting.next()
    dues = sitting.dues(NOW)
    assert list(dues) == [1, 2, 3, 4]
    assert sorted(dues.values()) == list(dues.values())
    done = sitting.grade(4, "", COMPARED)
    assert done is not None
    assert done.due == dues[4]


def test_a_day_has_so_many_new_drills(sit: Open, drill: Drill) -> None:
    """The others wait; those seen before always come; more can be asked for; tomorrow has more."""
    sitting = sit(*numbered(drill, 30))
    sitting.new_a_day = 3
    first = sitting.next()
    assert first is not None
    assert (sitting.waiting(), sitting.held_back()) == ((0, 3), 27)
    sitting.grade(1, "", COMPARED)
    while sitting.next():
        sitting.grade(3, "", COMPARED)
    assert (sitting.graded, sitting.waiting(), sitting.held_back()) == (3, (0, 0), 27)
    assert sitting.ask_more() == 10
    assert sitting.waiting() == (0, 10)
    while sitting.next():
        sitting.grade(4, "", COMPARED)
    assert (sitting.graded, sitting.held_back()) == (13, 17)
    sitting.undo()
    assert sitting.waiting() == (0, 1)
    sitting.clock = lambda: NOW + timedelta(minutes=10)
    again = sitting.next()
    assert again is not None
    assert again.stored.id == first.stored.id
    another = sit()
    another.new_a_day, another.clock = 3, lambda: NOW + timedelta(days=1)
    assert another.waiting()[1] == 3


def test_what_is_skipped_is_one_of_the_days_new_drills(sit: Open, drill: Drill) -> None:
    """Leaving drills brings no others in their place."""
    sitting = sit(*numbered(drill, 9))
    sitting.new_a_day = 2
    seen = []
    while asked := sitting.next():
        seen.append(asked.drill.key)
        sitting.skip()
    assert seen == ["0000", "0001"]
    sitting.ask_skipped()
    asked = sitting.next()
    assert asked is not None
    assert asked.drill.key == "0000"


def test_a_day_without_new_drills(sit: Open, drill: Drill) -> None:
    """None is new, and asking for more still gives some."""
    sitting = sit(*numbered(drill, 4))
    sitting.new_a_day = 0
    assert sitting.next() is None
    assert (sitting.waiting(), sitting.held_back()) == ((0, 0), 4)
    assert sitting.ask_more() == 4
    assert sitting.next() is not None


def test_what_was_being_answered_comes_first(sit: Open, drill: Drill) -> None:
    """Whatever its place in the queue: a closed terminal ends no answer."""
    sitting = sit(*numbered(drill, 5))
    for _ in range(3):
        assert sitting.next()
        sitting.skip()
    assert sitting.next()
    sitting.keep_draft("Half an")
    again = sit()
    again.new_a_day = 2
    asked = again.next()
    assert asked is not None
    assert (asked.drill.key, again.draft) == ("0003", "Half an")
