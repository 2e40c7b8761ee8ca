"""A question and how its answer was read, as values; and what a closed question is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from debater.debating.examination_answers import AnswerKind
from debater.debating.model import Admission
from debater.motions.citation import Citation
from debater.motions.model import Side
from debater.text import words

# Words a question of the pack begins with, at its start or after a clause, if it is closed.
_CLOSED = frozenset(
    "is are was were do does did can could will would has have had may might must should".split()
)
_LINKS = (["so"], ["then"], ["and"])


@dataclass(frozen=True, slots=True)
class Question:
    """A question of ``side``, and what it came from.

    ``argument`` is the id on the flow of what it is about and ``claim`` the words of it
    that are quoted.  ``pattern`` and ``step`` name where its wording stands, ``point`` the
    point of the pack.  ``chain`` is its place in a chain, from 1.
    """

    text: str
    side: Side
    argument: str = ""
    claim: str = ""
    cue: str = ""
    pattern: str = ""
    step: str = ""
    point: str = ""
    chain: int = 1
    citation: Citation | None = None
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How an answer was read: its kind, which way it goes if either, and what it granted."""

    kind: AnswerKind
    yes: bool | None = None
    admission: Admission | None = None


def closed(question: str) -> bool:
    """Tell whether yes or no answers a question: no choice of two, no what, who or why."""
    asked = question.replace(", yes or no", "")
    said = words(asked.rpartition("”")[2] or asked)
    if not asked.rstrip().endswith("?") or {"why", "or"} & set(said):
        return False
    clauses = [words(part) for part in re.split(r"[.,:;”] +", asked)]
    begins = {word for clause in clauses for word in clause[: 1 + (clause[:1] in _LINKS)]}
    return asked != question or bool(begins & _CLOSED)
