"""The schema of ``motion.yaml``: what a coach can write, key by key."""

from __future__ import annotations

from dataclasses import dataclass, field

from debater.motions.model import Response, Side, SourceStance, Stance, Voice


@dataclass(frozen=True)
class SourceEntry:
    """A source of the motion: its file, what it argues, and its cite, as far as known.

    Where no stance is given, it is inferred from all its passages when the index is built.
    ``pages`` maps the number of a page of the document to that of the first paragraph that
    begins on it.
    """

    id: str
    file: str
    stance: SourceStance | None = None
    title: str | None = None
    standfirst: str | None = None
    author: str | None = None
    date: str | None = None
    publication: str | None = None
    url: str | None = None
    accessed: str | None = None
    qualifications: str | None = None
    pages: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class TurnEntry:
    """Evidence of the author that can be turned: a sentence, and what it shows instead."""

    quote: str
    tag: str
    impact: str = ""


@dataclass(frozen=True, kw_only=True)
class BriefEntry:
    """What a coach says of a passage, or of sentences in it that differ."""

    stance: Stance
    voice: Voice = "author"
    speaker: str | None = None
    tag: str = ""
    answers: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    impact: str = ""
    response: Response | None = None
    turn: TurnEntry | None = None


@dataclass(frozen=True, kw_only=True)
class SentenceEntry(BriefEntry):
    """Sentences of a passage that argue another way, or in another voice, than the passage.

    Sentences of another stance have a brief of their own; those of the passage's own
    stance share its brief and only name who speaks.
    """

    text: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PassageEntry(BriefEntry):
    """A passage: its paragraphs, how they begin, and the coach's brief on it."""

    paragraphs: tuple[int, ...]
    begins: str
    source: str | None = None
    sentences: tuple[SentenceEntry, ...] = ()


@dataclass(frozen=True)
class PackEntry:
    """The whole of ``motion.yaml``."""

    statement: str
    sources: tuple[SourceEntry, ...]
    topic: str | None = None
    sides: dict[Side, str] = field(default_factory=dict)
    passages: tuple[PassageEntry, ...] = ()
    floor: float | None = None
