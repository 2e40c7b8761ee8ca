"""The rubric of a ballot: what is counted, how much it counts, and the cues it looks for.

The schema of ``prompts/rubrics/ballot.yaml``; a cue is words in a row, not an expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from debater.text import Span, words

CRITERIA = (
    "responsiveness", "evidence", "warrants", "weighing", "clarity", "length", "quality",
)  # fmt: skip
_GAP = "…"
_ALIKE = ("'’‘", '"“”', "-‐‑–—")


@dataclass(frozen=True)
class Criterion:
    """One thing a ballot counts: its weight against the others, and what to practise."""

    name: str
    weight: float
    counts: str
    drill: str


@dataclass(frozen=True)
class Limits:
    """The figures a criterion turns on; the file says what each is."""

    without_quotations: float
    longest_sentence: int
    least_used: float
    most_used: float


@dataclass(frozen=True)
class Fallacy:
    """A fallacy by its name, the question it raises, and the cues that raise it."""

    name: str
    question: str
    cues: tuple[str, ...]


@dataclass(frozen=True)
class Rubric:
    """A whole rubric; ``version`` stands on every ballot made by it."""

    version: str
    criteria: tuple[Criterion, ...]
    figures: dict[str, tuple[str, ...]]
    limits: Limits
    warrant_cues: tuple[str, ...]
    weighing_cues: dict[str, tuple[str, ...]]
    signpost_cues: tuple[str, ...]
    fallacies: tuple[Fallacy, ...]
    cannot_judge: tuple[str, ...]

    def criterion(self, name: str) -> Criterion | None:
        """Return a criterion, or None where this rubric does not count it."""
        return next((one for one in self.criteria if one.name == name), None)


def rubric_problems(rubric: Rubric) -> list[str]:
    """Return what is wrong with a rubric beyond its shape, a sentence each."""
    names = [criterion.name for criterion in rubric.criteria]
    known = ", ".join(CRITERIA)
    problems = [f"“{n}” is no criterion (known: {known})" for n in names if n not in CRITERIA]
    problems += [f"“{name}” is there twice" for name in sorted(set(names)) if names.count(name) > 1]
    if not any(criterion.weight > 0 for criterion in rubric.criteria):
        problems.append("no criterion has a weight above 0")
    problems += [
        f"the weight of “{criterion.name}” is below 0"
        for criterion in rubric.criteria
        if criterion.weight < 0
    ]
    for figure, used in rubric.figures.items():
        problems += [
            f"the figure “{figure}” names “{name}”, which is no criterion here"
            for name in used
            if name not in names
        ]
    problems += [f"the cue “{cue}” has no words" for cue in _cues(rubric) if not words(cue)]
    if not 0 <= rubric.limits.without_quotations <= 1:
        problems.append("“without_quotations” is a share, from 0 to 1")
    return problems


def _cues(rubric: Rubric) -> Iterable[str]:
    yield from rubric.warrant_cues
    yield from rubric.signpost_cues
    for cues in rubric.weighing_cues.values():
        yield from cues
    for fallacy in rubric.fallacies:
        yield from fallacy.cues


def find_cues(text: str, cues: Sequence[str]) -> list[Span]:
    """Return where ``text`` has one of the cues, in order and not overlapping.

    Quotation marks, dashes and case do not matter.
    """
    return [Span(match.start(), match.end()) for match in _pattern(tuple(cues)).finditer(text)]


@lru_cache(maxsize=64)
def _pattern(cues: tuple[str, ...]) -> re.Pattern[str]:
    """Compile cues; a gap is up to eight words of one sentence."""
    gap = r"(?:[^\s.!?;]+\s+){0,8}?"
    written = []
    for cue in sorted(cues, key=len, reverse=True):
        pieces = [_words(piece) for piece in cue.split(_GAP)]
        written.append(rf"\s+{gap}".join(piece for piece in pieces if piece))
    return re.compile(rf"(?<!\w)(?:{'|'.join(filter(None, written)) or '(?!)'})(?!\w)", re.I)


def _words(piece: str) -> str:
    """Write the words of a cue as an expression that any quotation mark, dash and space fits."""
    return r"\s+".join("".join(map(_character, word)) for word in piece.split())


def _character(one: str) -> str:
    alike = next((group for group in _ALIKE if one in group), one)
    return f"[{re.escape(alike)}]"
