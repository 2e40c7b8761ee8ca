"""The flow: what answers what, what became of each argument, and corrections that stay."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.debating.flow import build_flow
from debater.debating.flow_model import Flow
from debater.debating.model import Debate, Part, Speech, Stage
from debater.debating.opponent import Opponent
from debater.debating.sheet import rows_of
from debater.debating.splitting import split_speech
from tests.debating.support import TWO_SPEECHES

CASE = (
    "First, cars poison the air that children breathe.\n\n"
    "Second, a street full of parked cars has no room for trees and benches."
)
ANSWER = "They say that cars poison the air, but electric cars have no exhaust at all."


def debate(*speeches: tuple[int, str], stages: tuple[Stage, ...] = ()) -> Debate:
    """Return a debate in which the user typed every speech, by its stage."""
    format = replace(TWO_SPEECHES, stages=stages or TWO_SPEECHES.stages)
    empty = Debate(format, "cars", "for", ("A", "N"), stage=len(format.stages))
    given = (
        Speech(stage, empty.side_of(format.stages[stage].seat), "user", text)
        for stage, text in speeches
    )
    return replace(empty, speeches=tuple(given))


def statuses(flow: Flow, stage: int) -> list[str]:
    """Return what became of the arguments of one speech, in order."""
    return [flow.statuses[argument.id] for argument in flow.of_stage(stage)]


@pytest.fixture
def likeness(opponent: Opponent) -> object:
    """The trained retriever."""
    return opponent.engine.likeness


def test_what_is_answered_and_what_is_dropped(opponent: Opponent) -> None:
    """The restated point is answered, the other was passed over when its turn came."""
    flow = build_flow(debate((0, CASE), (1, ANSWER)), opponent.engine.likeness)
    assert [argument.id for argument in flow.arguments] == ["0.1", "0.2", "1.1"]
    assert statuses(flow, 0) == ["answered", "dropped"]
    assert [(link.target, link.by) for link in flow.links_of("1.1")] == [("0.1", "model")]


def test_nothing_is_dropped_before_it_had_to_be_answered(opponent: Opponent) -> None:
    """A speech that need not respond, or is still to come, drops nothing."""
    flow = build_flow(debate((0, CASE)), opponent.engine.likeness)
    assert statuses(flow, 0) == ["open", "open"]
    stages = (TWO_SPEECHES.stages[0], replace(TWO_SPEECHES.stages[1], responds=False))
    silent = "Our own first point is that shops need customers who come by car."
    flow = build_flow(debate((0, CASE), (1, silent), stages=stages), opponent.engine.likeness)
    assert "dropped" not in statuses(flow, 0)


def test_speeches_of_a_side_in_a_row_are_one_turn(opponent: Opponent) -> None:
    """What the first of two leaves the second may answer."""
    first, second = TWO_SPEECHES.stages
    stages = (first, second, replace(second, id="NC2"))
    one = build_flow(debate((0, CASE), (1, ANSWER), stages=stages), opponent.engine.likeness)
    assert statuses(one, 0) == ["answered", "open"]
    later = "They say there is no room for trees and benches, but parks have plenty of both."
    both = debate((0, CASE), (1, ANSWER), (2, later), stages=stages)
    assert statuses(build_flow(both, opponent.engine.likeness), 0) == ["answered", "answered"]


def test_new_matter_in_a_last_speech_is_marked(opponent: Opponent) -> None:
    """An argument that neither answers nor extends is new where nothing new may be brought."""
    first, second = TWO_SPEECHES.stages
    last = replace(first, id="2AR", role="final", new_arguments=False)
    said = "Also, my neighbour has just bought a very beautiful boat in Portugal."
    again = debate((0, CASE), (1, ANSWER), (2, said), stages=(first, second, last))
    assert statuses(build_flow(again, opponent.engine.likeness), 2) == ["new"]


def test_an_argument_said_again_is_extended(opponent: Opponent) -> None:
    """The same point in a later speech of its side carries it forward."""
    first, second = TWO_SPEECHES.stages
    stages = (first, second, replace(first, id="1AR", role="rebuttal"))
    said = "They never answered my second point: a street of parked cars has no room for trees."
    flow = build_flow(
        debate((0, CASE), (1, ANSWER), (2, said), stages=stages), opponent.engine.likeness
    )
    assert flow.statuses["0.2"] == "extended"
    assert [argument.id for argument in flow.extensions_of("0.2")] == ["2.1"]


def test_a_correction_wins_and_stays(opponent: Opponent) -> None:
    """The user's own link replaces what was found, also when more is said afterwards."""
    first, second = TWO_SPEECHES.stages
    stages = (first, second, replace(first, id="1AR", role="rebuttal"))
    given = debate((0, CASE), (1, ANSWER), stages=stages)
    moved = build_flow(given.with_correction("1.1", "0.2"), opponent.engine.likeness)
    assert [(link.target, link.by) for link in moved.links_of("1.1")] == [("0.2", "user")]
    assert statuses(moved, 0) == ["dropped", "answered"]
    none = build_flow(given.with_correction("1.1", None), opponent.engine.likeness)
    assert none.links_of("1.1") == ()
    later = replace(given.with_correction("1.1", "0.2"), speeches=(
        *given.speeches, Speech(2, "for", "user", "They talk of parks, which is no answer.")
    ))  # fmt: skip
    kept = build_flow(later, opponent.engine.likeness)
    assert [link.target for link in kept.links_of("1.1")] == ["0.2"]


def test_a_correction_to_what_is_not_there_is_passed_over(opponent: Opponent) -> None:
    """An id that no argument has draws no arrow."""
    given = debate((0, CASE), (1, ANSWER)).with_correction("1.1", "7.7")
    assert build_flow(given, opponent.engine.likeness).links_of("1.1") == ()


def test_a_bots_speech_says_itself_what_it_answers() -> None:
    """Its parts become arguments with their own arrows; an opening is no argument."""
    parts = (
        Part("Two answers."),
        Part("They say air. But no.", "Air is clean", answers=("0.1",)),
        Part("Our point stands.", "Shops", extends=("9.9",)),
    )
    text = "\n\n".join(part.text for part in parts)
    given = debate((0, CASE))
    given = given.with_speech(Speech(1, "against", "bot", text, parts))
    flow = build_flow(given, None)
    assert [argument.heading for argument in flow.of_stage(1)] == ["Air is clean", "Shops"]
    assert [(link.target, link.by) for link in flow.links_of("1.1")] == [("0.1", "speech")]
    assert flow.links_of("1.2") == ()
    for argument in flow.of_stage(1):
        assert argument.span.of(text) == argument.text


def test_it_works_by_words_alone() -> None:
    """Without a model a shared telling word still finds what is answered."""
    flow = build_flow(debate((0, CASE), (1, ANSWER)), None)
    assert [link.target for link in flow.links_of("1.1")] == ["0.1"]


def test_each_argument_stands_once_on_the_sheet(opponent: Opponent) -> None:
    """An answer is in the row of what it answers, under its own speech."""
    flow = build_flow(debate((0, CASE), (1, ANSWER)), opponent.engine.likeness)
    rows = rows_of(flow)
    placed = [argument for row in rows for cell in row.cells.values() for argument in cell]
    assert sorted(placed, key=flow.arguments.index) == list(flow.arguments)
    assert [argument.id for argument in rows[0].cells[1]] == ["1.1"]


@given(st.text(max_size=600))
def test_spans_are_verbatim_in_order_and_apart(text: str) -> None:
    """Whatever is typed, arguments do not overlap and lie inside the text."""
    last = 0
    for span in split_speech(text):
        assert last <= span.start < span.end <= len(text)
        assert span.of(text).strip()
        last = span.end


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Good afternoon, judges. Thank you.", 0),
        ("1. Cars kill people.\n2. Cars are loud.\n3. Cars cost money.", 3),
        ("Cars kill people.\n\nCars are loud.", 2),
        ("First, cars kill people. Second, cars are loud. Third, cars cost money.", 3),
        ("Cars kill people because they are fast. That is why children must not cross.", 1),
    ],
)
def test_where_arguments_begin(text: str, count: int) -> None:
    """Paragraphs, numbers and signposts set arguments apart; greetings are none."""
    assert len(split_speech(text)) == count


def test_a_speech_without_an_end_is_split_all_the_same() -> None:
    """Twenty thousand characters on one line are neither lost nor looped over."""
    text = "word " * 4000
    assert "".join(span.of(text) for span in split_speech(text)).count("word") == 4000
