"""Motions put in other words: the same question, or the opposite one, never a third."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.training.motion_forms import negated, reworded


@pytest.mark.parametrize(
    ("motion", "forms"),
    [
        (
            "This House would ban cars.",
            {
                "This House would ban cars",
                "We should ban cars",
                "Should we ban cars?",
                "It would be right to ban cars",
                "Ban cars",
            },
        ),
        (
            "we should ban cars",
            {
                "This House would ban cars",
                "We should ban cars",
                "Should we ban cars?",
                "It would be right to ban cars",
                "Ban cars",
            },
        ),
        ("This house believes that cars kill", {"Cars kill"}),
        ("This House supports the view that cars kill.", {"Cars kill."}),
        ("Cars kill.", {"This House believes that cars kill.", "Cars kill"}),
        ("Should cars go?", {"Should cars go?"}),
        ("This House regrets the car", {"This House regrets the car"}),
        ("", {"This House believes that ", ""}),
    ],
)
def test_every_form_means_the_same(motion: str, forms: set[str]) -> None:
    """All its forms come up, and no other."""
    assert {reworded(motion, random.Random(seed)) for seed in range(60)} == forms


@given(st.text(max_size=60), st.integers(0, 9))
def test_any_motion_can_be_reworded(motion: str, seed: int) -> None:
    """Random text is no error, and the same seed gives the same form."""
    assert reworded(motion, random.Random(seed)) == reworded(motion, random.Random(seed))


@pytest.mark.parametrize(
    ("motion", "denial"),
    [
        ("This House would ban cars", "This House would not ban cars"),
        ("We should ban cars", "We should not ban cars"),
        ("Cars are a menace", "Cars are not a menace"),
        ("This House believes that cars can go", "This House believes that cars can not go"),
        ("We should say what is right", "We should not say what is right"),
    ],
)
def test_a_motion_is_denied_at_its_first_auxiliary(motion: str, denial: str) -> None:
    """Only “not” is added."""
    assert negated(motion) == denial


@pytest.mark.parametrize(
    "motion",
    [
        "",
        "Cars kill",
        "Should we ban cars?",
        "We should not ban cars",
        "We shouldn't ban cars, should we",
        "We should never ban cars",
        "There should be no cars",
        "This House regrets that cars are legal",
        "this house opposes what is new",
    ],
)
def test_what_cannot_be_denied_by_a_word_is_not(motion: str) -> None:
    """Questions, denials and attitudes are left alone rather than turned wrongly."""
    assert negated(motion) is None


@given(st.lists(st.sampled_from("cars should must can is not no never House ? ,".split())))
def test_a_denial_is_denied_no_further(parts: list[str]) -> None:
    """One “not” is added and no second: a denial is never turned back."""
    motion = " ".join(parts)
    denial = negated(motion)
    assert denial is None or denial.split().count("not") == 1
    assert denial is None or negated(denial) is None
