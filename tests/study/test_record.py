"""Drills as JSON: they come back equal, are proved anew, and a broken one is refused in words."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from debater.errors import DebaterError, ProofError
from debater.motions.model import Motion
from debater.study.making import motion_drills
from debater.study.model import Drill
from debater.study.record import dump_drill, load_drill
from tests.study.support import motion_named, wording


def dumped(motion: Motion) -> dict[str, Any]:
    """A drill with everything in it, as it lies in the store."""
    drill = next(d for d in motion_drills(motion, "for", 1, wording()) if d.kind == "response")
    loaded: dict[str, Any] = json.loads(json.dumps(dump_drill(drill)))
    return loaded


def test_every_drill_of_a_motion_comes_back_equal() -> None:
    """Through JSON and back nothing changes."""
    motion = motion_named("compulsory-voting")
    for drill in motion_drills(motion, "against", 1, wording()):
        assert load_drill(json.loads(json.dumps(dump_drill(drill))), motion) == drill


def test_a_drill_without_a_passage_comes_back_equal(detente: Motion) -> None:
    """A speech to give again cites nothing."""
    drill = Drill("k", "redo", "detente", "for", "Again.", "A speech — “é” 😀.", most_words=9)
    assert load_drill(json.loads(json.dumps(dump_drill(drill))), detente) == drill


CHANGES = [
    {"quote": "Something else."},
    {"quote": "the"},
    {"source": "gone"},
    {"passage": "gone"},
    {"paragraphs": [99]},
]


@pytest.mark.parametrize("change", CHANGES, ids=repr)
def test_a_quotation_that_cannot_be_proved_is_not_asked(
    detente: Motion, change: dict[str, Any]
) -> None:
    """Words, place, passage and paragraph must all be as they were."""
    values = dumped(detente)
    values["citation"] = {**values["citation"], **change}
    with pytest.raises(ProofError) as caught:
        load_drill(values, detente)
    assert caught.value.hint


@pytest.mark.parametrize("change", [{"start": 0}, {"end": 10**9}], ids=repr)
def test_a_quotation_that_has_moved_is_found_in_its_paragraph(
    detente: Motion, change: dict[str, Any]
) -> None:
    """The words are there once: that is where they are cited."""
    values = dumped(detente)
    before = load_drill(values, detente)
    values["citation"] = {**values["citation"], **change}
    assert load_drill(values, detente) == before


def test_a_quotation_of_another_passage_is_not_asked(detente: Motion) -> None:
    """True words under the wrong paragraph are a wrong cite."""
    values = dumped(detente)
    other = next(p for p in detente.passages if p.id != values["citation"]["passage"])
    place = {"passage": other.id, "paragraphs": list(other.paragraphs)}
    values["citation"] = {**values["citation"], **place}
    with pytest.raises(ProofError, match="not in paragraph"):
        load_drill(values, detente)


def test_a_source_that_has_changed_refuses_its_drills(detente: Motion) -> None:
    """One letter before the quotation moves it, and it is not shown."""
    values = dumped(detente)
    (source,) = detente.sources
    changed = replace(detente, sources=(replace(source, text=f"x{source.text}"),))
    with pytest.raises(ProofError):
        load_drill(values, changed)


BROKEN: list[dict[str, Any]] = [
    {"kind": "unheard of"},
    {"side": "both"},
    {"motion": "another"},
    {"right": "none of the choices"},
    {"choices": "deny"},
    {"choices": [1, 2]},
    {"asks": None},
    {"most_words": "9"},
    {"voice": "mine"},
    {"citation": "¶4"},
    {"citation": {}},
    {"extra": 1},
]


@pytest.mark.parametrize("change", BROKEN, ids=repr)
def test_what_is_no_drill_is_refused_in_words(detente: Motion, change: dict[str, Any]) -> None:
    """A body of the wrong shape is an error for people, whatever it holds."""
    with pytest.raises(DebaterError) as caught:
        load_drill({**dumped(detente), **change}, detente)
    assert "drill" in str(caught.value)


@pytest.mark.parametrize("name", ["key", "asks", "choices", "citation"])
def test_a_drill_with_something_missing_is_refused(detente: Motion, name: str) -> None:
    """A value that has to be there is not made up."""
    values = dumped(detente)
    del values[name]
    with pytest.raises(DebaterError, match="drill"):
        load_drill(values, detente)
