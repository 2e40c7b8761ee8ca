"""The shipped motion: the original article, word for word, and its coach's brief."""

from __future__ import annotations

import hashlib

import pytest

from debater.motions.model import Motion, Passage, Point
from debater.motions.pack import read_motion
from debater.text import fold, words
from tests.support import DETENTE, ROOT

ARTICLE_SHA256 = "76ad1cd49aa205d1b01d6aef6070bdfc02353bae3cc52550866baa92cee5fe82"
ORIGINAL = ROOT.parent / "shared" / "motion" / "detente.txt"

_MOTION = read_motion(DETENTE)
# What takes a side can be cited against somebody, and needs a brief.
LABELLED = [point for point in _MOTION.points() if point.label.stance != "neutral"]


def test_the_shipped_article_is_pinned() -> None:
    """Not one byte of the article changes unnoticed."""
    data = (DETENTE / "detente.txt").read_bytes()
    assert hashlib.sha256(data).hexdigest() == ARTICLE_SHA256


@pytest.mark.skipif(not ORIGINAL.exists(), reason="the original article is not beside the checkout")
def test_the_shipped_article_is_the_original() -> None:
    """The article equals the file it was taken from, byte for byte."""
    assert (DETENTE / "detente.txt").read_bytes() == ORIGINAL.read_bytes()


def test_title_and_standfirst_have_no_number(detente: Motion) -> None:
    """They are cite, not argument: paragraph 1 is the first of the body."""
    text = detente.sources[0].text
    first = detente.passages[0]
    assert first.paragraphs == (1,)
    assert first.span.of(text).startswith("President Donald Trump avoided any mention of Russia")
    assert all("Why Trump Should Seek" not in p.span.of(text) for p in detente.passages)
    assert detente.sources[0].title == "Why Trump Should Seek Détente With Russia"


def test_every_paragraph_of_the_body_has_its_number(detente: Motion) -> None:
    """Numbers 1 to 21 are each covered once, by a passage or as an alias."""
    numbers = [n for p in detente.passages for n in (*p.paragraphs, *p.aliases)]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    body = detente.sources[0].text.split("\n\n")[2:]
    assert len(numbers) == len(body)
    for passage in detente.passages:
        of = "\n\n".join(body[n - 1] for n in passage.paragraphs)
        assert passage.span.of(detente.sources[0].text) == of


def test_the_pull_quote_is_an_alias(detente: Motion) -> None:
    """Paragraph 9 only repeats a sentence of paragraph 8."""
    (eight,) = [p for p in detente.passages if 8 in p.paragraphs]
    assert eight.paragraphs == (8,)
    assert eight.aliases == (9,)
    assert not [p for p in detente.passages if 9 in p.paragraphs]


@pytest.mark.parametrize("numbers", [(5, 6), (12, 13)])
def test_a_lead_in_is_joined_with_its_quotation(detente: Motion, numbers: tuple[int, int]) -> None:
    """“X sees it differently:” and what X says are one passage."""
    assert numbers in [passage.paragraphs for passage in detente.passages]


def test_a_lead_in_is_never_quoted_alone(detente: Motion) -> None:
    """No quotable sentence ends in a colon or comma."""
    text = detente.sources[0].text
    sentences = [s.span.of(text) for point in detente.points() for s in point.sentences]
    assert sentences
    assert not [s for s in sentences if s.endswith((":", ","))]


@pytest.mark.parametrize("passage", _MOTION.passages, ids=lambda p: p.id)
def test_every_passage_is_labelled_by_the_coach(passage: Passage) -> None:
    """No label of the shipped motion is a guess."""
    assert passage.points
    assert {point.label.origin for point in passage.points} == {"coach"}


@pytest.mark.parametrize("point", LABELLED, ids=lambda p: p.id)
def test_every_point_has_a_whole_brief(point: Point) -> None:
    """Three to eight different answers lines, a tag of one full sentence, a closed question."""
    assert 3 <= len(point.answers) <= 8
    assert len({fold(line) for line in point.answers}) == len(point.answers)
    assert all(len(words(line)) >= 4 for line in point.answers)
    assert point.tag[0].isupper()
    assert point.tag.endswith(".")
    assert ". " not in point.tag.replace("U.S. ", "")
    assert len(words(point.tag)) >= 6
    assert point.questions
    assert all(question.endswith("?") for question in point.questions)
    assert point.impact
    assert point.response


@pytest.mark.parametrize("point", LABELLED, ids=lambda p: p.id)
def test_no_answers_line_is_copied_from_the_article(point: Point) -> None:
    """An answers line is an opponent's claim, not a sentence of the source."""
    article = fold(_MOTION.sources[0].text)
    assert not [line for line in point.answers if fold(line).rstrip(".") in article]


def test_a_voice_that_is_not_the_authors_has_a_name(detente: Motion) -> None:
    """Whoever is reported is named, for the passage or for its sentence."""
    for point in detente.points():
        for sentence in point.sentences:
            assert (sentence.voice == "reported") == bool(sentence.speaker)


def test_critics_are_reported_and_the_despot_is_conceded(detente: Motion) -> None:
    """Opposing words in an article for détente are never the author's own view."""
    voices = {s.voice for point in detente.points("against") for s in point.sentences}
    assert voices == {"reported", "conceded"}
    (despot,) = [p for p in detente.points("against") if p.passage == "detente:8"]
    assert despot.label.voice == "conceded"


def test_what_the_article_does_not_name_is_named_as_missing(detente: Motion) -> None:
    """No author and no date are invented."""
    assert {"author", "date"} <= set(detente.sources[0].missing)


def test_both_sides_can_be_opposed(detente: Motion) -> None:
    """Whichever side a user takes, there is something to quote against it."""
    assert detente.opposing("for")
    assert detente.opposing("against")
    assert not set(detente.opposing("for")) & set(detente.opposing("against"))


def test_a_turn_is_a_stretch_of_its_own_passage(detente: Motion) -> None:
    """Evidence to be turned is quoted from the point it stands in."""
    turns = [(point, point.turn) for point in detente.points() if point.turn]
    assert turns
    for point, turn in turns:
        assert any(turn.span.within(sentence.span) for sentence in point.sentences)
        assert turn.tag
