"""What kind of thing was said, and the answer each kind gets."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.motions.model import Motion
from debater.sparring.engine import Engine
from debater.sparring.rounds import Round
from debater.sparring.utterance import classify, follows_up

Engines = Callable[[str], Engine]
ARTICLE = [("s", "Russia’s oil-based economy has been floundering for years, and that is that.")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "empty"),
        ("   \n\t", "empty"),
        ("?!…", "empty"),
        ("👍", "empty"),
        ("e", "empty"),
        ("a b", "empty"),
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
        ("It's only fair: nobody has to feel embarrassed.", "argument"),
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


@pytest.mark.parametrize("said", ["Yes.", "no", "Of course not", "ok", "I don't think so."])
def test_a_bare_answer_is_taken_as_one(engines: Engines, said: str) -> None:
    """A yes or no answers the question just asked: it is not refuted and earns no strength."""
    engine = engines("detente")
    round = Round("detente", "against")
    first = engine.answer("Putin only respects force.", round)
    reply = engine.answer(said, round.with_turn("Putin only respects force.", first))
    assert reply.kind == "answer"
    assert first.question in reply.they_say
    assert (reply.chosen, reply.because, reply.counters) == (None, "", ())
    assert reply.question
    assert reply.question != first.question


@pytest.mark.parametrize("said", ["So what?", "Why?", "Prove it.", "I disagree.", "You're wrong."])
def test_a_challenge_is_met_with_the_same_proof(engines: Engines, said: str) -> None:
    """A challenge without a reason brings the last citation again, and no new one."""
    engine = engines("detente")
    round = Round("detente", "against")
    first = engine.answer("Putin only respects force.", round)
    reply = engine.answer(said, round.with_turn("Putin only respects force.", first))
    assert reply.kind == "challenge"
    assert reply.answer is not None
    assert first.chosen is not None
    assert reply.answer.citation == first.chosen.citation
    assert reply.chosen is None
    assert engine.answer(said, Round("detente", "against")).silent


def test_a_quotation_is_not_answered_with_itself(engines: Engines, detente: Motion) -> None:
    """Words of a passage that opposes the user are met with another passage, or silence."""
    engine = engines("detente")
    for point in detente.opposing("against"):
        text = detente.sources[0].text
        quote = max((s.span.of(text) for s in point.sentences), key=len)
        reply = engine.answer(quote, Round("detente", "against"))
        assert reply.kind == "quotation"
        assert reply.answer is not None
        assert reply.chosen is None or reply.chosen.point != reply.answer.point


@pytest.mark.parametrize(
    ("question", "paragraph"),
    [("Who is Kadyrov?", 20), ("What did Nixon do?", 15), ("What about China?", 19)],
)
def test_a_question_of_fact_is_answered_and_not_refuted(
    engines: Engines, question: str, paragraph: int
) -> None:
    """A short question after a person or a thing is met with the passage that names it."""
    reply = engines("detente").answer(question, Round("detente", "against"))
    assert reply.kind == "question"
    assert reply.answer is not None
    assert reply.answer.citation.paragraphs == (paragraph,)


def test_a_question_the_sources_only_seem_to_know_is_not_answered(engines: Engines) -> None:
    """A word of a coach's answers line is not a word of the article."""
    reply = engines("detente").answer("Does the article mention Ukraine?", Round("detente", "for"))
    assert (reply.kind, reply.silent, reply.answer) == ("question", True, None)
