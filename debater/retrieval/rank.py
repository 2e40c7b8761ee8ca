"""Ranks opposing points by the evidence that they answer an argument.

Arithmetic on plain numbers.  The strength of a point is the logistic function of a
weighted sum of its evidence; the weights were fitted on arguments labelled by hand
(``python -m tests.benchmarks.fit_strength`` fits them again).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PointEvidence:
    """How well one point fits an argument, each figure from 0 to 1.

    ``sentences`` holds the similarity of each quotable sentence, ``tag`` that of the
    point's tag, ``answers`` that of the best ``answers`` line and ``answers_pair`` the
    mean of the best two; ``claim`` is the number of the best line.  What a point does
    not have is None, and so is every similarity when there is no embedding model.
    """

    point: str
    passage_id: str
    lexical: float
    passage: float | None = None
    sentences: tuple[float, ...] = ()
    tag: float | None = None
    answers: float | None = None
    answers_pair: float | None = None
    claim: int | None = None

    @property
    def sentence(self) -> float | None:
        """The similarity of the best sentence."""
        return max(self.sentences, default=None)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A point with its strength, in the order it should be used.

    ``answers`` tells that the strength reaches the floor; below it the point is only near.
    """

    evidence: PointEvidence
    strength: float
    answers: bool
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the evidence, the constant of the logistic function, and the floor.

    Below ``floor`` a point counts as no answer, unless the motion sets its own.
    """

    constant: float
    parts: Mapping[str, float]
    floor: float

    def strength(self, evidence: PointEvidence) -> float:
        """Return the estimated probability that the point answers the argument."""
        total = self.constant
        for name, weight in self.parts.items():
            total += weight * (getattr(evidence, name) or 0.0)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


# Fitted; see the module's docstring.
WITH_ANSWERS = Weights(
    -15.69,
    {
        "answers": 7.18,
        "answers_pair": 7.88,
        "tag": 4.64,
        "sentence": 1.88,
        "passage": 2.64,
        "lexical": 8.28,
    },
    floor=0.40,
)
WITHOUT_ANSWERS = Weights(-6.33, {"sentence": 4.25, "passage": 5.35, "lexical": 1.02}, floor=0.25)
WORDS_ONLY = Weights(-1.43, {"lexical": 7.73}, floor=0.45)


def weights_for(evidence: PointEvidence) -> Weights:
    """Return the weights that fit what is known of a point."""
    if evidence.passage is None:
        return WORDS_ONLY
    return WITH_ANSWERS if evidence.answers is not None else WITHOUT_ANSWERS


def bearing(evidence: PointEvidence) -> float:
    """Return how much a point's own text has to do with what was said, from 0 to 1.

    Unlike its strength this looks at the text alone, not at what a coach says it answers,
    and so holds for a point of either side.
    """
    weights = WORDS_ONLY if evidence.passage is None else WITHOUT_ANSWERS
    return weights.strength(evidence)


def rank(
    found: Iterable[PointEvidence],
    cited: frozenset[str] = frozenset(),
    floor: float | None = None,
) -> list[Ranked]:
    """Order points by strength, those of passages not yet cited first.

    ``floor`` is the motion's own, if it sets one.  A passage this round has cited comes
    after every fresh one that answers, and before those that do not: nothing is
    repeated while something else answers.
    """
    ranked = []
    for evidence in found:
        weights = weights_for(evidence)
        strength = weights.strength(evidence)
        answers = strength >= (weights.floor if floor is None else floor)
        ranked.append(Ranked(evidence, strength, answers, evidence.passage_id in cited))

    def order(one: Ranked) -> tuple[int, float]:
        return (0 if one.answers and not one.repeated else 1 if one.answers else 2, -one.strength)

    return sorted(ranked, key=order)
