"""A sitting of drills as lines: answers and grades are read, what proves them is printed.

Every answer is kept before it is compared, every grade before the next drill is asked.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

from debater.cli.diagnostics import narrate, say
from debater.cli.drill_lines import (
    GRADES_IN_WORDS,
    HELP,
    answered_lines,
    asked_lines,
    grade_line,
    heading,
)
from debater.errors import StorageError
from debater.sparring.counters import Likeness
from debater.sparring.phrasing import full_cite
from debater.sparring.wording import count_in_words
from debater.study.comparing import compare
from debater.study.model import GRADES, Compared, Grade
from debater.study.sitting import MORE_NEW, Asked, Sitting
from debater.study.wording import chosen_answer, count_of_drills, read_grade, when_in_words
from debater.text import clean, clean_line


class PlainDrills:
    """Asks drills until none is due, the input ends or ``limit`` are graded.

    ``likeness`` is called once, with a motion, when the first typed answer is compared: it
    opens an engine, and every engine compares alike.
    """

    def __init__(
        self, sitting: Sitting, likeness: Callable[[str], Likeness | None], limit: int | None
    ) -> None:
        self._sitting, self._open_likeness, self._limit = sitting, likeness, limit
        self._opened: list[Likeness | None] = []
        self._number = 0
        self._answer = ""
        # None while the drill waits for its answer.
        self._compared: Compared | None = None
        # Whether nothing is left to ask, and only /undo and /more have a meaning.
        self._over = False

    def run(self, lines: Iterable[bytes]) -> None:
        """Read lines until the end of input or /quit."""
        self._next()
        if not self._over or self._may_go_on:
            self._read(lines)
        if self._compared is not None:
            narrate("Your answer is kept and not graded; it is asked for again.")
        if self._sitting.graded:
            narrate(f"{count_in_words(self._sitting.graded, 'drill')} graded.")

    def _read(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            said = clean(line.decode("utf-8", "replace")).strip()
            if said in ("/quit", "/exit") or (self._over and not said.startswith("/")):
                return
            self._hear(said)
            sys.stdout.flush()
            if self._over and not self._may_go_on:
                return
        if not self._over:
            narrate("The input has ended.")

    @property
    def _may_go_on(self) -> bool:
        """Whether a command still has a meaning with nothing left to ask."""
        return self._sitting.done is not None or self._sitting.held_back() > 0

    def _hear(self, said: str) -> None:
        try:
            if said.startswith("/") and not said.startswith("//"):
                self._command(said.split()[0])
            elif self._compared is None:
                self._take_answer(said.replace("//", "/", 1) if said.startswith("//") else said)
            else:
                self._take_grade(said)
        except StorageError as error:
            narrate(f"{error} Nothing was stored: enter it again.")

    # ── asking ──────────────────────────────────────────────────────────────────────

    def _next(self) -> None:
        """Ask the next drill, or say that there is none."""
        sitting = self._sitting
        self._compared, self._answer = None, ""
        reached = self._limit is not None and sitting.graded >= self._limit
        asked = None if reached else sitting.next()
        for problem in dict.fromkeys(sitting.unread.values()):
            narrate(f"A drill is left out: {problem}")
        sitting.unread = dict.fromkeys(sitting.unread, "")
        if asked is None:
            self._finish(reached)
            return
        self._number += 1
        due, new = sitting.waiting()
        narrate(heading(asked.drill, self._number, count_of_drills(due, new)))
        self._print_asked(asked)

    def _print_asked(self, asked: Asked) -> None:
        for line in asked_lines(asked.drill):
            say(line)
        if self._sitting.draft:
            narrate(f"You had written: {self._sitting.draft}")
            narrate("Your answer (only Enter: what you had written):")
        else:
            narrate("Your answer:")
        sys.stdout.flush()

    def _finish(self, reached: bool) -> None:
        sitting = self._sitting
        if not reached:
            after = sitting.next_due()
            when = when_in_words(after, sitting.clock()) if after is not None else ""
            narrate(f"Nothing is due; the next drill is {when}." if when else "Nothing is due.")
            if held_back := sitting.held_back():
                narrate(
                    f"{count_in_words(held_back, 'new drill')} left for another day; "
                    f"/more asks {min(held_back, MORE_NEW)} of them now."
                )
        if sitting.skipped:
            narrate(f"{count_in_words(sitting.skipped, 'skipped drill')} still due.")
        self._over = True
        if sitting.done and sys.stdin.isatty():
            narrate("Enter ends; /undo takes the last grade back.")

    # ── answering and grading ───────────────────────────────────────────────────────

    def _take_answer(self, said: str) -> None:
        sitting, asked = self._sitting, self._sitting.asked
        if asked is None:
            return
        said = said or sitting.draft
        answer = chosen_answer(asked.drill, said) if said else ""
        if answer is None:
            narrate(
                f"“{clean_line(said)}” names none of them alone: type a number or a word of one."
            )
            return
        sitting.keep_draft(answer)
        self._show(answer, compare(asked.drill, answer, self._likeness_for(asked)))

    def _likeness_for(self, asked: Asked) -> Likeness | None:
        """Return what compares an answer; right or wrong needs nothing."""
        if asked.drill.choices:
            return None
        if not self._opened:
            self._opened.append(self._open_likeness(asked.stored.motion))
        return self._opened[0]

    def _show(self, answer: str, compared: Compared) -> None:
        asked = self._sitting.asked
        if asked is None:
            return
        self._answer, self._compared = answer, compared
        for line in answered_lines(asked.drill, compared):
            say(line)
        sys.stdout.flush()
        now = self._sitting.clock()
        narrate(grade_line(self._sitting.dues(now), compared.suggested, now))

    def _take_grade(self, said: str) -> None:
        if self._compared is None:
            return
        grade: Grade | None = self._compared.suggested if not said else read_grade(said)
        if grade is None:
            narrate(f"“{clean_line(said)}” is no grade; those are {GRADES_IN_WORDS}.")
            return
        done = self._sitting.grade(grade, self._answer, self._compared)
        if done is not None and done.due is not None:
            when = when_in_words(done.due, self._sitting.clock())
            narrate(f"Graded {GRADES[grade]}: it comes back {when}.")
        say("")
        self._next()

    # ── commands ────────────────────────────────────────────────────────────────────

    def _command(self, name: str) -> None:
        match name:
            case "/skip":
                self._sitting.skip()
                narrate("Skipped: it stays due.")
                self._next()
            case "/retire":
                if self._sitting.retire() is not None:
                    narrate("Retired: it is not asked again; /undo brings it back.")
                self._next()
            case "/undo":
                self._undo()
            case "/more":
                self._more()
            case "/source":
                self._source()
            case "/help":
                narrate(HELP)
            case _:
                narrate(f"There is no command “{name}”; /help lists them.")

    def _more(self) -> None:
        more = self._sitting.ask_more()
        if not more:
            narrate("No new drill is left for another day.")
            return
        narrate(f"{count_in_words(more, 'more new drill')} today.")
        if self._sitting.asked is None:
            self._over = False
            self._next()

    def _undo(self) -> None:
        done = self._sitting.undo()
        if done is None:
            narrate("There is no grade to take back.")
            return
        self._compared, self._over = None, False
        narrate("Taken back.")
        for line in asked_lines(done.asked.drill):
            say(line)
        if done.compared is not None:
            narrate(f"You had answered: {done.answer}")
            self._show(done.answer, done.compared)

    def _source(self) -> None:
        asked = self._sitting.asked
        if asked is None or self._compared is None:
            narrate("The source is shown once you have answered.")
        elif asked.drill.citation is None:
            narrate("This drill cites no passage.")
        else:
            citation = asked.drill.citation
            passage = asked.motion.passage(citation.passage)
            say(passage.span.of(citation.source.text))
            say(f"({full_cite(citation)})")
