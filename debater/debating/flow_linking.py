"""Finds what an argument of the user's answers or carries forward.

Each earlier argument is compared by the retriever's cosines, by the words both share, and by
what the speaker says of it (its number, a restatement); ``flow_odds`` weighs that.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from debater.debating.flow_cues import carries_forward, number_meant, own_number, restated
from debater.debating.flow_model import Argument, Link
from debater.debating.flow_odds import Features, likelihoods
from debater.debating.splitting import sentences_of
from debater.motions.model import opposite
from debater.sparring.counters import Likeness
from debater.text import Span, words

# A link is drawn where an answer is at least this likely beside new matter.
_LINKED, _EXTENDED = 0.5, 0.7
# A second answer is drawn where it is this likely too.
_ALSO = 0.45
# From this cosine on two arguments of one side are one, said again.
_SAID_AGAIN = 0.9
# A debate has a few hundred arguments and sentences, and is laid out again after each speech.
_KEPT = 4096
_STOP = frozenset(
    "the a an of to and in is are that it this for be on with as by not or we they you i at from "
    "have has had will would can could should must may might their our its but if so than more "
    "most do does did was were been being there which who what when where how why people say says "
    "said point points argument claim also just very only even then because".split()
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """What an argument may answer, the likeliest first, how likely each is, and that none is."""

    targets: tuple[Argument, ...]
    likely: tuple[float, ...]
    new: float

    @property
    def answers(self) -> float:
        """How likely it answers the first of them rather than nothing."""
        return self.likely[0] / (self.likely[0] + self.new) if self.likely else 0.0


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
            return [Ranked((), (), 1.0) for _ in own]
        seen = self.features(own, theirs)
        found = []
        for row in likelihoods(own, seen):
            order = sorted(range(len(theirs)), key=lambda t: -row[t])
            targets = tuple(theirs[t] for t in order)
            found.append(Ranked(targets, tuple(row[t] for t in order), row[-1]))
        return found

    def _extends(self, argument: Argument, mine: Sequence[Argument]) -> Link | None:
        if not mine:
            return None
        goes_back = carries_forward(argument.text)
        meant = own_number(argument.text)
        scored = []
        seen = self.features([argument], mine, numbers=False)[0]
        for features, target in zip(seen, mine, strict=True):
            score = features.whole
            if goes_back:
                score = max(score, features.rank / 2 + max(0.0, _numbered(meant, target, mine)))
            scored.append((score, target))
        best, target = max(scored, key=lambda pair: pair[0])
        if best < (_EXTENDED if goes_back else _SAID_AGAIN):
            return None
        return Link(argument.id, target.id, "extends", round(min(best, 1.0), 4), "model")

    def features(
        self, own: Sequence[Argument], targets: Sequence[Argument], *, numbers: bool = True
    ) -> list[list[Features]]:
        """Return a row for each of ``own``: how each of ``targets`` looks from it."""
        texts = [argument.text for argument in own]
        theirs = [target.text for target in targets]
        centred = self._centred(texts, theirs)
        parts = [_sentences(text) for text in theirs]
        found = []
        for number, text in enumerate(texts):
            claim = restated(text)
            said = [text, *_sentences(text), *([claim] if claim else [])]
            rows = self._between(said, [*theirs, *(part for each in parts for part in each)])
            shared = _shared_words(text, theirs)
            meant = number_meant(text) if numbers else None
            row, end = [], len(theirs)
            for t, target in enumerate(targets):
                start, end = end, end + len(parts[t])
                sentences = rows[1:-1] if claim else rows[1:]
                nearest = max(max(each[start:end]) for each in sentences)
                named = max(rows[-1][t], *rows[-1][start:end]) if claim else nearest
                numbered = _numbered(meant, target, targets)
                whole = rows[0][t]
                row.append(Features(whole, nearest, named, shared[t], numbered, centred[number][t]))
            found.append(row)
        return found

    def _centred(self, first: Sequence[str], second: Sequence[str]) -> list[list[float]]:
        """Return the cosines of vectors from which the mean of all of them is taken."""
        texts = [*first, *second]
        rows = self._between(texts, texts)
        means = [sum(row) / len(texts) for row in rows]
        mean = sum(means) / len(texts)
        lengths = [
            math.sqrt(max(1e-6, rows[n][n] - 2 * means[n] + mean)) for n in range(len(texts))
        ]
        begin = len(first)
        return [
            [
                (rows[a][b] - means[a] - means[b] + mean) / (lengths[a] * lengths[b])
                for b in range(begin, len(texts))
            ]
            for a in range(begin)
        ]

    def _between(self, first: Sequence[str], second: Sequence[str]) -> list[list[float]]:
        if self.likeness is not None:
            return self.likeness.between(first, second)
        sets = [_telling(text) for text in second]
        return [[_overlap(_telling(text), other) for other in sets] for text in first]


def _answers(argument: Argument, found: Ranked) -> list[Link]:
    if found.answers < _LINKED:
        return []
    chosen = [found.targets[0]]
    if len(found.likely) > 1 and found.likely[1] >= _ALSO:
        chosen.append(found.targets[1])
    score = round(found.answers, 4)
    return [Link(argument.id, target.id, "answers", score, "model") for target in chosen]


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


@lru_cache(maxsize=_KEPT)
def _sentences(text: str) -> tuple[str, ...]:
    spans = sentences_of(text, Span(0, len(text)))
    return tuple(span.of(text) for span in spans) or (text,)


@lru_cache(maxsize=_KEPT)
def _telling(text: str) -> frozenset[str]:
    return frozenset(word[:6] for word in words(text) if word not in _STOP and len(word) > 2)


def _shared_words(text: str, targets: Sequence[str]) -> list[float]:
    """Weigh the words a text shares with each target by how few targets have them."""
    own = _telling(text)
    each = [_telling(target) for target in targets]
    spread = Counter(word for target in each for word in target)
    return [
        sum(1 / spread[word] for word in own & target) / math.sqrt(1 + len(own)) for target in each
    ]


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    """Stand in for a cosine where there is no model: shared words, scaled to its range."""
    if not first or not second:
        return 0.45
    return 0.45 + 0.5 * len(first & second) / math.sqrt(len(first) * len(second))
