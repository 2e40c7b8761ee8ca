"""The schema of ``motion.yaml``: what a coach can write, key by key.

Each key's meaning stands beside it; ``key_tables`` makes the tables of the coaches' guide.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from debater.motions.model import Response, Side, SourceStance, Stance, Voice


def _key(doc: str, default: Any = dataclasses.MISSING, **more: Any) -> Any:
    """Return a field with its meaning; without a default the key has to be written."""
    return dataclasses.field(default=default, metadata={"doc": doc}, **more)


@dataclass(frozen=True)
class SourceEntry:
    """A source of the motion: its file, what it argues, and its cite, as far as known."""

    id: str = _key("a short name for it, used by passages and citations")
    file: str = _key("its text: a UTF-8 file beside motion.yaml, a blank line between paragraphs")
    stance: SourceStance | None = _key(
        "what it argues toward the statement; without it the side is inferred from its passages",
        None,
    )
    title: str | None = _key("its title, which is cite and no argument", None)
    standfirst: str | None = _key("the line under the title, likewise", None)
    author: str | None = _key("who wrote it, in full", None)
    date: str | None = _key("when it was published", None)
    publication: str | None = _key("where it was published", None)
    url: str | None = _key("its full address", None)
    accessed: str | None = _key("when you read it there", None)
    qualifications: str | None = _key("why its author should be listened to", None)
    pages: dict[int, int] = dataclasses.field(
        default_factory=dict,
        metadata={"doc": "for a document with pages: each page, and the first paragraph on it"},
    )


@dataclass(frozen=True)
class TurnEntry:
    """Evidence of the author that can be turned: a sentence, and what it shows instead."""

    quote: str = _key("the author's words, word for word")
    tag: str = _key("what they show for the other side, in one sentence")
    impact: str = _key("why that matters", "")


@dataclass(frozen=True, kw_only=True)
class BriefEntry:
    """What a coach says of a passage, or of sentences in it that differ."""

    stance: Stance = _key("what it supports toward the statement")
    voice: Voice = _key(
        "who speaks: the author, the author granting a point, or somebody who is reported",
        "author",
    )
    speaker: str | None = _key("who is reported; needed for a reported voice", None)
    tag: str = _key("one sentence that claims no more than the passage does", "")
    answers: tuple[str, ...] = _key(
        "what an opponent says that this answers, in an opponent's words", ()
    )
    questions: tuple[str, ...] = _key("closed questions to ask after it", ())
    impact: str = _key("why it matters, said after the quotation", "")
    response: Response | None = _key("the kind of response it is", None)
    turn: TurnEntry | None = _key("its evidence, honestly turned for the other side", None)


@dataclass(frozen=True, kw_only=True)
class SentenceEntry(BriefEntry):
    """Sentences of a passage that argue another way, or in another voice, than the passage.

    Sentences of another stance have a brief of their own; those of the passage's own
    stance share its brief and only name who speaks.
    """

    text: tuple[str, ...] = _key("how each of the sentences begins")


@dataclass(frozen=True, kw_only=True)
class PassageEntry(BriefEntry):
    """A passage: its paragraphs, how they begin, and the coach's brief on it."""

    paragraphs: tuple[int, ...] = _key("its paragraph numbers, one run: 5, or 5, 6, 7")
    begins: str = _key("how the first of them begins, so that a shifted number is noticed")
    source: str | None = _key("the id of its source; needed where there are several", None)
    sentences: tuple[SentenceEntry, ...] = _key(
        "sentences that argue the other way, or in another voice", ()
    )


@dataclass(frozen=True)
class PackEntry:
    """The whole of ``motion.yaml``."""

    statement: str = _key("the motion, as a full sentence")
    sources: tuple[SourceEntry, ...] = _key("the texts that are quoted from")
    topic: str | None = _key("what the motion is about, as it stands in a sentence", None)
    sides: dict[Side, str] = dataclasses.field(
        default_factory=dict, metadata={"doc": "short names of the sides, for and against"}
    )
    passages: tuple[PassageEntry, ...] = _key(
        "the passages you label; all others are labelled for you", ()
    )
    floor: float | None = _key(
        "the strength (0 to 1) below which nothing is cited on this motion", None
    )


class Key(NamedTuple):
    """A row of the guide's tables: a key, what can be written, whether it must be, and why."""

    name: str
    values: str
    required: bool
    meaning: str


_PARTS = (
    ("The motion", PackEntry),
    ("A source", SourceEntry),
    ("A passage", PassageEntry),
    ("A sentence entry", SentenceEntry),
    ("A turn", TurnEntry),
)


def keys(entry: type[Any]) -> Iterator[Key]:
    """Yield the keys of one part of the file, those that must be written first."""
    hints = typing.get_type_hints(entry)
    rows = []
    for field in dataclasses.fields(entry):
        optional = (
            field.default is not dataclasses.MISSING
            or field.default_factory is not dataclasses.MISSING
        )
        rows.append(
            Key(field.name, _values(hints[field.name]), not optional, field.metadata["doc"])
        )
    yield from sorted(rows, key=lambda row: not row.required)


def key_tables() -> str:
    """Return every key of ``motion.yaml`` as Markdown tables, one a part of the file."""
    parts = []
    for title, entry in _PARTS:
        rows = [
            f"| `{key.name}` | {key.values} | {'yes' if key.required else ''} | {key.meaning} |"
            for key in keys(entry)
        ]
        head = ["| key | value | needed | meaning |", "| --- | --- | --- | --- |"]
        parts.append("\n".join([f"**{title}**", "", *head, *rows]))
    return "\n\n".join(parts)


def _values(wanted: Any) -> str:
    """Say in words what can be written where a type is wanted."""
    origin, inside = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (typing.Union, types.UnionType):
        return _values(next(part for part in inside if part is not type(None)))
    if origin is typing.Literal:
        return ", ".join(f"`{value}`" for value in inside)
    if origin is tuple:
        return f"a list of {_plural(_values(inside[0]))}"
    if origin is dict:
        return f"{_values(inside[0])}: {_values(inside[1])}"
    if dataclasses.is_dataclass(wanted):
        return next(title.casefold() for title, entry in _PARTS if entry is wanted)
    return {str: "text", int: "a whole number", float: "a number"}[wanted]


def _plural(thing: str) -> str:
    one = thing.removeprefix("a ")
    return f"{one[:-1]}ies" if one.endswith("y") else f"{one}s"
