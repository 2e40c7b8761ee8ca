"""Arguments heard in practice, and the paragraphs that answer them.

A coach files what students really say in ``arguments.yaml`` beside ``motion.yaml``.  A
new argument that resembles one of them is met with the passage that answered it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from debater import strict
from debater.motions.model import Motion, Passage, Point, Side, opposite

HEARD_FILE = "arguments.yaml"


@dataclass(frozen=True)
class Heard:
    """What a student on ``side`` said, and the numbers of the paragraphs that answer it.

    ``kind`` tells arguments the sources answer from those on the motion that they do not,
    and from what is about something else.  ``sentence`` narrows a paragraph that argues
    both ways to the part that answers.  ``source`` is needed where there are several.
    """

    id: str
    side: Side
    text: str
    kind: Literal["argument", "unanswerable", "off_motion"] = "argument"
    accept: tuple[int, ...] = ()
    sentence: str | None = None
    source: str | None = None

    def answered_by(self, motion: Motion, passage: Passage, point: Point) -> bool:
        """Tell whether ``point`` of ``passage`` is a right answer to this."""
        if self.kind != "argument" or point.label.stance != opposite(self.side):
            return False
        if passage.source != (self.source or motion.sources[0].id):
            return False
        if not set(self.accept) & {*passage.paragraphs, *passage.aliases}:
            return False
        text = motion.source(passage.source).text
        if self.sentence is None or self.sentence not in passage.span.of(text):
            return True
        return any(self.sentence in sentence.span.of(text) for sentence in point.sentences)


@dataclass(frozen=True)
class _HeardEntries:
    """The schema of ``arguments.yaml``."""

    arguments: tuple[Heard, ...]


def read_heard(path: Path) -> tuple[Heard, ...]:
    """Read a file of arguments.  Raises ``PackError`` with every problem in it."""
    return strict.load(path, _HeardEntries).arguments


def with_heard(motion: Motion, arguments: Sequence[Heard]) -> Motion:
    """Return ``motion`` with each argument filed at the points that answer it."""
    passages = []
    for passage in motion.passages:
        points = []
        for point in passage.points:
            said = [one.text for one in arguments if one.answered_by(motion, passage, point)]
            points.append(replace(point, heard=tuple(said)))
        passages.append(replace(passage, points=tuple(points)))
    return replace(motion, passages=tuple(passages))
