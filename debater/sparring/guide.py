"""The steps of the guided first round: what each one says, and what it waits for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from string import Formatter
from typing import Literal

# What a user does, or what the bot answers, that a step can wait for.  ``started``: something
# stands in the composer; ``said``: an argument was sent; ``answered``: a passage answered it;
# ``silent``: nothing did; ``cited``: the sentence was looked up in the source; ``why``: it was
# asked why this passage; ``quoted``: an argument used the bot's quotation; ``another``: another
# counter was asked for; ``help``: the keys were listed.
Event = Literal[
    "started", "said", "answered", "silent", "cited", "why", "quoted", "another", "help"
]

# What fits on three lines of a terminal of 80 columns, keys filled in.
LONGEST = 210


@dataclass(frozen=True)
class Step:
    """A step of the guide; without ``awaits`` it stays until the user goes on.

    ``done`` is a word on what was just done, said before the next step.  ``otherwise`` is what
    this one says once something else has happened instead.
    """

    name: str
    title: str
    says: str
    awaits: Event | None = None
    done: str = ""
    otherwise: dict[Event, str] = field(default_factory=dict)


@dataclass(frozen=True)
class GuideText:
    """The schema of ``prompts/guide/first-round.yaml``."""

    steps: tuple[Step, ...]


def guide_problems(guide: GuideText) -> list[str]:
    """Return what is wrong with a guide beyond its shape."""
    problems = [] if guide.steps else ["“steps” is empty"]
    names = [step.name for step in guide.steps]
    problems += [
        f"two steps are named “{name}”" for name in sorted({*names}) if names.count(name) > 1
    ]
    for step in guide.steps:
        for text in (step.says, step.done, *step.otherwise.values()):
            problems += _text_problems(step.name, text)
    for step, after in pairwise(guide.steps):
        if step.done and len(step.done) + len(after.says) > LONGEST:
            problems.append(
                f"“done” of step “{step.name}” and “says” of “{after.name}” are shown together "
                f"and have more than {LONGEST} characters"
            )
    return problems


def _text_problems(name: str, text: str) -> Sequence[str]:
    try:
        list(Formatter().parse(text))
    except ValueError as error:
        return [f"step “{name}” has a brace out of place ({error})"]
    if len(text) > LONGEST:
        return [
            f"step “{name}” has {len(text)} characters in one text; {LONGEST} fit on the screen"
        ]
    return []
