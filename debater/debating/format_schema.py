"""The schema of a format's file: what a coach can write, key by key.

Each key's meaning stands beside it; ``key_tables`` makes the tables of the guide to formats.
Times are in minutes, as coaches count them.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from debater.debating.model import Role, StageKind
from debater.motions.model import Side

# A seat belongs to the side that speaks first, or to the other.
Turn = Literal["first", "second"]


def _key(doc: str, default: Any = dataclasses.MISSING, **more: Any) -> Any:
    """Return a field with its meaning; without a default the key has to be written."""
    return dataclasses.field(default=default, metadata={"doc": doc}, **more)


@dataclass(frozen=True)
class SeatEntry:
    """A speaker's place in the debate."""

    id: str = _key("a short name for it, used in the order: `1A`, `PM`")
    title: str = _key("what its speaker is called: `Prime Minister`")
    side: Turn = _key("whether it belongs to the side that speaks first or second")
    team: str = _key("its team, where a side has more than one: `OG`, `CG`", "")


@dataclass(frozen=True)
class BellEntry:
    """An alert of the format's own, instead of the usual ones."""

    at: float = _key("minutes after the beginning; 0.5 is half a minute")
    says: str = _key("what it tells the speaker")
    times: int = _key("how often it is rung; 0 is shown and not heard", 1)


@dataclass(frozen=True, kw_only=True)
class StageEntry:
    """A speech, an examination or a crossfire: one entry of the order."""

    id: str = _key("a short name for it, at the head of its column on the flow: `1AC`")
    title: str = _key("what it is called: `First affirmative constructive`")
    minutes: float = _key("how long it is; 2.5 is two and a half minutes")
    kind: StageKind = _key(
        "a speech; an examination, where one asks and the other answers; a crossfire, where"
        " both ask in turn",
        "speech",
    )
    speaker: str = _key("the seat that gives a speech", "")
    asks: str = _key("the seat that asks in an examination, and asks first in a crossfire", "")
    answers: str = _key("the seat it asks", "")
    role: Role = _key(
        "what a speech is for: making the case, answering, narrowing down, or closing",
        "constructive",
    )
    responds: bool = _key(
        "false where a speech need not answer yet, so that silence drops it", True
    )
    new_arguments: bool = _key("false where a speech may bring no new arguments", True)
    reply: bool = _key("true for a short closing speech that is scored on its own scale", False)
    points_from: float | None = _key(
        "minutes after the beginning from which points of information may be offered", None
    )
    points_until: float | None = _key("and until when", None)
    bells: tuple[BellEntry, ...] = _key("alerts of its own, instead of the usual ones", ())


@dataclass(frozen=True)
class PrepEntry:
    """Time to prepare."""

    minutes: float = _key("how long")
    when: Literal["pool", "before"] = _key(
        "pool: each side draws on it between speeches; before: all of it before the debate"
    )


@dataclass(frozen=True)
class PartEntry:
    """One figure of the ballot."""

    name: str = _key("what is scored: `Speaker points`, `Style`")
    low: float = _key("the lowest figure")
    high: float = _key("the highest")
    step: float = _key("from one figure to the next: 0.5 for half points", 1.0)


@dataclass(frozen=True)
class ScaleEntry:
    """How speeches are scored."""

    parts: tuple[PartEntry, ...] = _key("the figures, which are added up")
    replies: tuple[PartEntry, ...] = _key("the figures of reply speeches, where they differ", ())
    low_point_win: bool = _key("false where the side with fewer points cannot win", True)


@dataclass(frozen=True)
class FormatFile:
    """The whole of a format's file."""

    title: str = _key("what the format is called: `Lincoln-Douglas`")
    summary: str = _key("one sentence about it, for whoever chooses")
    sides: dict[Side, str] = _key("what its debaters call the sides, for and against")
    scale: ScaleEntry = _key("how speeches are scored")
    seats: tuple[SeatEntry, ...] = _key("the speakers; none for open sparring", ())
    order: tuple[StageEntry, ...] = _key(
        "the speeches and questions, in order; none for open sparring, turn by turn and"
        " without a clock",
        (),
    )
    prep: PrepEntry | None = _key("time to prepare, where there is any", None)
    flip: bool = _key(
        "true where a coin decides which side speaks first; otherwise it is the side for", False
    )
    most_points: int = _key("how many points of information a speaker should take", 0)


class Key(NamedTuple):
    """A row of the guide's tables: a key, what can be written, whether it must be, and why."""

    name: str
    values: str
    required: bool
    meaning: str


_PARTS = (
    ("The format", FormatFile),
    ("A seat", SeatEntry),
    ("An entry of the order", StageEntry),
    ("A bell", BellEntry),
    ("Prep", PrepEntry),
    ("A scale", ScaleEntry),
    ("A figure", PartEntry),
)
_WORDS = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "`true` or `false`",
    BellEntry: "a bell",
    PartEntry: "a figure",
    PrepEntry: "prep",
    ScaleEntry: "a scale",
    SeatEntry: "a seat",
    StageEntry: "an entry",
}


def keys(entry: type[Any]) -> Iterator[Key]:
    """Yield the keys of one part of the file, those that must be written first."""
    hints = typing.get_type_hints(entry)
    rows = []
    for field in dataclasses.fields(entry):
        required = field.default is dataclasses.MISSING
        rows.append(Key(field.name, _values(hints[field.name]), required, field.metadata["doc"]))
    yield from sorted(rows, key=lambda row: not row.required)


def key_tables() -> str:
    """Return every key of a format's file as Markdown tables, one a part of the file."""
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
        thing = _WORDS[inside[0]].partition(" ")[2]
        return "a list of entries" if thing == "entry" else f"a list of {thing}s"
    if origin is dict:
        return f"{_values(inside[0])}: {_values(inside[1])}"
    return _WORDS[wanted]
