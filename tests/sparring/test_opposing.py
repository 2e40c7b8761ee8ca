"""What opposes the user, by a coach's word or a model's guess, is cited in that order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater import assemble
from debater.config import Paths
from debater.motions.model import (
    SIDES,
    STANCES,
    Label,
    Motion,
    Passage,
    Point,
    Sentence,
    Side,
    Source,
    Stance,
    opposite,
)
from debater.retrieval.rank import PointEvidence
from debater.sparring.engine import Engine
from debater.sparring.phrasing import Phrasebook
from debater.sparring.reply import Reply
from debater.sparring.rounds import Round
from debater.text import Span

ARGUMENT = "The night bus is a waste of money."


class Alike:
    """Searches a motion whose points all fit every argument equally well."""

    words_only = False

    def __init__(self, motion: Motion) -> None:
        self.motion = motion

    def evidence(
        self, argument: str, stances: tuple[Stance, ...], context: str = ""
    ) -> list[PointEvidence]:
        """Return the same evidence for each point."""
        return [
            PointEvidence(point.id, point.passage, 0.5, passage=0.9, sentences=(0.9,))
            for stance in stances
            for point in self.motion.points(stance)
        ]

    def shared_words(self, argument: str, point: Point, brief: bool = True) -> tuple[str, ...]:
        """Nothing is shared."""
        return ()

    def sentences_to_tag(self, point: Point) -> tuple[float, ...]:
        """Nothing is known."""
        return ()


def motion_of(*labels: Label) -> Motion:
    """A motion with a passage of one sentence for each label."""
    text, passages = "", []
    for n, label in enumerate(labels):
        span = Span(len(text), len(text) + len(f"Passage {n} speaks."))
        text += f"Passage {n} speaks.\n\n"
        said = Sentence(span, label.voice, label.speaker)
        point = Point(f"s:{n}/{label.stance}", f"s:{n}", label, (said,))
        passages.append(Passage(f"s:{n}", "s", (n + 1,), span, (point,)))
    source = Source("s", "s.txt", text)
    sides: dict[Side, str] = {"for": "For", "against": "Against"}
    return Motion("bus", "Buses should run", sides, "buses", (source,), tuple(passages))


@pytest.fixture(scope="module")
def phrases(tmp_path_factory: pytest.TempPathFactory) -> Phrasebook:
    """The shipped wording, whatever the developer's own home holds."""
    folder = tmp_path_factory.mktemp("phrases")
    return assemble.load_phrases(Paths(folder / "config", folder / "data"))


def answer(phrases: Phrasebook, side: Side, *labels: Label, floor: float | None = None) -> Reply:
    """Answer someone on ``side`` from passages so labelled."""
    motion = replace(motion_of(*labels), floor=floor)
    return Engine(motion, Alike(motion), phrases).answer(ARGUMENT, Round("bus", side), 50)


def predicted(stance: Stance, confidence: float) -> Label:
    """A label that a model gave."""
    return Label(stance, confidence=confidence, reason="read", origin="model")


@pytest.mark.parametrize("side", SIDES)
def test_a_guess_ranks_below_a_coachs_word(phrases: Phrasebook, side: Side) -> None:
    """Of passages that fit alike, the surest to oppose comes first, whatever their order."""
    against = opposite(side)
    reply = answer(phrases, side, predicted(against, 0.7), Label(against), predicted(against, 0.9))
    assert [counter.citation.passage for counter in reply.counters] == ["s:1", "s:2", "s:0"]
    strengths = [counter.strength for counter in reply.counters]
    assert 0.9 * strengths[0] <= strengths[1] < strengths[0]
    assert 0.7 * strengths[0] <= strengths[2] < strengths[1]
    assert reply.chosen is not None
    assert reply.chosen.citation.passage == "s:1"


LABELS = st.lists(
    st.builds(
        Label,
        stance=st.sampled_from(STANCES),
        confidence=st.floats(0.5, 1),
        origin=st.sampled_from(["coach", "model"]),
    ),
    min_size=1,
    max_size=6,
)


@given(labels=LABELS, side=st.sampled_from(SIDES))
def test_what_likelier_agrees_is_never_cited(
    phrases: Phrasebook, labels: list[Label], side: Side
) -> None:
    """A label of the user's own side may be wrong by its own account, and is still not used."""
    reply = answer(phrases, side, *labels)
    points = {point.passage: point for point in motion_of(*labels).points()}
    cited = [points[counter.citation.passage] for counter in reply.counters]
    assert all(point.opposes(side) >= 0.5 for point in cited)
    assert {point.label.stance for point in cited} <= {opposite(side)}
    assert len(cited) == sum(
        label.stance == opposite(side) and (label.origin == "coach" or label.confidence >= 0.7)
        for label in labels
    )


@pytest.mark.parametrize("side", SIDES)
def test_a_guess_that_is_hardly_more_than_even_is_not_cited(
    phrases: Phrasebook, side: Side
) -> None:
    """Better silent than wrong, unless a coach has looked at it; and the counts say so too."""
    against = opposite(side)
    unsure = Label(against, confidence=0.65)
    assert answer(phrases, side, predicted(against, 0.65)).counters == ()
    assert len(answer(phrases, side, unsure).counters) == 1
    assert motion_of(predicted(against, 0.65)).opposing(side) == ()
    assert len(motion_of(unsure).opposing(side)) == 1


def test_a_side_that_is_even_odds_is_no_counter(phrases: Phrasebook) -> None:
    """A pack read by its words alone is half sure of everything: its own side stays its own."""
    reply = answer(phrases, "for", predicted("for", 0.5), predicted("neutral", 0.5))
    assert reply.counters == ()
    assert reply.chosen is None


def test_a_weak_guess_may_stay_below_the_floor(phrases: Phrasebook) -> None:
    """It is listed as near, and the bot is silent, where a coach's word would answer."""
    certain = answer(phrases, "for", Label("against"))
    floor = certain.counters[0].strength * 0.9
    assert not answer(phrases, "for", Label("against"), floor=floor).silent
    reply = answer(phrases, "for", predicted("against", 0.7), floor=floor)
    assert reply.silent
    assert [counter.answers for counter in reply.counters] == [False]
