"""What ``motions try`` shows: the engine's own choice, its reasons, and what rules kept out."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

import pytest

from debater.motions.model import SIDES, Side, opposite
from debater.sparring.engine import Engine
from debater.sparring.rounds import Round

ARGUMENTS = ("Putin only respects force.", "Soft power never moved a dictator.", "NATO must grow.")


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("argument", ARGUMENTS)
def test_what_would_be_cited_is_what_is_cited(engine: Engine, argument: str, side: Side) -> None:
    """The first candidate is the first counter of a real answer, with the same strength."""
    reply = engine.answer(argument, Round(engine.motion.name, side))
    weighing = engine.weigh(argument, side)
    usable = [one for one in weighing.candidates if one.verdict != "kept out"]
    assert [(one.counter.point, one.counter.strength) for one in usable[: len(reply.counters)]] == [
        (counter.point, counter.strength) for counter in reply.counters
    ]
    assert (usable[0].verdict == "cited") is (not reply.silent)


@pytest.mark.parametrize("side", SIDES)
def test_every_point_is_shown_once_with_a_rule(engine: Engine, side: Side) -> None:
    """Nothing is left out silently, and only what opposes may be cited."""
    weighing = engine.weigh(ARGUMENTS[0], side)
    assert sorted(one.point.id for one in weighing.candidates) == sorted(
        point.id for point in engine.motion.points()
    )
    for one in weighing.candidates:
        assert one.rule
        opposes = one.point.label.stance == opposite(side)
        assert opposes is (one.verdict != "kept out")


@pytest.mark.parametrize("name", ["detente", "highstreet", "headings"])
def test_the_factors_multiplied_are_the_strength(
    engines: Callable[[str], Engine], name: str
) -> None:
    """What a strength is said to be made of is what it is made of."""
    weighing = engines(name).weigh("Cars and buses are a waste of money.", "for")
    assert weighing.candidates
    for one in weighing.candidates:
        factors = [one.parts[n] for n in ("fits", "on_motion", "opposes") if n in one.parts]
        assert prod(factors) == pytest.approx(one.counter.strength, abs=1e-9)


def test_ones_own_quotation_is_kept_out_and_said_so(engine: Engine) -> None:
    """Words of an opposing passage are not cited against whoever used them."""
    point = engine.motion.opposing("for")[0]
    text = engine.motion.sources[0].text
    quote = max((s.span.of(text) for s in point.sentences), key=len)
    weighing = engine.weigh(quote, "for")
    assert weighing.kind == "quotation"
    (mine,) = [one for one in weighing.candidates if one.point.id == point.id]
    assert (mine.verdict, mine.rule) == ("kept out", "you quoted it yourself")


def test_what_is_no_argument_weighs_nothing(engine: Engine) -> None:
    """A greeting and an empty line have no candidates."""
    assert engine.weigh("Hello there", "for").candidates == ()
    assert engine.weigh("   ", "for").kind == "empty"
