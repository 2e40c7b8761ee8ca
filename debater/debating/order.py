"""Whose move it is in a debate: derived from what was said, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from debater.debating.model import By, Debate, Stage
from debater.motions.model import Side

# ``go on``: nothing is left to be said in this stage; somebody has to open the next.
MoveKind = Literal["speak", "ask", "answer", "go on", "end"]

# Between two bots a few questions show what there is to show.
_QUESTIONS_BETWEEN_BOTS = 2
# The bot stops asking here; a user may ask for as long as the clock runs.
_QUESTIONS_OF_THE_BOT = 6


@dataclass(frozen=True, slots=True)
class Move:
    """What comes next, by whom: the seat and the side it argues; no seat for ``end``."""

    kind: MoveKind
    by: By = "user"
    seat: str = ""
    side: Side = "for"


def next_move(debate: Debate) -> Move:
    """Return whose move it is in ``debate``, and what kind of move."""
    stage = debate.current
    if stage is None:
        return Move("end")
    # A point of an earlier stage, whose answer could not be read back, is over.
    last = next(reversed(debate.asked_in(debate.stage)), None)
    if last is not None and last.point and last.by == "user" and not last.answer:
        return _move(debate, "answer", stage.seat)
    if stage.kind == "speech":
        if any(speech.stage == debate.stage for speech in debate.speeches):
            return _move(debate, "go on", stage.seat)
        return _move(debate, "speak", stage.seat)
    return _questioning(debate, stage)


def opened_by_user(debate: Debate, stage: int) -> bool:
    """Tell whether a stage begins with something the user says, or is asked."""
    if stage >= len(debate.format.stages):
        return False
    coming = debate.format.stages[stage]
    return "user" in {debate.by(seat) for seat in (coming.seat, coming.answerer) if seat}


def _questioning(debate: Debate, stage: Stage) -> Move:
    asked = [one for one in debate.asked_in(debate.stage) if not one.point]
    # A question of the bot's that was not asked: it has none left.
    passed = bool(asked) and any(not one.taken for one in asked)
    standing = bool(asked) and asked[-1].taken and not asked[-1].answer
    asker, answerer = stage.seat, stage.answerer
    if stage.kind == "crossfire":
        others_turn = (len(asked) - standing) % 2 == 1
        of_the_bot = sum(one.by == "bot" for one in asked)
        if passed or (of_the_bot >= _QUESTIONS_OF_THE_BOT and not standing):
            others_turn = debate.by(asker) == "bot"
        if others_turn:
            asker, answerer = answerer, asker
    if standing:
        if asked[-1].side != debate.side_of(asker):
            asker, answerer = answerer, asker
        return _move(debate, "answer", answerer)
    mine = sum(one.side == debate.side_of(asker) for one in asked)
    between_bots = debate.by(asker) == debate.by(answerer) == "bot"
    most = _QUESTIONS_BETWEEN_BOTS if between_bots else _QUESTIONS_OF_THE_BOT
    if debate.by(asker) == "bot" and (passed or mine >= most):
        return _move(debate, "go on", asker)
    return _move(debate, "ask", asker)


def _move(debate: Debate, kind: MoveKind, seat: str) -> Move:
    return Move(kind, debate.by(seat), seat, debate.side_of(seat))
