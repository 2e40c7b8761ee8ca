"""What a debate is made of: a format's stages, what was said in them, and the state of it all.

Plain values: nothing here reads a file, knows a screen or asks the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from debater.motions.citation import Citation
from debater.motions.model import Side, opposite

# A speech is given by one seat; in an examination one seat asks and another answers; in a
# crossfire both sides ask in turn, ``seat`` first.
StageKind = Literal["speech", "examination", "crossfire"]
# What a speech is for, in the order they come in a debate.
Role = Literal["constructive", "rebuttal", "summary", "final"]
By = Literal["user", "bot"]


@dataclass(frozen=True, slots=True)
class Seat:
    """A speaker's place: ``first`` tells that it belongs to the side that speaks first.

    ``team`` names who sits together where a side has more than one team (the openings
    and closings of British Parliamentary).
    """

    id: str
    title: str
    first: bool
    team: str = ""


@dataclass(frozen=True, slots=True)
class Bell:
    """An alert: ``seconds`` after the beginning of a stage, rung ``times`` times."""

    seconds: int
    times: int
    says: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One entry of a format's speech order, ``seconds`` long.

    ``seat`` speaks, or asks ``answerer``.  ``responds`` tells that the speech is expected
    to answer what stands against its side, so that silence drops it; ``new_arguments`` that
    it may bring new matter.  ``reply`` marks a short closing speech scored on its own scale.
    ``points_from`` and ``points_until`` bound, in seconds from its beginning, when points
    of information may be offered; None where there are none.  ``bells`` are the format's
    own alerts, where it has any of its own.
    """

    id: str
    title: str
    kind: StageKind
    seconds: int
    seat: str
    answerer: str = ""
    role: Role = "constructive"
    responds: bool = True
    new_arguments: bool = True
    reply: bool = False
    points_from: int | None = None
    points_until: int | None = None
    bells: tuple[Bell, ...] = ()


@dataclass(frozen=True, slots=True)
class Prep:
    """Preparation: a pool each side draws on between stages, or a while before the debate."""

    seconds: int = 0
    when: Literal["pool", "before", "none"] = "none"


@dataclass(frozen=True, slots=True)
class ScalePart:
    """One figure of a ballot, from ``low`` to ``high`` in steps of ``step``."""

    name: str
    low: float
    high: float
    step: float


@dataclass(frozen=True, slots=True)
class Scale:
    """How a format marks a speech: one figure, or several that are added up.

    ``replies`` marks the short closing speeches where they have figures of their own.
    ``low_point_win`` tells whether the side with fewer points may win.
    """

    parts: tuple[ScalePart, ...]
    replies: tuple[ScalePart, ...] = ()
    low_point_win: bool = True


@dataclass(frozen=True, slots=True)
class Format:
    """A format of debate: who speaks when, for how long, and how it is marked.

    ``side_names`` are what its debaters call the two sides (“Affirmative”).  ``flip`` tells
    that either side may speak first, as a coin decides.  A format without stages is open
    sparring: turn by turn, no clock.
    """

    name: str
    title: str
    summary: str
    side_names: Mapping[Side, str]
    seats: tuple[Seat, ...]
    stages: tuple[Stage, ...]
    scale: Scale
    prep: Prep = Prep()
    flip: bool = False
    most_points: int = 0  # points of information a speaker takes; 0 where there are none

    def seat(self, id: str) -> Seat:
        """Return a seat.  Raises ``KeyError`` when the format has none of that id."""
        for seat in self.seats:
            if seat.id == id:
                return seat
        raise KeyError(id)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bot's speech: what is said, and what it does on the flow.

    ``heading`` is its line on the flow (none for an opening or closing); ``answers`` and
    ``extends`` hold the ids of the arguments it answers or carries forward.  What it quotes
    is proved: ``citation`` is a Citation.
    """

    text: str
    heading: str = ""
    citation: Citation | None = None
    voice: str = ""
    answers: tuple[str, ...] = ()
    extends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speech:
    """A speech as given in a stage (its number in the format, from 0).

    ``text`` holds every word, exactly as typed where ``by`` is the user.  A bot's speech
    also has its ``parts``; joined with blank lines they are its text.  ``seconds`` is the
    time it took where a clock ran.
    """

    stage: int
    side: Side
    by: By
    text: str
    parts: tuple[Part, ...] = ()
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Admission:
    """What a side granted under questions: ``granted`` says it in one sentence.

    ``words`` are the answer itself, verbatim.
    """

    side: Side
    granted: str
    question: str
    words: str
    stage: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer, in an examination or crossfire, or a point of information.

    ``side`` asked.  ``answer`` is empty while the question stands open; a point that was
    not taken has ``taken`` false.
    """

    stage: int
    side: Side
    by: By
    question: str
    answer: str = ""
    citation: Citation | None = None
    voice: str = ""
    admission: Admission | None = None
    point: bool = False
    taken: bool = True


@dataclass(frozen=True, slots=True)
class Practice:
    """The user's last speech given again (``redo``), or answered by themselves (``flip``)."""

    kind: Literal["redo", "flip"]
    speech: Speech


@dataclass(frozen=True, slots=True)
class Debate:
    """A debate so far: its format, who sits where, and everything that was said.

    ``side`` is the user's and ``seats`` those the user takes; ``first`` is the side that
    speaks first.  ``stage`` is the number of the stage that is on, and as many as there are
    stages once the debate is over.  ``corrections`` are the user's own links on the flow:
    an argument's id and the id of the one it answers, or None for none.
    """

    format: Format
    motion: str
    side: Side
    seats: tuple[str, ...]
    first: Side = "for"
    seed: int = 0
    stage: int = 0
    speeches: tuple[Speech, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    practice: tuple[Practice, ...] = ()
    corrections: Mapping[str, str | None] = field(default_factory=dict)

    def side_of(self, seat: str) -> Side:
        """Return the side a seat argues."""
        return self.first if self.format.seat(seat).first else opposite(self.first)

    @property
    def over(self) -> bool:
        """Tell whether every stage is behind."""
        return self.stage >= len(self.format.stages)

    @property
    def current(self) -> Stage | None:
        """The stage that is on, or None once the debate is over."""
        return None if self.over else self.format.stages[self.stage]

    def by(self, seat: str) -> By:
        """Return who sits in a seat."""
        return "user" if seat in self.seats else "bot"

    @property
    def admissions(self) -> tuple[Admission, ...]:
        """What either side has granted so far, in order."""
        return tuple(e.admission for e in self.exchanges if e.admission is not None)

    def asked_in(self, stage: int) -> tuple[Exchange, ...]:
        """The exchanges of one stage, in order; points of information included."""
        return tuple(exchange for exchange in self.exchanges if exchange.stage == stage)

    def with_speech(self, speech: Speech) -> Debate:
        """Return this debate with one more speech; the stage stays on."""
        return replace(self, speeches=(*self.speeches, speech))

    def with_exchange(self, exchange: Exchange) -> Debate:
        """Return this debate with one more question, asked and perhaps answered."""
        return replace(self, exchanges=(*self.exchanges, exchange))

    def with_answer(self, exchange: Exchange) -> Debate:
        """Return this debate with its last exchange replaced by ``exchange``."""
        return replace(self, exchanges=(*self.exchanges[:-1], exchange))

    def with_correction(self, argument: str, target: str | None) -> Debate:
        """Return this debate with the user's own link for an argument."""
        return replace(self, corrections={**self.corrections, argument: target})

    def at_stage(self, stage: int) -> Debate:
        """Return this debate with another stage on."""
        return replace(self, stage=stage)
