"""What a motion is made of, where it computes something."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.motions.model import SIDES, STANCES, Label, Point, Side, Stance, opposite


def point(
    stance: Stance, confidence: float = 1.0, origin: Literal["coach", "model"] = "coach"
) -> Point:
    """A point of this stance."""
    return Point("s:1/x", "s:1", Label(stance, confidence=confidence, origin=origin), ())


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("confidence", [0.2, 1.0])
def test_a_coachs_label_is_certain(side: Side, confidence: float) -> None:
    """What a coach says opposes does, and the rest does not."""
    assert point(opposite(side), confidence).opposes(side) == 1.0
    assert point(side, confidence).opposes(side) == 0.0


@pytest.mark.parametrize("side", SIDES)
def test_a_predicted_label_opposes_as_surely_as_it_is_sure(side: Side) -> None:
    """A label of either side may be wrong: the probability is what it leaves."""
    assert point(opposite(side), 0.7, "model").opposes(side) == 0.7
    assert point(side, 0.7, "model").opposes(side) == pytest.approx(0.3)


@given(st.floats(0, 1), st.sampled_from(["coach", "model"]), st.sampled_from(STANCES))
def test_nobody_is_opposed_twice(
    confidence: float, origin: Literal["coach", "model"], stance: Stance
) -> None:
    """The probabilities for the two sides add up to one, or to nothing for a neutral point."""
    both = [point(stance, confidence, origin).opposes(side) for side in SIDES]
    assert all(0 <= one <= 1 for one in both)
    assert sum(both) == pytest.approx(0 if stance == "neutral" else 1)
