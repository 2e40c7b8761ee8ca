"""Weighs what an argument answers: the odds of each earlier argument, and of new matter.

The arguments of a speech share out the earlier ones among them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from debater.debating.flow_cues import (
    announces_new,
    carries_forward,
    denials,
    references,
    restated,
)
from debater.debating.flow_model import Argument
from debater.debating.splitting import sentences_of
from debater.text import Span

# What ranks the arguments an argument may answer: the retriever's cosine of the two, of
# their nearest sentences, and of the claim as restated, shared words, and a number named.
RANKS = (1.0, 0.5, 0.25, 0.15, 0.3)
# The odds that an argument answers another, from ``pair_signals``, and that it is new matter,
# from ``new_signals``: a multinomial model fitted on hand-labelled pairs of speeches, with
# pairs made of points and their counters for a prior (tests/benchmarks/flow_fit.py).
ANSWERS = (1.67, 1.44, 0.08, 1.48, 0.45, 3.73, 4.99)
NEW = (0.25, 0.58, -0.4, 0.84, 1.97, 1.12, -0.56, -0.29)
# The odds fall where other arguments of the speech answer the same; looked at so often.
_SHARED, _ROUNDS = 1.5, 3


@dataclass(frozen=True, slots=True)
class Features:
    """How one argument looks from another, each about 0 to 1; ``numbered`` is −½, 0 or 1.

    ``centred`` is the cosine once what all arguments have in common is taken away.
    """

    whole: float
    sentence: float
    restated: float
    shared: float
    numbered: float
    centred: float = 0.0

    @property
    def rank(self) -> float:
        """How far this target comes before others."""
        values = (self.whole, self.sentence, self.restated, self.shared, self.numbered)
        return _dot(RANKS, values)


def likelihoods(own: Sequence[Argument], seen: Sequence[Sequence[Features]]) -> list[list[float]]:
    """Return a row for each argument: how likely it answers each earlier one, and last, none."""
    pairs = [[_dot(ANSWERS, each) for each in row] for row in pair_signals(seen)]
    new = [_dot(NEW, each) for each in new_signals(own, seen)]
    return shared_out(pairs, new)


def pair_signals(seen: Sequence[Sequence[Features]]) -> list[list[tuple[float, ...]]]:
    """What tells that one argument answers another, a row for each argument of a speech."""
    ranks = [[features.rank for features in row] for row in seen]
    found: list[list[tuple[float, ...]]] = []
    for number, row in enumerate(seen):
        signals: list[tuple[float, ...]] = []
        for t, features in enumerate(row):
            # Arguments of one speech mostly answer different ones.
            others = max((each[t] for n, each in enumerate(ranks) if n != number), default=0.0)
            signals.append(
                (
                    features.whole,
                    features.sentence,
                    features.restated - features.sentence,
                    features.shared,
                    features.numbered,
                    min(0.0, ranks[number][t] - others),
                    features.centred,
                )
            )
        found.append(signals)
    return found


def new_signals(
    own: Sequence[Argument], seen: Sequence[Sequence[Features]]
) -> list[tuple[float, ...]]:
    """What tells that an argument answers nothing, for each argument of a speech."""
    found: list[tuple[float, ...]] = []
    for number, (argument, row) in enumerate(zip(own, seen, strict=True)):
        spans = sentences_of(argument.text, Span(0, len(argument.text)))
        beginning = spans[0].of(argument.text) if spans else argument.text
        says_whom = bool(restated(argument.text)) or any(f.numbered > 0 for f in row)
        found.append(
            (
                1.0,
                float(announces_new(argument.text)),
                float(says_whom),
                sum(features.rank for features in row) / len(row),
                float(1 < number == len(own) - 1),
                float(carries_forward(argument.text)),
                float(denials(beginning)),
                float(references(beginning)),
            )
        )
    return found


def shared_out(pairs: Sequence[Sequence[float]], new: Sequence[float]) -> list[list[float]]:
    """Return a row for each argument: how likely it answers each earlier one, and last, none."""
    odds = [[*row, nothing] for row, nothing in zip(pairs, new, strict=True)]
    likely = [_softmax(row) for row in odds]
    for _ in range(_ROUNDS):
        taken = [sum(column) for column in zip(*likely, strict=True)][:-1]
        likely = [
            _softmax(
                [*(row[t] - _SHARED * (taken[t] - own[t]) for t in range(len(taken))), row[-1]]
            )
            for row, own in zip(odds, likely, strict=True)
        ]
    return likely


def _softmax(row: Sequence[float]) -> list[float]:
    highest = max(row)
    raised = [math.exp(value - highest) for value in row]
    return [value / sum(raised) for value in raised]


def _dot(weights: Sequence[float], values: Sequence[float]) -> float:
    return sum(w * value for w, value in zip(weights, values, strict=True))
