"""Debates as JSON: what was kept comes back as it was, and what is damaged is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.debating.flow import build_flow
from debater.debating.model import Admission, Debate, Exchange, Part, Practice, Speech
from debater.debating.order import next_move
from debater.debating.record import (
    UNPROVED,
    after,
    dump_exchange,
    dump_setup,
    dump_speech,
    load_setup,
)
from debater.errors import DebaterError
from debater.motions.citation import Citation, cite
from debater.motions.model import Motion
from tests.debating.support import begun
from tests.debating.test_whole_debates import NAMES

Json = dict[str, Any]


def through_json(value: Json) -> Json:
    """Return what a file gives back of plain values."""
    back: Json = json.loads(json.dumps(value))
    return back


def quoted(motion: Motion) -> Citation:
    """Return a proved quotation of the motion's."""
    passage = motion.passages[1]
    return cite(motion.source(passage.source), passage, passage.points[0].sentences[0].span)


def full_speech(motion: Motion) -> Speech:
    """Return a bot's speech with every kind of part."""
    citation = quoted(motion)
    parts = (
        Part("For the other side."),
        Part(f"“{citation.quote}”", "A point", citation, "author", ("0.1", "0.2"), ("1.1",)),
    )
    return Speech(0, "against", "bot", "\n\n".join(part.text for part in parts), parts, 61)


def full_exchange(motion: Motion) -> Exchange:
    """Return an answered question, with a proof and an admission."""
    granted = Admission("for", "It is granted.", "Is it “so”?", "Yes… — but\nlater.", 1)
    citation = quoted(motion)
    return Exchange(
        1, "for", "bot", "Is it “so”?", "Yes.", citation, "critic", granted, point=True, taken=False
    )


def corrected(argument: str, target: str | None) -> Callable[[Debate], Debate]:
    """Return what a correction by the user does."""
    return lambda debate: debate.with_correction(argument, target)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("first", ["for", "against"])
def test_a_setup_comes_back(name: str, first: Any) -> None:
    """Every shipped format, its seats and who speaks first are as they were."""
    debate = begun(name, "against", first, seed=7)
    setup = through_json(dump_setup(debate))
    assert load_setup(debate.motion, debate.side, debate.seed, setup) == debate


def test_every_event_comes_back(detente: Motion) -> None:
    """Speeches, questions, answers, stages, corrections and practice are equal afterwards."""
    debate = begun("lincoln-douglas")
    said, asked = full_speech(detente), replace(full_exchange(detente), answer="")
    answered = full_exchange(detente)
    practice = Practice("flip", Speech(0, "against", "user", "From the other side.", seconds=3))
    events: list[tuple[str, Json, Callable[[Debate], Debate]]] = [
        ("speech", dump_speech(said), lambda d: d.with_speech(said)),
        ("stage", {"stage": 1}, lambda d: d.at_stage(1)),
        ("asked", dump_exchange(asked), lambda d: d.with_exchange(asked)),
        ("answered", dump_exchange(answered), lambda d: d.with_answer(answered)),
        ("correction", {"argument": "2.1", "target": "0.1"}, corrected("2.1", "0.1")),
        ("correction", {"argument": "2.2", "target": None}, corrected("2.2", None)),
        (
            "practice",
            {"kind": "flip", "speech": dump_speech(practice.speech)},
            lambda d: replace(d, practice=(*d.practice, practice)),
        ),
        ("stage", {"stage": len(debate.format.stages)}, lambda d: d.at_stage(len(d.format.stages))),
    ]
    read = debate
    for kind, body, happens in events:
        debate = happens(debate)
        read = after(read, kind, through_json(body), detente)
        assert read == debate, kind
    assert read.over


@given(st.text(), st.text(), st.integers(0, 10**6))
def test_whatever_is_typed_comes_back(
    detente: Motion, text: str, question: str, seconds: int
) -> None:
    """No character of a speech or a question is lost or changed."""
    speech = Speech(0, "for", "user", text, seconds=seconds)
    exchange = Exchange(1, "against", "user", question, text)
    debate = begun("lincoln-douglas")
    read = after(debate, "speech", through_json(dump_speech(speech)), detente)
    read = after(read, "asked", through_json(dump_exchange(exchange)), detente)
    assert (read.speeches, read.exchanges) == ((speech,), (exchange,))


def test_an_answer_whose_question_is_lost_takes_no_other_ones_place(detente: Motion) -> None:
    """What was answered before stays when the question between could not be read."""
    first = Exchange(1, "against", "bot", "Is it so?", "It is.")
    second = Exchange(1, "against", "bot", "And this?", "That too.")
    debate = begun("lincoln-douglas").with_exchange(first)
    read = after(debate, "answered", through_json(dump_exchange(second)), detente)
    assert read.exchanges == (first, second)


def test_an_answer_that_cannot_be_proved_says_so(detente: Motion) -> None:
    """Without its proof neither the answer nor what it granted is shown; the question is."""
    exchange = full_exchange(detente)
    body = through_json(dump_exchange(exchange))
    body["citation"]["quote"] += " Indeed"
    read = after(begun("lincoln-douglas"), "asked", body, detente).exchanges[0]
    assert (read.question, read.answer) == (exchange.question, UNPROVED)
    assert read.citation is None
    assert read.admission is None


def test_a_source_that_is_gone_takes_its_quotations_along(detente: Motion) -> None:
    """The line on the flow stays, with what it answered; the words do not."""
    body = through_json(dump_speech(full_speech(detente)))
    body["parts"][1]["citation"]["source"] = "another"
    read = after(begun("lincoln-douglas"), "speech", body, detente).speeches[0]
    assert read.parts[1].citation is None
    assert read.parts[1].answers == ("0.1", "0.2")
    assert read.parts[1].text == f"A point {UNPROVED}"
    assert read.text == f"For the other side.\n\nA point {UNPROVED}"


NO_STAGE = (99, -1, 1.0, "1", None, True)
DAMAGED_SPEECHES: list[Json] = [
    *({"stage": stage} for stage in NO_STAGE),
    {"side": "both"},
    {"by": "nobody"},
    {"text": 5},
    {"text": None},
    {"seconds": "long"},
    {"parts": None},
    {"parts": "abc"},
    {"parts": [{"text": "No more."}]},
    {"mood": "good"},
]
DAMAGED_EXCHANGES: list[Json] = [
    *({"stage": stage} for stage in NO_STAGE),
    {"side": 1},
    {"by": None},
    {"question": ["?"]},
    {"answer": None},
    {"taken": "yes"},
    {"admission": {"granted": "It is."}},
    {"admission": 3},
    {"citation": {}},
    {"citation": "article"},
]


@pytest.mark.parametrize("damage", DAMAGED_SPEECHES, ids=str)
def test_a_damaged_speech_is_told(detente: Motion, damage: Json) -> None:
    """What is no speech, or of no stage, never gets into a debate."""
    body = {**dump_speech(Speech(0, "for", "user", "Words.")), **damage}
    debate = begun("lincoln-douglas")
    with pytest.raises(DebaterError, match="cannot be read"):
        after(debate, "speech", body, detente)
    with pytest.raises(DebaterError, match="cannot be read"):
        after(debate, "practice", {"kind": "redo", "speech": body}, detente)


@pytest.mark.parametrize("kind", ["asked", "answered"])
@pytest.mark.parametrize("damage", DAMAGED_EXCHANGES, ids=str)
def test_a_damaged_question_is_told(detente: Motion, kind: str, damage: Json) -> None:
    """What is no question and answer never gets into a debate."""
    body = {**dump_exchange(Exchange(1, "for", "user", "Is it?", "It is.")), **damage}
    with pytest.raises(DebaterError, match="cannot be read"):
        after(begun("lincoln-douglas"), kind, body, detente)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("passage", 3),
        ("paragraphs", []),
        ("paragraphs", ["one"]),
        ("paragraphs", 4),
        ("start", "x"),
    ],
)
def test_a_damaged_quotation_is_told(detente: Motion, key: str, value: object) -> None:
    """A place in the source of another type cannot be shown."""
    body = through_json(dump_speech(full_speech(detente)))
    body["parts"][1]["citation"][key] = value
    with pytest.raises(DebaterError):
        after(begun("lincoln-douglas"), "speech", body, detente)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        *(("stage", {"stage": stage}) for stage in (*NO_STAGE, float("inf"))),
        ("stage", {}),
        ("stage", []),
        ("correction", {"argument": 5, "target": None}),
        ("correction", {"argument": "0.1", "target": ["0.2"]}),
        ("correction", {"argument": "0.1"}),
        ("practice", {"kind": "encore", "speech": {}}),
        ("telepathy", {"thought": "?"}),
        ("", {}),
    ],
)
def test_another_damaged_event_is_told(detente: Motion, kind: str, body: Any) -> None:
    """A stage, link or practice that cannot be is refused, and so is a kind nobody knows."""
    with pytest.raises(DebaterError, match="cannot be read"):
        after(begun("lincoln-douglas"), kind, body, detente)


def test_practice_of_no_kind_is_told(detente: Motion) -> None:
    """There are a redo and a flip, and nothing else."""
    speech = dump_speech(Speech(0, "for", "user", "Words."))
    with pytest.raises(DebaterError, match="cannot be read"):
        after(begun("spar"), "practice", {"kind": "encore", "speech": speech}, detente)


def changed(setup: Json, *path: str | int, value: object) -> Json:
    """Return a setup with one value, found by its keys, replaced."""
    copy = through_json(setup)
    at: Any = copy
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return copy


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("first",), "both"),
        (("seats",), None),
        (("seats",), ["Nobody"]),
        (("seats",), [["A"]]),
        (("format",), None),
        (("format", "name"), 3),
        (("format", "side_names"), {"for": "Affirmative"}),
        (("format", "seats"), [{"id": "A"}]),
        (("format", "stages", 0, "seat"), "Nobody"),
        (("format", "stages", 1, "answerer"), "Nobody"),
        (("format", "stages", 0, "kind"), "song"),
        (("format", "stages", 0, "seconds"), "long"),
        (("format", "stages", 0, "bells"), [{"seconds": "x", "times": 1, "says": "."}]),
        (("format", "scale"), {}),
        (("format", "scale", "parts", 0, "step"), 0),
        (("format", "scale", "parts", 0, "high"), None),
        (("format", "prep", "when"), "never"),
    ],
    ids=str,
)
def test_a_damaged_setup_is_told(path: tuple[str | int, ...], value: object) -> None:
    """A debate that could not be played to its end is not begun."""
    setup = changed(dump_setup(begun("lincoln-douglas")), *path, value=value)
    with pytest.raises(DebaterError, match="cannot be read"):
        load_setup("detente", "for", 1, setup)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 99) | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(
    st.sampled_from(["speech", "asked", "answered", "stage", "correction", "practice"]),
    st.sampled_from(
        "stage side by text parts seconds question answer citation voice admission point taken "
        "argument target kind speech".split()
    ),
    json_values,
)
def test_no_value_makes_a_debate_that_cannot_be_read_on(
    detente: Motion, kind: str, key: str, value: object
) -> None:
    """Any one value replaced is refused, or the debate can still be laid out and gone on with."""
    speech = dump_speech(Speech(0, "for", "user", "Talk lowers the risk."))
    exchange = dump_exchange(Exchange(1, "for", "user", "Is it?", "It is."))
    bodies: dict[str, Json] = {
        "speech": speech,
        "asked": exchange,
        "answered": exchange,
        "stage": {"stage": 1},
        "correction": {"argument": "2.1", "target": "0.1"},
        "practice": {"kind": "redo", "speech": speech},
    }
    try:
        read = after(begun("lincoln-douglas"), kind, {**bodies[kind], key: value}, detente)
    except DebaterError:
        return
    next_move(read)
    build_flow(read, None)
    assert after(begun("lincoln-douglas"), kind, {**bodies[kind], key: value}, detente) == read
