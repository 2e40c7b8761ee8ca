"""The guide to refutation: which of the four steps a text has, and what kind of answer it is.

It looks at the student's words and says what to do; it never writes them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter

from debater.debating.scaffold_turns import DoubleTurn, double_turn, turns
from debater.debating.scaffold_words import TurnWords
from debater.text import clean

# What is looked at of a text: a speech is not longer, and a paste may be.
_MOST = 20_000


@dataclass(frozen=True)
class Guide:
    """A step or a kind of response: its label, what to do, and the cues it is known by.

    ``hint`` is shown while a step is missing; a kind has none.
    """

    name: str
    title: str
    prompt: str
    cues: tuple[str, ...]
    hint: str = ""


@dataclass(frozen=True)
class Scaffold:
    """The guide; the schema of ``prompts/phrases/scaffold.yaml``."""

    steps: tuple[Guide, ...]
    done: str
    kinds: tuple[Guide, ...]
    turns: TurnWords

    def found(self, text: str) -> tuple[str, ...]:
        """Return the names of the steps a text already has, in the order of the guide."""
        line = _plain(text)
        return tuple(step.name for step in self.steps if _has(step, line))

    def missing(self, text: str) -> tuple[str, ...]:
        """Return the names of the steps a text has not, in the order of the guide."""
        found = self.found(text)
        return tuple(step.name for step in self.steps if step.name not in found)

    def hint(self, text: str) -> str:
        """Say what to do next: the first step that is missing, or to weigh."""
        missing = self.missing(text)
        if not missing:
            return self.done
        return next(step.hint for step in self.steps if step.name == missing[0])

    def response_kinds(self, text: str) -> frozenset[str]:
        """Return the kinds of response a text makes."""
        line = _plain(text)
        found = {kind.name for kind in self.kinds if _has(kind, line)}
        found |= {f"{turn.kind} turn" for turn in turns(self.turns, line)}
        return frozenset(found)

    def double_turn(self, arguments: Sequence[str], against: str = "") -> DoubleTurn | None:
        """Warn of a link turn and an impact turn on one argument, if there are both.

        ``arguments`` are the student's, all answering ``against`` (empty where unknown); the
        warning holds a passage of their own words for either turn.
        """
        typed = [" ".join(clean(argument[:_MOST]).split()) for argument in arguments]
        return double_turn(self.turns, typed, _plain(against))


_KINDS = ("deny", "mitigate", "link turn", "impact turn", "outweigh")
_STEPS = ("they say", "but", "because", "therefore")


def scaffold_problems(scaffold: Scaffold) -> list[str]:
    """Return what is wrong with a guide: names nobody knows, cues that are none."""
    problems = []
    for group, guides, names in (
        ("steps", scaffold.steps, _STEPS),
        ("kinds", scaffold.kinds, _KINDS),
    ):
        given = tuple(guide.name for guide in guides)
        if given != names:
            problems.append(f"“{group}” must be, in this order: {', '.join(names)}")
        for guide in guides:
            if not guide.cues:
                problems.append(f"“{group}.{guide.name}” has no cues")
            for cue in guide.cues:
                problems += _cue_problems(f"{group}.{guide.name}", cue)
    for name in TURN_CUES:
        problems += _cue_problems(f"turns.{name}", getattr(scaffold.turns, name))
    return problems + _warning_problems(scaffold.turns.warning)


TURN_CUES = (
    "lessens", "adds", "opposite", "unlike", "little", "conceded", "good", "bad", "not_judged",
    "wanted", "unwanted", "serves",
)  # fmt: skip


def _warning_problems(warning: str) -> list[str]:
    try:
        names = {name for _, name, _, _ in Formatter().parse(warning) if name is not None}
    except ValueError as error:
        return [f"“turns.warning” has a brace out of place ({error})"]
    if names != {"link", "impact"}:
        return ["“turns.warning” needs {link} and {impact}, and no other name in braces"]
    return []


def _cue_problems(where: str, cue: str) -> list[str]:
    try:
        re.compile(cue)
    except re.error as error:
        return [f"“{where}” has a cue that is no regular expression ({error})"]
    return []


def _has(guide: Guide, line: str) -> bool:
    return any(_compiled(cue).search(line) for cue in guide.cues)


def _plain(text: str) -> str:
    """Return a text on a line with straight apostrophes, no longer than is looked at."""
    return " ".join(clean(text[:_MOST]).split()).replace("’", "'")


@lru_cache(maxsize=256)
def _compiled(cue: str) -> re.Pattern[str]:
    return re.compile(cue, re.IGNORECASE)
