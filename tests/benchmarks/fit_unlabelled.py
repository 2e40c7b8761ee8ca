"""Fits the strength of a counter where no coach says what a point answers, and prints it.

    python -m tests.benchmarks.fit_unlabelled --counterargs FILE

``FILE`` has points with their best counters; every motion is asked its own arguments,
whole and as headlines, and three of other motions for each.  The default motion's
arguments take part as if its points had no lines.  Three steps: the direction, listwise,
so that what answers comes first; whether an argument is on the motion at all, from its
mean similarity to the motion's texts and its length; and the scale, so that the product
of the two is the probability that the first point answers.  Sides count as known.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from debater.retrieval.encode import ReferenceEncoder
from debater.retrieval.lexical import LexicalIndex
from debater.retrieval.rank import share_of_parts
from debater.text import sentence_spans, words
from tests.benchmarks.counter_retrieval import Scores, by_encoder
from tests.benchmarks.debates import Debate, read_debates
from tests.benchmarks.fit_strength import _DEVELOPMENT, fit_direction, groups

_PARTS = ("sentence", "passage", "lexical")
_STRANGERS = 3


@dataclass(frozen=True)
class Asked:
    """An argument put to a motion: the evidence of each opposing point, and which are right.

    ``own`` tells whether the argument belongs to the motion.
    """

    evidence: np.ndarray
    right: np.ndarray
    kind: str
    topic: float
    length: float
    own: bool


def of_debates(debates: list[Debate], scores: Scores) -> Iterator[Asked]:
    """Put its own arguments, and strangers, to every motion."""
    draw = np.random.default_rng(7)
    every = [(d, n) for d in debates for n in range(d.arguments)]
    for debate in debates:
        lexical = LexicalIndex(debate.texts)
        split = [[span.of(text) for span in sentence_spans(text)] for text in debate.texts]
        sentences = [sentence for some in split for sentence in some]
        owner = np.repeat(np.arange(len(split)), [len(some) for some in split])
        others = [(d, n) for d, n in every if d is not debate]
        chosen = draw.choice(len(others), _STRANGERS * debate.arguments, replace=False)
        asked = [(debate, n) for n in range(debate.arguments)] + [others[i] for i in chosen]
        for from_, number in asked:
            for kind, text in (
                ("whole", from_.texts[number]),
                ("headline", from_.headlines[number]),
            ):
                own = from_ is debate
                near = scores([text], debate.texts)[0]
                parts = scores([text], sentences)[0]
                best = np.array([parts[owner == n].max(initial=-1.0) for n in range(len(near))])
                best = np.where(best < 0, near, best)
                others_ = np.array([not (own and n == number) for n in range(len(near))])
                against = np.array([s != from_.sides[number] for s in debate.sides]) & others_
                right = debate.best(number) if own else np.zeros(len(near), dtype=bool)
                length = math.log(max(len(words(text)), 1))
                share = share_of_parts(length)
                best = share * best + (1 - share) * near
                evidence = np.stack([best, near, share * np.array(lexical.scores(text))], axis=1)
                yield Asked(
                    evidence[against],
                    right[against],
                    kind,
                    float(near[others_].mean()),
                    length,
                    own,
                )


def of_the_default_motion() -> Iterator[Asked]:
    """Put the arguments heard to the default motion as if it had no lines."""
    for group, topic in zip(
        groups(_DEVELOPMENT, _PARTS), groups(_DEVELOPMENT, ("topic",)), strict=True
    ):
        if group.argument.kind == "unanswerable":
            continue
        length = math.log(max(len(words(group.argument.text)), 1))
        own = group.argument.kind == "argument"
        near = float(topic.evidence[0, 0])
        yield Asked(group.evidence, group.right, "default motion", near, length, own)


def logistic(odds: np.ndarray) -> np.ndarray:
    """Return the probabilities of log-odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30))))


def fit(features: np.ndarray, truth: np.ndarray, factor: np.ndarray) -> np.ndarray:
    """Fit a logistic function whose value times ``factor`` is the probability of ``truth``."""
    centre, scale = features.mean(axis=0), features.std(axis=0)
    scaled = (features - centre) / scale

    def loss(values: np.ndarray) -> float:
        likely = np.clip(factor * logistic(values[0] + scaled @ values[1:]), 1e-6, 1 - 1e-6)
        return float(-np.mean(np.where(truth, np.log(likely), np.log(1 - likely))))

    values = minimize(loss, np.zeros(features.shape[1] + 1), method="L-BFGS-B").x
    weights = values[1:] / scale
    return np.array([values[0] - centre @ weights, *weights])


def main() -> None:
    """Fit and print what belongs in ``retrieval/rank.py``, and what floors would give."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.fit_unlabelled")
    parser.add_argument("--counterargs", type=Path, required=True)
    given = parser.parse_args()
    scores = by_encoder(ReferenceEncoder())
    asked = [*of_debates(read_debates(given.counterargs), scores), *of_the_default_motion()]
    direction = fit_direction([one for one in asked if one.own])
    sums = np.array([(one.evidence @ direction).max() for one in asked])
    firsts = [int((one.evidence @ direction).argmax()) for one in asked]
    right = np.array([one.right[first] for one, first in zip(asked, firsts, strict=True)])
    own = np.array([one.own for one in asked])
    shape = np.array([[one.topic, one.length] for one in asked])
    topical = fit(shape, own, np.ones(len(asked)))
    on = logistic(topical[0] + shape @ topical[1:])
    scale = fit(np.stack([sums, shape[:, 1]], axis=1), right, on)
    parts = {name: round(float(w * scale[1]), 2) for name, w in zip(_PARTS, direction, strict=True)}
    parts["length"] = round(float(scale[2]), 2)
    print(f"_ON_MOTION = {tuple(round(float(value), 2) for value in topical)}")
    print(f"WITHOUT_ANSWERS = Weights({scale[0]:.2f}, {parts})")
    strengths = on * logistic(scale[0] + scale[1] * sums + scale[2] * shape[:, 1])
    kinds = np.array([one.kind for one in asked])
    for floor in (0.05, 0.08, 0.1, 0.12, 0.15, 0.2):
        told = []
        for kind in sorted(set(kinds)):
            mine, strange = strengths[own & (kinds == kind)], strengths[~own & (kinds == kind)]
            told.append(
                f"{kind}: own {np.mean(mine < floor):.3f} strangers {np.mean(strange < floor):.3f}"
            )
        print(f"# silent below {floor}: " + "; ".join(told))


if __name__ == "__main__":
    main()
