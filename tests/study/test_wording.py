"""How drills are put into words, and how typed answers and grades are read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from debater.study.model import DRILL_KINDS, Compared, Drill
from debater.study.wording import (
    chosen_answer,
    kind_in_words,
    read_grade,
    verdict_in_words,
    when_in_words,
)

NOW = datetime(2030, 1, 1, tzinfo=UTC)
CHOICES = ("the author", "the author, conceding it", "somebody else")
DRILL = Drill("k", "voice", "m", "for", "Whose?", "Words.", CHOICES, CHOICES[2])


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (timedelta(seconds=-5), "now"),
        (timedelta(seconds=30), "in less than a minute"),
        (timedelta(seconds=59.9), "in 1 minute"),
        (timedelta(minutes=10), "in 10 minutes"),
        (timedelta(hours=2), "in 2 hours"),
        (timedelta(days=1), "in 24 hours"),
        (timedelta(days=3), "in 3 days"),
        (timedelta(days=100), "in 3 months"),
        (timedelta(days=3653), "in 10 years"),
    ],
)
def test_says_when_something_comes_back(after: timedelta, said: str) -> None:
    """A moment is said in the unit that is easiest to picture."""
    assert when_in_words(NOW + after, NOW) == said


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1", CHOICES[0]),
        (" 3 ", CHOICES[2]),
        ("0", None),
        ("4", None),
        ("99999999999999999999", None),
        ("²", None),
        ("The Author", CHOICES[0]),
        ("author", CHOICES[0]),
        ("conceding", CHOICES[1]),
        ("SOMEBODY", CHOICES[2]),
        ("the", None),
        ("nothing of it", None),
        ("", None),
    ],
)
def test_a_choice_is_meant_by_number_or_word(typed: str, meant: str | None) -> None:
    """A word counts where only one choice has it; the whole of a choice always."""
    assert chosen_answer(DRILL, typed) == meant


def test_without_choices_what_was_typed_is_the_answer() -> None:
    """Numbers are nothing special there."""
    drill = Drill("k", "refute", "m", "for", "Answer.", "Words.")
    assert chosen_answer(drill, "1 of 3") == "1 of 3"


@pytest.mark.parametrize(
    ("typed", "grade"),
    [("1", 1), ("again", 1), ("HARD", 2), ("g", 3), (" easy ", 4), ("5", None), ("", None),
     ("goodness", None)],
)  # fmt: skip
def test_reads_a_grade(typed: str, grade: int | None) -> None:
    """Its number, its word, or how its word begins."""
    assert read_grade(typed) == grade


def test_says_how_an_answer_did() -> None:
    """Right, wrong with what is right, how like, or that nothing is scored."""
    assert verdict_in_words(DRILL, Compared(1.0, True, "", 3)) == "Right."
    assert "“somebody else”" in verdict_in_words(DRILL, Compared(0.0, False, "", 1))
    assert verdict_in_words(DRILL, Compared(0.614, None, "", 3)) == "Score .61 of 1."
    assert "Not scored" in verdict_in_words(DRILL, Compared(None, None, "", 3))


def test_every_kind_has_a_name_of_its_own() -> None:
    """No two kinds of drill are called alike."""
    assert len({kind_in_words(kind) for kind in DRILL_KINDS}) == len(DRILL_KINDS)
