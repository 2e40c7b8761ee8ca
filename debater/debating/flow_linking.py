"""Finds what an argument of the user's answers or carries forward.

Each earlier argument gets a score from the retriever's cosines, from the words both share,
and from what the speaker says of it (its number, a restatement).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from debater.debating.flow_cues import (
    announces_new,
    carries_forward,
    number_meant,
    own_number,
    restated,
)
from debater.debating.flow_model import Argument, Link
from debater.debating.splitting import sentences_of
from debater.motions.model import opposite
from debater.sparring.counters import Likeness
from debater.text import Span, words

# What ranks the arguments an argument may answer: the retriever's cosine of the two, of
# their nearest sentences, and of the claim as restated, shared words, and a number named.
RANKS = (1.0, 0.5, 0.25, 0.15, 0.3)
# Arguments of one speech mostly answer different ones: what another is nearer to counts less.
_TAKEN = 0.4
# Whether it answers the first of them, or is new: how near that one is, how far it stands
# out, and cues.  Fitted on hand-labelled pairs of speeches (tests/benchmarks/flow.py --fit).
ANSWERS, BIAS = (1.9, 3.4, -2.8, 0.5, 1.7), 0.7
_USUAL, _ALONE = 1.2, 0.3
_LINKED, _EXTENDED = 0.64, 0.7
# A second answer is drawn where it ranks nearly as high as the first.
_ALSO, _CLOSE = 1.45, 0.06
# From this cosine on two arguments of one side are one, said again.
_SAID_AGAIN = 0.9
# A second answer is drawn where it is nearly as sure as the first.
_ALSO, _CLOSE = 0.75, 0.08
_STOP = frozenset(
    "the a an of to and in is are that it this for be on with as by not or we they you i at from "
    "have has had will would can could should must may might their our its but if so than more "
    "most do does did was were been being there which who what when where how why people say says "
    "said point points argument claim also just very only even then because".split()
)


@dataclass(frozen=True, slots=True)
class Features:
    """How one argument looks from another, each about 0 to 1; ``numbered`` is −1, 0 or 1."""

    whole: float
    sentence: float
    restated: float
    shared: float
    numbered: float

    @property
    def values(self) -> tuple[float, ...]:
        """The features in the order of the weights."""
        return (self.whole, self.sentence, self.restated, self.shared, self.numbered)

    @property
    def rank(self) -> float:
        """How far this target comes before others."""
        return sum(w * value for w, value in zip(RANKS, self.values, strict=True))


@dataclass(frozen=True, slots=True)
class Ranked:
    """What an argument may answer, the likeliest first, and how likely it answers that.

    ``said`` is what the likelihood was estimated from.
    """

    targets: tuple[Argument, ...]
    ranks: tuple[float, ...]
    said: tuple[float, ...]
    answers: float


class Linker:
    """Links arguments by their texts; without a likeness by their words alone."""

    def __init__(self, likeness: Likeness | None) -> None:
        self.likeness = likeness

    def links(self, own: Sequence[Argument], before: Sequence[Argument]) -> list[Link]:
        """Return the links of one speech's arguments to those ``before`` it."""
        if not own or not before:
            return []
        side = own[0].side
        theirs = [argument for argument in before if argument.side == opposite(side)]
        mine = [argument for argument in before if argument.side == side]
        found: list[Link] = []
        for argument, ranked in zip(own, self.ranked(own, theirs), strict=True):
            answers = _answers(argument, ranked)
            extends = self._extends(argument, mine)
            if extends is not None and (extends.score >= _SAID_AGAIN or not answers):
                found.append(extends)
            else:
                found += answers
        return found

    def ranked(self, own: Sequence[Argument], theirs: Sequence[Argument]) -> list[Ranked]:
        """Rank for each argument of a speech what it may answer among ``theirs``."""
        if not theirs:
            return [Ranked((), (), (), 0.0) for _ in own]
        seen = [self.features(argument, theirs) for argument in own]
        ranks = [[features.rank for features in row] for row in seen]
        found = []
        for number, argument in enumerate(own):
            others = [row for n, row in enumerate(ranks) if n != number]
            nearest = [max((row[t] for row in others), default=0.0) for t in range(len(theirs))]
            left = [rank - _TAKEN * n for rank, n in zip(ranks[number], nearest, strict=True)]
            order = sorted(range(len(theirs)), key=lambda t: -left[t])
            said = signals(argument, seen[number], ranks[number], left, nearest)
            total = BIAS + sum(w * value for w, value in zip(ANSWERS, said, strict=True))
            likely = 1 / (1 + math.exp(-total))
            targets = tuple(theirs[t] for t in order)
            plain = tuple(ranks[number][t] for t in order)
            found.append(Ranked(targets, plain, said, likely))
        return found

    def _extends(self, argument: Argument, mine: Sequence[Argument]) -> Link | None:
        if not mine:
            return None
        goes_back = carries_forward(argument.text)
        meant = own_number(argument.text)
        scored = []
        for features, target in zip(
            self.features(argument, mine, numbers=False), mine, strict=True
        ):
            score = features.whole
            if goes_back:
                score = max(score, features.rank / 2 + max(0.0, _numbered(meant, target, mine)))
            scored.append((score, target))
        best, target = max(scored, key=lambda pair: pair[0])
        if best < (_EXTENDED if goes_back else _SAID_AGAIN):
            return None
        return Link(argument.id, target.id, "extends", round(min(best, 1.0), 4), "model")

    def features(
        self, argument: Argument, targets: Sequence[Argument], *, numbers: bool = True
    ) -> list[Features]:
        """Return how each of ``targets`` looks from ``argument``."""
        if not targets:
            return []
        texts = [target.text for target in targets]
        whole = self._between([argument.text], texts)[0]
        own = _sentences(argument.text)
        claim = restated(argument.text)
        shared = _shared_words(argument.text, texts)
        meant = number_meant(argument.text) if numbers else None
        found = []
        for number, target in enumerate(targets):
            parts = _sentences(target.text)
            nearest = max(max(row) for row in self._between(own, parts))
            named = max(self._between([claim], [target.text, *parts])[0]) if claim else nearest
            found.append(
                Features(
                    whole[number],
                    nearest,
                    named,
                    shared[number],
                    _numbered(meant, target, targets),
                )
            )
        return found

    def _between(self, first: Sequence[str], second: Sequence[str]) -> list[list[float]]:
        if self.likeness is not None:
            return self.likeness.between(first, second)
        return [[_overlap(one, other) for other in second] for one in first]


def _answers(argument: Argument, found: Ranked) -> list[Link]:
    if not found.targets or found.answers < _LINKED:
        return []
    chosen = [found.targets[0]]
    if len(found.ranks) > 1 and found.ranks[1] >= _ALSO:
        chosen += found.targets[1:2] if found.ranks[0] - found.ranks[1] <= _CLOSE else ()
    score = round(found.answers, 4)
    return [Link(argument.id, target.id, "answers", score, "model") for target in chosen]


def signals(
    argument: Argument,
    seen: Sequence[Features],
    ranks: Sequence[float],
    left: Sequence[float],
    nearest: Sequence[float],
) -> tuple[float, ...]:
    """What tells an answer from new matter, for the target that comes first.

    ``ranks`` are those of ``seen``, ``left`` what is left of them beside the speech's other
    arguments, whose highest rank for each target is ``nearest``.
    """
    first = max(range(len(left)), key=lambda t: left[t])
    others = [value for t, value in enumerate(left) if t != first]
    margin = left[first] - max(others) if others else _ALONE
    says_whom = bool(restated(argument.text)) or any(f.numbered > 0 for f in seen)
    ahead = ranks[first] - max(ranks[first], nearest[first])
    return (
        ranks[first] - _USUAL,
        margin,
        float(announces_new(argument.text)),
        float(says_whom),
        ahead,
    )


def _numbered(meant: int | None, target: Argument, targets: Sequence[Argument]) -> float:
    """Tell whether a number the speaker names is this target's, in the latest speech of theirs."""
    if meant is None:
        return 0.0
    stages = [t.stage for t in targets]
    same = [t for t in targets if t.stage == target.stage]
    position = same.index(target) + 1
    right = position == meant or (meant == -1 and position == len(same))
    if not right or target.stage not in (min(stages), max(stages)):
        return -0.5
    return 1.0


def _sentences(text: str) -> list[str]:
    spans = sentences_of(text, Span(0, len(text)))
    return [span.of(text) for span in spans] or [text]


def _telling(text: str) -> set[str]:
    return {word[:6] for word in words(text) if word not in _STOP and len(word) > 2}


def _shared_words(text: str, targets: Sequence[str]) -> list[float]:
    """Weigh the words a text shares with each target by how few targets have them."""
    own = _telling(text)
    each = [_telling(target) for target in targets]
    spread = Counter(word for target in each for word in target)
    return [
        sum(1 / spread[word] for word in own & target) / math.sqrt(1 + len(own)) for target in each
    ]


def _overlap(one: str, other: str) -> float:
    """Stand in for a cosine where there is no model: shared words, scaled to its range."""
    first, second = _telling(one), _telling(other)
    if not first or not second:
        return 0.45
    return 0.45 + 0.5 * len(first & second) / math.sqrt(len(first) * len(second))
