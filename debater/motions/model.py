"""What a motion is made of: sources, passages, and who says what for which side.

Plain values: nothing here reads a file or imports a library.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from debater.text import Span

Side = Literal["for", "against"]
Stance = Literal["for", "against", "neutral"]
Voice = Literal["author", "conceded", "reported"]
Response = Literal["deny", "mitigate", "turn", "outweigh"]
SourceStance = Literal["for", "against", "mixed"]

SIDES: tuple[Side, Side] = ("for", "against")
STANCES: tuple[Stance, ...] = ("for", "against", "neutral")

# A predicted stance that is less sure than this is never cited: better silent than wrong.
CITED_FROM = 0.7

CITE_ELEMENTS = ("author", "date", "title", "publication", "url", "accessed", "qualifications")


def opposite(side: Side) -> Side:
    """Return the side that argues against ``side``."""
    return "against" if side == "for" else "for"


@dataclass(frozen=True, slots=True)
class Source:
    """A document passages are quoted from, exactly as stored, with its cite.

    ``pages`` maps each page of the printed document, where it had pages, to the first
    paragraph that begins on it.
    """

    id: str
    file: str
    text: str
    stance: SourceStance = "mixed"
    cite: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[int, int] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The title, or the file's name where no title is known."""
        return self.cite.get("title") or self.file

    @property
    def missing(self) -> tuple[str, ...]:
        """The cite elements nobody has given, in the order of a written cite."""
        return tuple(name for name in CITE_ELEMENTS if not self.cite.get(name))

    def page_of(self, paragraph: int) -> int | None:
        """Return the page a paragraph begins on, or None where no pages are known."""
        begun = [page for page, first in self.pages.items() if first <= paragraph]
        return max(begun, default=None)


@dataclass(frozen=True, slots=True)
class Label:
    """What a text supports and who speaks in it, how sure that is, and why."""

    stance: Stance
    voice: Voice = "author"
    speaker: str | None = None
    confidence: float = 1.0
    reason: str = "the coach's label"
    origin: Literal["coach", "model"] = "coach"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that can be quoted, and who speaks in it."""

    span: Span
    voice: Voice = "author"
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """How the author's own evidence can honestly be turned for the other side."""

    span: Span
    tag: str
    impact: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """What one passage says for one stance: the sentences that can be quoted, and the brief.

    Most passages are one point.  A passage that reports or concedes the other side has
    a second one, with its own voice, so a quotation never mixes the two.  The voice of
    a single sentence may differ from the label's: what is cited is the sentence's.
    ``answers`` are a coach's lines on what it answers, ``heard`` arguments students made.
    """

    id: str
    passage: str
    label: Label
    sentences: tuple[Sentence, ...]
    tag: str = ""
    answers: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    impact: str = ""
    response: Response | None = None
    turn: Turn | None = None
    heard: tuple[str, ...] = ()

    def opposes(self, side: Side) -> float:
        """Return the probability that this point argues against someone on ``side``.

        A coach's label is certain; a predicted one is as sure as its confidence.
        """
        if self.label.stance == "neutral":
            return 0.0
        opposing = self.label.stance == opposite(side)
        if self.label.origin == "coach":
            return float(opposing)
        return self.label.confidence if opposing else 1.0 - self.label.confidence

    def may_be_cited_against(self, side: Side) -> bool:
        """Tell whether this point may be cited against someone on ``side``.

        Its label opposes, and is a coach's or sure enough.
        """
        sure = self.label.origin == "coach" or self.label.confidence >= CITED_FROM
        return sure and self.label.stance == opposite(side)


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable piece of a source: whole paragraphs, numbered as in the document.

    ``aliases`` are the numbers of paragraphs that merely repeat it (pull quotes).
    """

    id: str
    source: str
    paragraphs: tuple[int, ...]
    span: Span
    points: tuple[Point, ...]
    aliases: tuple[int, ...] = ()

    @property
    def label(self) -> Label:
        """The label of the passage as a whole: that of its first point."""
        return self.points[0].label


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion with its sources and passages, ready to be argued."""

    name: str
    statement: str
    sides: Mapping[Side, str]
    topic: str
    sources: tuple[Source, ...]
    passages: tuple[Passage, ...]
    floor: float | None = None

    def source(self, id: str) -> Source:
        """Return the source with this id; ``KeyError`` when there is none."""
        for source in self.sources:
            if source.id == id:
                return source
        raise KeyError(id)

    def passage(self, id: str) -> Passage:
        """Return the passage with this id; ``KeyError`` when there is none."""
        for passage in self.passages:
            if passage.id == id:
                return passage
        raise KeyError(id)

    def points(self, stance: Stance | None = None) -> tuple[Point, ...]:
        """Return every point, or those of one stance, in document order."""
        return tuple(
            point
            for passage in self.passages
            for point in passage.points
            if stance is None or point.label.stance == stance
        )

    def opposing(self, side: Side) -> tuple[Point, ...]:
        """Return the points that may be cited against someone on ``side``."""
        return tuple(point for point in self.points() if point.may_be_cited_against(side))
