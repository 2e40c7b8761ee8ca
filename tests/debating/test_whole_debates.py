"""Every shipped format is played to its end with a clock set by hand and the real bot."""

from __future__ import annotations

import pytest

from debater.debating.opponent import Opponent
from debater.debating.play import DebateInPlay
from debater.motions.model import SIDES, Side
from debater.store.keeper import Keeper
from debater.store.rounds import RoundStore
from tests.debating.support import SPEECHES, FakeTime, begun, in_memory, walk
from tests.support import ROOT

# Open sparring has no stages: it is the round turn by turn.
NAMES = sorted(p.stem for p in (ROOT / "prompts" / "formats").glob("*.yaml") if p.stem != "open")


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", NAMES)
def test_a_format_is_walked_from_end_to_end(name: str, side: Side, opponent: Opponent) -> None:
    """Every stage is reached, every speech given once by its seat, every quotation proved."""
    time = FakeTime()
    play = in_memory(begun(name, side), time)
    walk(play, opponent, time)
    debate = play.debate
    speeches = [n for n, stage in enumerate(debate.format.stages) if stage.kind == "speech"]
    assert [speech.stage for speech in debate.speeches] == speeches
    for speech in debate.speeches:
        stage = debate.format.stages[speech.stage]
        assert (speech.by, speech.side) == (debate.by(stage.seat), debate.side_of(stage.seat))
        for part in speech.parts:
            if part.citation is not None:
                source = part.citation.source
                quoted = source.text[part.citation.start : part.citation.end]
                assert quoted == part.citation.quote
    for number, stage in enumerate(debate.format.stages):
        if stage.kind != "speech":
            assert debate.asked_in(number), stage.title
    ballot = opponent.ballot(debate)
    own = [s for s in debate.speeches if s.by == "user"]
    assert len(ballot.speeches) == len(own) > 0
    for given in ballot.speeches:
        for figure in given.figures:
            assert figure.low <= figure.points <= figure.high


@pytest.mark.parametrize("name", NAMES)
def test_a_debate_comes_back_as_it_was(name: str, opponent: Opponent) -> None:
    """What the store gives back equals what was played: words, questions, proofs, stage."""
    time = FakeTime()
    store = RoundStore(None)
    play = in_memory(begun(name, "against"), time, store)
    walk(play, opponent, time)
    stored = store.debates.load(play.store_id)
    assert stored is not None
    back = DebateInPlay.resume(Keeper(None, store), stored, opponent.motion, time)
    assert back.debate == play.debate
    assert back.unread == 0
    assert opponent.flow(back.debate) == opponent.flow(play.debate)
    assert opponent.ballot(back.debate) == opponent.ballot(play.debate)


def test_the_same_debate_gives_the_same_speeches(opponent: Opponent) -> None:
    """A replay with the same seed and the same words reads the same."""
    both = []
    for _ in range(2):
        time = FakeTime()
        play = in_memory(begun("lincoln-douglas", "for"), time)
        walk(play, opponent, time)
        both.append(play.debate)
    assert both[0] == both[1]


def test_what_the_bot_answers_is_what_stands(opponent: Opponent) -> None:
    """The bot's rebuttal answers the user's arguments on the flow, by their ids."""
    time = FakeTime()
    play = in_memory(begun("lincoln-douglas", "for"), time)
    play.start()
    play.speak(SPEECHES[0])
    while play.move.kind != "speak":
        if play.move.kind == "answer":
            play.answer("Yes.")
        elif play.move.kind == "ask" and play.move.by == "bot":
            play.asked(opponent.question(play.debate))
        else:
            play.go_on()
    speech = opponent.speech(play.debate)
    own = {argument.id for argument in opponent.flow(play.debate).arguments}
    answered = {id for part in speech.parts for id in part.answers}
    assert answered
    assert answered <= own
