"""What kind of thing was said, and the answer each kind gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.sparring.engine import Engine
from debater.sparring.rounds import Round
from debater.sparring.utterance import classify, follows_up

ARTICLE = [("s", "Russia’s oil-based economy has been floundering for years, and that is that.")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "empty"),
        ("   \n\t", "empty"),
        ("?!…", "empty"),
        ("👍", "empty"),
        ("Hello!", "greeting"),
        ("hi there", "greeting"),
        ("Good evening, coach", "greeting"),
        ("thanks", "greeting"),
        ("You're right.", "concession"),
        ("OK, I concede that.", "concession"),
        ("Fair point.", "concession"),
        ("What does the article say about NATO?", "question"),
        ("Who wrote this?", "question"),
        ("Who is Joseph Nye?", "question"),
        ("Putin only respects force.", "argument"),
        ("You're right, but Putin lies.", "argument"),
        ("Why should we trust him?", "argument"),
        ("Hello Putin, goodbye democracy: appeasement has never worked.", "argument"),
        ("Russia's oil-based economy has been floundering for years", "quotation"),
        ("You say “russia’s OIL-based economy has been floundering for years”", "quotation"),
        ("Russia's economy is floundering", "argument"),
    ],
)
def test_the_kind_of_an_utterance(text: str, kind: str) -> None:
    """Greetings, concessions, questions and quotations are told from arguments."""
    assert classify(text, ARTICLE).kind == kind


@given(st.text(max_size=300))
def test_any_text_has_a_kind(text: str) -> None:
    """Random text is classified without an error, and its quotation lies in the source."""
    said = classify(text, ARTICLE)
    assert (said.kind == "quotation") == (said.span is not None)


@pytest.mark.parametrize("text", ["But that was in 1990.", "So what?", "and the others", "Why?"])
def test_short_sentences_that_lean_back_follow_up(text: str) -> None:
    """They are read with the turn before."""
    assert follows_up(text)


@pytest.mark.parametrize("text", ["Russia lies.", "", "But " + "a long new argument " * 5])
def test_what_stands_alone_does_not_follow_up(text: str) -> None:
    """They are read by themselves."""
    assert not follows_up(text)


@pytest.mark.parametrize("text", ["hello", "", "  ", "You are right.", "👍"])
def test_what_argues_nothing_is_not_answered_with_a_passage(engine: Engine, text: str) -> None:
    """Greetings, concessions and empty turns get words, no citation."""
    reply = engine.answer(text, Round("detente", "against"))
    assert reply.silent
    assert reply.citation is None
    assert reply.counters == ()
    assert reply.they_say


def test_a_greeting_names_the_motion_and_the_side(engine: Engine) -> None:
    """A newcomer learns what is debated and what they argue."""
    said = [
        engine.answer("hello", Round("detente", "against", seed=seed)).they_say for seed in range(8)
    ]
    assert all("against" in text for text in said)


@pytest.mark.parametrize(
    "text", ["My cat likes tuna.", "The best pizza has pineapple.", "I bought new shoes today."]
)
def test_what_is_off_the_motion_is_answered_with_no_passage(engine: Engine, text: str) -> None:
    """Nothing of the article is bent to answer what has nothing to do with it."""
    reply = engine.answer(text, Round("detente", "against"))
    assert reply.silent
    assert reply.chosen is None


def test_what_is_off_the_motion_is_told_so(engine: Engine) -> None:
    """The bot says what is being debated."""
    reply = engine.answer("My cat likes tuna.", Round("detente", "against"))
    assert reply.kind == "off_motion"
    assert "détente with Russia" in reply.they_say


def test_a_quotation_is_recognised_with_its_place_and_voice(engine: Engine) -> None:
    """Quoting the article to the bot is answered with where it stands and whose words it is."""
    reply = engine.answer(
        "There’s no doubt that the 21st-Century Russian czar is a despot", Round("detente", "for")
    )
    assert reply.kind == "quotation"
    assert reply.answer is not None
    assert reply.answer.citation.paragraphs == (8,)
    assert "¶8" in reply.they_say
    assert "conceded by the author" in reply.they_say


def test_a_question_about_the_author_names_what_is_missing(engine: Engine) -> None:
    """The bot does not invent an author."""
    reply = engine.answer("Who wrote this article?", Round("detente", "against"))
    assert reply.kind == "question"
    assert "missing: author" in reply.they_say


def test_a_question_the_sources_answer_is_answered_from_either_side(engine: Engine) -> None:
    """Asking is not arguing: the passage found may support the asker, and says whose it is."""
    reply = engine.answer("What does the article say about soft power?", Round("detente", "for"))
    assert reply.kind == "question"
    assert reply.answer is not None
    assert not reply.silent
    assert reply.answer.citation.quote in reply.because
    assert "argues" in reply.therefore


def test_a_question_the_sources_do_not_answer_is_told_so(engine: Engine) -> None:
    """No passage is bent to a question it says nothing about."""
    reply = engine.answer("What does the article say about bananas?", Round("detente", "for"))
    assert reply.kind == "question"
    assert reply.silent
    assert reply.because == ""
    assert reply.answer is None
