"""Fits the weights by which speeches are split and linked.

    python -m tests.benchmarks.flow_fit [--counterargs FILE] [--check]

The hand-labelled pairs named ``dev-*`` teach most; ``--counterargs`` (JSON lines with motion,
side, argument and counter) adds pairs made of points and counters for a light prior: those
the retriever did not learn from, whose cosines are too good otherwise.
``--check`` leaves each file of labelled pairs out once and scores it by the others' weights.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from debater.config import limit_threads
from debater.debating import flow_linking, flow_odds, splitting
from debater.debating.flow_model import Argument
from debater.motions.model import Side
from debater.sparring.counters import Likeness
from debater.text import Span
from tests.benchmarks.flow import PAIRS, SPEECHES, Labelled, Score, measure, read_pairs

Matrix = npt.NDArray[np.float64]
# How much a made pair counts beside a labelled one, and how far weights are held to zero.
MADE_WEIGHT, SHRINK_OPENS, SHRINK = 0.1, 0.1, 1.0
# Two arguments taken for one cost more than one in two parts, which its links put together.
EAGER = 1.5
MADE = 200


@dataclass(frozen=True)
class Spoken:
    """A speech as a list of arguments, each a list of sentences, and what each answers."""

    pieces: tuple[tuple[str, ...], ...]
    answers: tuple[frozenset[int], ...]
    before: tuple[str, ...]
    runs: tuple[int, ...] = ()
    prose: bool = True

    @property
    def texts(self) -> list[str]:
        """Each argument as one text."""
        return [" ".join(piece) for piece in self.pieces]


@dataclass(frozen=True)
class Weights:
    """The fitted weights, as the modules hold them."""

    opens: tuple[float, ...]
    answers: tuple[float, ...]
    new: tuple[float, ...]


def labelled(path: Path) -> Iterator[Spoken]:
    """Read the speeches of a file of labelled pairs, without their fillers."""
    for pair in read_pairs(path):
        given = [pair[name] for name in SPEECHES if name in pair]
        yield _spoken(given[0], None)
        for before, speech in itertools.pairwise(given):
            yield _spoken(speech, before)


def _spoken(speech: Labelled, before: Labelled | None) -> Spoken:
    earlier = [n for n, p in enumerate(before.pieces, 1) if not p.filler] if before else []
    pieces, answers, runs = [], [], []
    run = 0
    for piece in speech.pieces:
        if piece.filler:
            run += 1
            continue
        pieces.append(_sentences(piece.text))
        answers.append(frozenset(earlier.index(n) for n in piece.answers if n in earlier))
        runs.append(run)
    texts = tuple(before.pieces[n - 1].text for n in earlier) if before else ()
    return Spoken(tuple(pieces), tuple(answers), texts, tuple(runs), "\n" not in speech.text)


def made(path: Path, count: int) -> Iterator[Spoken]:
    """Make speeches of counters to points of one motion, and of points of the other side."""
    chance = random.Random(1)
    debates: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        debates[row["motion"]][row["side"]].append(row)
    for number in range(count):
        sides = debates[sorted(debates)[number % len(debates)]]
        names = sorted(sides)
        if len(names) < 2:
            continue
        chance.shuffle(names)
        points = chance.sample(sides[names[0]], min(len(sides[names[0]]), chance.randint(2, 5)))
        chosen = chance.sample(range(len(points)), max(1, len(points) - chance.randint(0, 2)))
        others = chance.sample(sides[names[1]], min(len(sides[names[1]]), chance.randint(0, 2)))
        said = [(_cut(points[n]["counter"], chance), frozenset({n})) for n in chosen]
        said += [(_cut(row["argument"], chance), frozenset[int]()) for row in others]
        if chance.random() < 0.4:
            chance.shuffle(said)
        before = tuple(" ".join(_cut(row["argument"], chance)) for row in points)
        pieces = [(piece, aims) for piece, aims in said if piece]
        yield Spoken(tuple(p for p, _ in pieces), tuple(a for _, a in pieces), before)


def _cut(text: str, chance: random.Random) -> tuple[str, ...]:
    sentences = [s for s in _sentences(" ".join(text.split())) if len(s.split()) > 3]
    skip = len(sentences) > 2 and chance.random() < 0.3
    return tuple(sentences[skip : skip + chance.choice((1, 2, 2, 2, 3))])


def _sentences(text: str) -> tuple[str, ...]:
    return tuple(s.of(text) for s in splitting.sentences_of(text, Span(0, len(text))))


def opening_rows(speech: Spoken, likeness: Likeness) -> Iterator[tuple[tuple[float, ...], bool]]:
    """Yield the features of each sentence of a speech, and whether it opens an argument."""
    runs = speech.runs or (0,) * len(speech.pieces)
    for run in dict.fromkeys(runs):
        pieces = [piece for piece, own in zip(speech.pieces, runs, strict=True) if own == run]
        said = [sentence for piece in pieces for sentence in piece]
        begins = set(itertools.accumulate(len(piece) for piece in pieces))
        openings = splitting.Openings(said, likeness, speech.before)
        start = 0
        for number in range(1, len(said)):
            yield openings.features(start, number), number in begins
            start = number if number in begins else start


def answer_rows(speech: Spoken, likeness: Likeness) -> Iterator[tuple[Matrix, list[int]]]:
    """Yield for each argument what it may answer and new matter, a row each, and the right ones."""
    own = [_argument(text, "for") for text in speech.texts]
    seen = flow_linking.Linker(likeness).features(
        own, [_argument(text, "against") for text in speech.before]
    )
    pairs, new = flow_odds.pair_signals(seen), flow_odds.new_signals(own, seen)
    for row, nothing, aims in zip(pairs, new, speech.answers, strict=True):
        choices = [[*each, *([0.0] * len(nothing))] for each in row]
        choices.append([0.0] * len(row[0]) + list(nothing))
        yield np.array(choices), sorted(aims) or [len(row)]


def _argument(text: str, side: Side) -> Argument:
    return Argument("", 0, side, "user", text, Span(0, len(text)), text)


def fit_openings(rows: Sequence[tuple[tuple[float, ...], bool]], counts: Matrix) -> Matrix:
    """Fit by logistic regression whether a sentence opens an argument."""
    x, y = np.array([row for row, _ in rows]), np.array([opens for _, opens in rows], float)
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        hessian = (x * (counts * p * (1 - p))[:, None]).T @ x + SHRINK_OPENS * np.eye(len(weights))
        weights -= np.linalg.solve(hessian, x.T @ (counts * (p - y)) + SHRINK_OPENS * weights)
    weights[0] += EAGER
    return weights


def fit_answers(rows: Sequence[tuple[Matrix, list[int]]], counts: Matrix) -> Matrix:
    """Fit by multinomial regression which of its choices an argument takes."""
    size = rows[0][0].shape[1]
    weights = np.zeros(size)
    for _ in range(30):
        slope, hessian = SHRINK * weights, SHRINK * np.eye(size)
        for (choices, right), count in zip(rows, counts, strict=True):
            odds = choices @ weights
            p = np.exp(odds - odds.max())
            p /= p.sum()
            mean = p @ choices
            wanted = p[right] @ choices[right] / p[right].sum()
            slope = slope + count * (mean - wanted)
            hessian = hessian + count * ((choices.T * p) @ choices - np.outer(mean, mean))
        weights = weights - np.linalg.solve(hessian, slope)
    return weights


def fit(real: Sequence[Spoken], prior: Sequence[Spoken], likeness: Likeness) -> Weights:
    """Fit all weights on labelled speeches, and lightly on made ones."""
    opening, answering = [], []
    opening_counts, answering_counts = [], []
    for speech, count in [*((s, 1.0) for s in real), *((s, MADE_WEIGHT) for s in prior)]:
        if speech.prose:
            found = list(opening_rows(speech, likeness))
            opening += found
            opening_counts += [count] * len(found)
        if speech.before:
            choices = list(answer_rows(speech, likeness))
            answering += choices
            answering_counts += [count] * len(choices)
    opens = fit_openings(opening, np.array(opening_counts))
    both = fit_answers(answering, np.array(answering_counts))
    pairs = len(flow_odds.ANSWERS)
    return Weights(_short(opens), _short(both[:pairs]), _short(both[pairs:]))


def _short(weights: Matrix) -> tuple[float, ...]:
    return tuple(round(float(weight), 2) for weight in weights)


def check(
    files: dict[Path, list[Spoken]], prior: Sequence[Spoken], likeness: Likeness
) -> Iterator[tuple[str, Score]]:
    """Score each file by weights fitted on the others."""
    for path in files:
        fitted = fit([s for p, own in files.items() if p != path for s in own], prior, likeness)
        with (
            patch.object(splitting, "OPENS", fitted.opens),
            patch.object(flow_odds, "ANSWERS", fitted.answers),
            patch.object(flow_odds, "NEW", fitted.new),
        ):
            yield from measure([path], likeness).items()


def main() -> None:
    """Print the fitted weights, or the scores of files left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counterargs", type=Path, help="points and counters, JSON lines")
    parser.add_argument("--check", action="store_true", help="leave each file out once")
    chosen = parser.parse_args()
    limit_threads()
    from debater.retrieval.encode import query_encoder
    from debater.retrieval.likeness import EncodedLikeness

    likeness = EncodedLikeness(query_encoder())
    files = {path: list(labelled(path)) for path in sorted(PAIRS.glob("dev-*.yaml"))}
    prior = list(made(chosen.counterargs, MADE)) if chosen.counterargs else []
    if chosen.check:
        whole = Score()
        for name, score in check(files, prior, likeness):
            print(score.line(name))
            whole.add(score)
        print(whole.line("each left out"))
    print(fit([speech for own in files.values() for speech in own], prior, likeness))


if __name__ == "__main__":
    main()
