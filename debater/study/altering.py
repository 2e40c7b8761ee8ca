"""Alters a sentence in one place, as quotations are altered in debates: for drills only.

A changed number, a dropped “not”, a stronger or weaker qualifier, a dropped hedge.  What
comes out is checked to stand in no source of the motion.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from debater.motions.model import Motion
from debater.text import Span, fold, word_spans, words

_AROUND = 3

# A contrast would be left hanging: “not a promise but a threat”.
_PARTED = "only|just|merely|simply|even|because|yet|so much|least"
_NO_CONTRAST = rf"(?! (?:{_PARTED})\b)(?![^.;:]*\b(?:but|either)\b)"
_NOT = re.compile(
    r"\b(?:is|are|was|were|should|could|can|will|would|must|may|might|has|have|had)"
    rf"( not|n[’']t)\b{_NO_CONTRAST}(?= [a-z])"
)
_DO_NOT = re.compile(
    rf"\b(do|does)(?: not|n[’']t)\b{_NO_CONTRAST} (?!have\b|be\b|do\b)([a-z]{{3,}})\b(?! not\b)"
)
_CANNOT = re.compile(r"\b(?:(can)(?:not|[’']t)|(wo)n[’']t)(?= [a-z])(?! but\b| help\b)")
_NEVER = re.compile(r"(?<=[a-z] )(never )(?=[a-z])(?![^.;:]*\bbut\b)")
_HEDGES = (
    "perhaps|probably|almost|nearly|mostly|largely|partly|usually|often|sometimes|generally|"
    "possibly|apparently|arguably|seldom|rarely|only"
)
_HEDGE = re.compile(
    rf"(?<=[a-z] )(?<!\bnot )(?<!\bif )(?<!\bthe )(?<!\ban )(?<!\bas )(?<!\bhow )"
    rf"((?:{_HEDGES}) )(?=[a-z])(?!(?:as|if|when|where|in|by|to|one)\b)"
    rf"|(, (?:{_HEDGES}),)(?= )"
)
_HEDGE_FIRST = re.compile(r"\A(?:Perhaps|Probably|Often|Sometimes|Usually) (?=[a-z])")
# What a qualifier turns into: a claim made stronger, or weaker.
_SWAPS = {
    "may": "will", "might": "will", "could": "would", "should": "must", "must": "should",
    "will": "may", "would": "could", "sometimes": "always", "often": "always",
    "usually": "always", "always": "often", "rarely": "never", "seldom": "never",
    "probably": "certainly", "some": "most", "many": "most", "few": "many",
    "more than": "less than", "less than": "more than", "before": "after", "after": "before",
}  # fmt: skip
# Not where the word is no qualifier: “after all”, “a few”, “would rather”, “the will of”.
_BEFORE_NONE = "".join(
    rf"(?<!\b{word} )"
    for word in (
        "a the in not if no as so how free their its his our her own good political nearly almost "
        "named look looks looked looking year day week month time"
    ).split()
)
_SWAP = re.compile(
    rf"(?<![\w’'-]){_BEFORE_NONE}({'|'.join(sorted(_SWAPS, key=len, reverse=True))})"
    r"(?= [a-z])(?! (?:all|rather|not|once|day|other|another|of|one|things?|to|in)\b)"
)
_NUMBER_WORDS = {
    "two": "three", "three": "four", "four": "five", "five": "six", "six": "seven",
    "seven": "eight", "eight": "nine", "nine": "ten", "ten": "twelve", "twelve": "fifteen",
    "twenty": "thirty", "thirty": "forty", "forty": "fifty", "fifty": "sixty",
    "hundred": "thousand", "hundreds": "thousands", "thousand": "hundred",
    "thousands": "hundreds", "million": "billion", "millions": "thousands", "billion": "million",
    "a third": "a quarter", "a quarter": "a third", "half of": "a third of",
    "half the": "a third of the", "twice": "three times", "decade": "century",
    "decades": "centuries", "century": "decade", "centuries": "decades",
}  # fmt: skip
_NUMBER_WORD = re.compile(
    r"(?<![\w’'-])(?<!\bone )"
    rf"({'|'.join(sorted(_NUMBER_WORDS, key=len, reverse=True))})(?![\w’'-])(?! thoughts?\b)"
)
_FIGURE = re.compile(r"(?<![\w.,:/-])\d{1,4}(?![\w:/]|[.,]\d)")
_YEARS = range(1500, 2100)


@dataclass(frozen=True, slots=True)
class Altered:
    """A sentence altered in one place.

    ``was`` and ``now`` are the words around it, between ellipses where the sentence goes on.
    """

    text: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class _Change:
    """Words at ``span`` of a sentence, and what is put in their place."""

    span: Span
    new: str


def alter(sentence: str, motion: Motion, seed: str) -> Altered | None:
    """Alter ``sentence`` in one plausible place, always the same one for a seed.

    None where it offers no such place, or where what comes out stands in a source itself.
    """
    chance = random.Random(seed)  # noqa: S311  # nothing is kept secret by it
    kinds = [list(find(sentence)) for find in _KINDS]
    kinds = [found for found in kinds if found]
    chance.shuffle(kinds)
    for found in kinds:
        chance.shuffle(found)
        for change in found:
            text = _changed(sentence, change)
            if fold(text) != fold(sentence) and not stands_in(text, motion):
                return Altered(text, *_around(sentence, change))
    return None


def stands_in(text: str, motion: Motion) -> bool:
    """Tell whether a source of the motion holds the words of ``text``, in a row."""
    said = f" {' '.join(words(text))} "
    return any(said in _folded(source.text) for source in motion.sources)


@lru_cache(maxsize=16)
def _folded(text: str) -> str:
    """All words of a text in one string, a space around each."""
    return f" {' '.join(words(text))} "


def _changed(sentence: str, change: _Change) -> str:
    return sentence[: change.span.start] + change.new + sentence[change.span.end :]


def _around(sentence: str, change: _Change) -> tuple[str, str]:
    """Return the words around a change, as they were and as they are now."""
    spans = [span for _, span in word_spans(sentence)]
    before = [span.start for span in spans if span.end <= change.span.start]
    after = [span.end for span in spans if span.start >= change.span.end]
    start = before[-_AROUND:][0] if before else 0
    end = after[:_AROUND][-1] if after else len(sentence)
    was = sentence[start:end]
    now = sentence[start : change.span.start] + change.new + sentence[change.span.end : end]
    # The ellipses stand where the sentence goes on.
    first, last = "… " * (start > 0), " …" * (end < len(sentence.rstrip(" .!?”’")))
    return f"{first}{' '.join(was.split())}{last}", f"{first}{' '.join(now.split())}{last}"


def _negations(sentence: str) -> Iterator[_Change]:
    """Drop a negation."""
    for pattern in (_NOT, _NEVER):
        for match in pattern.finditer(sentence):
            yield _Change(Span(*match.span(1)), "")
    for match in _DO_NOT.finditer(sentence):
        verb = match.group(2)
        yield _Change(Span(*match.span()), verb if match.group(1) == "do" else _third(verb))
    for match in _CANNOT.finditer(sentence):
        yield _Change(Span(*match.span()), "can" if match.group(1) else "will")


def _third(verb: str) -> str:
    """Return a verb as it follows “he”: ``tell``, ``tells``."""
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if re.search(r"[^aeiou]y$", verb) else f"{verb}s"


def _hedges(sentence: str) -> Iterator[_Change]:
    """Drop a hedge."""
    for match in _HEDGE.finditer(sentence):
        yield _Change(Span(*match.span(1 if match.group(1) else 2)), "")
    for match in _HEDGE_FIRST.finditer(sentence):
        yield _Change(Span(match.start(), match.end() + 1), sentence[match.end()].upper())


def _qualifiers(sentence: str) -> Iterator[_Change]:
    """Make a claim stronger or weaker by one word."""
    for match in _SWAP.finditer(sentence):
        yield _Change(Span(*match.span(1)), _SWAPS[match.group(1)])


def _numbers(sentence: str) -> Iterator[_Change]:
    """Change a number, in figures or in words."""
    for match in _FIGURE.finditer(sentence):
        value = int(match.group())
        # A year stays near; of anything else the size changes.
        step = 2 + value % 7 if value in _YEARS else max(1, value // 4)
        yield _Change(Span(*match.span()), str(value + step))
    for match in _NUMBER_WORD.finditer(sentence):
        yield _Change(Span(*match.span(1)), _NUMBER_WORDS[match.group(1)])


_KINDS: Sequence[Callable[[str], Iterator[_Change]]] = (_negations, _hedges, _qualifiers, _numbers)
