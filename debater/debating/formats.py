"""A format from its file, and what follows from a format: seats, bells, a budget of words."""

from __future__ import annotations

from collections.abc import Iterable

from debater.debating.format_schema import FormatFile, PartEntry, SeatEntry, StageEntry
from debater.debating.model import Bell, Format, Prep, Scale, ScalePart, Seat, Stage
from debater.motions.model import SIDES, Side

# Seconds before the end at which the usual warnings come.
_WARNINGS = {60: "One minute left.", 30: "Thirty seconds left."}
_NUMBERS = {1: "one", 2: "one or two"}


def format_of(file: FormatFile, name: str) -> Format:
    """Return the format a file describes.  ``format_problems`` must have found nothing wrong."""
    prep = file.prep
    return Format(
        name=name,
        title=file.title,
        summary=file.summary,
        side_names={side: file.sides[side] for side in SIDES},
        seats=tuple(_seat(entry) for entry in file.seats),
        stages=tuple(_stage(entry) for entry in file.order),
        scale=Scale(
            _scale_parts(file.scale.parts),
            _scale_parts(file.scale.replies),
            file.scale.low_point_win,
        ),
        prep=Prep() if prep is None else Prep(_seconds(prep.minutes), prep.when),
        flip=file.flip,
        most_points=file.most_points,
    )


def _seat(entry: SeatEntry) -> Seat:
    return Seat(entry.id, entry.title, entry.side == "first", entry.team)


def _stage(entry: StageEntry) -> Stage:
    speech = entry.kind == "speech"
    return Stage(
        id=entry.id,
        title=entry.title,
        kind=entry.kind,
        seconds=_seconds(entry.minutes),
        seat=entry.speaker if speech else entry.asks,
        answerer="" if speech else entry.answers,
        role=entry.role,
        # A question drops nothing: only a speech is answered for.
        responds=speech and entry.responds,
        new_arguments=entry.new_arguments,
        reply=entry.reply,
        points_from=None if entry.points_from is None else _seconds(entry.points_from),
        points_until=None if entry.points_until is None else _seconds(entry.points_until),
        bells=tuple(
            sorted(
                (Bell(_seconds(bell.at), bell.times, bell.says) for bell in entry.bells),
                key=lambda bell: bell.seconds,
            )
        ),
    )


def _scale_parts(entries: Iterable[PartEntry]) -> tuple[ScalePart, ...]:
    return tuple(ScalePart(entry.name, entry.low, entry.high, entry.step) for entry in entries)


def _seconds(minutes: float) -> int:
    return round(minutes * 60)


def default_seats(format: Format, side: Side, first: Side = "for") -> tuple[str, ...]:
    """Return the seats a user on ``side`` takes unless they choose others.

    All seats of the side; where a side has several teams, those of its opening team.
    ``first`` is the side that speaks first.  Open sparring has no seats.
    """
    seats = [seat for seat in format.seats if seat.first == (side == first)]
    return tuple(seat.id for seat in seats if seat.team == seats[0].team)


def bells_of(format: Format, stage: Stage) -> tuple[Bell, ...]:
    """Return the alerts of a stage in order, no two at the same second.

    The format's own, where it has any.  Otherwise one bell where points of information
    open and one where they close, two at the end (one where there are no points), and
    warnings shortly before the end; beside the bells of the points, which speakers count,
    a warning is only shown.
    """
    if stage.bells:
        return stage.bells
    points = stage.points_from is not None and stage.points_until is not None
    warned = (60, 30) if stage.kind == "speech" else (30,)
    found = [
        Bell(stage.seconds - left, 0 if points else 1, _WARNINGS[left])
        for left in warned
        if left < stage.seconds
    ]
    if stage.points_from is not None and stage.points_until is not None:
        take = _NUMBERS.get(format.most_points)
        advice = f"; take {take}" if take else ""
        found += [
            Bell(stage.points_from, 1, f"Points of information may be offered{advice}."),
            Bell(stage.points_until, 1, "No more points of information."),
        ]
    found.append(Bell(stage.seconds, 2 if points else 1, "Time."))
    return _joined(bell for bell in found if bell.seconds > 0)


def _joined(bells: Iterable[Bell]) -> tuple[Bell, ...]:
    """Return bells in order, those of one second as one."""
    by_second: dict[int, Bell] = {}
    for bell in bells:
        same = by_second.get(bell.seconds, bell)
        says = bell.says if same is bell else f"{bell.says} {same.says}"
        by_second[bell.seconds] = Bell(bell.seconds, max(same.times, bell.times), says)
    return tuple(by_second[second] for second in sorted(by_second))


def words_for(seconds: int, words_a_minute: int) -> int:
    """Return how many words are spoken in ``seconds`` at a pace: a typed speech's budget."""
    return round(seconds * words_a_minute / 60)
