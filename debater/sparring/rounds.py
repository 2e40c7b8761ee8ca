"""A round: the ordered turns of one debate, and what they have used up."""

from __future__ import annotations

from dataclasses import dataclass, replace

from debater.motions.model import Side
from debater.sparring.reply import Reply


@dataclass(frozen=True, slots=True)
class RoundTurn:
    """An argument and the reply to it; the reply is None until it is computed."""

    argument: str
    reply: Reply | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One debate: a motion by name, the user's side, and the turns so far.

    ``seed`` varies the wording from round to round and keeps it the same on a replay;
    ``spent`` holds passages that count as cited before the first turn.
    """

    motion: str
    side: Side
    turns: tuple[RoundTurn, ...] = ()
    seed: int = 0
    spent: frozenset[str] = frozenset()

    def with_turn(self, argument: str, reply: Reply | None) -> Round:
        """Return this round with one more turn."""
        return replace(self, turns=(*self.turns, RoundTurn(argument, reply)))

    def with_reply(self, reply: Reply) -> Round:
        """Return this round with the last turn's reply replaced by ``reply``."""
        *before, last = self.turns
        return replace(self, turns=(*before, replace(last, reply=reply)))

    @property
    def before_last(self) -> Round:
        """This round without its last turn."""
        return replace(self, turns=self.turns[:-1])

    @property
    def replies(self) -> tuple[Reply, ...]:
        """The replies given so far, in order."""
        return tuple(turn.reply for turn in self.turns if turn.reply is not None)

    @property
    def cited(self) -> frozenset[str]:
        """The ids of the passages that a reply of this round was built on."""
        chosen = (r.chosen.citation.passage for r in self.replies if r.chosen)
        return self.spent.union(chosen)

    @property
    def turned(self) -> frozenset[str]:
        """The ids of the passages whose evidence this round has already turned."""
        return frozenset(r.turned.citation.passage for r in self.replies if r.turned)
