"""Without an embedding model the bot still answers, by words, and says so."""

from __future__ import annotations

import pytest

from debater import assemble
from debater.config import Paths, Settings
from debater.motions.model import SIDES, Side
from debater.sparring.engine import Engine
from debater.sparring.rounds import Round
from tests.conftest import RunDebater
from tests.sparring.arguments import arguments
from tests.sparring.test_replies import assert_honest
from tests.support import DETENTE


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without the package that carries the weights."""
    monkeypatch.setattr("debater.retrieval.weights._PACKAGE", "no_such_package_here")


@pytest.fixture
def wordy(no_model: None, where: Paths) -> Engine:
    """The engine of such an installation."""
    return assemble.open_engine("detente", Settings(), where)


@pytest.mark.parametrize("side", SIDES)
def test_words_alone_quote_as_honestly(wordy: Engine, side: Side) -> None:
    """Every promise about quotations holds without a model too."""
    stored = {s.id: (DETENTE / s.file).read_bytes() for s in wordy.motion.sources}
    round = Round("detente", side)
    for argument in arguments(wordy.motion, 60):
        reply = wordy.answer(argument, round)
        assert_honest(reply, wordy.motion, side, stored)
        round = round.with_turn(argument, reply)


def test_the_reply_says_that_words_were_matched(wordy: Engine) -> None:
    """A user knows why an answer is less apt than usual, when it cites and when it is silent."""
    assert wordy.words_only
    said = ["NATO soft power and nuclear brinksmanship", "zzz unheard of"]
    for argument in said:
        assert "words" in wordy.answer(argument, Round("detente", "against")).notice


def test_an_argument_in_the_articles_words_is_answered(wordy: Engine) -> None:
    """Shared words alone find the passage on soft power."""
    reply = wordy.answer("Soft power is an empty slogan.", Round("detente", "against"))
    assert reply.chosen is not None
    assert "soft power" in reply.chosen.citation.quote.lower() or "soft" in reply.chosen.tag.lower()


def test_ask_without_a_model_answers_and_says_so(no_model: None, debater: RunDebater) -> None:
    """Exit code 0, an answer on stdout, and the missing model on stderr with what to do."""
    ran = debater("ask", "--side", "against", "--json", "Soft power is an empty slogan.")
    assert ran.code == 0
    assert ran.json["counters"]
    assert "words" in ran.json["notice"]
    assert "is not installed" in ran.err
    assert "pip install" in ran.err
