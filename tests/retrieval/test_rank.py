"""Ranking: strength grows with evidence, and nothing is repeated while something else answers."""

from __future__ import annotations

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.retrieval.lexical import LexicalIndex
from debater.retrieval.rank import PointEvidence, rank, share_of_parts, strength

SHARE = st.floats(0, 1, allow_nan=False)
EVIDENCE = st.builds(
    PointEvidence,
    point=st.integers(0, 10_000).map(lambda n: f"s:{n}/for"),
    passage_id=st.integers(0, 6).map(lambda n: f"s:{n}"),
    lexical=SHARE,
    passage=SHARE,
    sentences=st.lists(SHARE, min_size=1, max_size=3).map(tuple),
)
CITED = st.frozensets(st.integers(0, 6).map(lambda n: f"s:{n}"))


@given(
    st.lists(EVIDENCE, max_size=12, unique_by=lambda one: one.point),
    CITED,
    st.one_of(st.none(), SHARE),
)
def test_every_point_is_ranked_once(
    found: list[PointEvidence], cited: frozenset[str], floor: float | None
) -> None:
    """Ranking loses and invents nothing, and every strength is a probability."""
    ranked = rank(found, cited, floor)
    assert sorted(r.evidence.point for r in ranked) == sorted(e.point for e in found)
    assert all(0 <= r.strength <= 1 for r in ranked)
    assert all(r.repeated == (r.evidence.passage_id in cited) for r in ranked)


@given(
    st.lists(EVIDENCE, max_size=12, unique_by=lambda one: one.point),
    CITED,
    st.one_of(st.none(), SHARE),
)
def test_what_was_cited_comes_after_what_is_fresh_and_answers(
    found: list[PointEvidence], cited: frozenset[str], floor: float | None
) -> None:
    """Fresh answers first, then repeated ones, then what does not answer; each by strength."""
    ranked = rank(found, cited, floor)
    groups = [0 if r.answers and not r.repeated else 1 if r.answers else 2 for r in ranked]
    assert groups == sorted(groups)
    for group in set(groups):
        strengths = [r.strength for r, g in zip(ranked, groups, strict=True) if g == group]
        assert strengths == sorted(strengths, reverse=True)


@given(EVIDENCE, SHARE)
def test_a_motions_own_floor_is_kept(evidence: PointEvidence, floor: float) -> None:
    """A point answers exactly when its strength reaches the floor the motion sets."""
    (one,) = rank([evidence], floor=floor)
    assert one.answers == (one.strength >= floor)


@given(EVIDENCE, st.sampled_from(["lexical", "passage"]), SHARE)
def test_more_evidence_never_weakens_a_point(
    evidence: PointEvidence, name: str, more: float
) -> None:
    """Raising one figure does not lower the strength."""
    better = dataclasses.replace(evidence, **{name: max(more, getattr(evidence, name))})
    assert rank([better])[0].strength >= rank([evidence])[0].strength


@given(EVIDENCE, SHARE, SHARE)
def test_what_opposes_less_surely_is_weaker(
    evidence: PointEvidence, one: float, other: float
) -> None:
    """Strength falls with the chance that a point opposes, but by less than in proportion."""
    certain = strength(evidence)
    less, more = (
        strength(dataclasses.replace(evidence, opposes=share)) for share in sorted((one, other))
    )
    assert 0 <= less <= more <= certain
    assert more >= certain * max(one, other) * (1 - 1e-9)


def test_of_points_that_fit_alike_the_surer_to_oppose_comes_first() -> None:
    """A point that only just opposes can stay below the floor a certain one reaches."""
    sure = PointEvidence("s:1/for", "s:1", 0.5, passage=0.6, sentences=(0.6,))
    unsure = dataclasses.replace(sure, point="s:2/for", passage_id="s:2", opposes=0.55)
    ranked = rank([unsure, sure], floor=strength(sure))
    assert [one.evidence for one in ranked] == [sure, unsure]
    assert [one.answers for one in ranked] == [True, False]


@given(EVIDENCE)
def test_what_does_not_oppose_has_no_strength(evidence: PointEvidence) -> None:
    """However well it fits."""
    assert rank([dataclasses.replace(evidence, opposes=0.0)])[0].strength == 0.0


def test_words_alone_can_answer_and_no_words_cannot() -> None:
    """Without a model, full agreement of words is an answer and none is not."""
    full = PointEvidence("s:1/for", "s:1", lexical=0.9)
    none = PointEvidence("s:2/for", "s:2", lexical=0.0)
    first, second = rank([none, full])
    assert (first.evidence, first.answers) == (full, True)
    assert not second.answers


DOCUMENTS = ["The bus is late tonight.", "Buses run all night.", "Lamps light the park."]


def test_words_find_their_document_whatever_their_ending() -> None:
    """Stems agree: “lamp” and “lighting” find “Lamps light”."""
    index = LexicalIndex(DOCUMENTS)
    scores = index.scores("A LAMP for lighting?")
    assert scores[2] > scores[0] == 0.0
    assert all(0 <= score < 1 for score in scores)
    assert index.shared_words("A LAMP for lighting?", 2) == ("lamp", "lighting")


@pytest.mark.parametrize("argument", ["", "zzz qqq", "the of and", "漢字", "\x00", "!!!"])
def test_words_no_document_holds_score_nothing(argument: str) -> None:
    """Empty, unknown and function words find nothing, without an error."""
    assert LexicalIndex(DOCUMENTS).scores(argument) == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("documents", [[], [""], ["", "the of"], ["!!!"]])
def test_documents_without_words_are_no_error(documents: list[str]) -> None:
    """A stance without points, or points without words, scores nothing."""
    assert LexicalIndex(documents).scores("a bus") == [0.0] * len(documents)


@given(st.text(max_size=100))
def test_any_argument_can_be_scored(argument: str) -> None:
    """Random text gives a score for each document."""
    assert len(LexicalIndex(DOCUMENTS).scores(argument)) == len(DOCUMENTS)


def unlabelled(words: int, passage: float, sentence: float, lexical: float) -> PointEvidence:
    """What is known of a point without a coach's lines, for an argument of so many words."""
    return PointEvidence(
        "s:1/for", "s:1", lexical, passage, (sentence,), topic=0.9, length=math.log(words)
    )


def test_a_speech_is_answered_by_whole_passages_and_a_claim_by_a_sentence_too() -> None:
    """One near sentence and shared words count for a short claim, and not for a long speech."""
    for words, counts in ((8, True), (400, False)):
        whole = strength(unlabelled(words, 0.6, 0.6, 0.0))
        parts = strength(unlabelled(words, 0.6, 0.9, 0.5))
        assert (parts > whole) is counts
        assert strength(unlabelled(words, 0.9, 0.6, 0.0)) > whole


@given(st.integers(1, 2000), st.integers(1, 2000))
def test_parts_count_less_the_longer_an_argument_is(one: int, other: int) -> None:
    """From all to nothing, never up again."""
    short, long = sorted((one, other))
    assert 0 <= share_of_parts(math.log(long)) <= share_of_parts(math.log(short)) <= 1
