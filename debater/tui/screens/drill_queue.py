"""Which drill is asked: the next is read, new ones are made, and it is said when none is due."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.worker import Worker, WorkerState, get_current_worker

from debater.errors import DebaterError
from debater.motions.model import SIDES, Side
from debater.sparring.wording import count_in_words, side_in_words
from debater.study.model import Compared
from debater.study.sitting import MORE_NEW, Asked, Sitting
from debater.study.wording import count_of_drills, kind_in_words
from debater.text import clean_line, excerpt
from debater.tui.blocks import folded
from debater.tui.desk import Desk
from debater.tui.drill_text import asking_blocks, header_line, idle_blocks, options
from debater.tui.messages import EngineWanted
from debater.tui.screens.drill_view import DrillView

# How often it is looked whether something is due, while nothing is asked.
_LOOK_EVERY = 20.0
_STATEMENT_LENGTH = 60


class Making(Protocol):
    """Makes drills and adds them to the store; each returns how many are new."""

    def from_motion(self, name: str, side: Side) -> int:
        """Make drills from a motion, for somebody who argues ``side``."""
        ...

    def from_rounds(self) -> int:
        """Make drills from what was dropped or answered weakly in the last rounds."""
        ...


@dataclass
class DrillRead(Message):
    """The next drill has been read, or there is none."""

    ticket: int
    asked: Asked | None
    due: int
    new: int


@dataclass
class DrillRefused(Message):
    """Something could not be done; ``sentence`` says why."""

    ticket: int
    sentence: str


@dataclass
class DrillsMade(Message):
    """Drills have been made, ``new`` of them new; or ``sentence`` says why not."""

    new: int
    sentence: str = ""


class DrillQueue(DrillView):
    """Asks one drill after the other."""

    def __init__(
        self, sitting: Sitting, making: Making, statements: Mapping[str, str], desk: Desk
    ) -> None:
        """Ask the drills of ``sitting``; ``statements`` are those of the motions by name.

        ``making`` makes new ones when asked to; ``desk`` runs what needs the engine.
        """
        super().__init__()
        self.sitting, self.making, self.statements = sitting, making, statements
        self.desk = desk
        self.asked: Asked | None = None
        self.answer = ""
        self.compared: Compared | None = None
        # What belongs to an earlier drill carries an earlier one, and is dropped.
        self.ticket = 0
        self._making = False
        # What the list offers while nothing is asked.
        self.offers: list[Callable[[], object]] = []

    def on_mount(self) -> None:
        """Ask the first drill."""
        self.set_interval(_LOOK_EVERY, self._look_again)
        self.ask_next()

    # ── asking ──────────────────────────────────────────────────────────────────────

    def ask_next(self) -> None:
        """Have the next drill read: its motion may still have to be loaded."""
        self.ticket += 1
        self.asked, self.compared, self.answer = None, None, ""
        self.show_phase("reading", [])
        self.offer("", [])
        self._read(self.ticket)

    @work(thread=True, exclusive=True, group="drills", exit_on_error=False)
    def _read(self, ticket: int) -> None:
        worker = get_current_worker()
        try:
            asked = self.sitting.next()
            due, new = self.sitting.waiting()
        except DebaterError as error:
            self.post_message(DrillRefused(ticket, str(error)))
            return
        if not worker.is_cancelled:
            self.post_message(DrillRead(ticket, asked, due, new))

    @on(Worker.StateChanged)
    def _tell_failure(self, event: Worker.StateChanged) -> None:
        """Say what no error of ours foresaw; nothing that was typed is lost by it."""
        if event.state == WorkerState.ERROR:
            self._making = False
            self.tell(f"Something unexpected went wrong ({type(event.worker.error).__name__}).")

    @on(DrillRead)
    def _take_read(self, message: DrillRead) -> None:
        if message.ticket != self.ticket:
            return
        if message.asked is None:
            self.show_idle()
        else:
            waiting = count_of_drills(message.due, message.new)
            self.ask(message.asked, self.sitting.draft, waiting)

    def ask(self, asked: Asked, draft: str, waiting: str) -> None:
        """Show what is asked, and wait for the answer where it is given."""
        drill = asked.drill
        self.asked = asked
        self.header.statement, self.header.side = asked.motion.statement, drill.side
        self.header.facts = header_line(kind_in_words(drill.kind), waiting, drill.origin)
        self.set_class(bool(drill.choices), "-choosing")
        self.set_class(drill.citation is not None, "-cited")
        self.show_phase("asking", list(asking_blocks(drill)))
        self.offer("Choose", options(drill.choices))
        self.composer.write(draft)
        self.composer.placeholder = (
            "… or type the number or the word."
            if drill.choices
            else "Type your answer; Enter checks it, Ctrl+J begins a new line."
        )
        (self.listing if drill.choices else self.composer).focus()
        if not drill.choices and self.engine_state.phase in ("none", "failed"):
            self.post_message(EngineWanted(drill.motion))

    # ── nothing is asked ────────────────────────────────────────────────────────────

    def show_idle(self) -> None:
        """Say that nothing is due, when something will be, and what can be done meanwhile."""
        sitting, now = self.sitting, self.sitting.clock()
        motion = sitting.wanted.motion
        statement = self._statement(motion) if motion else ""
        counts = sitting.drills.counts(now)
        self.header.statement, self.header.side = statement or "Drills", None
        self.header.facts = f"{count_in_words(counts.reviewed_today, 'drill')} graded today"
        due, new = sitting.waiting()
        held_back = sitting.held_back()
        blocks = idle_blocks(
            waiting=due + new - sitting.skipped, kept=counts.kept, graded=sitting.graded,
            skipped=sitting.skipped,
            held_back=held_back, next_due=sitting.next_due(), now=now,
            of=f" on “{clean_line(statement)}”" if statement else "",
            problems=list(dict.fromkeys(sitting.unread.values())),
        )  # fmt: skip
        self.show_phase("idle", list(blocks))
        offered = list(self._offered())
        if held_back:
            more = min(held_back, MORE_NEW)
            title = f"{count_in_words(more, 'more new drill')} today"
            offered.insert(0, (Content(title), self._ask_more))
        self.offers = [run for _, run in offered]
        self.offer(
            "More, or make drills from" if held_back else "Make drills from",
            options([title for title, _ in offered]),
        )
        self.listing.focus()

    def _offered(self) -> Iterator[tuple[Content, Callable[[], object]]]:
        """Yield what can be done now, with what does it."""
        sitting = self.sitting
        yield Content("your last rounds: what you dropped or answered weakly"), self._of_rounds
        for name, statement in self.statements.items():
            if sitting.wanted.motion not in (None, name):
                continue
            alike = [*self.statements.values()].count(statement) > 1
            named = f" ({clean_line(Path(name).name)})" if alike else ""
            for side in SIDES:
                argued = Content.styled(f"{side_in_words(side):<9}  ", f"${side} bold")
                said = excerpt(statement, _STATEMENT_LENGTH)
                title = Content.assemble(argued, folded(said), (named, "$muted"))
                yield title, partial(self._of_motion, name, side)

    def _statement(self, name: str) -> str:
        return self.statements.get(name) or Path(name).name

    def _look_again(self) -> None:
        """Offer what has become due since, without taking anything away from the user."""
        if self.phase != "idle" or self._making:
            return
        try:
            due, new = self.sitting.waiting()
        except DebaterError:
            return
        if due + new > self.sitting.skipped:
            self.tell(f"{count_of_drills(due, new)}: F7 asks them.")

    # ── making ──────────────────────────────────────────────────────────────────────

    def action_make(self) -> None:
        """Leave the drill for now and offer to make new ones; from there, go on."""
        if self.phase == "idle":
            self.tell("")
            self.sitting.ask_skipped()
            self.ask_next()
            return
        self.save_draft()
        self.ticket += 1
        self.asked = None
        self.show_idle()
        self.tell("")

    def _ask_more(self) -> None:
        self.sitting.ask_more()
        self.ask_next()

    def _of_motion(self, name: str, side: Side) -> None:
        self._begin_making(lambda: self.making.from_motion(name, side))

    def _of_rounds(self) -> None:
        self._begin_making(self.making.from_rounds)

    def _begin_making(self, make: Callable[[], int]) -> None:
        if not self._making:
            self._making = True
            self.tell("Making drills…")
            self._make(make)

    @work(thread=True, exclusive=True, group="making", exit_on_error=False)
    def _make(self, make: Callable[[], int]) -> None:
        try:
            self.post_message(DrillsMade(make()))
        except DebaterError as error:
            self.post_message(DrillsMade(0, str(error)))

    @on(DrillsMade)
    def _take_made(self, message: DrillsMade) -> None:
        self._making = False
        if message.new:
            told = f"{count_in_words(message.new, 'new drill')} made"
            _, today = self.sitting.waiting()
            self.tell(f"{told}; {today} for today." if today < message.new else f"{told}.")
            if self.phase == "idle":
                self.ask_next()
        else:
            self.tell(message.sentence or "There is nothing new to make from that.")
