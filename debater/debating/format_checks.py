"""What is wrong with a format's file that its schema cannot know: every problem, as sentences."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from debater.debating.format_schema import (
    BellEntry,
    FormatFile,
    PartEntry,
    PrepEntry,
    SeatEntry,
    StageEntry,
)
from debater.motions.model import SIDES

# Longer than any speech or prep; a number above it is a slip, or meant seconds.
_LONGEST = 120
_MOST_RINGS = 5
_MOST_POINTS = 10
# More steps than any ballot has; a number above it is a slip.
_MOST_STEPS = 1000
# How far a scale may be from a whole number of steps: decimals are not exact.
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class FormatProblem:
    """One thing wrong: the entry of the file, which of its keys, what it is, and the mend.

    ``key`` is empty where the entry as a whole is meant.
    """

    entry: object
    key: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.what}; {self.mend}"


def format_problems(file: FormatFile, whole: bool = True) -> list[FormatProblem]:
    """Return everything that keeps a file from being a format.

    Where not the ``whole`` of it could be read, only what is wrong with what was read is
    returned: what seems missing may stand in the rest.
    """
    return [*_wrong(file), *(_missing(file) if whole else ())]


def _wrong(file: FormatFile) -> Iterator[FormatProblem]:
    """Yield what is wrong with a value, whatever else there is."""
    yield from _unwritten(file, "the format", "title", "summary")
    for parts in (file.scale.parts, file.scale.replies):
        for part in parts:
            yield from _figure(part)
        yield from _repeated(parts, "name", "figures")
    yield from _repeated(file.seats, "id", "seats")
    for seat in file.seats:
        yield from _unwritten(seat, "a seat", "id", "title")
    yield from _teams(file.seats)
    yield from _repeated(file.order, "id", "entries of the order")
    for stage in file.order:
        yield from _unwritten(stage, "an entry of the order", "id", "title")
        yield from _minutes(stage, f"“{stage.id}”")
        yield from _window(stage)
        for bell in stage.bells:
            yield from _bell(bell, stage)
        yield from _repeated(stage.bells, "at", f"bells of “{stage.id}”")
    if file.prep is not None:
        yield from _minutes(file.prep, "prep")
    if not 0 <= file.most_points <= _MOST_POINTS:
        what = f"most_points is {file.most_points}"
        yield FormatProblem(file, "most_points", what, f"write 0 to {_MOST_POINTS}")


def _missing(file: FormatFile) -> Iterator[FormatProblem]:
    """Yield what is missing, or does not fit to the rest."""
    yield from _sides(file)
    scale = file.scale
    if not scale.parts:
        yield FormatProblem(scale, "parts", "the scale has no figures", "add at least one")
    replies = any(stage.reply for stage in file.order)
    if scale.replies and not replies:
        what = "the scale has figures for replies, and no speech is one"
        mend = "write “reply: true” at the reply speeches, or remove “replies”"
        yield FormatProblem(scale, "replies", what, mend)
    if file.order:
        yield from _order(file)
    else:
        yield from _without_order(file)
    yield from _points(file)


def _sides(file: FormatFile) -> Iterator[FormatProblem]:
    for side in SIDES:
        if not file.sides.get(side, "").strip():
            yield FormatProblem(file, "sides", f"sides has no name for “{side}”", "add one")
    names = [name.strip().casefold() for name in file.sides.values() if name.strip()]
    if len(set(names)) < len(names):
        yield FormatProblem(file, "sides", "both sides have one name", "name them apart")


def _figure(part: PartEntry) -> Iterator[FormatProblem]:
    name = f"the figure “{part.name}”"
    yield from _unwritten(part, "a figure", "name")
    if part.low >= part.high:
        what = f"{name} has no room: its low {part.low:g} is not below its high {part.high:g}"
        yield FormatProblem(part, "low", what, "write the lowest and the highest figure")
    elif part.step <= 0:
        what = f"the step of {name} is {part.step:g}"
        yield FormatProblem(part, "step", what, "write a step above 0, such as 0.5")
    else:
        steps = (part.high - part.low) / part.step
        if steps > _MOST_STEPS:
            what = f"{name} has more than {_MOST_STEPS} steps"
            yield FormatProblem(part, "step", what, "write a smaller range or a larger step")
        elif abs(steps - round(steps)) > _ROUNDING or round(steps) < 1:
            what = f"steps of {part.step:g} do not lead from {part.low:g} to {part.high:g}"
            yield FormatProblem(part, "step", what, "choose a step that divides the range")


def _teams(seats: Sequence[SeatEntry]) -> Iterator[FormatProblem]:
    sides_of: dict[str, str] = {}
    for seat in seats:
        if seat.team and sides_of.setdefault(seat.team, seat.side) != seat.side:
            what = f"the team “{seat.team}” sits on both sides"
            yield FormatProblem(seat, "team", what, "name the teams of the two sides apart")
        elif not seat.team and any(one.team for one in seats if one.side == seat.side):
            what = f"the seat “{seat.id}” has no team, and others of its side have one"
            yield FormatProblem(seat, "", what, "add “team: …”")


def _order(file: FormatFile) -> Iterator[FormatProblem]:
    seats = {seat.id: seat for seat in file.seats}
    for stage in file.order:
        yield from _who(stage, seats)
        yield from _half_window(stage)
    speeches = [stage for stage in file.order if stage.kind == "speech"]
    turns = [_turn(seats, stage.speaker) for stage in speeches]
    for turn in ("first", "second"):
        if turn not in {seat.side for seat in file.seats}:
            what = f"no seat belongs to the side that speaks {turn}"
            yield FormatProblem(file, "seats", what, f"write a seat with “side: {turn}”")
        elif turn not in turns:
            what = f"the side that speaks {turn} has no speech"
            yield FormatProblem(file, "order", what, "give one of its seats a speech")
    if turns and turns[0] == "second":
        what = f"“{speeches[0].id}” comes first, but its speaker’s side speaks second"
        mend = "exchange first and second in “side” of all seats, or change the order"
        yield FormatProblem(speeches[0], "speaker", what, mend)
    used = {id for stage in file.order for id in (stage.speaker, stage.asks, stage.answers)}
    for seat in file.seats:
        if seat.id not in used:
            what = f"the seat “{seat.id}” is not in the order"
            yield FormatProblem(seat, "", what, "give it a speech, or remove it")


def _without_order(file: FormatFile) -> Iterator[FormatProblem]:
    """Check that open sparring has nothing that only an order of speeches can use."""
    for key in ("seats", "prep", "flip"):
        if getattr(file, key):
            what = f"“{key}” is given, and there is no order of speeches"
            mend = f"write an “order”, or remove “{key}” for open sparring"
            yield FormatProblem(file, key, what, mend)


def _turn(seats: dict[str, SeatEntry], id: str) -> str:
    return seats[id].side if id in seats else ""


def _who(stage: StageEntry, seats: dict[str, SeatEntry]) -> Iterator[FormatProblem]:
    """Check that a speech has a speaker, and questions somebody who asks and who answers."""
    speech = stage.kind == "speech"
    of_speeches, of_questions = ["speaker"], ["asks", "answers"]
    wanted, others = (of_speeches, of_questions) if speech else (of_questions, of_speeches)
    kind = f"“{stage.id}” is {'an' if stage.kind == 'examination' else 'a'} {stage.kind}"
    for key in wanted:
        seat = getattr(stage, key)
        if not seat:
            yield FormatProblem(stage, "", f"{kind} without “{key}”", f"add “{key}: SEAT”")
        elif seat not in seats:
            near = difflib.get_close_matches(seat, seats, n=1)
            mend = f"did you mean “{near[0]}”?" if near else f"use one of: {', '.join(seats)}"
            what = f"“{stage.id}” names a seat “{seat}” that does not exist"
            yield FormatProblem(stage, key, what, mend)
    for key in others:
        if getattr(stage, key):
            mend = f"use “{'” and “'.join(wanted)}”, or write its “kind”"
            yield FormatProblem(stage, key, f"{kind}, which has no “{key}”", mend)
    turns = {_turn(seats, getattr(stage, key)) for key in wanted}
    if not speech and turns in ({"first"}, {"second"}):
        what = f"in “{stage.id}” a side questions itself"
        yield FormatProblem(stage, "answers", what, "name a seat of the other side")
    if not speech and stage.reply:
        yield FormatProblem(stage, "reply", f"{kind} and no reply speech", "remove “reply”")


def _half_window(stage: StageEntry) -> Iterator[FormatProblem]:
    begin, end = stage.points_from, stage.points_until
    if (begin is None) != (end is None):
        missing = "points_from" if begin is None else "points_until"
        what = f"“{stage.id}” says only half of when points of information are open"
        yield FormatProblem(stage, "", what, f"add “{missing}: MINUTES”")
    if stage.kind != "speech" and (begin is not None or end is not None):
        what = f"“{stage.id}” has points of information and is no speech"
        yield FormatProblem(stage, "", what, "remove “points_from” and “points_until”")


def _window(stage: StageEntry) -> Iterator[FormatProblem]:
    """Check when points of information may be offered, where both ends are written."""
    begin, end = stage.points_from, stage.points_until
    if begin is None or end is None:
        return
    if begin >= end:
        what = f"in “{stage.id}” points of information close before they open"
        yield FormatProblem(stage, "points_until", what, "write a later minute")
    elif begin < 0 or end > stage.minutes:
        what = f"in “{stage.id}” points of information are open outside the speech"
        mend = f"keep them between minute 0 and {stage.minutes:g}"
        yield FormatProblem(stage, "points_from" if begin < 0 else "points_until", what, mend)


def _bell(bell: BellEntry, stage: StageEntry) -> Iterator[FormatProblem]:
    yield from _unwritten(bell, f"a bell of “{stage.id}”", "says")
    # The clock counts whole seconds, and a bell at the very beginning tells nobody anything.
    if bell.at * 60 < 1 or bell.at > stage.minutes:
        what = f"a bell of “{stage.id}” is at minute {bell.at:g}, outside of it"
        mend = f"write minutes above 0 and up to {stage.minutes:g}"
        yield FormatProblem(bell, "at", what, mend)
    if not 0 <= bell.times <= _MOST_RINGS:
        what = f"a bell of “{stage.id}” is rung {bell.times} times"
        yield FormatProblem(bell, "times", what, f"ring it 0 to {_MOST_RINGS} times")


def _points(file: FormatFile) -> Iterator[FormatProblem]:
    """Check that points of information are taken where they may be offered, and only there."""
    offered = any(stage.points_from is not None for stage in file.order)
    if file.most_points > 0 and not offered:
        what = "most_points is given, and no speech has points of information"
        mend = "add “points_from” and “points_until” to the speeches, or remove it"
        yield FormatProblem(file, "most_points", what, mend)
    elif offered and not file.most_points:
        what = "speeches have points of information, and nobody should take any"
        yield FormatProblem(file, "most_points", what, "add “most_points: 2”")


def _minutes(entry: StageEntry | PrepEntry, name: str) -> Iterator[FormatProblem]:
    # Half a second would be rounded to none.
    if entry.minutes * 60 < 1:
        what = f"{name} is {entry.minutes:g} minutes long"
        yield FormatProblem(entry, "minutes", what, "write how many minutes it has")
    elif entry.minutes > _LONGEST:
        what = f"{name} is {entry.minutes:g} minutes long"
        mend = f"write minutes, not seconds, and at most {_LONGEST}"
        yield FormatProblem(entry, "minutes", what, mend)


def _unwritten(entry: object, name: str, *keys: str) -> Iterator[FormatProblem]:
    for key in keys:
        if not getattr(entry, key).strip():
            yield FormatProblem(entry, key, f"{name} has an empty “{key}”", "write it")


def _repeated(entries: Sequence[object], key: str, kind: str) -> Iterator[FormatProblem]:
    """Yield a problem at each entry whose key another had before."""
    counted: Counter[object] = Counter()
    for entry in entries:
        value = getattr(entry, key)
        counted[value] += 1
        if counted[value] == 2:
            shown = f"{value:g}" if isinstance(value, float) else value
            what = f"two {kind} have the same “{key}”: {shown}"
            yield FormatProblem(entry, key, what, "each needs its own")
