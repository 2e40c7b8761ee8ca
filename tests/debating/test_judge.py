"""The ballot as a whole: figures in every format's scale, the clash, the drill and the notes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from debater.assemble import load_rubric
from debater.debating.ballot import Judge, deciding_clash
from debater.debating.flow import build_flow
from debater.debating.flow_model import Argument, Flow, Link
from debater.debating.model import Admission, Debate, Exchange, Format, Part, Speech
from debater.format_files import load_format
from debater.motions.model import Motion, Side
from debater.text import Span
from tests.debating.support import TWO_SPEECHES
from tests.debating.test_whole_debates import NAMES

RUBRIC = load_rubric()
GOOD = (
    "First, they say that roads cost money. But tolls pay, because drivers use them: it outweighs "
    "the cost and is more likely. It says “Russia is not a rising power, as some wrongly assume”."
)
TEXTS = ("", "x", "Everyone knows it. " * 60, GOOD, GOOD * 4)


@pytest.fixture(scope="module")
def judge(detente: Motion) -> Judge:
    """A judge that compares words alone."""
    return Judge(detente, RUBRIC, lambda debate: build_flow(debate, None), None, 130)


def spoken(format: Format, side: Side, text: str) -> Debate:
    """Return a debate in which the user's side says ``text`` and the other side two points."""
    seats = tuple(seat.id for seat in format.seats if seat.first == (side == "for"))
    debate = Debate(format, "detente", side, seats, stage=len(format.stages))
    parts = (
        Part("Roads cost money.", "Roads cost money."),
        Part("Cars kill many people.", "Cars kill many people."),
    )
    for number, stage in enumerate(format.stages):
        if stage.kind != "speech":
            continue
        if debate.side_of(stage.seat) == side:
            debate = debate.with_speech(Speech(number, side, "user", text, seconds=60))
        else:
            said = "\n\n".join(part.text for part in parts)
            other = debate.side_of(stage.seat)
            debate = debate.with_speech(Speech(number, other, "bot", said, parts))
    return debate


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("side", ["for", "against"])
def test_every_format_has_its_own_figures(judge: Judge, name: str, side: Side) -> None:
    """Each speech is marked in the format's scale, replies in theirs, on the scale's steps."""
    format = load_format(name)
    replies = 0
    for text in TEXTS:
        debate = spoken(format, side, text)
        ballot = judge.ballot(debate)
        own = [speech.stage for speech in debate.speeches if speech.by == "user"]
        assert [given.stage for given in ballot.speeches] == own
        for given in ballot.speeches:
            reply = format.stages[given.stage].reply and bool(format.scale.replies)
            replies += reply
            parts = format.scale.replies if reply else format.scale.parts
            assert [figure.name for figure in given.figures] == [part.name for part in parts]
            for figure, part in zip(given.figures, parts, strict=True):
                assert (figure.low, figure.high) == (part.low, part.high)
                assert part.low <= figure.points <= part.high
                steps = (figure.points - part.low) / part.step
                assert steps == pytest.approx(round(steps))
            assert given.total == pytest.approx(sum(figure.points for figure in given.figures))
    assert bool(replies) == bool(format.scale.replies)


@pytest.mark.parametrize("name", NAMES)
def test_a_better_speech_has_a_better_figure(judge: Judge, name: str) -> None:
    """In the scale of every format, summed over a whole debate."""
    format = load_format(name)
    totals = [
        sum(given.total for given in judge.ballot(spoken(format, "for", text)).speeches)
        for text in ("and so " * 50, GOOD * 30)
    ]
    assert totals[0] < totals[1]


def test_the_bots_speeches_are_not_judged(judge: Judge) -> None:
    """Only what the user said has marks, though another of the user's side spoke too."""
    debate = spoken(TWO_SPEECHES, "for", GOOD)
    bots = tuple(replace(speech, by="bot") for speech in debate.speeches)
    assert judge.ballot(replace(debate, speeches=bots)).speeches == ()


def test_the_drill_is_for_what_cost_most_over_all_speeches(judge: Judge) -> None:
    """One good speech does not hide what the others lack."""
    first = TWO_SPEECHES.stages[0]
    format = replace(TWO_SPEECHES, stages=(first, replace(first, id="2"), replace(first, id="3")))
    debate = Debate(format, "detente", "for", ("A",), stage=3)
    for stage, text in enumerate((GOOD * 8, "Cars are loud.", "Roads are long.")):
        debate = debate.with_speech(Speech(stage, "for", "user", text))
    ballot = judge.ballot(debate)
    lost: dict[str, float] = {}
    for given in ballot.speeches:
        for mark in given.marks:
            lost[mark.criterion] = lost.get(mark.criterion, 0) + mark.weight * (1 - mark.share)
    worst = RUBRIC.criterion(max(lost, key=lambda name: lost[name]))
    assert worst is not None
    assert worst.name == "warrants"
    assert ballot.drill == worst.drill
    alone = judge.ballot(debate.at_stage(1)).speeches[0]
    assert alone.marks != ballot.speeches[1].marks


def test_before_a_speech_there_is_no_drill_of_a_criterion(judge: Judge) -> None:
    """It says what is missing."""
    ballot = judge.ballot(Debate(TWO_SPEECHES, "detente", "for", ("A",)))
    assert "nothing to judge" in ballot.drill
    assert ballot.drill not in {criterion.drill for criterion in RUBRIC.criteria}


# ── given again, and from the other side ────────────────────────────────────────────


def test_a_second_go_leaves_the_others_as_they_were(judge: Judge) -> None:
    """Before is the ballot that was given; after counts the new text in its place."""
    debate = spoken(load_format("lincoln-douglas"), "for", "Cars are good.")
    own = [speech for speech in debate.speeches if speech.by == "user"]
    for speech in own:
        before, after = judge.redone(debate, replace(speech, text=GOOD))
        first = next(b for b in judge.ballot(debate).speeches if b.stage == speech.stage)
        assert before == first
        assert after.stage == speech.stage
        assert after.total > before.total
    assert judge.redone(debate, own[0])[0] == judge.redone(debate, own[0])[1]


@pytest.mark.parametrize("name", NAMES)
def test_ones_own_speech_can_be_answered_in_every_format(judge: Judge, name: str) -> None:
    """From either side, and what it said is what stands to be answered."""
    format = load_format(name)
    debate = spoken(format, "for", "Roads cost money.\n\nCars kill people.")
    for speech in debate.speeches:
        if speech.by == "bot":
            continue
        for text, share in (("They say that roads cost money, but tolls pay.", 0.5), ("Hm.", 0.0)):
            answer = Speech(speech.stage, "against", "user", text)
            ballot = judge.flipped(debate, speech, answer)
            found = {mark.criterion: mark.share for mark in ballot.marks}
            assert found["responsiveness"] == share
            assert len(ballot.figures) >= 1


# ── the clash ───────────────────────────────────────────────────────────────────────


def flow(ids: str, *arrows: str) -> Flow:
    """Return a flow by ids and arrows (``1.1>0.1``); the sides speak in turn."""
    arguments = []
    for id in ids.split():
        stage = int(id[0])
        side: Side = "for" if stage % 2 == 0 else "against"
        said = f"This is argument {id}."
        arguments.append(Argument(id, stage, side, "user", said, Span(0, len(said)), said))
    pairs = [arrow.split(">") for arrow in arrows]
    links = tuple(Link(one, other, "answers", 1.0, "user") for one, other in pairs)
    return Flow(tuple(arguments), links)


@pytest.mark.parametrize(
    ("arguments", "heading", "second", "ahead"),
    [
        (flow("0.1"), "0.1", "", "for"),
        (flow("0.1 1.1"), "1.1", "", "against"),
        (flow("0.1 0.2 1.1", "1.1>0.1"), "0.1", "1.1", "against"),
        (flow("0.1 1.1 2.1", "1.1>0.1", "2.1>1.1"), "0.1", "2.1", "for"),
        (flow("0.1 0.2 1.1 1.2 1.3", "1.1>0.1", "1.2>0.2", "1.3>0.2"), "0.2", "1.3", "against"),
        (flow("0.1 0.2 1.1 1.2", "1.1>0.1", "1.2>0.2"), "0.2", "1.2", "against"),
    ],
)
def test_the_longest_exchange_decides(
    arguments: Flow, heading: str, second: str, ahead: Side
) -> None:
    """Of two as long the later; whoever had the last word on it is ahead."""
    clash = deciding_clash(arguments, "for")
    assert clash is not None
    assert clash.heading == f"This is argument {heading}."
    assert clash.second == (f"This is argument {second}." if second else "")
    assert clash.ahead == ahead


def test_the_clash_is_told_from_where_the_user_stands() -> None:
    """“Yours” and “you” are the side the user argued."""
    arguments = flow("0.1 1.1", "1.1>0.1")
    mine, theirs = deciding_clash(arguments, "for"), deciding_clash(arguments, "against")
    assert mine is not None
    assert theirs is not None
    assert mine.reason.startswith("It is yours; 2 arguments")
    assert "The other side had the last word" in mine.reason
    assert theirs.reason.startswith("It is the other side's; 2 arguments")
    assert "You had the last word" in theirs.reason


# ── the notes ───────────────────────────────────────────────────────────────────────


def test_what_was_dropped_on_either_side_is_counted(judge: Judge) -> None:
    """The user's arguments that nobody met, and those of the other side the user left."""
    debate = spoken(replace(TWO_SPEECHES), "against", "My neighbour has a beautiful boat.")
    notes = judge.ballot(debate).notes
    assert len(notes) == 1
    assert notes[0].startswith("On the flow the other side dropped 0 of your arguments")
    unlinked = debate.with_correction("1.1", None)
    assert "you dropped 2 of theirs" in judge.ballot(unlinked).notes[0]
    answered = unlinked.with_correction("1.1", "0.2")
    assert "you dropped 1 of theirs" in judge.ballot(answered).notes[0]
    asking = spoken(TWO_SPEECHES, "for", "My neighbour has a boat.\n\nHis wife has a car.")
    assert "dropped 2 of your arguments, and you dropped 0" in judge.ballot(asking).notes[0]


def test_new_matter_in_the_last_speech_is_noted(judge: Judge) -> None:
    """With the student's own words."""
    first, second = TWO_SPEECHES.stages
    stages = (first, replace(second, new_arguments=False))
    format = replace(TWO_SPEECHES, stages=stages)
    debate = spoken(format, "against", "My neighbour has a beautiful boat.")
    (_, note) = judge.ballot(debate).notes
    assert note.startswith("New in a speech that may bring nothing new")
    assert "“My neighbour has a beautiful boat.”" in note


def test_admissions_and_points_are_counted(judge: Judge) -> None:
    """What was won and given under questions, and the points offered and taken."""
    debate = spoken(TWO_SPEECHES, "for", GOOD)
    won = Admission("against", "It is granted.", "Is it?", "It is.", 0)
    for admission in (won, won, replace(won, side="for")):
        debate = debate.with_exchange(
            Exchange(0, "for", "bot", "Is it?", "It is.", admission=admission)
        )
    for taken in (True, False, False):
        offered = Exchange(0, "against", "bot", "Is it?", point=True, taken=taken)
        debate = debate.with_exchange(offered)
    debate = debate.with_exchange(Exchange(0, "for", "user", "Is it?", "No.", point=True))
    notes = judge.ballot(debate).notes
    assert "Under questions you won 2 and gave 1 admissions." in notes
    assert "You took 1 of 3 points of information." in notes
