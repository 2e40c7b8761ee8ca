"""Rounds for the tests of exports: sparred and debated with the real bot, once a session."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

from debater.config import Settings
from debater.debate_parts import open_opponent
from debater.debating.opponent import Opponent
from debater.export.json_round import dump_round, round_json
from debater.export.view import view_of
from debater.motions.model import Motion, Side
from debater.sparring.engine import Engine
from debater.sparring.record import dump_reply
from debater.sparring.rounds import Round
from debater.store.rounds import RoundStore
from debater.store.whole import WholeRound
from tests.debating.support import FakeTime, begun, in_memory, walk

Json = dict[str, Any]

STARTED = "2026-03-12T14:02:00+00:00"
ARGUMENTS = (
    "Putin only respects force.",
    "“Russia is not a rising power” is simply wrong.",
    "Does the article say that Putin wants war?",
    "My cat likes tuna.",
    "Hello!",
    "Putin only respects force, and concessions embolden him.",
    "You are right, I concede that.",
)

_opponents: dict[int, Opponent] = {}
_debates: dict[tuple[str, Side], WholeRound] = {}
_sparred: dict[Side, WholeRound] = {}


def opponent_of(engine: Engine) -> Opponent:
    """Return the bot of debates on an engine's motion, put together once."""
    return _opponents.setdefault(id(engine), open_opponent(engine, Settings()))


def debated(engine: Engine, name: str, side: Side = "for") -> WholeRound:
    """Return a debate of a shipped format on détente, played to its end, and more.

    A point of information is offered to the bot and by it where the format has them; the
    user's first speech is given again and answered, and one arrow of the flow is moved.
    """
    if (name, side) not in _debates:
        opponent, time = opponent_of(engine), FakeTime()
        store = RoundStore(None, lambda: STARTED)
        play = in_memory(begun(name, side), time, store)
        walk(play, opponent, time)
        own = next(speech for speech in play.debate.speeches if speech.by == "user")
        play.practise("redo", "Once more, in fewer words.", own)
        play.practise("flip", "And yet the other side is right.", own)
        first = opponent.flow(play.debate).arguments[-1].id
        play.correct(first, None)
        whole = store.archive.whole(play.store_id)
        assert whole is not None
        _debates[name, side] = replace(whole, name="Club night: “first” round")
    return _debates[name, side]


def sparred(engine: Engine, side: Side = "against") -> WholeRound:
    """Return a round of open sparring with replies of many kinds, its last turn unanswered."""
    if side not in _sparred:
        store = RoundStore(None, lambda: STARTED)
        id = store.start("detente", side, 7)
        round = Round("detente", side, seed=7)
        for argument in ARGUMENTS:
            number = store.commit_argument(id, argument)
            reply = engine.answer(argument, round)
            store.commit_reply(id, number, dump_reply(reply))
            round = round.with_turn(argument, reply)
        store.commit_argument(id, "And this waits for its answer.")
        store.save_draft(id, "I was about to say")
        whole = store.archive.whole(id)
        assert whole is not None
        _sparred[side] = whole
    return _sparred[side]


def exported(whole: WholeRound, motion: Motion) -> Json:
    """Return what a file of a round holds, as a JSON parser gives it."""
    text = round_json(dump_round(whole, motion, view_of(whole, motion)))
    values: Json = json.loads(text)
    return values


def replaced(values: Json, *path: str | int, by: object) -> Json:
    """Return a copy with the value at a path replaced."""
    copied = copy.deepcopy(values)
    at: Any = copied
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = by
    return copied
