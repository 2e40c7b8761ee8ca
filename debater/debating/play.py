"""A debate as it is being played: every word is kept before anything happens to it.

Knows no screen and no engine.  What the user says is committed as it is said; what is being
typed and the clock are kept every second, so that a killed process comes back with both.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

from debater.debating.clock import Clock, load_state
from debater.debating.formats import bells_of
from debater.debating.model import Bell, Debate, Exchange, Practice, Speech
from debater.debating.order import Move, next_move, opened_by_user
from debater.debating.record import (
    after,
    dump_exchange,
    dump_setup,
    dump_speech,
    load_setup,
)
from debater.errors import DebaterError, StorageError
from debater.motions.model import Motion, opposite
from debater.store.debates import StoredDebate
from debater.store.keeper import Keeper
from debater.store.rounds import RoundStore

T = TypeVar("T")
Now = Callable[[], float]

# How often a running clock is written down, in seconds.
_KEPT_EVERY = 1.0

_keys = itertools.count(1)


@dataclass(slots=True)
class DebateInPlay:
    """One debate, its clock and the draft, kept in the store as they change.

    ``key`` tells this debate from every other of the process.  ``unread`` counts stored
    events that could not be read back.
    """

    keeper: Keeper
    debate: Debate
    clock: Clock
    now: Now
    store_id: int = 0
    draft: str = ""
    unread: int = 0
    key: int = field(default_factory=_keys.__next__)
    _events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    _kept: float = 0.0

    @classmethod
    def begin(cls, keeper: Keeper, debate: Debate, now: Now) -> DebateInPlay:
        """Begin a debate in which nothing has happened, and give it a place in the store."""
        play = cls(keeper, debate, Clock(now, debate.format.prep.seconds), now)
        play.store_id = play._write(play._start)
        play._begin_stage()
        return play

    @classmethod
    def resume(cls, keeper: Keeper, stored: StoredDebate, motion: Motion, now: Now) -> DebateInPlay:
        """Take up a stored debate where it stood; its clock waits.

        Every quotation is proved anew.  Raises ``DebaterError`` when it cannot be read.
        """
        debate = load_setup(stored.motion, stored.side, stored.seed, stored.setup)
        unread = 0
        for event in stored.events:
            try:
                debate = after(debate, event.kind, event.body, motion)
            except DebaterError:
                unread += 1
        clock = Clock(now, debate.format.prep.seconds)
        play = cls(keeper, debate, clock, now, stored.id, stored.draft, unread)
        play._events = [(event.kind, event.body) for event in stored.events]
        play._begin_stage()
        play._set_clock(stored.clock)
        return play

    @property
    def move(self) -> Move:
        """Whose move it is."""
        return next_move(self.debate)

    # ── what the user does ──────────────────────────────────────────────────────────

    def speak(self, text: str) -> Speech:
        """Commit the user's speech of this stage and open the next one."""
        speech = self._spoken(text)
        self.clock.pause()
        self.debate = self.debate.with_speech(speech)
        self._commit("speech", dump_speech(speech))
        self.go_on()
        return speech

    def ask(self, question: str, *, point: bool = False) -> None:
        """Commit a question of the user's, or a point of information; the bot has to answer."""
        self.start()
        asked = Exchange(self.debate.stage, self.debate.side, "user", question, point=point)
        self.debate = self.debate.with_exchange(asked)
        self._commit("asked", dump_exchange(asked))

    def answer(self, text: str) -> Exchange:
        """Commit the user's answer to the question that stands open, and return both."""
        self.start()
        answered = replace(self.debate.exchanges[-1], answer=text)
        self._take_answer(answered, "")
        return answered

    def take_point(self) -> None:
        """Take the bot's point of information; it is answered in the speech."""
        self._take_answer(replace(self.debate.exchanges[-1], taken=True), self.draft)

    def correct(self, argument: str, target: str | None) -> None:
        """Commit the user's own link of an argument on the flow, or that it answers nothing."""
        self.debate = self.debate.with_correction(argument, target)
        self._commit("correction", {"argument": argument, "target": target}, self.draft)

    def practise(self, kind: Literal["redo", "flip"], text: str, of: Speech) -> Practice:
        """Commit another go at one of the user's speeches: a redo, or a flip."""
        side = of.side if kind == "redo" else opposite(of.side)
        practice = Practice(kind, Speech(of.stage, side, "user", text))
        self.debate = replace(self.debate, practice=(*self.debate.practice, practice))
        body = {"kind": practice.kind, "speech": dump_speech(practice.speech)}
        self._commit("practice", body)
        return practice

    def go_on(self) -> None:
        """Open the next stage, or end the debate."""
        if self.debate.over:
            return
        self.debate = self.debate.at_stage(self.debate.stage + 1)
        self._commit("stage", {"stage": self.debate.stage}, self.draft)
        self._begin_stage()
        self.keep(self.draft, always=True)

    # ── what the bot does ───────────────────────────────────────────────────────────

    def spoke(self, speech: Speech) -> None:
        """Take in the bot's speech; open the next stage where that begins with the user."""
        self.debate = self.debate.with_speech(speech)
        self._commit("speech", dump_speech(speech), self.draft)
        if not self.holds:
            self.go_on()

    @property
    def holds(self) -> bool:
        """Whether a stage that is said waits for the user to go on.

        It does where points of information may be offered, and before a stage of bots
        alone, so that nothing runs past the reader.
        """
        stage = self.debate.current
        if stage is None:
            return False
        last = self.debate.stage + 1 >= len(self.debate.format.stages)
        offers = stage.points_from is not None and self.debate.side_of(stage.seat) != (
            self.debate.side
        )
        return offers or not (last or opened_by_user(self.debate, self.debate.stage + 1))

    def asked(self, exchange: Exchange) -> None:
        """Take in a question of the bot's, or one between bots with its answer."""
        self.debate = self.debate.with_exchange(exchange)
        self._commit("asked", dump_exchange(exchange), self.draft)

    def answered(self, exchange: Exchange) -> None:
        """Take in the last question with its answer, or with what its answer admitted."""
        self._take_answer(exchange, self.draft)

    # ── the clock and the draft ─────────────────────────────────────────────────────

    def start(self) -> None:
        """Let the clock run, unless it does or there is none; preparation ends."""
        if self.debate.current is not None and (
            not self.clock.running or self.clock.in_prep is not None
        ):
            self.clock.start()

    def pause(self) -> None:
        """Stop the clock, or let it run again."""
        if self.clock.running:
            self.clock.pause()
        else:
            self.clock.resume()
        self.keep(self.draft, always=True)

    @property
    def may_prepare(self) -> bool:
        """Whether the user's side may take preparation now: before a speech begins."""
        prep = self.debate.format.prep
        begun = self.clock.elapsed > 0 or self.debate.over
        before = prep.when == "before" and not self.debate.speeches
        return not begun and (before or prep.when == "pool")

    def prepare(self) -> None:
        """Let the side's preparation run, or end it."""
        if self.clock.in_prep is None:
            self.clock.start_prep(self.debate.side)
        else:
            self.clock.stop_prep()
        self.keep(self.draft, always=True)

    def tick(self) -> list[Bell]:
        """Return the alerts that are due, and keep clock and draft now and then."""
        if self.clock.running:
            self.keep(self.draft)
        return self.clock.due()

    def keep(self, draft: str, *, always: bool = False) -> None:
        """Store the draft if it has changed, and the clock with it."""
        due = self.now() - self._kept >= _KEPT_EVERY
        if draft == self.draft and not always and not due:
            return
        self.draft, self._kept = draft, self.now()
        state = self.clock.state().dump()
        self._write(lambda store: store.debates.save(self.store_id, draft, state))

    # ── the store ───────────────────────────────────────────────────────────────────

    def _spoken(self, text: str) -> Speech:
        return Speech(
            self.debate.stage, self.debate.side, "user", text, seconds=round(self.clock.elapsed)
        )

    def _take_answer(self, exchange: Exchange, draft: str) -> None:
        self.debate = self.debate.with_answer(exchange)
        self._commit("answered", dump_exchange(exchange), draft)

    def _begin_stage(self) -> None:
        stage = self.debate.current
        if stage is not None:
            bells = bells_of(self.debate.format, stage)
            self.clock.begin(self.debate.stage, stage.seconds, bells)

    def _set_clock(self, stored: dict[str, Any] | None) -> None:
        """Set the clock as it was stored; one of another stage only tells of preparation."""
        try:
            state = load_state(stored or {})
        except ValueError:
            return
        stage = self.debate.current
        if stage is None:
            return
        if state.stage != self.debate.stage:
            state = replace(state, stage=self.debate.stage, elapsed=0.0, in_prep=None)
        self.clock = Clock.restore(
            state,
            self.now,
            seconds=stage.seconds,
            bells=bells_of(self.debate.format, stage),
            prep=self.debate.format.prep.seconds,
        )

    def _commit(self, kind: str, body: dict[str, Any], draft: str = "") -> None:
        self.draft = draft
        self._write(lambda store: store.debates.commit(self.store_id, kind, body, draft))
        self._events.append((kind, body))

    def _start(self, store: RoundStore) -> int:
        debate = self.debate
        setup = dump_setup(debate)
        return store.debates.start(
            debate.motion, debate.side, debate.seed, debate.format.name, setup
        )

    def _write(self, write: Callable[[RoundStore], T]) -> T:
        try:
            return write(self.keeper.store)
        except StorageError as error:
            self._go_on_in_memory(error)
            return write(self.keeper.store)

    def _go_on_in_memory(self, error: StorageError) -> None:
        """Replay this debate into a store in memory; what failed is written there next."""
        self.keeper.fall_back(error)
        store = self.keeper.store
        self.store_id = self._start(store)
        for kind, body in self._events:
            store.debates.commit(self.store_id, kind, body)
