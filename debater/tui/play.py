"""A round as it is being played: what was said, what is answered, what still waits.

Knows no screen.  Every argument is committed to the store before anything else happens
to it, so a killed process loses no argument.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from debater.errors import DebaterError, StorageError
from debater.motions.model import Motion, Side
from debater.sparring.record import dump_reply, load_reply
from debater.sparring.reply import Reply
from debater.sparring.rounds import Round, RoundTurn
from debater.store.keeper import Keeper
from debater.store.rounds import RoundStore, StoredRound

T = TypeVar("T")

_keys = itertools.count(1)


@dataclass(frozen=True, slots=True)
class PlayedTurn:
    """An argument and how far its reply has come.

    ``stored`` is a reply read from the store and not yet proved against the sources;
    ``problem`` is the sentence of an error that kept the turn from being answered.
    """

    number: int
    argument: str
    reply: Reply | None = None
    stored: dict[str, Any] | None = None
    problem: str = ""

    @property
    def waits(self) -> bool:
        """Tell whether this turn still has to be answered."""
        return self.reply is None and self.stored is None and not self.problem


@dataclass(slots=True)
class RoundInPlay:
    """The turns of one round, kept in the store as they happen.

    ``key`` tells this round from every other of the process; the id in the store can
    change when the store fails and memory takes over.
    """

    keeper: Keeper
    motion: str
    side: Side
    seed: int
    store_id: int = 0
    turns: list[PlayedTurn] = field(default_factory=list)
    draft: str = ""
    key: int = field(default_factory=_keys.__next__)

    @classmethod
    def begin(cls, keeper: Keeper, motion: str, side: Side, seed: int) -> RoundInPlay:
        """Begin a new round and give it a place in the store."""
        play = cls(keeper, motion, side, seed)
        try:
            play.store_id = keeper.store.start(motion, side, seed)
        except StorageError as error:
            play._go_on_in_memory(error)
        return play

    @classmethod
    def resume(cls, keeper: Keeper, stored: StoredRound) -> RoundInPlay:
        """Take up a stored round; its replies are proved once the motion is loaded."""
        play = cls(keeper, stored.motion, stored.side, stored.seed, stored.id)
        play.draft = stored.draft
        for turn in stored.turns:
            play.turns.append(PlayedTurn(len(play.turns) + 1, turn.argument, stored=turn.reply))
        return play

    def say(self, argument: str) -> PlayedTurn:
        """Commit an argument as the next turn."""
        self._write(lambda store: store.commit_argument(self.store_id, argument))
        self.turns.append(PlayedTurn(len(self.turns) + 1, argument))
        self.draft = ""
        return self.turns[-1]

    def keep_draft(self, draft: str) -> None:
        """Store what is being typed, if it has changed."""
        if draft != self.draft:
            self.draft = draft
            self._write(lambda store: store.save_draft(self.store_id, draft))

    def prove_stored(self, motion: Motion) -> None:
        """Restore the replies that were stored, each quotation proved anew."""
        for turn in self.turns:
            if turn.stored is None:
                continue
            try:
                restored = replace(turn, reply=load_reply(turn.stored, motion), stored=None)
            except DebaterError as error:
                restored = replace(turn, stored=None, problem=str(error))
            self.turns[turn.number - 1] = restored

    def next_waiting(self) -> PlayedTurn | None:
        """Return the first turn that still has to be answered."""
        return next((turn for turn in self.turns if turn.waits), None)

    def before(self, number: int) -> Round:
        """Return the round as it stood before turn ``number``."""
        turns = tuple(RoundTurn(t.argument, t.reply) for t in self.turns[: number - 1])
        return Round(self.motion, self.side, turns, self.seed)

    def answered(self, number: int, reply: Reply) -> None:
        """Take in the reply to a turn, or one that replaces it."""
        self.turns[number - 1] = replace(self.turns[number - 1], reply=reply, problem="")
        self._write(lambda s: s.commit_reply(self.store_id, number, dump_reply(reply)))

    def refused(self, number: int, sentence: str) -> None:
        """Note why a turn could not be answered."""
        self.turns[number - 1] = replace(self.turns[number - 1], problem=sentence)

    def retry(self) -> bool:
        """Let every turn that met an error wait again; tell whether there was one."""
        failed = [turn for turn in self.turns if turn.problem]
        for turn in failed:
            self.turns[turn.number - 1] = replace(turn, problem="")
        return bool(failed)

    def _write(self, write: Callable[[RoundStore], T]) -> T:
        try:
            return write(self.keeper.store)
        except StorageError as error:
            self._go_on_in_memory(error)
            return write(self.keeper.store)

    def _go_on_in_memory(self, error: StorageError) -> None:
        """Replay this round into a store in memory, so that numbers stay the same."""
        self.keeper.fall_back(error)
        store = self.keeper.store
        self.store_id = store.start(self.motion, self.side, self.seed)
        for turn in self.turns:
            store.commit_argument(self.store_id, turn.argument)
            if turn.reply is not None:
                store.commit_reply(self.store_id, turn.number, dump_reply(turn.reply))
