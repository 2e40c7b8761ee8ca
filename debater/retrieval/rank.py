"""Ranks opposing points by the evidence that they answer an argument.

Arithmetic on plain numbers.  The strength of a point is the logistic function of a
weighted sum of its evidence; the weights were fitted on arguments labelled by hand
(``python -m tests.benchmarks.fit_strength`` fits them again).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# Below this strength the sources count as silent, unless a motion sets its own floor.
DEFAULT_FLOOR = 0.5


@dataclass(frozen=True, slots=True)
class PointEvidence:
    """How well one point fits an argument, each figure from 0 to 1.

    ``sentences`` holds the similarity of each quotable sentence; ``claim`` is the number
    of the ``answers`` line that fits best, None where the point has none.  The three
    cosines are None when there is no embedding model.
    """

    point: str
    passage_id: str
    lexical: float
    passage: float | None = None
    sentences: tuple[float, ...] = ()
    answers: float | None = None
    claim: int | None = None

    @property
    def sentence(self) -> float | None:
        """The similarity of the best sentence."""
        return max(self.sentences, default=None)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A point with its strength, in the order it should be used."""

    evidence: PointEvidence
    strength: float
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the evidence and the constant of the logistic function."""

    constant: float
    parts: Mapping[str, float] = field(default_factory=dict)

    def strength(self, evidence: PointEvidence) -> float:
        """Return the estimated probability that the point answers the argument."""
        total = self.constant
        for name, weight in self.parts.items():
            total += weight * (getattr(evidence, name) or 0.0)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


# Fitted; see the module's docstring.
WITH_ANSWERS = Weights(-6.0, {"answers": 7.0, "sentence": 2.0, "passage": 2.0, "lexical": 1.5})
WITHOUT_ANSWERS = Weights(-5.0, {"sentence": 5.0, "passage": 5.0, "lexical": 1.5})
WORDS_ONLY = Weights(-3.0, {"lexical": 6.0})


def strength_of(evidence: PointEvidence) -> float:
    """Return the strength of a point, by the weights that fit what is known of it."""
    if evidence.passage is None:
        return WORDS_ONLY.strength(evidence)
    weights = WITH_ANSWERS if evidence.answers is not None else WITHOUT_ANSWERS
    return weights.strength(evidence)


def rank(
    found: Iterable[PointEvidence],
    cited: frozenset[str] = frozenset(),
    floor: float = DEFAULT_FLOOR,
) -> list[Ranked]:
    """Order points by strength, those of passages not yet cited first.

    A passage this round has cited comes after every fresh one that reaches ``floor``,
    and before those that do not: nothing is repeated while something else answers.
    """
    ranked = [
        Ranked(evidence, strength_of(evidence), evidence.passage_id in cited) for evidence in found
    ]

    def order(one: Ranked) -> tuple[int, float]:
        answers = one.strength >= floor
        return (0 if answers and not one.repeated else 1 if answers else 2, -one.strength)

    return sorted(ranked, key=order)
