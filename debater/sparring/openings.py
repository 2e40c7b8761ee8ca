"""What somebody could say on a side of a motion: openings, from the motion's own material only."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from debater.motions.citation import Citation, cite
from debater.motions.model import SIDES, Motion, Point, Sentence, Side, Voice, opposite
from debater.sparring.phrasing import in_quotes
from debater.text import words

MOST = 6
# An opening counts as said when this part of its words stand in one argument no longer than
# ``_ABOUT`` times the opening: started from it, and finished in the speaker's own words.
_SAID, _ABOUT = 0.85, 4
# A sentence of this length can be begun with; others are too little or too much to say aloud.
_FEWEST_WORDS, _MOST_CHARACTERS = 6, 200

Kind = Literal["own source", "heard", "start"]


@dataclass(frozen=True, slots=True)
class Opening:
    """A line to begin with, and where it comes from.

    ``own source``: what a passage on this side says, in the coach's words or its own, with the
    citation that stands behind it.  ``heard``: a claim on this side that coaches have heard; the
    bot has an answer to it.  ``start``: a general beginning, where the sources hold nothing.
    """

    text: str
    kind: Kind
    citation: Citation | None = None
    voice: Voice = "author"
    speaker: str | None = None

    @property
    def answered(self) -> bool:
        """Tell whether a passage is filed as answering this."""
        return self.kind == "heard"

    @property
    def start(self) -> str:
        """What goes into the composer: a general start ends where the speaker goes on."""
        return self.text.removesuffix("…") if self.kind == "start" else self.text


@dataclass(frozen=True)
class OpeningPhrases:
    """The schema of ``prompts/phrases/openings.yaml``: general starts for each side."""

    starts: dict[str, tuple[str, ...]]


def opening_problems(phrases: OpeningPhrases) -> list[str]:
    """Return what is wrong with general starts beyond their shape."""
    problems = [
        f"“starts.{key}” is no side (use: for, against)"
        for key in phrases.starts
        if key not in SIDES
    ]
    return problems + [
        f"“starts.{side}” is empty" for side in SIDES if not phrases.starts.get(side)
    ]


def openings(
    motion: Motion,
    side: Side,
    seed: int = 0,
    said: Sequence[str] = (),
    starts: Mapping[str, Sequence[str]] | None = None,
    most: int = MOST,
) -> tuple[Opening, ...]:
    """Offer up to ``most`` lines for ``side``, those already ``said`` left out.

    Half are what passages on this side say, half what has been heard on it, as far as there are
    any; no two stand at one passage while others have any.  ``seed`` chooses which.  Where there
    is neither, and only there, general ``starts`` are offered.
    """
    mixed = random.Random(f"{motion.name}-{side}-{seed}")  # noqa: S311 - variety, no secret
    spoken = [words(argument) for argument in said]
    own = _fresh(_own(motion, side), spoken, mixed)
    heard = _fresh(_heard(motion, side), spoken, mixed)
    half = max(most - most // 2, most - len(heard))
    chosen = own[:half]
    chosen = _alternating(heard[: most - len(chosen)], chosen)
    if not chosen and starts is not None:
        general = [("", Opening(text, "start")) for text in starts.get(side, ())]
        chosen = _fresh(general, spoken, mixed)[:most]
    return tuple(chosen)


def _own(motion: Motion, side: Side) -> Iterable[tuple[str, Opening]]:
    """Yield what passages on ``side`` say, each with the passage."""
    # What may be cited against the other side is what stands on this one.
    for point in motion.opposing(opposite(side)):
        sentence = _sentence_behind(motion, point)
        if sentence is None:
            continue
        passage = motion.passage(point.passage)
        citation = cite(motion.source(passage.source), passage, sentence.span)
        text = point.tag or in_quotes(citation.quote)
        yield point.passage, Opening(text, "own source", citation, sentence.voice, sentence.speaker)


def _sentence_behind(motion: Motion, point: Point) -> Sentence | None:
    """Return the sentence that a point's tag comes nearest to, or one that can be said itself."""
    text = motion.source(motion.passage(point.passage).source).text
    if not point.tag:
        sayable = (s for s in point.sentences if _sayable(s.span.of(text)))
        return next(sayable, None)
    tag = set(words(point.tag))
    return max(point.sentences, key=lambda s: len(tag & set(words(s.span.of(text)))), default=None)


def _sayable(sentence: str) -> bool:
    whole = sentence.rstrip("”’\"'").endswith((".", "!"))
    short = len(sentence) <= _MOST_CHARACTERS and "\n" not in sentence
    return whole and short and len(words(sentence)) >= _FEWEST_WORDS


def _heard(motion: Motion, side: Side) -> Iterable[tuple[str, Opening]]:
    """Yield claims on ``side`` that passages are filed as answering, each with the passage."""
    for point in motion.opposing(side):
        for line in point.answers:
            yield point.passage, Opening(line, "heard")


def _fresh(
    found: Iterable[tuple[str, Opening]], spoken: Sequence[Sequence[str]], mixed: random.Random
) -> list[Opening]:
    """Mix openings: none twice, none that was said, and passages taking turns."""
    shuffled = list(found)
    mixed.shuffle(shuffled)
    seen: set[tuple[str, ...]] = set()
    turns: dict[str, int] = {}
    placed: list[tuple[int, Opening]] = []
    for passage, opening in shuffled:
        key = tuple(words(opening.text))
        if not key or key in seen or any(_is_said(key, argument) for argument in spoken):
            continue
        seen.add(key)
        turns[passage] = turns.get(passage, 0) + 1
        placed.append((turns[passage], opening))
    return [opening for _, opening in sorted(placed, key=lambda one: one[0])]


def _is_said(opening: Sequence[str], argument: Sequence[str]) -> bool:
    """Tell whether an argument was begun with this opening, or says it in nearly its words."""
    if f" {' '.join(opening)} " in f" {' '.join(argument)} ":
        return True
    own = set(opening)
    near = len(argument) <= _ABOUT * len(opening)
    return near and len(own & set(argument)) >= _SAID * len(own)


def _alternating(some: Sequence[Opening], others: Sequence[Opening]) -> list[Opening]:
    mixed = []
    for number in range(max(len(some), len(others))):
        mixed += [*some[number : number + 1], *others[number : number + 1]]
    return mixed
