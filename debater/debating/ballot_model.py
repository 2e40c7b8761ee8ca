"""A ballot as values: every figure with the words that earned it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from debater.motions.citation import Citation
from debater.motions.model import Side
from debater.text import Span

# exact: word for word in a source.  altered: words were added, dropped or changed.
# misattributed: exact, but given as the view of somebody who only reports or concedes it.
# unmarked: words of a source in a speech without quotation marks are no quotation at all.
Verdict = Literal["exact", "altered", "misattributed", "not found"]


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of a diff: words both have, words the source has, or words the user has."""

    kind: Literal["same", "dropped", "added"]
    words: str


@dataclass(frozen=True, slots=True)
class QuotationCheck:
    """What became of one quotation in a student's text: ``span`` is what stood in the marks.

    ``citation`` is where the source has it (for an altered one, the nearest run of words),
    None where no source does.  ``changes`` is the diff of an altered one, ``clipped`` tells
    that words were dropped inside or that an ellipsis or a cut end leaves out what changes
    the sense.  ``says`` is one sentence for the student.
    """

    quoted: str
    span: Span
    verdict: Verdict
    says: str
    citation: Citation | None = None
    changes: tuple[Change, ...] = ()
    clipped: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """One criterion of the rubric on one speech: ``share`` of its weight, 0 to 1, and why.

    ``reason`` is a sentence with the figures; ``words`` are the student's own words (or
    the bot's argument that was dropped) that earned it.
    """

    criterion: str
    share: float
    weight: float
    reason: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the scale of the format: ``points`` of ``low`` to ``high``."""

    name: str
    points: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class FallacyQuestion:
    """A possible fallacy, asked and not asserted, with the words that raise the question."""

    name: str
    question: str
    words: str


@dataclass(frozen=True, slots=True)
class SpeechBallot:
    """The marks of one of the user's speeches."""

    stage: int
    figures: tuple[Figure, ...]
    marks: tuple[Mark, ...]
    fallacies: tuple[FallacyQuestion, ...] = ()

    @property
    def total(self) -> float:
        """The sum of its figures."""
        return sum(figure.points for figure in self.figures)


@dataclass(frozen=True, slots=True)
class Clash:
    """The clash that decided the debate: an argument, what answered it, and who is ahead on it."""

    heading: str
    first: str
    second: str
    ahead: Side | None
    reason: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """A whole ballot on the user's speeches, deterministic for the same debate and rubric.

    ``drill`` is the one thing to practise next; ``cannot_judge`` what no machine ballot can.
    """

    rubric: str
    speeches: tuple[SpeechBallot, ...]
    clash: Clash | None
    drill: str
    cannot_judge: tuple[str, ...]
    notes: tuple[str, ...] = ()
