"""Turn after turn: nothing repeated needlessly, nothing begun alike, all of it replayable."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from debater.motions.model import SIDES, Side
from debater.sparring.engine import Engine
from debater.sparring.rounds import Round
from debater.text import words
from tests.sparring.arguments import arguments

OpenEngine = Callable[[str], Engine]


def play(engine: Engine, side: Side, said: list[str], seed: int = 11) -> Round:
    """Argue a whole round and return it."""
    round = Round(engine.motion.name, side, seed=seed)
    for argument in said:
        round = round.with_turn(argument, engine.answer(argument, round))
    return round


@pytest.mark.parametrize("side", SIDES)
def test_nothing_is_repeated_while_something_fresh_answers(engine: Engine, side: Side) -> None:
    """A passage comes again only when no fresh counter reached the floor, and says so."""
    round = Round("detente", side, seed=1)
    repeated = 0
    for argument in arguments(engine.motion, 90, seed=5)[25:]:
        reply = engine.answer(argument, round, 50)
        if reply.chosen is not None:
            was_cited = reply.chosen.citation.passage in round.cited
            assert reply.chosen.repeated == was_cited
            if was_cited:
                repeated += 1
                fresh = [c for c in reply.counters if c.citation.passage not in round.cited]
                assert not [c for c in fresh if c.answers]
                assert reply.notice
        round = round.with_turn(argument, reply)
    if side == "for":
        assert repeated, "few passages oppose this side, so some must have come again"


@pytest.mark.parametrize("side", SIDES)
def test_the_same_argument_twice_gets_another_passage(engine: Engine, side: Side) -> None:
    """Saying it again is answered with something else as long as there is something else."""
    said = "We should be tough, because Putin only respects force."
    round = play(engine, side, [said, said])
    first, second = round.replies
    fresh = [c for c in first.counters[1:] if c.answers and c.citation.passage != (
        first.chosen.citation.passage if first.chosen else "")]  # fmt: skip
    if fresh:
        assert second.chosen is not None
        assert first.chosen is not None
        assert second.chosen.citation.passage != first.chosen.citation.passage


@pytest.mark.parametrize("side", SIDES)
def test_no_two_replies_of_sixty_begin_alike(engine: Engine, side: Side) -> None:
    """The first three words of each reply are new, whatever kind of reply it is."""
    said = arguments(engine.motion, 60, seed=9)
    # Many replies of one kind are the hard case: few phrases, the same claim.
    said[30:60] = ["Putin only respects force."] * 10 + ["hello"] * 6 + [""] * 6 + ["ok"] * 8
    openings = [tuple(words(r.lines[0])[:3]) for r in play(engine, side, said).replies]
    assert len(set(openings)) == len(openings) == 60


def test_a_replay_with_the_same_seed_reads_the_same(engine: Engine) -> None:
    """Nothing in a reply depends on anything but the round."""
    said = arguments(engine.motion, 40, seed=2)
    assert play(engine, "against", said) == play(engine, "against", said)


def test_another_seed_words_a_round_otherwise(engine: Engine) -> None:
    """The same arguments do not always read the same."""
    said = ["Putin only respects force.", "Russia hates America.", "Soft power is a slogan."]
    one = play(engine, "against", said, seed=1)
    other = play(engine, "against", said, seed=2)
    assert [r.lines for r in one.replies] != [r.lines for r in other.replies]
    assert [r.chosen for r in one.replies] == [r.chosen for r in other.replies]


def test_answering_changes_nothing_but_what_it_returns(engine: Engine) -> None:
    """An engine keeps no memory: the round passed in is all it knows."""
    said = "Russia is a growing threat."
    before = engine.answer(said, Round("detente", "against"))
    play(engine, "against", arguments(engine.motion, 30)[20:])
    assert engine.answer(said, Round("detente", "against")) == before


def test_another_gives_the_next_best_and_none_at_the_end(engine: Engine) -> None:
    """Each further answer is the next listed counter that answers; then there is none."""
    said = "We must punish Russia with sanctions and force."
    round = play(engine, "against", [said])
    (first,) = round.replies
    expected = [c for c in first.counters if c.answers]
    assert len(expected) > 1
    shown = [first.chosen]
    openings = {tuple(words(first.opening)[:3])}
    while (reply := engine.another(round)) is not None:
        shown.append(reply.chosen)
        assert reply.chosen is not None
        assert reply.chosen.citation.quote in reply.because
        openings.add(tuple(words(reply.opening)[:3]))
        round = round.with_reply(reply)
    assert shown == expected
    assert len(round.turns) == 1


def test_another_without_an_answer_is_none(engine: Engine) -> None:
    """No turn, a silent turn, a turn still being answered: there is no next best."""
    assert engine.another(Round("detente", "for")) is None
    silent = play(engine, "for", ["The best pizza has pineapple."])
    assert silent.replies[0].silent
    assert engine.another(silent) is None
    assert engine.another(Round("detente", "for").with_turn("Hm.", None)) is None


def test_a_follow_up_is_read_with_the_turn_before_it(engine: Engine) -> None:
    """“But that was in 1990” after NATO's promise is about NATO's promise."""
    round = play(engine, "against", ["NATO has never threatened Russia or broken its word."])
    assert round.replies[0].chosen is not None
    assert round.replies[0].chosen.citation.passage == "detente:7"
    alone = engine.answer("But that was in 1990.", Round("detente", "against"), 50)
    after = engine.answer("But that was in 1990.", round, 50)

    def strength(reply: object, passage: str) -> float:
        found = [c.strength for c in reply.counters if c.citation.passage == passage]  # type: ignore[attr-defined]
        return max(found)

    assert after.kind == "argument"
    assert strength(after, "detente:7") > strength(alone, "detente:7")


def test_what_opens_no_follow_up_ignores_the_turn_before(engine: Engine) -> None:
    """A new argument is weighed by itself."""
    round = play(engine, "against", ["NATO has never threatened Russia or broken its word."])
    said = "Soft power is just an empty slogan."
    alone = engine.answer(said, Round("detente", "against"), 50)
    after = engine.answer(said, round, 50)
    assert {c.point: c.strength for c in alone.counters} == {
        c.point: c.strength for c in after.counters
    }


def test_a_silent_turn_offers_an_angle_the_sources_do_answer(engine: Engine) -> None:
    """The bot's own question names a claim that a passage answers."""
    reply = engine.answer("Diplomats in Vienna drink too much coffee.", Round("detente", "against"))
    assert reply.silent
    lines = [line for point in engine.motion.opposing("against") for line in point.answers]
    assert [line for line in lines if line in reply.question]


@pytest.mark.parametrize("side", SIDES)
def test_both_sides_of_a_mixed_pack_are_opposed(engines: OpenEngine, side: Side) -> None:
    """With a source a side, each side is answered from the passages against it."""
    engine = engines("highstreet")
    said = {
        "for": "Nobody needs a car in town, everyone can walk a few hundred metres.",
        "against": "The high street is safe enough as it is and cars do no harm.",
    }[side]
    (reply,) = play(engine, side, [said]).replies
    assert reply.chosen is not None
    source = {"for": "drivers", "against": "walkers"}[side]
    assert reply.chosen.citation.source.id == source
