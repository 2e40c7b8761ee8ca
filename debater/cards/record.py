"""Cards as plain JSON values; a body that is not in its source any more is no card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from debater.cards.cutting import word_spans
from debater.cards.model import Card
from debater.errors import DebaterError, ProofError
from debater.motions.model import Motion, Stance, Voice
from debater.motions.reciting import cite_again
from debater.text import Span

VERSION = 1


def dump_card(card: Card) -> dict[str, Any]:
    """Return a card as plain JSON values."""
    body = card.body
    return {
        "version": VERSION,
        "motion": card.motion,
        "source": body.source.id,
        "passage": body.passage,
        "paragraphs": list(body.paragraphs),
        "start": body.start,
        "end": body.end,
        "body": body.quote,
        "tag": card.tag,
        "underline": [[span.start, span.end] for span in card.underline],
        "highlight": [[span.start, span.end] for span in card.highlight],
        "voice": card.voice,
        "speaker": card.speaker,
        "stance": card.stance,
        "pocket": card.pocket,
        "hat": card.hat,
        "block": card.block,
    }


def load_card(values: Mapping[str, Any], motion: Motion) -> Card:
    """Read back what ``dump_card`` gave, its body proved anew.

    Raises ``ProofError`` where the source has changed, ``DebaterError`` for what is no card.
    """
    try:
        source = motion.source(values["source"])
    except KeyError as error:
        raise ProofError(
            "The source of this card is not in the motion any more, so it is not shown.",
            "Put the source back into the pack, or delete the card.",
        ) from error
    try:
        card = Card(
            _text(values["motion"]),
            cite_again(
                motion,
                source,
                _text(values["passage"]),
                _numbers(values["paragraphs"]),
                _number(values["start"]),
                _number(values["end"]),
                _text(values["body"]),
                renumbered=True,
            ),
            _text(values["tag"]),
            _marks(values["underline"], values["body"]),
            _marks(values["highlight"], values["body"]),
            _one_of(values["voice"], get_args(Voice)),
            None if values["speaker"] is None else _text(values["speaker"]),
            _one_of(values["stance"], get_args(Stance)),
            _text(values["pocket"]),
            _text(values["hat"]),
            _text(values["block"]),
        )
        if not all(any(h.within(u) for u in card.underline) for h in card.highlight):
            raise ValueError("highlight outside the underline")
    except ProofError as error:
        raise ProofError(
            "The words of this card are not in its source now, so it is not shown.",
            "Put them back, or cut it anew from the passage as it is now.",
        ) from error
    except (KeyError, TypeError, ValueError) as error:
        raise DebaterError("This card cannot be read.", "Cut it anew from its passage.") from error
    return card


def prove(card: Card, motion: Motion) -> Card:
    """Return a card whose body has been proved against the motion as it is now.

    Raises ``ProofError``.
    """
    return load_card(dump_card(card), motion)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


def _numbers(values: Any) -> tuple[int, ...]:
    if not isinstance(values, list) or not values:
        raise TypeError(values)
    return tuple(map(_number, values))


def _one_of(value: Any, known: tuple[Any, ...]) -> Any:
    if value not in known:
        raise ValueError(value)
    return value


def _marks(values: Any, text: Any) -> tuple[Span, ...]:
    """Read spans: in order, apart, from the beginning of a word to the end of one."""
    if not isinstance(values, list) or not isinstance(text, str):
        raise TypeError(values)
    spans = tuple(Span(_number(start), _number(end)) for start, end in values)
    begins = {word.start for word in word_spans(text)}
    ends = {word.end for word in word_spans(text)}
    place = -1
    for span in spans:
        if span.start not in begins or span.end not in ends or not place < span.start < span.end:
            raise ValueError(span)
        place = span.end
    return spans
