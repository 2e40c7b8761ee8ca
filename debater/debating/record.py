"""Debates as JSON: what the store keeps of each event, and the debate read back from it.

A stored quotation is proved again when it is read back: where its source has changed, the
words stay on the flow without it and say so.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from debater.debating.model import (
    Admission,
    Bell,
    Debate,
    Exchange,
    Format,
    Part,
    Practice,
    Prep,
    Scale,
    ScalePart,
    Seat,
    Speech,
    Stage,
)
from debater.debating.record_types import checked
from debater.errors import DebaterError, ProofError
from debater.motions.citation import Citation
from debater.motions.model import SIDES, Motion, Side
from debater.motions.reciting import cite_again

Said = TypeVar("Said", Speech, Exchange)

UNPROVED = "What was quoted is not in the source now, so it is not shown."


def dump_setup(debate: Debate) -> dict[str, Any]:
    """Return what a debate began with; its format whole, so that a later change of it is none."""
    return {
        "format": dataclasses.asdict(debate.format),
        "seats": list(debate.seats),
        "first": debate.first,
    }


def load_setup(motion: str, side: Side, seed: int, setup: Mapping[str, Any]) -> Debate:
    """Read back what ``dump_setup`` gave: a debate in which nothing has happened yet.

    Raises ``DebaterError`` when ``setup`` is none.
    """
    try:
        format = _format(setup["format"])
        seats = tuple(setup["seats"])
        for seat in seats:
            format.seat(seat)
        return checked(Debate(format, motion, side, seats, setup["first"], seed), Debate)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise _unreadable() from error


def dump_speech(speech: Speech) -> dict[str, Any]:
    """Return a speech as plain JSON values."""
    return {
        **_plain(speech),
        "parts": [{**_plain(part), "citation": _place(part.citation)} for part in speech.parts],
    }


def dump_exchange(exchange: Exchange) -> dict[str, Any]:
    """Return a question and its answer as plain JSON values."""
    return {
        **_plain(exchange),
        "citation": _place(exchange.citation),
        "admission": _plain(exchange.admission) if exchange.admission else None,
    }


def after(debate: Debate, kind: str, body: Mapping[str, Any], motion: Motion) -> Debate:
    """Return ``debate`` as it stands after a stored event.

    Kinds are ``speech``, ``asked``, ``answered`` (the last question, anew), ``stage``,
    ``correction`` and ``practice``.  Raises ``DebaterError`` for an event that cannot be read.
    """
    try:
        return _after(debate, kind, body, motion)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise _unreadable() from error


def _after(debate: Debate, kind: str, body: Mapping[str, Any], motion: Motion) -> Debate:
    match kind:
        case "speech":
            return debate.with_speech(_placed(_speech(body, motion), debate))
        case "asked":
            return debate.with_exchange(_placed(_exchange(body, motion), debate))
        case "answered":
            exchange = _placed(_exchange(body, motion), debate)
            # Where its question could not be read, the one before keeps its own answer.
            same = debate.exchanges and _question(debate.exchanges[-1]) == _question(exchange)
            return debate.with_answer(exchange) if same else debate.with_exchange(exchange)
        case "stage":
            stage = checked(body["stage"], int)
            if not 0 <= stage <= len(debate.format.stages):
                raise ValueError(stage)
            return debate.at_stage(stage)
        case "correction":
            argument, target = checked(body["argument"], str), checked(body["target"], str | None)
            return debate.with_correction(argument, target)
        case "practice":
            again = _placed(_speech(body["speech"], motion), debate)
            practice = checked(Practice(body["kind"], again), Practice)
            return replace(debate, practice=(*debate.practice, practice))
    raise ValueError(kind)


def _placed(said: Said, debate: Debate) -> Said:
    """Return what was said, once its values are of their types and its stage is there."""
    stage = checked(said, type(said)).stage
    if not 0 <= stage < len(debate.format.stages):
        raise ValueError(stage)
    return said


def _question(exchange: Exchange) -> tuple[int, str]:
    return exchange.stage, exchange.question


def _speech(values: Mapping[str, Any], motion: Motion) -> Speech:
    parts = tuple(_part(part, motion) for part in values["parts"])
    text = "\n\n".join(part.text for part in parts) if parts else values["text"]
    return Speech(**{**values, "parts": parts, "text": text})


def _part(values: Mapping[str, Any], motion: Motion) -> Part:
    named = {
        **values,
        "answers": tuple(values["answers"]),
        "extends": tuple(values["extends"]),
    }
    try:
        return Part(**{**named, "citation": _citation(values["citation"], motion)})
    except ProofError:
        said = f"{values['heading']} {UNPROVED}".strip()
        return Part(**{**named, "citation": None, "text": said})


def _exchange(values: Mapping[str, Any], motion: Motion) -> Exchange:
    admission = Admission(**values["admission"]) if values["admission"] else None
    try:
        citation = _citation(values["citation"], motion)
    except ProofError:
        unproved = {**values, "answer": UNPROVED, "citation": None, "admission": None}
        return Exchange(**unproved)
    return Exchange(**{**values, "citation": citation, "admission": admission})


def _citation(values: Mapping[str, Any] | None, motion: Motion) -> Citation | None:
    if values is None:
        return None
    try:
        source = motion.source(values["source"])
    except KeyError as error:
        raise ProofError(f"The motion has no source “{values['source']}” now.") from error
    return cite_again(
        motion,
        source,
        checked(values["passage"], str),
        _paragraphs(values["paragraphs"]),
        values["start"],
        values["end"],
        values["quote"],
    )


def _paragraphs(values: Iterable[Any]) -> tuple[int, ...]:
    numbers = checked(tuple(values), tuple[int, ...])
    if not numbers:
        raise ValueError("no paragraph")
    return numbers


def _place(citation: Citation | None) -> dict[str, Any] | None:
    if citation is None:
        return None
    return {
        "source": citation.source.id,
        "passage": citation.passage,
        "paragraphs": list(citation.paragraphs),
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def _format(values: Mapping[str, Any]) -> Format:
    scale = values["scale"]
    format = Format(
        **{
            **values,
            "side_names": dict(values["side_names"]),
            "seats": tuple(Seat(**seat) for seat in values["seats"]),
            "stages": tuple(_stage(stage) for stage in values["stages"]),
            "scale": Scale(
                _scale_parts(scale["parts"]), _scale_parts(scale["replies"]), scale["low_point_win"]
            ),
            "prep": Prep(**values["prep"]),
        }
    )
    for stage in format.stages:
        for seat in (stage.seat, stage.answerer) if stage.answerer else (stage.seat,):
            format.seat(seat)
    if set(format.side_names) != set(SIDES) or any(
        part.step <= 0 for part in (*format.scale.parts, *format.scale.replies)
    ):
        raise ValueError(format.name)
    return format


def _stage(values: Mapping[str, Any]) -> Stage:
    return Stage(**{**values, "bells": tuple(Bell(**bell) for bell in values["bells"])})


def _scale_parts(values: Iterable[Mapping[str, Any]]) -> tuple[ScalePart, ...]:
    return tuple(ScalePart(**part) for part in values)


def _plain(value: Any) -> dict[str, Any]:
    """Return a dataclass's own values; nested ones are written by who calls."""
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def _unreadable() -> DebaterError:
    return DebaterError(
        "A part of this stored debate cannot be read.",
        "Every word of it is still in the file of your rounds; begin a new debate.",
    )
