"""Some time spent with drills: which comes next, what is typed, and the grade it gets.

Knows no screen.  What is typed is a draft until it is graded, and a grade is on disk before
the next drill is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from debater.errors import DebaterError, StorageError
from debater.motions.model import Motion, Side
from debater.store.drills import midnight
from debater.study.model import GRADES, SIDELESS_KINDS, Compared, Drill, DrillKind, Grade
from debater.study.record import load_drill

if TYPE_CHECKING:
    from debater.store.drafts import DraftStore
    from debater.store.drills import DrillStore, StoredDrill
    from debater.study.scheduling import Scheduler

# Where the drafts of drills lie, each under the drill's key.
_DRAFTS = "drill/"
# So many are read at once.
_READ = 50
# So many new drills are asked on one day, unless the learner wants others.
NEW_A_DAY = 20
# … and so many more when they ask for more.
MORE_NEW = 10

LoadMotion = Callable[[str], Motion]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which drills are asked: of a motion, of a side, of some kinds; by default all."""

    motion: str | None = None
    side: Side | None = None
    kinds: Collection[DrillKind] = ()

    def holds(self, stored: StoredDrill) -> bool:
        """Tell whether a stored drill is one of these."""
        return (
            self.motion in (None, stored.motion)
            and (self.side in (None, stored.side) or stored.kind in SIDELESS_KINDS)
            and (not self.kinds or stored.kind in self.kinds)
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A drill that is asked, with its motion and how it lies in the store."""

    drill: Drill
    motion: Motion
    stored: StoredDrill


@dataclass(frozen=True, slots=True)
class Done:
    """The last thing done to a drill, which can be taken back."""

    what: Literal["graded", "retired"]
    asked: Asked
    answer: str = ""
    compared: Compared | None = None
    grade: Grade | None = None
    due: datetime | None = None


@dataclass(slots=True)
class Sitting:
    """Asks the drills that are due, one at a time; of new ones ``new_a_day``, and ``more``.

    ``unread`` are sentences on drills that cannot be asked now, by their id.  Each method
    that writes raises ``StorageError`` and has then done nothing.
    """

    drills: DrillStore
    drafts: DraftStore
    scheduler: Scheduler
    load_motion: LoadMotion
    clock: Clock
    wanted: Wanted = field(default_factory=Wanted)
    new_a_day: int = NEW_A_DAY
    more: int = 0
    asked: Asked | None = None
    graded: int = 0
    unread: dict[int, str] = field(default_factory=dict)
    _done: list[Done] = field(default_factory=list)
    _skipped: dict[int, None] = field(default_factory=dict)
    _motions: dict[str, Motion | DebaterError] = field(default_factory=dict)
    _draft: str = ""

    # ── what is asked ───────────────────────────────────────────────────────────────

    def next(self) -> Asked | None:
        """Ask the next drill that is due, or return None where none is.

        A drill that was skipped comes back only with ``ask_skipped``.
        """
        self.asked = None
        while fresh := self._fresh():
            for stored in fresh:
                asked = self._read(stored)
                if asked is not None:
                    self._draft = self.drafts.draft(_place(stored))
                    self.asked = asked
                    return asked
        return None

    def _fresh(self) -> list[StoredDrill]:
        """Return drills that are due and neither skipped nor set aside, if there are any."""
        wanted, passed_over = self.wanted, {*self._skipped, *self.unread}
        due = self.drills.due(
            self.clock(), wanted.motion, wanted.side, wanted.kinds, _READ + len(passed_over)
        )
        fresh = [stored for stored in due if stored.id not in passed_over]
        # What was being answered when a sitting ended comes first.
        begun = set(self.drafts.places(_DRAFTS))
        fresh.sort(key=lambda stored: _place(stored) not in begun)
        seen = [stored for stored in fresh if stored.state is not None]
        # The skipped ones are today's too: leaving them brings no others.
        new = sum(stored.state is None and stored.id in self._skipped for stored in due)
        allowed = [one for one in fresh if one.state is None][: max(0, self._left() - new)]
        return sorted(seen + allowed, key=lambda stored: _place(stored) not in begun)

    def _left(self) -> int:
        """Return how many new drills may be asked today that have not been yet."""
        begun = self.drills.begun(midnight(self.clock()))
        return max(0, self.new_a_day + self.more - begun)

    def _read(self, stored: StoredDrill) -> Asked | None:
        """Read a drill and prove its quotation; what cannot be is set aside with a reason."""
        try:
            motion = self._motion(stored.motion)
            return Asked(load_drill(stored.body, motion), motion, stored)
        except DebaterError as error:
            self.unread[stored.id] = str(error)
            return None

    def _motion(self, name: str) -> Motion:
        """Load a motion; what comes of it holds for all of its drills."""
        if name not in self._motions:
            try:
                self._motions[name] = self.load_motion(name)
            except DebaterError as error:
                self._motions[name] = error
        found = self._motions[name]
        if isinstance(found, DebaterError):
            raise found
        return found

    def try_again(self) -> None:
        """Forget what could not be read, so that it is read again."""
        self.unread.clear()
        self._motions.clear()

    def waiting(self) -> tuple[int, int]:
        """Count the drills that are due: those seen before, and new ones for today."""
        due, new = self._all_waiting()
        return due, min(new, self._left())

    def held_back(self) -> int:
        """Count the new drills that are left for other days."""
        return max(0, self._all_waiting()[1] - self._left())

    def ask_more(self) -> int:
        """Let some of the new drills left for other days be asked today; return how many."""
        more = min(self.held_back(), MORE_NEW)
        # From where today stands, which may be beyond what a day has.
        begun = self.drills.begun(midnight(self.clock()))
        self.more = max(self.more, begun - self.new_a_day) + more
        return more

    def _all_waiting(self) -> tuple[int, int]:
        wanted = self.wanted
        due, new = self.drills.waiting(self.clock(), wanted.motion, wanted.side, wanted.kinds)
        for id in self.unread:
            stored = self.drills.drill(id)
            if stored is not None and wanted.holds(stored):
                due, new = due - (stored.state is not None), new - (stored.state is None)
        return max(0, due), max(0, new)

    @property
    def skipped(self) -> int:
        """How many drills were skipped and not asked again since."""
        return len(self._skipped)

    def next_due(self) -> datetime | None:
        """Say when the next drill that is not due yet will be."""
        return self.drills.next_due(self.clock(), self.wanted.motion)

    # ── what is done with it ────────────────────────────────────────────────────────

    @property
    def draft(self) -> str:
        """What has been typed for the drill that is asked."""
        return self._draft

    def keep_draft(self, text: str) -> bool:
        """Store what is being typed, if it has changed; tell whether a drill is asked."""
        if self.asked is None:
            return False
        if text != self._draft:
            self.drafts.save_draft(_place(self.asked.stored), text)
            self._draft = text
        return True

    def dues(self, now: datetime) -> dict[Grade, datetime]:
        """Say when each grade given ``now`` would bring the drill back."""
        state = self.asked.stored.state if self.asked is not None else None
        return {grade: self.scheduler.review(state, grade, now)[1] for grade in GRADES}

    def grade(self, grade: Grade, answer: str, compared: Compared | None) -> Done | None:
        """Store a grade with the answer it is for; the draft is done with."""
        if self.asked is None:
            return None
        asked, now = self.asked, self.clock()
        state, due = self.scheduler.review(asked.stored.state, grade, now)
        score = compared.score if compared is not None else None
        self.drills.review(asked.stored.id, grade, answer, score, state, due, now)
        self.graded += 1
        return self._end(Done("graded", asked, answer, compared, grade, due))

    def retire(self) -> Done | None:
        """Never ask this drill again."""
        if self.asked is None:
            return None
        self.drills.retire(self.asked.stored.id)
        return self._end(Done("retired", self.asked, self._draft))

    def _end(self, done: Done) -> Done:
        self._done.append(done)
        self.asked, self._draft = None, ""
        self._skipped.pop(done.asked.stored.id, None)
        # After what it was for, so that neither is ever lost; a draft too many does no harm.
        with suppress(StorageError):
            self.drafts.save_draft(_place(done.asked.stored), "")
        return done

    @property
    def done(self) -> Done | None:
        """What was done last and not taken back."""
        return self._done[-1] if self._done else None

    def undo(self) -> Done | None:
        """Take back what was done last, as if it had not been; return it.

        None where nothing is left to take back, or another program has graded it since.
        """
        if not self._done:
            return None
        done = self._done[-1]
        stored = done.asked.stored
        # First, so that nothing is taken back whose answer cannot be kept.
        if done.answer:
            self.drafts.save_draft(_place(stored), done.answer)
        if done.what == "retired":
            self.drills.restore(stored.id)
        elif not self.drills.undo_review(stored.id):
            self._done.pop()
            return None
        else:
            self.graded -= 1
        self._done.pop()
        self.asked, self._draft = done.asked, ""
        self.keep_draft(done.answer)
        return done

    def skip(self) -> None:
        """Leave this drill for later; what was typed for it stays."""
        if self.asked is not None:
            self._skipped[self.asked.stored.id] = None
            self.asked = None

    def ask_skipped(self) -> None:
        """Let the skipped drills be asked again."""
        self._skipped.clear()


def _place(stored: StoredDrill) -> str:
    """Name where the draft of a drill lies."""
    return f"{_DRAFTS}{stored.key}"
