"""Fits the weights of a counter's strength on labelled arguments and prints them.

    python -m tests.benchmarks.fit_strength

Two steps.  The direction is fitted listwise: among the opposing points of an argument,
one that is right should come first.  Then it is scaled, on each argument's first point,
so that its logistic is the probability that this point answers.  Arguments that nothing
answers take part in the second step.  Each argument is judged as if it had not been heard.
Prints what belongs in ``retrieval/rank.py``, with the figure under five-fold cross-validation.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from debater import assemble
from debater.config import Settings
from debater.motions.heard import HEARD_FILE, Heard, read_heard
from debater.motions.library import find_motion
from debater.motions.model import STANCES, opposite
from debater.resources import shipped
from debater.retrieval.encode import query_encoder
from debater.retrieval.index import open_index
from debater.retrieval.lexical import LexicalIndex
from debater.retrieval.rank import part
from debater.retrieval.search import Searcher

_RIDGE = 1e-2
_DEVELOPMENT = shipped("prompts") / "motions" / "detente" / HEARD_FILE
_SETS = {
    "WITH_HEARD": (
        "answers",
        "answers_pair",
        "heard",
        "heard_mean",
        "tag",
        "question",
        "sentence",
        "passage",
        "lexical",
    ),
    "WITH_ANSWERS": (
        "answers",
        "answers_pair",
        "tag",
        "question",
        "sentence",
        "passage",
        "lexical",
    ),
    "WORDS_ONLY": ("lexical",),
}


@dataclass(frozen=True)
class Group:
    """The opposing points of one argument: their evidence (points, parts) and which are right."""

    argument: Heard
    evidence: np.ndarray
    right: np.ndarray


def groups(path: Path, parts: Sequence[str]) -> list[Group]:
    """Weigh every labelled argument of ``path`` against the default motion."""
    settings, where = Settings(), assemble.paths()
    found = find_motion("detente", settings, where)
    folder = assemble.index_folders(found, settings, where)[-1]
    encoder = query_encoder()
    index = open_index(folder, found.folder, encoder.fingerprint)
    searcher = Searcher(index.motion, index, encoder)
    motion = index.motion
    points = {point.id: point for point in motion.points()}

    def quoted(id: str) -> str:
        text = motion.source(motion.passage(points[id].passage).source).text
        return " ".join(sentence.span.of(text) for sentence in points[id].sentences)

    bare = {
        side: LexicalIndex([quoted(point.id) for point in motion.opposing(side)])
        for side in ("for", "against")
    }
    made = []
    for argument in read_heard(path):
        evidence = [
            one
            for one in searcher.evidence(argument.text, STANCES, unheard=True)
            if points[one.point].label.stance == opposite(argument.side)
        ]
        rows = [[part(one, name) for name in parts] for one in evidence]
        if "answers" not in parts and "passage" in parts:
            # A point without answers has fewer words to share: score its own text alone.
            for row, score in zip(rows, bare[argument.side].scores(argument.text), strict=True):
                row[parts.index("lexical")] = score
        right = [
            argument.answered_by(motion, motion.passage(one.passage_id), points[one.point])
            for one in evidence
        ]
        made.append(Group(argument, np.array(rows), np.array(right)))
    return made


def fit_direction(made: Sequence[Group]) -> np.ndarray:
    """Fit weights under which a right point has the highest sum among its group."""
    useful = [group for group in made if group.right.any()]
    scale = np.concatenate([group.evidence for group in useful]).std(axis=0)

    def loss(weights: np.ndarray) -> float:
        total = 0.0
        for group in useful:
            sums = group.evidence / scale @ weights
            sums = sums - sums.max()
            total += np.log(np.exp(sums).sum()) - np.log(np.exp(sums[group.right]).sum())
        return float(total / len(useful) + _RIDGE * weights @ weights)

    return np.asarray(minimize(loss, np.zeros(scale.size), method="L-BFGS-B").x / scale)


def fit_scale(made: Sequence[Group], direction: np.ndarray) -> tuple[float, float]:
    """Fit (factor, constant) so that logistic(factor·sum + constant) is a probability."""
    sums = np.array([(group.evidence @ direction).max() for group in made])
    firsts = [int((group.evidence @ direction).argmax()) for group in made]
    right = np.array([group.right[first] for group, first in zip(made, firsts, strict=True)])

    def loss(values: np.ndarray) -> float:
        logits = values[0] * sums + values[1]
        return float(np.mean(np.logaddexp(0, -np.where(right, logits, -logits))))

    factor, constant = minimize(loss, np.array([0.5, 0.0]), method="L-BFGS-B").x
    return float(factor), float(constant)


def first_right(made: Sequence[Group], direction: np.ndarray) -> list[bool]:
    """Tell for each argument that has an answer whether the first point is right."""
    return [
        bool(group.right[(group.evidence @ direction).argmax()])
        for group in made
        if group.argument.kind == "argument"
    ]


def cross_validated(made: Sequence[Group]) -> float:
    """The part of arguments whose first point is right, each judged by weights fitted on others."""
    order = np.random.default_rng(0).permutation(len(made))
    hits: list[bool] = []
    for fold in range(5):
        test = set(order[fold::5].tolist())
        train = [group for i, group in enumerate(made) if i not in test]
        hits += first_right([made[i] for i in sorted(test)], fit_direction(train))
    return float(np.mean(hits))


def main() -> None:
    """Fit each set of weights and print it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.fit_strength")
    parser.add_argument("--arguments", type=Path, default=_DEVELOPMENT)
    given = parser.parse_args()
    for name, parts in _SETS.items():
        made = groups(given.arguments, parts)
        direction = fit_direction(made)
        factor, constant = fit_scale(made, direction)
        weights = {n: round(float(w * factor), 2) for n, w in zip(parts, direction, strict=True)}
        print(f"{name} = Weights({constant:.2f}, {weights})")
        print(f"# first right: {np.mean(first_right(made, direction)):.3f} on the set itself,")
        print(f"# {cross_validated(made):.3f} under five-fold cross-validation")


if __name__ == "__main__":
    main()
