"""Whatever is said, what is quoted is proved, opposes, and says whose words it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debater.motions.citation import Citation
from debater.motions.model import SIDES, Motion, Side, opposite
from debater.sparring.engine import Engine
from debater.sparring.reply import Counter, Reply
from debater.sparring.rounds import Round
from tests.sparring.arguments import arguments
from tests.support import DETENTE, PACK_NAMES, PACKS

OpenEngine = Callable[[str], Engine]


def folder(name: str) -> Path:
    """Where the pack of this name lies."""
    return DETENTE if name == "detente" else PACKS / name


def citations(reply: Reply) -> Iterator[Citation]:
    """Every citation anywhere in a reply."""
    shown = [*reply.counters, reply.chosen, reply.answer, reply.turned]
    yield from (part.citation for part in shown if part is not None)


def assert_honest(reply: Reply, motion: Motion, side: Side, stored: dict[str, bytes]) -> None:
    """Check everything a reply must never do, against the files as they lie on disk."""
    for citation in citations(reply):
        text = stored[citation.source.id].decode("utf-8")
        assert text[citation.start : citation.end] == citation.quote != ""
        assert citation.quote.encode() in stored[citation.source.id]
        passage = motion.passage(citation.passage)
        assert passage.span.start <= citation.start < citation.end <= passage.span.end
        assert passage.paragraphs == citation.paragraphs
    for counter in reply.counters:
        assert counter.stance == opposite(side)
        assert 0 <= counter.strength <= 1
        assert_voice(counter, motion)
    assert [counter.rank for counter in reply.counters] == list(range(1, len(reply.counters) + 1))
    if reply.silent:
        assert reply.chosen is None
        assert reply.because == ""
    if reply.chosen is not None:
        assert not reply.silent
        assert reply.chosen.stance == opposite(side)
        assert reply.chosen in reply.counters
        assert reply.chosen.citation.quote in reply.because
        assert "¶" in reply.because
    elif reply.answer is not None and reply.because:
        assert reply.answer.citation.quote in reply.because
    if reply.turned is not None:
        assert reply.turned.stance == side, "a turn is of the user's own evidence"
        assert reply.turned.tag
        if reply.silent:
            assert reply.turned.citation.quote in reply.therefore
    assert reply.they_say


def assert_voice(counter: Counter, motion: Motion) -> None:
    """The voice of a counter is that of the sentence it quotes."""
    (point,) = [p for p in motion.points() if p.id == counter.point]
    inside = [
        sentence
        for sentence in point.sentences
        if sentence.span.start <= counter.citation.start < sentence.span.end
    ]
    assert [(s.voice, s.speaker) for s in inside] == [(counter.voice, counter.speaker)]


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", ["detente", *PACK_NAMES])
def test_every_quotation_in_every_reply_is_proved_and_opposes(
    engines: OpenEngine, name: str, side: Side
) -> None:
    """Seeded arguments, sensible and not, both sides, in rounds of many turns."""
    engine = engines(name)
    motion = engine.motion
    stored = {s.id: (folder(name) / s.file).read_bytes() for s in motion.sources}
    count = 80 if name == "detente" else 26
    round = Round(motion.name, side, seed=3)
    for number, argument in enumerate(arguments(motion, count)):
        reply = engine.answer(argument, round)
        assert_honest(reply, motion, side, stored)
        # A new round now and then, so that fresh and used-up rounds are both met.
        round = round.with_turn(argument, reply) if number % 30 else Round(motion.name, side)


@settings(max_examples=25)
@given(text=st.text(max_size=300), side=st.sampled_from(SIDES))
def test_random_text_is_answered_honestly(engine: Engine, text: str, side: Side) -> None:
    """Any text at all gets a reply, and the reply proves what it quotes."""
    stored = {s.id: (DETENTE / s.file).read_bytes() for s in engine.motion.sources}
    reply = engine.answer(text, Round("detente", side))
    assert_honest(reply, engine.motion, side, stored)


@pytest.mark.parametrize("side", SIDES)
def test_the_users_braces_and_markup_stay_text(engine: Engine, side: Side) -> None:
    """What a user types is never formatted, only repeated."""
    argument = "Putin only respects force {quote} {0} %s [bold]now[/bold]."
    reply = engine.answer(argument, Round("detente", side))
    assert "{quote} {0} %s [bold]now[/bold]" in reply.they_say


def test_a_reported_voice_is_named_in_the_sentence_that_quotes_it(engine: Engine) -> None:
    """Critics are never quoted as the author."""
    reply = engine.answer("If we make concessions, Russia will calm down.", Round("detente", "for"))
    assert reply.chosen is not None
    assert reply.chosen.voice == "reported"
    assert reply.chosen.speaker
    assert reply.chosen.speaker in reply.because


def test_a_conceded_point_is_called_conceded(engine: Engine) -> None:
    """What the author grants is not put as what the author claims."""
    reply = engine.answer("Putin is a reasonable partner we can trust.", Round("detente", "for"))
    assert reply.chosen is not None
    assert reply.chosen.voice == "conceded"
    assert re.search("concede|grant", reply.because)


def test_missing_author_and_date_are_named_in_the_cite(engine: Engine) -> None:
    """Nothing is invented for what the file does not say."""
    reply = engine.answer("Putin only respects force.", Round("detente", "against"))
    assert "author and date not given" in reply.because


def test_a_motions_floor_decides_what_answers(engines: OpenEngine) -> None:
    """With a floor of 1 nothing answers; the nearest are still listed."""
    import dataclasses

    opened = engines("highstreet")
    strict = Engine(
        dataclasses.replace(opened.motion, floor=1.0), opened._searcher, opened._phrases
    )
    reply = strict.answer("Nobody needs a car in town.", Round("highstreet", "for"))
    assert reply.silent
    assert reply.counters
    assert not any(counter.answers for counter in reply.counters)


@pytest.mark.parametrize("top", [1, 2, 4, 50])
def test_top_limits_what_is_listed(engine: Engine, top: int) -> None:
    """At most ``top`` counters, the strongest first, the chosen one the first."""
    reply = engine.answer("Putin only respects force.", Round("detente", "against"), top)
    assert len(reply.counters) == min(top, len(engine.motion.opposing("against")))
    assert reply.chosen == reply.counters[0]


def test_a_side_nothing_opposes_is_told_at_the_start(engines: OpenEngine) -> None:
    """A one-sided motion says so before the first turn and stays silent after it."""
    engine = engines("single")
    assert "None of the 1 passages opposes you" in engine.introduction("for")
    reply = engine.answer("The night bus is the only way home.", Round("single", "for"))
    assert reply.chosen is None
    assert reply.counters == ()


@pytest.mark.parametrize("side", SIDES)
def test_the_introduction_counts_passages_truly(engine: Engine, side: Side) -> None:
    """The numbers of the first sentence are those of the motion."""
    passages = {point.passage for point in engine.motion.opposing(side)}
    assert engine.introduction(side).startswith(
        f"{len(passages)} of {len(engine.motion.passages)} passages"
    )
