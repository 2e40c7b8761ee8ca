"""Drills of what happened: arguments dropped, answered weakly or passed over, speeches to redo."""

from __future__ import annotations

from dataclasses import replace

import pytest

from debater.config import Settings
from debater.debate_parts import open_opponent
from debater.debating.ballot_model import Ballot, Mark, SpeechBallot
from debater.debating.flow import build_flow
from debater.debating.flow_model import Flow
from debater.debating.model import Debate, Part, Speech, Stage
from debater.motions.citation import cite
from debater.motions.model import Motion
from debater.sparring.engine import Engine
from debater.sparring.rounds import Round
from debater.study.making import motion_drills
from debater.study.making_debates import debate_drills, round_drills
from debater.study.model import Drill
from debater.study.record import dump_drill, load_drill
from debater.text import words
from tests.debating.support import TWO_SPEECHES, FakeTime, begun, in_memory, walk
from tests.study.support import wording

NO_BALLOT = Ballot("1", (), None, "", ())
FORMAT = replace(
    TWO_SPEECHES,
    stages=(
        Stage("AC", "Affirmative case", "speech", 120, "A", responds=False),
        Stage("NC", "Negative case", "speech", 120, "N"),
        Stage("AR", "Affirmative rebuttal", "speech", 120, "A"),
    ),
)


def parts(motion: Motion) -> tuple[Part, ...]:
    """Two arguments of the bot's, each with its passage."""
    found = []
    for point in motion.opposing("against")[:2]:
        passage = motion.passage(point.passage)
        citation = cite(motion.source(passage.source), passage, point.sentences[0].span)
        found.append(Part(f"{point.tag} “{citation.quote}”", point.tag, citation))
    return (Part("Good evening."), *found)


def debate(motion: Motion, answer: str) -> Debate:
    """The bot argues for, the user answers, and the bot has the last word."""
    case = parts(motion)
    text = "\n\n".join(part.text for part in case)
    return Debate(
        FORMAT,
        "detente",
        "against",
        ("N",),
        stage=3,
        speeches=(
            Speech(0, "for", "bot", text, case),
            Speech(1, "against", "user", answer),
            Speech(2, "for", "bot", "That is all.", (Part("That is all."),)),
        ),
    )


def drills_of(said: Debate, motion: Motion, ballot: Ballot = NO_BALLOT) -> list[Drill]:
    """The drills of a debate whose flow is told by words alone."""
    return debate_drills(said, build_flow(said, None), ballot, motion, wording())


def test_what_was_dropped_is_asked_with_the_passage_it_cites(detente: Motion) -> None:
    """Each argument nobody answered, once, and its quotation proved."""
    said = debate(detente, "Something else matters here: taxes are far too high everywhere.")
    dropped = [drill for drill in drills_of(said, detente) if drill.kind == "dropped"]
    case = parts(detente)[1:]
    assert [drill.material for drill in dropped] == [part.text for part in case]
    assert [drill.citation for drill in dropped] == [part.citation for part in case]
    assert {drill.side for drill in dropped} == {"against"}
    assert {drill.asks for drill in dropped} == {
        "You left this unanswered (Affirmative case). Answer it now, in two or three sentences."
    }


def test_the_same_argument_dropped_again_is_the_same_drill(detente: Motion) -> None:
    """The bot words it anew in another debate; its key tells that it is known."""
    answer = "Taxes are far too high everywhere in this country of ours."
    first, second = debate(detente, answer), debate(detente, answer)
    speech = second.speeches[0]
    anew = tuple(
        replace(part, text=f"Let me begin: {part.text}" if part.heading else part.text)
        for part in speech.parts
    )
    text = "\n\n".join(part.text for part in anew)
    second = replace(
        second, speeches=(replace(speech, text=text, parts=anew), *second.speeches[1:])
    )
    keys = [[d.key for d in drills_of(one, detente)] for one in (first, second)]
    assert keys[0] == keys[1]
    assert drills_of(first, detente) != drills_of(second, detente)


def answered(detente: Motion) -> tuple[Debate, Flow]:
    """A debate in which the user answers both arguments, by their own link on the flow."""
    said = debate(detente, "First, that is simply wrong.\n\nSecond, that is wrong too, because no.")
    flow = build_flow(said, None)
    own = [argument.id for argument in flow.of_stage(1)]
    theirs = [argument.id for argument in flow.of_stage(0)]
    for mine, target in zip(own, theirs, strict=True):
        said = said.with_correction(mine, target)
    return said, build_flow(said, None)


def test_the_answer_a_ballot_names_is_the_weak_one(detente: Motion) -> None:
    """An answer without a reason is asked for again, before any other."""
    said, flow = answered(detente)
    bare = flow.of_stage(1)[1]
    mark = Mark(
        "warrants", 0.5, 20, "1 of 2 arguments give a reason; these do not:", (bare.heading,)
    )
    ballot = replace(NO_BALLOT, speeches=(SpeechBallot(1, (), (mark,)),))
    (weak,) = [d for d in drills_of(said, detente, ballot) if d.kind == "weak"]
    assert weak.material == flow.of_stage(0)[1].text
    assert "Second, that is wrong too" in weak.asks
    assert wording().weak.no_reason in weak.asks
    assert weak.citation == parts(detente)[2].citation


def test_one_weakest_answer_is_asked_where_a_ballot_names_none(detente: Motion) -> None:
    """And reasons that are listed because they were given make no answer weak."""
    said, flow = answered(detente)
    given = Mark("warrants", 1.0, 20, "2 of 2:", tuple(a.heading for a in flow.of_stage(1)))
    ballot = replace(NO_BALLOT, speeches=(SpeechBallot(1, (), (given,)),))
    (weak,) = [d for d in drills_of(said, detente, ballot) if d.kind == "weak"]
    assert wording().weak.least_to_the_point in weak.asks


def test_the_last_speech_is_asked_again_in_fewer_words(detente: Motion) -> None:
    """In 60 words of a hundred; one too short to cut is left alone."""
    said = debate(detente, "Ten words more of mine are here to be counted. " * 10)
    (redo,) = [drill for drill in drills_of(said, detente) if drill.kind == "redo"]
    assert (len(words(redo.material)), redo.most_words) == (100, 60)
    assert "at most 60 words" in redo.asks
    assert redo.citation is None
    short = debate(detente, "That is all I have to say about this.")
    assert not [drill for drill in drills_of(short, detente) if drill.kind == "redo"]


@pytest.mark.parametrize("format", ["public-forum", "world-schools"])
def test_a_whole_debate_gives_drills_that_are_proved_again(format: str, engine: Engine) -> None:
    """Played as a user would: dropped and weak ones come, and come back from the store."""
    opponent = open_opponent(engine, Settings())
    time = FakeTime()
    play = in_memory(begun(format), time)
    walk(play, opponent, time)
    flow = opponent.judge.make_flow(play.debate)
    ballot = opponent.judge.ballot(play.debate)
    drills = debate_drills(play.debate, flow, ballot, engine.motion, wording())
    assert {"dropped", "weak"} <= {drill.kind for drill in drills}
    assert len({drill.key for drill in drills}) == len(drills)
    for drill in drills:
        assert drill.citation is not None or drill.kind == "redo"
        assert load_drill(dump_drill(drill), engine.motion) == drill
    again = debate_drills(play.debate, flow, ballot, engine.motion, wording())
    assert again == drills


# ── sparring ────────────────────────────────────────────────────────────────────────────


def sparred(engine: Engine, *arguments: str) -> Round:
    """A round in which these are said."""
    round = Round("detente", "against")
    for argument in arguments:
        round = round.with_turn(argument, engine.answer(argument, round))
    return round


def test_what_the_next_turn_passes_over_is_asked(engine: Engine) -> None:
    """The counter that was not spoken to; the last one was never passed over."""
    claim = "Putin only understands force and takes every concession as weakness."
    round = sparred(engine, claim, "Bananas are yellow and grow in warm countries.")
    for likeness in (engine.likeness, None):
        (drill,) = round_drills(round, engine.motion, wording(), likeness)
        chosen = round.turns[0].reply and round.turns[0].reply.chosen
        assert chosen is not None
        assert (drill.kind, drill.citation) == ("weak", chosen.citation)
        assert claim in drill.asks
        assert (drill.voice, drill.speaker) == (chosen.voice, chosen.speaker)


def test_what_the_next_turn_speaks_to_is_not_asked(engine: Engine) -> None:
    """An answer about the same thing is no silence."""
    claim = "Putin only understands force and takes every concession as weakness."
    round = sparred(engine, claim)
    chosen = round.turns[0].reply and round.turns[0].reply.chosen
    assert chosen is not None
    round = sparred(engine, claim, f"But it is not true that {chosen.tag}")
    for likeness in (engine.likeness, None):
        assert round_drills(round, engine.motion, wording(), likeness) == []


def test_a_long_argument_is_asked_again_in_fewer_words(engine: Engine) -> None:
    """The longest of the round; an unfinished round and an empty one are no trouble."""
    long = "The weather was fine when we walked along the river to town. " * 10
    round = Round("detente", "for").with_turn("Short.", None).with_turn(long, None)
    (redo,) = round_drills(round, engine.motion, wording())
    assert (redo.kind, redo.material, redo.most_words) == ("redo", long, 72)
    assert round_drills(Round("detente", "for"), engine.motion, wording()) == []


def test_no_kind_of_drill_shares_a_key_with_another(engine: Engine) -> None:
    """Drills of a motion and of rounds on it lie side by side."""
    claim = "Putin only understands force and takes every concession as weakness."
    round = sparred(engine, claim, "Bananas are yellow and grow in warm countries.")
    own = {drill.key for drill in round_drills(round, engine.motion, wording(), engine.likeness)}
    assert own
    assert not own & {drill.key for drill in motion_drills(engine.motion, "for", 1, wording())}
