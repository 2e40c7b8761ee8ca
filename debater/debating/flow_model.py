"""The flow sheet as values: a column a speech, a row an argument, arrows between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from debater.debating.model import By
from debater.motions.model import Side
from debater.text import Span

# ``open``: the other side has not had to answer it yet.  ``new``: brought where no new
# argument may be brought.
Status = Literal["open", "answered", "dropped", "extended", "new"]


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a speech: ``id`` is STAGE.NUMBER, numbered from 1 in its speech.

    ``text`` is ``span`` of the speech's text, verbatim; ``heading`` a line for a cell.
    ``passage`` is the id of the passage it cites, where it is the bot's.
    """

    id: str
    stage: int
    side: Side
    by: By
    text: str
    span: Span
    heading: str
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow: ``argument`` answers or extends ``target``.

    ``by`` tells whence it is known: the bot's own speech, the model's score, or the user.
    """

    argument: str
    target: str
    kind: Literal["answers", "extends"]
    score: float
    by: Literal["speech", "model", "user"]


@dataclass(frozen=True, slots=True)
class Flow:
    """The sheet: arguments in order of speaking, arrows, and what became of each argument."""

    arguments: tuple[Argument, ...] = ()
    links: tuple[Link, ...] = ()
    statuses: Mapping[str, Status] = field(default_factory=dict)

    def argument(self, id: str) -> Argument:
        """Return an argument.  Raises ``KeyError`` when there is none of that id."""
        for argument in self.arguments:
            if argument.id == id:
                return argument
        raise KeyError(id)

    def of_stage(self, stage: int) -> tuple[Argument, ...]:
        """The arguments of one speech, in order."""
        return tuple(argument for argument in self.arguments if argument.stage == stage)

    def answers_to(self, id: str) -> tuple[Argument, ...]:
        """The arguments that answer ``id``."""
        answering = {link.argument for link in self.links if _is(link, "answers", id)}
        return tuple(argument for argument in self.arguments if argument.id in answering)

    def extensions_of(self, id: str) -> tuple[Argument, ...]:
        """The later arguments that carry ``id`` forward."""
        extending = {link.argument for link in self.links if _is(link, "extends", id)}
        return tuple(argument for argument in self.arguments if argument.id in extending)

    def links_of(self, id: str) -> tuple[Link, ...]:
        """The arrows that go out from ``id``, to what it answers or extends."""
        return tuple(link for link in self.links if link.argument == id)

    def standing(self, side: Side) -> tuple[Argument, ...]:
        """The arguments of ``side`` that nobody has answered."""
        return tuple(
            argument
            for argument in self.arguments
            if argument.side == side and not self.answers_to(argument.id)
        )


def _is(link: Link, kind: str, target: str) -> bool:
    return link.kind == kind and link.target == target
