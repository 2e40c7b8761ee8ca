"""Whose move it is: told from what was said, in speeches, examinations and crossfires."""

from __future__ import annotations

from dataclasses import replace

import pytest

from debater.debating.model import Debate, Exchange, Speech, Stage
from debater.debating.order import next_move, opened_by_user
from debater.motions.model import SIDES, Side
from tests.debating.support import TWO_SPEECHES

CROSS = Stage("CX", "Cross-examination", "examination", 60, "A", "N")
FIRE = replace(CROSS, id="CF", title="Crossfire", kind="crossfire")
SPEECH = TWO_SPEECHES.stages[0]


def at(stage: Stage, *seats: str, exchanges: tuple[Exchange, ...] = ()) -> Debate:
    """Return a debate in whose second stage is ``stage``; the user sits in ``seats``."""
    format = replace(TWO_SPEECHES, stages=(SPEECH, stage, TWO_SPEECHES.stages[1]))
    debate = Debate(format, "detente", "for", seats, stage=1)
    return replace(debate.with_speech(Speech(0, "for", "bot", "A.")), exchanges=exchanges)


def asked(by: str, side: Side = "for", answer: str = "It is.", **more: object) -> Exchange:
    """Return a question of the stage that is on."""
    return replace(Exchange(1, side, by, "Is it?", answer), **more)  # type: ignore[arg-type]


def told(debate: Debate) -> tuple[str, str, str, str]:
    """Return a move as kind, who, seat and side."""
    move = next_move(debate)
    return move.kind, move.by, move.seat, move.side


def test_a_speech_is_given_once_and_then_gone_on_from() -> None:
    """Its seat speaks; when it has, somebody opens the next stage."""
    debate = at(TWO_SPEECHES.stages[1], "N")
    assert told(debate) == ("speak", "user", "N", "against")
    given = debate.with_speech(Speech(1, "against", "user", "N."))
    assert told(given) == ("go on", "user", "N", "against")
    assert told(given.at_stage(2)) == ("speak", "user", "N", "against")
    assert next_move(given.at_stage(3)).kind == "end"


@pytest.mark.parametrize("first", SIDES)
def test_the_side_that_speaks_first_has_the_first_seats(first: Side) -> None:
    """A coin moves the sides, not the seats."""
    debate = replace(at(CROSS), first=first)
    assert (next_move(debate).seat, next_move(debate).side) == ("A", first)


def test_in_an_examination_one_asks_and_the_other_answers() -> None:
    """Question and answer alternate between the same two."""
    debate = at(CROSS, "A")
    assert told(debate) == ("ask", "user", "A", "for")
    standing = debate.with_exchange(asked("user", answer=""))
    assert told(standing) == ("answer", "bot", "N", "against")
    assert told(standing.with_answer(asked("user"))) == ("ask", "user", "A", "for")


def test_a_user_may_ask_for_as_long_as_the_clock_runs() -> None:
    """Only the bot's questions have an end."""
    many = tuple(asked("user") for _ in range(40))
    assert told(at(CROSS, "A", exchanges=many))[:2] == ("ask", "user")
    assert told(at(FIRE, "A", exchanges=many))[0] == "ask"


def test_the_bot_stops_asking() -> None:
    """After a handful of questions, or when it passes, the examination waits to be ended."""
    debate = at(CROSS, "N")
    count = 0
    while next_move(debate).kind == "ask":
        debate = debate.with_exchange(asked("bot"))
        count += 1
        assert count < 50
    assert 2 < count < 10
    assert told(debate) == ("go on", "bot", "A", "for")
    passed = at(CROSS, "N", exchanges=(asked("bot", answer="", taken=False),))
    assert told(passed) == ("go on", "bot", "A", "for")


@pytest.mark.parametrize("stage", [CROSS, FIRE])
def test_two_bots_ask_each_other_a_few_questions(stage: Stage) -> None:
    """It comes to an end by itself, and in a crossfire both have asked as often."""
    debate = at(stage)
    askers = []
    while next_move(debate).kind == "ask":
        move = next_move(debate)
        assert move.by == "bot"
        debate = debate.with_exchange(asked("bot", move.side))
        askers.append(move.seat)
        assert len(askers) < 50
    assert next_move(debate).kind == "go on"
    assert askers == (["A", "A"] if stage is CROSS else ["A", "N", "A", "N"])


def test_in_a_crossfire_they_take_turns() -> None:
    """The stage's own seat asks first; whoever was asked answers, and asks next."""
    debate = at(FIRE, "A")
    assert told(debate) == ("ask", "user", "A", "for")
    standing = debate.with_exchange(asked("user", answer=""))
    assert told(standing) == ("answer", "bot", "N", "against")
    debate = standing.with_answer(asked("user"))
    assert told(debate) == ("ask", "bot", "N", "against")
    standing = debate.with_exchange(asked("bot", "against", ""))
    assert told(standing) == ("answer", "user", "A", "for")
    assert told(standing.with_answer(asked("bot", "against"))) == ("ask", "user", "A", "for")


@pytest.mark.parametrize("seat", ["A", "N"])
def test_a_crossfire_goes_on_when_the_bot_has_no_question_left(seat: str) -> None:
    """A user may ask on after the bot has passed, or asked as often as it does."""
    side: Side = "for" if seat == "A" else "against"
    other: Side = "against" if seat == "A" else "for"
    passed = at(FIRE, seat, exchanges=(asked("bot", other, "", taken=False),))
    pairs = tuple(one for _ in range(8) for one in (asked("user", side), asked("bot", other)))
    for debate in (passed, at(FIRE, seat, exchanges=pairs)):
        assert told(debate) == ("ask", "user", seat, side)
        standing = debate.with_exchange(asked("user", side, ""))
        assert told(standing)[:2] == ("answer", "bot")
        assert told(standing.with_answer(asked("user", side))) == ("ask", "user", seat, side)


def test_the_last_question_of_the_bot_is_answered_too() -> None:
    """The end of its questions does not take the answer to the last away."""
    pairs = tuple(one for _ in range(6) for one in (asked("user"), asked("bot", "against")))
    debate = at(FIRE, "A", exchanges=(*pairs[:-1], asked("bot", "against", "")))
    assert told(debate) == ("answer", "user", "A", "for")


def test_a_point_of_information_is_answered_by_the_speaker() -> None:
    """The user's, on the bot's speech; one the bot offered leaves the speech to the user."""
    speech = replace(TWO_SPEECHES.stages[1], points_from=0, points_until=60)
    offered = asked("user", answer="", point=True)
    debate = at(speech, "A").with_speech(Speech(1, "against", "bot", "N."))
    assert told(debate.with_exchange(offered)) == ("answer", "bot", "N", "against")
    answered = debate.with_exchange(replace(offered, answer="It is not."))
    assert next_move(answered).kind == "go on"
    bots = asked("bot", answer="", point=True, taken=False)
    assert told(at(speech, "N", exchanges=(bots,))) == ("speak", "user", "N", "against")


def test_a_point_left_open_does_not_hold_up_later_stages() -> None:
    """Where its answer could not be read back the debate goes on all the same."""
    debate = at(TWO_SPEECHES.stages[1], "N", exchanges=(asked("user", answer="", point=True),))
    assert told(debate.at_stage(2)) == ("speak", "user", "N", "against")


def test_points_are_no_questions_of_an_examination() -> None:
    """They do not count among what the bot asks, nor turn whose turn it is."""
    point = asked("bot", "against", point=True)
    assert told(at(FIRE, "A", exchanges=(point,))) == ("ask", "user", "A", "for")


def test_who_opens_a_stage() -> None:
    """A speech of the user's and every examination the user has a part in; no stage after all."""
    debate = at(CROSS, "N")
    assert [opened_by_user(debate, stage) for stage in range(4)] == [False, True, True, False]
    assert not opened_by_user(at(CROSS), 1)
