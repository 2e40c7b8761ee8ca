"""What drills ask, in the words of ``prompts/drills/drills.yaml``; this is its schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from debater.sparring.phrasing import unknown_names


@dataclass(frozen=True)
class Origins:
    """Where a drill comes from."""

    motion: str
    round: str
    debate: str


@dataclass(frozen=True)
class Asked:
    """What is asked, and what is said once it is answered."""

    asks: str
    explains: str


@dataclass(frozen=True)
class WeakAsked:
    """The same of an answer that was weak, with why it was."""

    asks: str
    no_reason: str
    least_convincing: str
    least_to_the_point: str
    explains: str
    asks_sparring: str


@dataclass(frozen=True)
class VoiceAsked:
    """Whose view it is, and what follows from that for a cite."""

    asks: str
    author: str
    conceded: str
    reported: str


@dataclass(frozen=True)
class QuotationAsked:
    """Word for word or altered: both choices, and what is said of each."""

    asks: str
    exact: str
    altered: str
    explains_exact: str
    explains_altered: str


@dataclass(frozen=True)
class ByResponse:
    """A text for each kind of response."""

    deny: str
    mitigate: str
    turn: str
    outweigh: str


@dataclass(frozen=True)
class ResponseAsked:
    """How a passage meets a claim: the choices, and what is said of each."""

    asks: str
    choices: ByResponse
    explains: ByResponse


@dataclass(frozen=True)
class DrillWording:
    """The wording of every kind of drill."""

    origin: Origins
    dropped: Asked
    weak: WeakAsked
    refute: Asked
    voice: VoiceAsked
    quotation: QuotationAsked
    response: ResponseAsked
    redo: Asked


_ALLOWED = {
    "origin.round": {"turn"},
    "origin.debate": {"stage"},
    "dropped.asks": {"stage"},
    "weak.asks": {"answer", "why"},
    "weak.asks_sparring": {"argument"},
    "refute.asks": {"side"},
    "refute.explains": {"tag", "impact"},
    "quotation.explains_altered": {"was", "now"},
    "response.asks": {"claim"},
    "redo.asks": {"most_words"},
}


def drill_wording_problems(wording: DrillWording) -> list[str]:
    """Return what is wrong with a wording beyond its shape.

    That is a text left empty, a name nobody fills in, or two choices that are the same.
    """
    problems: list[str] = []
    for name, text in _texts(wording, ""):
        if not text.strip():
            problems.append(f"“{name}” is empty")
        problems += unknown_names(name, text, _ALLOWED.get(name, set()))
    responses = [text for _, text in _texts(wording.response.choices, "")]
    for name, choices in (
        ("quotation", [wording.quotation.exact, wording.quotation.altered]),
        ("response.choices", responses),
    ):
        if len({choice.strip().casefold() for choice in choices}) < len(choices):
            problems.append(f"two choices of “{name}” are the same")
    return problems


def _texts(value: Any, name: str) -> Iterator[tuple[str, str]]:
    """Yield each text of a wording with its name."""
    for field in fields(value):
        inner, place = getattr(value, field.name), f"{name}.{field.name}".strip(".")
        if is_dataclass(inner):
            yield from _texts(inner, place)
        else:
            yield place, inner
