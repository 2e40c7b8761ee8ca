"""Arguments labelled by hand with the paragraphs a fair coach would accept against them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from debater import strict
from debater.motions.model import Motion, Side

HERE = Path(__file__).parent
HELD_OUT = HERE / "arguments_detente.yaml"
DEVELOPMENT = HERE / "arguments_detente_dev.yaml"


@dataclass(frozen=True)
class Labelled:
    """What a student says, and which paragraphs rightly answer it.

    ``sentence`` narrows a paragraph that argues both ways to the part that is right.
    """

    id: str
    side: Side
    kind: Literal["argument", "unanswerable", "off_motion"]
    text: str
    accept: tuple[int, ...] = ()
    sentence: str | None = None

    def accepts(self, motion: Motion, passage_id: str, quote: str, point_text: str) -> bool:
        """Tell whether a counter is one of the right answers.

        ``point_text`` is all that can be quoted of the counter's point.  Where the label
        names a sentence, a counter from that sentence's paragraph must come from the
        point that holds it.
        """
        passage = motion.passage(passage_id)
        if not set(self.accept) & {*passage.paragraphs, *passage.aliases}:
            return False
        if self.sentence is None:
            return True
        text = motion.source(passage.source).text
        if self.sentence not in passage.span.of(text):
            return True
        return self.sentence in point_text or quote in self.sentence


@dataclass(frozen=True)
class _File:
    arguments: tuple[Labelled, ...]


def read_labelled(path: Path) -> tuple[Labelled, ...]:
    """Read a file of labelled arguments.  Raises ``PackError`` with every problem in it."""
    return strict.load(path, _File).arguments
