"""Ranks opposing points by the evidence that they answer an argument.

Arithmetic on plain numbers.  The strength of a point is the logistic function of a
weighted sum of its evidence; the weights were fitted on arguments labelled by hand
(``python -m tests.benchmarks.fit_strength`` fits them again, and for packs without a
coach's lines ``python -m tests.benchmarks.fit_unlabelled``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

# A follow-up is read with the turn before it, which earned part of its strength.
_FOLLOW_UP = 0.7
# When even the strongest point of a coach's brief is this weak, the argument is off the motion;
# without one, when it is likelier off than on.
_NEAR = 0.2
# A predicted stance counts less than its face value: beyond this exponent more that opposes
# comes first, but less of it answers (measured on debates; a coach's label is certain).
_SIDE = 0.35
_ON = 0.5


@dataclass(frozen=True, slots=True)
class PointEvidence:
    """How well one point fits an argument, each figure from 0 to 1.

    ``sentences`` holds the similarity of each quotable sentence; ``tag`` and
    ``question`` those of the coach's tag and best question; ``answers`` that of the
    best ``answers`` line and ``answers_pair`` the mean of the best two; ``claim`` is the
    number of the best line.  ``heard`` is the similarity of the nearest argument heard,
    ``heard_mean`` the mean of the nearest three.  What a point does not have is None, and
    so is every similarity when there is no embedding model.  ``topic`` is the argument's
    mean similarity to every passage of the motion and ``length`` the logarithm of its number
    of words; ``opposes`` is the probability that the point argues against the user, 1 where
    a coach says so.
    """

    point: str
    passage_id: str
    lexical: float
    passage: float | None = None
    sentences: tuple[float, ...] = ()
    tag: float | None = None
    question: float | None = None
    answers: float | None = None
    answers_pair: float | None = None
    claim: int | None = None
    heard: float | None = None
    heard_mean: float | None = None
    topic: float | None = None
    length: float = 0.0
    opposes: float = 1.0

    @property
    def sentence(self) -> float | None:
        """The similarity of the best sentence."""
        return max(self.sentences, default=None)


def part(evidence: PointEvidence, name: str) -> float:
    """Return one part of the evidence; a part the point lacks counts as its passage does."""
    value = getattr(evidence, name)
    return float(value if value is not None else evidence.passage or 0.0)


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
            total += weight * part(evidence, name)
        return logistic(total)


# Fitted; see the module's docstring.
WITH_HEARD = Weights(
    -14.80,
    {
        "answers": 2.9,
        "answers_pair": 4.26,
        "heard": 4.08,
        "heard_mean": 5.93,
        "tag": 1.49,
        "question": 1.38,
        "sentence": 2.05,
        "passage": 1.03,
        "lexical": 4.26,
    },
    floor=0.4,
)
WITH_ANSWERS = Weights(
    -11.82,
    {
        "answers": 4.23,
        "answers_pair": 6.4,
        "tag": 2.13,
        "question": 2.35,
        "sentence": 2.47,
        "passage": 1.33,
        "lexical": 4.77,
    },
    floor=0.36,
)
# A long argument is nearer to any text than a short one: its length counts against it.
WITHOUT_ANSWERS = Weights(
    -3.87,
    {"sentence": 1.46, "passage": 5.05, "lexical": 1.2, "length": -0.2},
    floor=0.1,
)
# Of a point's own text alone, for questions and evidence to be turned.
_BEARING = Weights(-4.72, {"sentence": 3.01, "passage": 4.2, "lexical": 0.7}, floor=0.22)
# Up to so many words an argument is a claim, which one sentence may answer; from so many on it
# is a speech, whose best counter is near it as a whole while single sentences mislead.
_CLAIM, _SPEECH = math.log(30), math.log(120)
# Constant, and the weights of the topic and of the logarithm of the length.
_ON_MOTION = (-19.59, 43.48, -0.5)
WORDS_ONLY = Weights(-0.56, {"lexical": 4.53}, floor=0.4)


def weights_for(evidence: PointEvidence) -> Weights:
    """Return the weights that fit what is known of a point."""
    if evidence.passage is None:
        return WORDS_ONLY
    if evidence.answers is None:
        return WITHOUT_ANSWERS
    return WITH_ANSWERS if evidence.heard is None else WITH_HEARD


def strength(evidence: PointEvidence) -> float:
    """Return the estimated probability that a point answers: that it fits, and opposes.

    A coach's label is certain; a predicted one lowers the strength as it is unsure.  Where
    no coach says what a point answers, what is near may still be off the motion, so the
    probability that the argument is on it at all counts too.
    """
    fits = _fits(evidence)
    if weights_for(evidence) is WITHOUT_ANSWERS:
        fits *= on_motion(evidence)
    return fits * math.pow(evidence.opposes, _SIDE)


def made_of(evidence: PointEvidence) -> dict[str, float]:
    """Return what a strength is made of, for people: its factors, then what ``fits`` weighs.

    The factors multiplied are the strength; of the rest each is a figure from 0 to 1.
    """
    weights = weights_for(evidence)
    found = {"fits": _fits(evidence)}
    if weights is WITHOUT_ANSWERS:
        found["on_motion"] = on_motion(evidence)
    found["opposes"] = math.pow(evidence.opposes, _SIDE)
    return found | {n: part(evidence, n) for n in weights.parts if n != "length"}


def share_of_parts(length: float) -> float:
    """Return how much single sentences and words count, from 1 for a claim to 0 for a speech.

    ``length`` is the logarithm of the number of words.
    """
    return min(1.0, max(0.0, (_SPEECH - length) / (_SPEECH - _CLAIM)))


def _fits(evidence: PointEvidence) -> float:
    """Return the probability that a point fits what was said, whosever side it is on."""
    weights = weights_for(evidence)
    if weights is WITHOUT_ANSWERS:
        share = share_of_parts(evidence.length)
        whole = evidence.passage or 0.0
        sentence = share * part(evidence, "sentence") + (1.0 - share) * whole
        evidence = replace(evidence, sentences=(sentence,), lexical=share * evidence.lexical)
    return weights.strength(evidence)


def on_motion(evidence: PointEvidence) -> float:
    """Return the probability that the argument is on the motion, from its texts as a whole.

    A long text is nearer to everything than a short one, on the motion or off it.
    """
    if evidence.topic is None:
        return 1.0
    constant, topic, length = _ON_MOTION
    return logistic(constant + topic * evidence.topic + length * evidence.length)


def logistic(odds: float) -> float:
    """Return the probability of log-odds ``odds``."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))


def bearing(evidence: PointEvidence) -> float:
    """Return how much a point's own text has to do with what was said, from 0 to 1.

    Unlike its strength this looks at the text alone, not at what a coach says it answers,
    and so holds for a point of either side.
    """
    weights = WORDS_ONLY if evidence.passage is None else _BEARING
    return weights.strength(evidence)


def off_motion(found: Iterable[PointEvidence]) -> bool:
    """Tell whether an argument is about something else than the motion."""
    return all(
        evidence.lexical == 0
        if evidence.passage is None
        else on_motion(evidence) < _ON
        if evidence.answers is None
        else strength(evidence) < _NEAR
        for evidence in found
    )


def rank(
    found: Iterable[PointEvidence],
    cited: frozenset[str] = frozenset(),
    floor: float | None = None,
    followed: Iterable[PointEvidence] = (),
) -> list[Ranked]:
    """Order points by strength, those of passages not yet cited first.

    ``floor`` is the motion's own, if it sets one.  ``followed`` is the evidence when the
    argument is read after the one before; the better reading of a point counts.  A
    passage this round has cited comes after every fresh one that answers, and before
    those that do not: nothing is repeated while something else answers.
    """
    best: dict[str, Ranked] = {}
    for share, reading in ((1.0, found), (_FOLLOW_UP, followed)):
        for evidence in reading:
            strong = strength(evidence) * share
            lowest = weights_for(evidence).floor if floor is None else floor
            one = Ranked(evidence, strong, strong >= lowest, evidence.passage_id in cited)
            if evidence.point not in best or strong > best[evidence.point].strength:
                best[evidence.point] = one

    def order(one: Ranked) -> tuple[int, float]:
        return (0 if one.answers and not one.repeated else 1 if one.answers else 2, -one.strength)

    return sorted(best.values(), key=order)
