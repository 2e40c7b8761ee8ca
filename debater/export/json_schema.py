"""What an exported round's JSON holds besides the dataclasses of the domain, and its limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from debater.debating.model import Exchange, Format, Part, Prep, Scale, ScalePart, Speech, Stage
from debater.export.json_values import Beyond, Values, Wrong
from debater.motions.citation import Citation
from debater.motions.model import Side
from debater.sparring.reply import Counter, Evidence, Reply

_LONGEST_SECONDS = 2 * 60 * 60
_MOST_STAGES = 100
_MOST_STEPS = 1000
_MOST_BELLS = 5
_MOST_POINTS = 10

# What a reader of the store asks for, default or not.
NEEDED: dict[type, frozenset[str]] = {
    Reply: frozenset({"they_say", "counters", "chosen", "answer", "turned", "opening"}),
    Counter: frozenset({"evidence"}),
    Evidence: frozenset({"shared_words"}),
    Part: frozenset({"heading", "citation", "answers", "extends"}),
    Speech: frozenset({"parts"}),
    Exchange: frozenset({"citation", "admission"}),
    Stage: frozenset({"answerer", "bells"}),
    Scale: frozenset({"replies", "low_point_win"}),
    Format: frozenset({"prep"}),
    Prep: frozenset({"seconds", "when"}),
}


@dataclass(frozen=True)
class EventCitation:
    """A quotation in an event: the id of its source, and its place there in characters."""

    source: str
    passage: str
    paragraphs: tuple[int, ...]
    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class SourceId:
    """A source, by its id."""

    id: str


@dataclass(frozen=True)
class ReplyCitation:
    """A quotation in a reply: likewise, its source an object."""

    source: SourceId
    passage: str
    paragraphs: tuple[int, ...]
    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class Setup:
    """What a debate began with."""

    format: Format
    seats: tuple[str, ...]
    first: Side


@dataclass(frozen=True)
class StageBegun:
    """A stage was begun, or the debate ended, by number from 0."""

    stage: int


@dataclass(frozen=True)
class Correction:
    """The user linked an argument on the flow to the one it answers, or to none."""

    argument: str
    target: str | None


@dataclass(frozen=True)
class Practised:
    """A speech was given again, or answered by the user."""

    kind: Literal["redo", "flip"]
    speech: Speech


EVENT_BODIES: dict[str, type] = {
    "speech": Speech,
    "asked": Exchange,
    "answered": Exchange,
    "stage": StageBegun,
    "correction": Correction,
    "practice": Practised,
}


def _unplaced(citation: Mapping[str, Any]) -> Wrong | None:
    """Say what is wrong with the place of a quotation, whatever its source holds."""
    if not citation["paragraphs"]:
        return "quotes from no paragraph", "name its “paragraphs”"
    if citation["end"] - citation["start"] != len(citation["quote"]) or citation["start"] < 0:
        return "does not begin and end where its quotation does", "write “start” and “end” anew"
    return None


BEYOND: dict[type, Beyond] = {EventCitation: _unplaced, ReplyCitation: _unplaced}


def is_reply(values: object) -> bool:
    """Tell whether a stored value has the shape of a reply, every value of its type."""
    reader = Values({Citation: ReplyCitation}, NEEDED, BEYOND)
    reader.read(values, Reply, "$")
    return not reader.problems


def event_problem(kind: str, body: dict[str, Any], stages: int) -> Wrong | None:
    """Return what is wrong with an event of ``stages`` stages, and the mend; else None."""
    said = body["speech"] if kind == "practice" else body
    if kind == "correction":
        return None
    # The stage after the last is the end of the debate.
    last = stages if kind == "stage" else stages - 1
    if 0 <= said["stage"] <= last:
        return None
    return f"is of stage {said['stage']}, which is not there", f"write 0 to {last}"


def format_problems(format: Format) -> Iterator[tuple[str, str, str]]:
    """Yield what keeps a format from being played or marked: where, what, and the mend."""
    if not 1 <= len(format.stages) <= _MOST_STAGES:
        yield ".stages", f"has {len(format.stages)} stages", f"write 1 to {_MOST_STAGES}"
    timed = [(f".stages[{n}].seconds", stage.seconds) for n, stage in enumerate(format.stages)]
    for path, seconds in (*timed, (".prep.seconds", format.prep.seconds)):
        if not 0 <= seconds <= _LONGEST_SECONDS:
            yield path, f"is {seconds}", f"write 0 to {_LONGEST_SECONDS}"
    for number, stage in enumerate(format.stages):
        if stage.kind != "speech" and not stage.answerer:
            yield f".stages[{number}]", "has nobody who answers", "name a seat as “answerer”"
        if any(not 0 <= bell.times <= _MOST_BELLS for bell in stage.bells):
            what = "rings a bell too often"
            yield f".stages[{number}].bells", what, f"write 0 to {_MOST_BELLS} “times”"
    if not 0 <= format.most_points <= _MOST_POINTS:
        yield ".most_points", f"is {format.most_points}", f"write 0 to {_MOST_POINTS}"
    for name in ("parts", "replies"):
        for number, part in enumerate(getattr(format.scale, name)):
            if not _can_be_marked(part):
                mend = f"write a range of 1 to {_MOST_STEPS} steps"
                yield f".scale.{name}[{number}]", "has no steps from low to high", mend
    if not format.scale.parts:
        yield ".scale.parts", "is empty", "add at least one figure"


def _can_be_marked(part: ScalePart) -> bool:
    """Tell whether a figure has a range of steps that can be counted."""
    if not (part.low < part.high and part.step > 0 and max(abs(part.low), part.high) < 1e6):
        return False
    return 1 <= round((part.high - part.low) / part.step, 6) <= _MOST_STEPS
