"""What a file says of its sources is proved: quotations, whose they are, and the bot's marks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from debater.export.json_check import changed_sources, check_round
from debater.export.json_round import load_round
from debater.export.view import view_of
from debater.motions.model import Motion
from debater.sparring.engine import Engine
from tests.export.played import Json, debated, exported, replaced, sparred


@pytest.fixture
def short(engine: Engine) -> Json:
    """The file of a round of open sparring."""
    return exported(sparred(engine), engine.motion)


@pytest.fixture
def debate(engine: Engine) -> Json:
    """The file of a debate."""
    return exported(debated(engine, "spar"), engine.motion)


def cited_turn(values: Json) -> int:
    """Return the index of the first turn whose reply is built on a passage."""
    return next(
        number for number, turn in enumerate(values["round"]["turns"]) if turn["reply"]["chosen"]
    )


def test_a_quotation_put_into_a_file_is_not_believed(short: Json, engine: Engine) -> None:
    """Made-up words at a real place are named, and not shown."""
    at = ("round", "turns", cited_turn(short), "reply", "chosen", "citation")
    reply = short["round"]["turns"][cited_turn(short)]["reply"]
    made_up = "Russia is always right.".ljust(len(reply["chosen"]["citation"]["quote"]), "!")
    whole = load_round(replaced(short, *at, "quote", by=made_up))
    (told,) = (one for one in check_round(whole, engine.motion) if "does not hold" in one)
    assert told.startswith("The reply to turn 1 quotes “Russia is always right.")
    shown = view_of(whole, engine.motion).parts[0].entries[1].pieces
    assert not any(piece.quoted for piece in shown)
    assert not any("always right" in piece.text for piece in shown)


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("voice", "conceded", "as conceded; the motion says:"),
        ("stance", "neutral", "as neutral; the motion says: for."),
        ("speaker", "Somebody", "to another speaker than the motion."),
    ],
)
def test_whose_view_a_quotation_is_cannot_be_changed(
    key: str, value: str, told: str, short: Json, engine: Engine
) -> None:
    """A voice, a speaker or a stance that is not the motion's is named."""
    at = ("round", "turns", cited_turn(short), "reply", "chosen", key)
    whole = load_round(replaced(short, *at, by=value))
    assert any(told in one for one in check_round(whole, engine.motion))


def test_words_nobody_said_are_found_in_the_bots_marks(debate: Json, engine: Engine) -> None:
    """A speech of the bot's cannot quote what no source holds, cited or not."""
    events = debate["round"]["events"]
    (number, *_) = (n for n, e in enumerate(events) if e["body"].get("parts"))
    part = "The author writes: “Every treaty with Moscow was broken within one year.” (¶3)"
    at = ("round", "events", number, "body", "parts", 0, "text")
    whole = load_round(replaced(debate, *at, by=part))
    (told,) = check_round(whole, engine.motion)
    assert "puts “Every treaty with Moscow was broken within one year.”" in told


def test_a_changed_source_is_named(short: Json, engine: Engine) -> None:
    """A file made from another text says so, and what it quoted from there is not proved."""
    (source,) = engine.motion.sources
    edited = replace(engine.motion, sources=(replace(source, text="X" + source.text),))
    assert changed_sources(short, engine.motion) == ()
    assert changed_sources(short, edited) == (
        "The source “detente” has another text here than in the file.",
    )
    assert check_round(load_round(short), edited)


@pytest.mark.parametrize("values", [None, [], {"motion": 3}, {"motion": {"sources": [1, {}]}}])
def test_sources_that_are_none_are_passed_over(values: object, detente: Motion) -> None:
    """What is for other programs may hold anything."""
    assert changed_sources(values, detente) == ()


def test_a_round_on_another_motion_is_named(engine: Engine) -> None:
    """One named by its folder is on the motion of that name."""
    whole = sparred(engine)
    assert check_round(replace(whole, motion="/home/anna/motions/detente"), engine.motion) == ()
    (told,) = check_round(replace(whole, motion="phones"), engine.motion)
    assert told == "The round is on “phones”, and it is checked against “detente”."
