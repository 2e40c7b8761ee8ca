"""The ordered parts of an answer, and why each passage in it was chosen.

Plain values; a quotation is a ``Citation`` and so is proved when it is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from debater.motions.citation import Citation
from debater.motions.model import Response, Stance, Voice

Kind = Literal[
    "argument",
    "question",
    "quotation",
    "answer",
    "challenge",
    "concession",
    "greeting",
    "empty",
    "off_motion",
]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a passage was chosen: the parts of its strength, each from 0 to 1.

    ``passage``, ``sentence`` and ``answers`` are cosine similarities of the argument to
    the passage, to its best sentence and to the best line of its ``answers``;
    ``lexical`` is the BM25 score, scaled.  ``claim`` is that best line and
    ``shared_words`` the words both texts use.
    """

    passage: float = 0.0
    sentence: float = 0.0
    answers: float = 0.0
    lexical: float = 0.0
    claim: str = ""
    shared_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counter:
    """One passage chosen against an argument, with the sentence span that answers it.

    ``strength`` is the estimated probability that the passage answers the argument;
    ``answers`` tells that it reaches the floor, below which a passage is only near.
    ``repeated`` tells that the round has cited this passage before.
    """

    rank: int
    citation: Citation
    stance: Stance
    voice: Voice
    speaker: str | None
    strength: float
    answers: bool
    point: str
    tag: str = ""
    evidence: Evidence = Evidence()
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class TurnedEvidence:
    """The author's own evidence, turned for the other side; not a passage that opposes.

    ``stance``, ``voice`` and ``speaker`` say honestly whose view the quotation is.
    """

    citation: Citation
    stance: Stance
    voice: Voice
    speaker: str | None
    tag: str
    impact: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: they say / but / because (quotation) / therefore / question.

    ``chosen`` is the counter the reply is built on.  When ``silent``, the sources have
    no answer, ``chosen`` is None, ``because`` is empty and ``counters`` lists the
    nearest.  ``answer`` is what a question about the sources, a quotation of them, or a
    challenge to the last citation is answered with, whatever its stance.  ``notice`` is a
    sentence about the answer itself (words only, no model; a passage cited again).
    """

    kind: Kind
    silent: bool
    they_say: str = ""
    but: str = ""
    because: str = ""
    therefore: str = ""
    question: str = ""
    notice: str = ""
    counters: tuple[Counter, ...] = ()
    chosen: Counter | None = None
    answer: Counter | None = None
    turned: TurnedEvidence | None = None
    response: Response | None = None
    opening: str = ""

    @property
    def citation(self) -> Citation | None:
        """The quotation this reply shows, if it shows one."""
        for shown in (self.chosen, self.turned, self.answer):
            if shown is not None:
                return shown.citation
        return None

    @property
    def lines(self) -> tuple[str, ...]:
        """The parts that are not empty, in the order they are read."""
        parts = (self.they_say, self.but, self.because, self.therefore, self.question)
        return tuple(part for part in parts if part)


STRONG, FAIR = 0.75, 0.5


def strength_in_words(strength: float) -> str:
    """Name a strength: strong from .75, fair from .5, weak below."""
    if strength >= STRONG:
        return "strong"
    return "fair" if strength >= FAIR else "weak"
