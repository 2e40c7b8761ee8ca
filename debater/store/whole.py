"""A stored round with everything the database holds of it, as exports and forks need it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from debater.motions.model import Side


@dataclass(frozen=True, slots=True)
class WholeTurn:
    """A turn of sparring; ``committed`` is when the argument was, ISO 8601 in UTC."""

    number: int
    argument: str
    committed: str
    reply: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class WholeEvent:
    """An event of a debate."""

    number: int
    kind: str
    body: dict[str, Any]
    committed: str


@dataclass(frozen=True, slots=True)
class WholeRound:
    """A round of either kind: ``format`` and ``setup`` are empty in open sparring.

    ``summary`` is how it ended, as ``study.summary`` writes it, None before it is made.
    ``forked`` says in words whence it was forked, empty where it was not.
    """

    motion: str
    side: Side
    seed: int
    started: str
    touched: str
    name: str = ""
    draft: str = ""
    format: str = ""
    setup: dict[str, Any] | None = None
    clock: dict[str, Any] | None = None
    summary: dict[str, Any] | None = None
    forked: str = ""

    @property
    def copied(self) -> int:
        """How many turns of sparring a fork has from the round it was forked from."""
        found = re.search(r", after turn (\d{1,9})$", self.forked)
        return int(found[1]) if found else 0

    turns: tuple[WholeTurn, ...] = ()
    events: tuple[WholeEvent, ...] = ()
