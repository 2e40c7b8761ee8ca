"""Drills as values: what is asked, what it is about, and the passage that answers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from debater.motions.citation import Citation
from debater.motions.model import Side, Voice

# dropped, weak: an argument of a round that the user did not answer, or answered weakly.
# refute: a claim that a passage of the motion answers (a line of its ``answers``).
# voice: whose view is this? quotation: word for word, or altered? response: deny, mitigate,
# turn or outweigh? redo: a speech or argument of the user's own again, in fewer words.
DrillKind = Literal["dropped", "weak", "refute", "voice", "quotation", "response", "redo"]
# As fsrs numbers them.
Grade = Literal[1, 2, 3, 4]

DRILL_KINDS: tuple[DrillKind, ...] = (
    "dropped", "weak", "refute", "voice", "quotation", "response", "redo",
)  # fmt: skip
# These ask nothing of a side: they are drilled for either.
SIDELESS_KINDS: tuple[DrillKind, ...] = ("voice", "quotation")
GRADES: dict[Grade, str] = {1: "again", 2: "hard", 3: "good", 4: "easy"}


@dataclass(frozen=True, slots=True)
class Drill:
    """One thing to practise.

    ``key`` tells it from every other and stays the same whenever it is made again.
    ``asks`` is one sentence that says what to do; ``material`` what it is about, verbatim.
    ``choices`` are the answers of a drill that has some, ``right`` the right one.
    ``citation`` is the passage that answers (or that is asked about), opened beside it once
    answered; ``voice`` and ``speaker`` say whose view it is.  ``explains`` is shown with it.
    ``most_words`` bounds a redo.  ``origin`` says where it comes from.
    """

    key: str
    kind: DrillKind
    motion: str
    side: Side
    asks: str
    material: str
    choices: tuple[str, ...] = ()
    right: str = ""
    citation: Citation | None = None
    voice: Voice = "author"
    speaker: str | None = None
    explains: str = ""
    most_words: int = 0
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """A typed answer beside what answers: ``score`` from 0 to 1, None where none is given.

    ``right`` is None where there is no right or wrong.  ``reason`` says in a sentence what
    the score rests on; ``suggested`` is the grade it would give, which the learner decides.
    """

    score: float | None
    right: bool | None
    reason: str
    suggested: Grade
