"""The words that turns are found by, and how a text is cut for it: clauses, stems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from debater.text import words

# What says nothing of the matter a clause is about.
EMPTY = frozenset(
    "a an the this that these those it its they them their he she we us our you your i my is "
    "are was were be been being do does did will would can could should may might must have has "
    "had not no nor and or but so if then than as of in on at to for from with by about into "
    "over more less fewer much many very too also even just only actually fact really because "
    "since while there here what which who when where how all any some each every both other "
    "another such own same policy plan bill law reform measure thing things people lot end well "
    "anyway besides overall likely unlikely make makes making chance chances level levels "
    "amount bit little way ways up down long run time times year years whole kind sort part "
    "side case argument point good bad".split()
)


@dataclass(frozen=True)
class TurnWords:
    """The words turns are made of; most are regular expressions, without regard to case.

    ``harms`` and ``goods`` are what people call bad and good; ``same`` groups words for one
    matter, opposites among them.
    """

    harms: tuple[str, ...]
    goods: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]
    lessens: str
    adds: str
    opposite: str
    unlike: str
    little: str
    conceded: str
    good: str
    bad: str
    not_judged: str
    wanted: str
    unwanted: str
    serves: str
    warning: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause and the sentence it stands in; ``conceded`` where the sentence grants it."""

    text: str
    sentence: str


_SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+(?=\s|$)|$|[.!?]+)")
_BORDER = re.compile(
    r"[;:,]\s+|\s+[—–-]\s+|—|\s+(?=(?:but|because|since|while|so|although|which|as it)\s)"
    r"|\s+(?=and\s)"
)


def clauses(text: str) -> Iterator[Clause]:
    """Yield the clauses of a text, each with its sentence."""
    for match in _SENTENCE.finditer(text):
        sentence = match.group().strip()
        for part in _BORDER.split(sentence):
            if words(part):
                yield Clause(part.strip(), sentence)


def stem_of(word: str) -> str:
    """Level the endings of a word: enough to see the same matter, no more."""
    word = word.casefold().removesuffix("'s")
    for ending, kept in (
        ("ies", "y"),
        ("sses", "ss"),
        ("ing", ""),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + kept
            break
    return word.removesuffix("e") if len(word) > 4 else word
