"""Answers compared: choices read as they are meant, typed ones on a scale that was measured."""

from __future__ import annotations

import random
import statistics
from dataclasses import replace

import pytest

from debater.motions.model import Motion
from debater.retrieval.encode import Encoder
from debater.retrieval.likeness import EncodedLikeness
from debater.sparring.counters import Likeness
from debater.study.comparing import ANSWERS, SPEAKS_TO, WORDS, compare, grade_for, on_scale
from debater.study.making import motion_drills
from debater.study.model import Drill
from debater.text import words
from tests.study.support import motion_named, wording

RESPONSE = Drill(
    "k", "response", "m", "for", "How?", "Because it is so.",
    ("deny: it is not so", "mitigate: it is less", "turn: the other way", "outweigh: more"),
    "turn: the other way",
)  # fmt: skip
TEXT = (
    "Talks lower the risk of war, because generals who can telephone each other do not have to "
    "guess. Sanctions have hurt ordinary families and moved nobody in the government at all. "
    "And arms control saved both countries enormous sums of money during the last cold war."
)
REDO = Drill("k", "redo", "m", "for", "Again.", TEXT, most_words=27)


@pytest.fixture(scope="module")
def likeness(encoder: Encoder) -> Likeness:
    """The likeness that ships."""
    return EncodedLikeness(encoder)


def refute(name: str = "school-phones") -> list[Drill]:
    """Claims of a shipped motion, one a passage."""
    drills = motion_drills(motion_named(name), "for", 1, wording())
    found = {d.citation.passage: d for d in drills if d.kind == "refute" and d.citation}
    return list(found.values())


# ── choices ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "typed", ["3", " 3. ", "3)", "turn", "TURN", "t", "Turn: the other way", "“turn”", "other way"]
)
def test_a_choice_is_read_however_it_is_typed(typed: str) -> None:
    """A number, the first letters, the word or the whole of it."""
    compared = compare(RESPONSE, typed, None)
    assert (compared.right, compared.score, compared.suggested) == (True, 1.0, 3)


@pytest.mark.parametrize("typed", ["1", "deny", "outweigh", "5", "0", "no idea"])
def test_a_wrong_choice_is_wrong_and_says_what_was_chosen(typed: str) -> None:
    """Something that is none of them is not taken for one."""
    compared = compare(RESPONSE, typed, None)
    assert (compared.right, compared.suggested) == (False, 1)
    assert compared.reason.endswith(".")


@pytest.mark.parametrize("typed", ["", "  \n", "…", "?!"])
def test_an_empty_answer_is_asked_again(typed: str, likeness: Likeness) -> None:
    """Without a word there is no score and nothing to be right about."""
    for drill in (RESPONSE, REDO, refute()[0]):
        compared = compare(drill, typed, likeness)
        assert (compared.score, compared.suggested) == (None, 1)
        assert not compared.right


# ── typed answers ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("scale", [ANSWERS, SPEAKS_TO, WORDS])
def test_a_scale_rises_from_nothing_to_all(scale: tuple[tuple[float, float], ...]) -> None:
    """Nearer is never less, and no score is beyond 0 and 1."""
    scores = [on_scale(value / 100, scale) for value in range(-10, 111)]
    assert scores == sorted(scores)
    assert (scores[0], scores[-1]) == (0.0, 1.0)
    assert [grade_for(score) for score in (0.0, 0.3, 0.7, 0.9)] == [1, 2, 3, 4]


@pytest.mark.parametrize("with_model", [True, False])
def test_a_coachs_sentence_scores_well_and_another_passages_does_not(
    with_model: bool, likeness: Likeness
) -> None:
    """The scale tells answers from texts about something else, with a model and without."""
    drills = refute()
    own, other = [], []
    for number, drill in enumerate(drills):
        # Each with the brief taken out, so that only the source's own sentence is met.
        bare = replace(drill, explains="")
        tag = drill.explains.split(". ")[0]
        another = drills[(number + 7) % len(drills)].explains.split(". ")[0]
        told = likeness if with_model else None
        own.append(compare(bare, tag, told).score or 0.0)
        other.append(compare(bare, another, told).score or 0.0)
    assert statistics.median(own) > 0.55
    assert statistics.median(other) < 0.2
    assert sum(score < 0.3 for score in other) >= 0.75 * len(other)


@pytest.mark.parametrize("with_model", [True, False])
def test_saying_the_claim_again_is_no_answer(with_model: bool, likeness: Likeness) -> None:
    """Nor is denying it: a reason is missing."""
    for drill in refute()[:8]:
        for typed in (drill.material, f"No! {drill.material}"):
            compared = compare(drill, typed, likeness if with_model else None)
            assert compared.suggested == 1
            assert "again" in compared.reason


def test_the_reason_names_the_passage_what_is_shared_and_what_is_missing(
    likeness: Likeness,
) -> None:
    """With a figure where a model gave one; without one it says so."""
    drill = replace(refute()[0], explains="")
    assert drill.citation is not None
    typed = "A phone distracts the whole row behind its owner as well."
    with_model, without = compare(drill, typed, likeness), compare(drill, typed, None)
    assert with_model.reason.startswith("It comes close to ¶1: ‘A phone that distracts")
    assert "(." in with_model.reason
    assert "speaks of phone" in with_model.reason
    assert "and not of" in with_model.reason
    assert "no embedding model" in without.reason
    assert "(." not in without.reason
    assert with_model.suggested >= 3


def test_an_answer_to_an_argument_is_compared_with_that_argument(likeness: Likeness) -> None:
    """What was dropped is met by what speaks to it, not by what resembles the bot's passage."""
    said = "Sanctions work: they have cost Moscow billions and slowed its army down."
    drill = Drill("k", "dropped", "m", "for", "Answer.", said)
    met = compare(drill, "But the sanctions did not slow the army; Moscow pays more.", likeness)
    beside = compare(drill, "Schoolchildren ought to leave their phones at home.", likeness)
    assert (met.score or 0) > 0.5 > 0.1 > (beside.score or 0)
    assert "their argument" in met.reason
    assert "no nearer" in beside.reason


@pytest.mark.parametrize("with_model", [True, False])
def test_an_answer_to_an_argument_has_to_turn_against_it(
    with_model: bool, likeness: Likeness
) -> None:
    """Agreeing is no answer, however much it speaks of it; a reason counts, and is asked for."""
    told = likeness if with_model else None
    said = "In Putin, you have an authoritarian leader with questionable motives."
    drill = Drill("k", "weak", "m", "for", "Answer.", said)
    agrees = compare(
        drill, "I agree: Putin is an authoritarian with bad motives, so it is risky.", told
    )
    assert (agrees.suggested, agrees.score) == (1, 0.2)
    assert "It grants what you are to answer" in agrees.reason
    rebuts = compare(
        drill,
        "Authoritarian leaders do sign treaties, but that proves nothing against talks, because "
        "treaties rest on inspection and not on the motives of Putin.",
        told,
    )
    assert rebuts.suggested >= 3
    assert "lacks" not in rebuts.reason
    bare = compare(
        drill, "Moscow has had violent rulers at its head, and their aims are dark.", told
    )
    assert bare.suggested <= 2
    assert "It lacks a turn against it (but …) and a reason (because …)." in bare.reason
    away = compare(drill, "But phones, because schools should not allow them.", told)
    assert away.suggested == 1


# ── shorter ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("with_model", [True, False])
def test_a_shorter_text_with_every_point_is_good(with_model: bool, likeness: Likeness) -> None:
    """Words and sentences are counted, and the reason says both."""
    shorter = (
        "Talks lower risk of war: generals who telephone need not guess. Sanctions hurt families, "
        "moved nobody in government. Arms control saved both countries enormous sums."
    )
    compared = compare(REDO, shorter, likeness if with_model else None)
    assert len(words(shorter)) <= REDO.most_words
    assert compared.score == 1.0
    assert compared.suggested == 4
    assert "where 27 fit; 3 of 3 sentences still there" in compared.reason


def test_what_was_cut_away_is_named(likeness: Likeness) -> None:
    """A point that is gone costs its share."""
    compared = compare(REDO, TEXT.split(". ")[0] + ".", likeness)
    assert compared.score is not None
    assert 0.2 < compared.score < 0.5
    assert "1 of 3 sentences" in compared.reason
    assert "least of all ‘" in compared.reason


def test_a_text_that_is_still_too_long_is_hard_at_best(likeness: Likeness) -> None:
    """The same text again keeps every point and saves nothing."""
    compared = compare(REDO, TEXT, likeness)
    assert compared.suggested == 2
    assert "Cut further." in compared.reason
    assert (compared.score or 0) < 0.7


# ── whatever is typed ───────────────────────────────────────────────────────────────────


def test_whatever_is_typed_gives_a_score_in_bounds(likeness: Likeness, detente: Motion) -> None:
    """Emoji, another script, one letter, twenty thousand characters."""
    chance = random.Random(1)
    drills = [RESPONSE, REDO, *chance.sample(motion_drills(detente, "for", 1, wording()), 3)]
    typed = ["x", "😀 да", "日本語 です", "a " * 10_000, "{tag} %s \\ [b]", "not " * 30]
    for drill in drills:
        for text in typed:
            for told in (likeness, None):
                compared = compare(drill, text, told)
                assert compared.score is None or 0.0 <= compared.score <= 1.0
                assert compared.suggested in (1, 2, 3, 4)
