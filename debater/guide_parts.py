"""Reads what helps a newcomer: general openings, and the steps of the guided round.

Beside ``assemble``: what no engine needs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from debater import strict
from debater.assemble import own_or_shipped
from debater.config import Paths
from debater.errors import PackError, Problem
from debater.sparring.guide import GuideText, Step, guide_problems
from debater.sparring.openings import OpeningPhrases, opening_problems

T = TypeVar("T")
OPENINGS = "phrases/openings.yaml"
FIRST_ROUND = "guide/first-round.yaml"


def load_starts(where: Paths | None = None) -> dict[str, tuple[str, ...]]:
    """Load the general starts of each side.

    Raises ``PackError`` naming every problem of the file with its line.
    """
    return _load(OPENINGS, OpeningPhrases, opening_problems, where).starts


def load_first_round(where: Paths | None = None) -> tuple[Step, ...]:
    """Load the steps of the guided round.  Raises ``PackError`` as ``load_starts`` does."""
    return _load(FIRST_ROUND, GuideText, guide_problems, where).steps


def _load(
    name: str, schema: type[T], problems_of: Callable[[T], list[str]], where: Paths | None
) -> T:
    path = own_or_shipped(name, where)
    read = strict.load(path, schema)
    problems = [Problem(path, 1, what) for what in problems_of(read)]
    if problems:
        raise PackError(problems)
    return read
