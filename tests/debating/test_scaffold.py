"""The guide to refutation: steps, kinds of response, and the warning about a double turn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.assemble import load_scaffold
from debater.config import Paths
from debater.debating.scaffold import Scaffold, scaffold_problems
from debater.errors import PackError
from debater.resources import shipped
from tests.debating.double_turns import (
    DOUBLE_FIRST,
    DOUBLE_LATER,
    SINGLE_FIRST,
    SINGLE_LATER,
    Case,
)

STEPS = ("they say", "but", "because", "therefore")
SCAFFOLD = load_scaffold(Paths(Path("nowhere"), Path("nowhere")))


@pytest.fixture
def scaffold() -> Scaffold:
    """The shipped guide."""
    return SCAFFOLD


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("I like trains.", ()),
        ("They say phones distract.", ("they say",)),
        ("They say phones distract. But nothing shows that.", ("they say", "but")),
        (
            "Their second point is wrong because the author writes “attention is shared”.",
            ("they say", "but", "because"),
        ),
        ("Phones help. Therefore vote con.", ("therefore",)),
        (
            "My opponent argues that fees help. However, fees scare poor students away, since "
            "they fear debt. So their case falls.",
            STEPS,
        ),
        (
            "On their first point: it isn’t true. Studies show the reverse. "
            "That means the ban is pointless.",
            STEPS,
        ),
        (
            "You said that Putin only respects force, yet the article says Russia's economy is "
            "floundering, which means force is no answer.",
            STEPS,
        ),
    ],
)
def test_the_steps_a_text_has_are_found(
    scaffold: Scaffold, text: str, found: tuple[str, ...]
) -> None:
    """By their cues, in the order of the guide; what is not found is missing."""
    assert scaffold.found(text) == found
    assert set(scaffold.missing(text)) == set(STEPS) - set(found)


def test_the_hint_names_the_next_step_and_then_weighing(scaffold: Scaffold) -> None:
    """It says what to do; it holds none of the words a speech would."""
    hints = {step.name: step.hint for step in scaffold.steps}
    assert scaffold.hint("") == hints["they say"]
    assert scaffold.hint("They say phones distract.") == hints["but"]
    assert scaffold.hint("They say X. But no. Because of Y, since Z. So the case falls.") == (
        scaffold.done
    )


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("There is no evidence that phones distract.", {"deny"}),
        ("Phones don’t distract anyone.", {"deny"}),
        ("It is only a small problem.", {"mitigate"}),
        ("It is not always true; it rarely happens.", {"mitigate"}),
        ("Actually a ban causes more distraction.", {"link turn"}),
        ("The opposite happens.", {"link turn"}),
        ("Détente reduces the danger of war.", {"link turn"}),
        ("Conflict is good for pupils.", {"impact turn"}),
        ("We should want instability.", {"impact turn"}),
        ("Even if that is so, safety matters more.", {"outweigh"}),
        ("The benefits outweigh the costs.", {"outweigh"}),
        ("That is false, and even if it were true, freedom matters more.", {"deny", "outweigh"}),
        ("I like trains.", set()),
        ("Schools have lockers.", set()),
    ],
)
def test_the_kind_of_response_is_recognised(scaffold: Scaffold, text: str, kinds: set[str]) -> None:
    """Deny, mitigate, turn link or impact, outweigh; more than one where there is more."""
    assert scaffold.response_kinds(text) == kinds


def test_double_turns_are_warned_of(scaffold: Scaffold) -> None:
    """With a passage of the student's own words for either turn.

    One of thirty is missed: what most people call a harm is a good to the other side there.
    """
    missed = []
    for against, arguments in (*DOUBLE_FIRST, *DOUBLE_LATER):
        warning = scaffold.double_turn(arguments, against)
        if warning is None:
            missed.append(against)
            continue
        typed = " ".join(arguments)
        assert warning.link in typed
        assert warning.impact in typed
    assert len(missed) <= 1, missed


@pytest.mark.parametrize("case", [*SINGLE_FIRST, *SINGLE_LATER])
def test_answers_that_go_together_raise_no_alarm(scaffold: Scaffold, case: Case) -> None:
    """Deny and mitigate, one turn alone, or a turn with its own benefit."""
    against, arguments = case
    assert scaffold.double_turn(arguments, against) is None


def test_turns_of_different_matters_are_no_double_turn(scaffold: Scaffold) -> None:
    """To turn the link of one harm and the impact of another contradicts nothing."""
    said = ("Actually the ban reduces bullying.", "Debt is good, it teaches responsibility.")
    assert scaffold.double_turn(said, "A ban causes bullying and debt.") is None


def test_the_words_of_a_warning_are_as_typed(scaffold: Scaffold) -> None:
    """Typographic apostrophes stay."""
    said = ("This ban prevents conflict in our school’s yard.", "Conflict is good for one’s mind.")
    warning = scaffold.double_turn(said, "A ban creates conflict.")
    assert warning is not None
    assert (warning.link, warning.impact) == said
    assert said[0] in warning.says


@given(st.lists(st.text(max_size=200), max_size=3), st.text(max_size=100))
def test_any_text_can_be_looked_at(arguments: list[str], against: str) -> None:
    """Random text raises nothing, and what is warned of is the text's own."""
    warning = SCAFFOLD.double_turn(arguments, against)
    assert warning is None or warning.link
    for text in arguments:
        assert set(SCAFFOLD.found(text)) | set(SCAFFOLD.missing(text)) == set(STEPS)
        SCAFFOLD.response_kinds(text)


def test_a_guide_with_mistakes_is_refused_with_all_of_them(scaffold: Scaffold) -> None:
    """A step left out, a cue that is none, and a warning without the words."""
    bad = replace(
        scaffold,
        steps=(replace(scaffold.steps[0], cues=("(",)),),
        turns=replace(scaffold.turns, warning="Beware of {link}."),
    )
    problems = " ".join(scaffold_problems(bad))
    assert "in this order: they say" in problems
    assert "no regular expression" in problems
    assert "needs {link} and {impact}" in problems
    assert scaffold_problems(scaffold) == []


def test_the_users_own_guide_comes_first(where: Paths) -> None:
    """A file of the same name replaces the shipped one; a mistake in it is told."""
    text = (shipped("prompts") / "phrases" / "scaffold.yaml").read_text("utf-8")
    own = where.prompts / "phrases" / "scaffold.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(text.replace("title: They say …", "title: Point"), "utf-8")
    assert load_scaffold(where).steps[0].title == "Point"
    own.write_text(text.replace("\nkinds:", "\nkindz:"), "utf-8")
    with pytest.raises(PackError):
        load_scaffold(where)
