"""Decisions over a whole source: follow it, depart from it, and argue with one's neighbours."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from debater.labelling.decide import (
    SentenceReading,
    logistic,
    logit,
    of_mixed,
    of_sentence,
    side_of_source,
    together,
)
from debater.motions.model import SIDES, Side, SourceStance, opposite

# Exact in binary, so that a share and what it leaves are each other's mirror.
SHARE = st.integers(0, 64).map(lambda n: n / 64)
READING = st.builds(
    SentenceReading,
    voice=st.sampled_from(["author", "reported", "conceded"]),
    own=SHARE,
    other=SHARE,
    neutral=SHARE,
    lean=SHARE,
    speaker=st.sampled_from([None, "Nye"]),
)
TURNED: dict[SourceStance, SourceStance] = {"for": "against", "against": "for", "mixed": "mixed"}


def reading(**more: object) -> SentenceReading:
    """The author's own words, sure to be on their side, unless told otherwise."""
    known = {"voice": "author", "own": 0.9, "other": 0.05, "neutral": 0.05, "lean": 0.5}
    return SentenceReading(**(known | more))


@given(st.floats(0, 1))
def test_log_odds_and_probabilities_are_each_others_inverse(probability: float) -> None:
    """But at the ends, where log-odds are kept within ±6 so that no text is certain."""
    assert abs(logit(probability)) <= 6
    assert logistic(logit(probability)) == pytest.approx(probability, abs=0.003)


@pytest.mark.parametrize("value", [-1e9, 1e9])
def test_no_log_odds_are_too_large(value: float) -> None:
    """Huge sums overflow nothing."""
    assert 0 <= logistic(value) <= 1


# The side of a source --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("leans", "side"),
    [
        ([], "mixed"),
        ([0.5], "mixed"),
        ([0.5, 0.5, 0.5], "mixed"),
        ([0.6], "mixed"),
        ([1.0], "mixed"),
        ([1.0, 1.0], "for"),
        ([0.0, 0.0], "against"),
        ([0.97, 0.97, 0.9, 0.4], "for"),
        ([0.03, 0.03, 0.1, 0.6], "against"),
        ([0.9, 0.9, 0.8, 0.4], "mixed"),
        ([0.9, 0.1, 0.9, 0.1], "mixed"),
        ([1.0, 1.0, 0.45, 0.45, 0.45], "mixed"),
        ([0.99, 0.99, 0.5, 0.5], "mixed"),
        ([0.01, 0.01, 0.5, 0.5], "mixed"),
    ],
)
def test_a_source_argues_a_side_where_most_of_it_surely_does(
    leans: list[float], side: SourceStance
) -> None:
    """Several sure passages are enough; one alone, or two loud ones among five, are not."""
    found, sure = side_of_source(leans)
    assert found == side
    assert 0.5 <= sure <= 1


@given(st.lists(SHARE, max_size=9))
def test_the_sides_are_told_alike(leans: list[float]) -> None:
    """Turning every passage turns the side and leaves how sure it is."""
    side, sure = side_of_source(leans)
    turned, as_sure = side_of_source([1 - lean for lean in leans])
    assert turned == TURNED[side]
    assert as_sure == pytest.approx(sure)


# A sentence of a source with a side ---------------------------------------------------------


@pytest.mark.parametrize("side", SIDES)
def test_a_sentence_follows_its_source_unless_it_departs(side: Side) -> None:
    """Own words argue the source's side; what others say or the author grants the other."""
    own = of_sentence(reading(), side)
    assert (own.stance, own.voice, own.speaker) == (side, "author", None)
    other = {"own": 0.1, "other": 0.9, "neutral": 0.0}
    told = of_sentence(reading(voice="reported", speaker="Nye", **other), side)
    assert (told.stance, told.voice, told.speaker) == (opposite(side), "reported", "Nye")
    granted = of_sentence(reading(voice="conceded", speaker="Nye", **other), side)
    assert (granted.stance, granted.voice, granted.speaker) == (opposite(side), "conceded", None)
    for label in (own, told, granted):
        assert label.origin == "model"
        assert 0.5 <= label.confidence <= 1


@pytest.mark.parametrize("side", SIDES)
def test_a_reported_voice_that_agrees_stays_on_the_sources_side(side: Side) -> None:
    """It is still not the author's own, and has a speaker even where none is named."""
    label = of_sentence(reading(voice="reported"), side)
    assert (label.stance, label.voice, label.speaker) == (side, "reported", "unnamed")


@pytest.mark.parametrize(
    ("more", "stance", "voice"),
    [
        ({"neutral": 0.8, "own": 0.1}, "neutral", "author"),
        ({"neutral": 0.6, "own": 0.3}, "for", "author"),
        ({"neutral": 0.8, "own": 0.1, "voice": "reported"}, "for", "reported"),
        ({"neutral": 1.0, "own": 0.0, "other": 0.0}, "neutral", "author"),
    ],
)
def test_background_is_neutral_in_the_authors_voice_alone(
    more: dict[str, object], stance: str, voice: str
) -> None:
    """What argues nothing is background; somebody else's words are always on a side."""
    label = of_sentence(reading(**more), "for")
    assert (label.stance, label.voice) == (stance, voice)


def test_the_stance_model_tips_what_the_voice_model_leaves_open() -> None:
    """Where the voice leans to the other side, what the sentence argues decides."""
    leaning = reading(own=0.24, other=0.74, voice="conceded")
    assert of_sentence(replace(leaning, lean=0.2), "for").stance == "against"
    assert of_sentence(replace(leaning, lean=0.8), "for").stance == "for"
    assert of_sentence(replace(leaning, lean=0.8), "against").stance == "for"
    # Even odds are not enough to leave one's side.
    even = reading(own=0.45, other=0.45, voice="conceded")
    assert of_sentence(replace(even, lean=0.5), "for").stance == "for"
    # And never outweighs a voice that is sure.
    sure = reading(own=0.99, other=0.01)
    assert of_sentence(replace(sure, lean=0.0), "for").stance == "for"


@given(READING)
def test_a_sentence_is_labelled_alike_on_both_sides(one: SentenceReading) -> None:
    """Turning the source's side and the sentence's lean turns the label, no more."""
    label = of_sentence(one, "for")
    turned = of_sentence(replace(one, lean=1 - one.lean), "against")
    assert turned.stance == {"for": "against", "against": "for"}.get(label.stance, "neutral")
    assert (turned.voice, turned.speaker) == (label.voice, label.speaker)
    assert turned.confidence == label.confidence


@given(READING, st.sampled_from(SIDES))
def test_every_label_is_honest_in_form(one: SentenceReading, side: Side) -> None:
    """Reported words and no others have a speaker; a confidence is at least even."""
    label = of_sentence(one, side)
    assert (label.speaker is not None) == (label.voice == "reported")
    assert 0.5 <= label.confidence <= 1
    assert label.voice != "conceded" or label.stance == opposite(side)


# A source of no side ----------------------------------------------------------------------


@given(READING, SHARE)
def test_a_mixed_sources_sentence_takes_its_passages_side(
    one: SentenceReading, probability: float
) -> None:
    """Its voice is its own, and it is as sure as its passage."""
    assume(probability != 0.5)
    label = of_mixed(one, probability)
    sided = "for" if probability > 0.5 else "against"
    assert label.stance == sided
    assert label.confidence == round(max(probability, 1 - probability), 3)
    assert (label.speaker is not None) == (label.voice == "reported")
    turned = of_mixed(one, 1 - probability)
    assert replace(turned, stance=label.stance) == label
    assert turned.stance != label.stance


# Passages together ------------------------------------------------------------------------


def pairs(count: int, strength: float) -> list[list[float]]:
    """Every two of ``count`` passages disagree with these log-odds."""
    return [[strength] * count for _ in range(count)]


def test_a_known_passage_pulls_one_that_disagrees_to_the_other_side() -> None:
    """One near even gives way, one just as sure the other way round does not."""
    strong, weak = together([0.97, 0.55], pairs(2, 1.5))
    assert strong > 0.9
    assert weak < 0.3
    strong, weak = together([0.97, 0.45], pairs(2, -1.5))
    assert strong > 0.9
    assert weak > 0.7
    assert together([0.97, 0.03], pairs(2, -0.5))[1] < 0.1


def test_passages_that_have_nothing_to_do_with_each_other_keep_what_they_had() -> None:
    """Without a relation a passage is what the stance model says; the diagonal is unused."""
    disagree = [[9.0, 0.0, 0.0], [0.0, 9.0, 0.0], [0.0, 0.0, 9.0]]
    leans = [0.9, 0.5, 0.2]
    assert together(leans, disagree) == pytest.approx(leans, abs=0.001)


@pytest.mark.parametrize("lean", [0.0, 0.3, 1.0])
def test_one_passage_alone_and_none(lean: float) -> None:
    """There is nobody to argue with."""
    assert together([lean], [[0.0]]) == pytest.approx([lean], abs=0.003)
    assert together([], []) == []


@given(
    st.integers(1, 6).flatmap(
        lambda count: st.tuples(
            st.lists(SHARE, min_size=count, max_size=count),
            st.lists(
                st.lists(st.floats(-4, 4), min_size=count, max_size=count),
                min_size=count,
                max_size=count,
            ),
        )
    )
)
def test_together_is_alike_on_both_sides(drawn: tuple[list[float], list[list[float]]]) -> None:
    """Every figure is a probability, and turning all leans turns all of them."""
    leans, disagree = drawn
    found = together(leans, disagree)
    assert all(0 <= one <= 1 for one in found)
    turned = together([1 - lean for lean in leans], disagree)
    assert [1 - one for one in turned] == pytest.approx(found, abs=1e-9)
