"""A reply read back is proved anew; what its source no longer holds is not shown."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from debater.errors import DebaterError
from debater.motions.model import SIDES, Motion, Side
from debater.sparring.engine import Engine
from debater.sparring.record import dump_reply, load_reply
from debater.sparring.rounds import Round
from tests.sparring.arguments import arguments


@pytest.mark.parametrize("side", SIDES)
def test_every_reply_survives_the_way_to_json_and_back(engine: Engine, side: Side) -> None:
    """Of whatever kind it is: read back, it equals what was stored."""
    round = Round("detente", side)
    for argument in arguments(engine.motion, 50):
        reply = engine.answer(argument, round)
        stored = json.loads(json.dumps(dump_reply(reply), ensure_ascii=False))
        assert load_reply(stored, engine.motion) == reply
        assert len(json.dumps(stored)) < 40_000, "the source's text is not stored with each reply"
        round = round.with_turn(argument, reply)


@pytest.fixture
def stored(engine: Engine) -> dict[str, Any]:
    """A stored reply that cites a passage."""
    reply = engine.answer("Putin only respects force.", Round("detente", "against"))
    values: dict[str, Any] = json.loads(json.dumps(dump_reply(reply)))
    return values


def test_a_quotation_its_source_no_longer_holds_is_not_shown(
    engine: Engine, stored: dict[str, Any]
) -> None:
    """After an edit of the source the argument stays, the quotation goes, and it says so."""
    (source,) = engine.motion.sources
    edited = dataclasses.replace(
        engine.motion, sources=(dataclasses.replace(source, text=source.text.replace("e", "ë")),)
    )
    reply = load_reply(stored, edited)
    assert reply.citation is None
    assert reply.because == ""
    assert "is not in the source now" in reply.notice
    assert not reply.silent


def test_an_altered_stored_quotation_is_not_shown(engine: Engine, stored: dict[str, Any]) -> None:
    """Nobody can put words into a source through the database."""
    stored["chosen"]["citation"]["quote"] = "Russia is always right."
    reply = load_reply(stored, engine.motion)
    assert reply.chosen is None
    assert "always right" not in " ".join(reply.lines)


def test_a_source_the_motion_no_longer_has_is_not_quoted(
    engine: Engine, stored: dict[str, Any]
) -> None:
    """A renamed source ends in a notice, not in an error."""
    stored["chosen"]["citation"]["source"]["id"] = "gone"
    assert load_reply(stored, engine.motion).chosen is None


@pytest.mark.parametrize("values", [{}, {"kind": "argument"}, {"counters": 3}, {"counters": [3]}])
def test_what_is_no_reply_is_refused_in_words(detente: Motion, values: dict[str, Any]) -> None:
    """A stored object of another shape is our error."""
    with pytest.raises(DebaterError, match="cannot be read"):
        load_reply(values, detente)
