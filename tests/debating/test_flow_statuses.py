"""What becomes of arguments in the shipped formats, and when they are carried forward."""

from __future__ import annotations

from dataclasses import replace

import pytest

from debater.debating.flow import build_flow
from debater.debating.flow_model import Flow
from debater.debating.model import Debate, Exchange, Format, Part, Speech
from debater.format_files import load_format
from debater.motions.model import opposite
from tests.debating.support import TWO_SPEECHES, begun

FORMATS = (
    "british-parliamentary",
    "karl-popper",
    "lincoln-douglas",
    "policy",
    "policy-college",
    "public-forum",
    "spar",
    "world-schools",
)


def spoken(debate: Debate, stage: int, *parts: Part) -> Debate:
    """Return a debate with one more speech that says itself what it answers."""
    side = debate.side_of(debate.format.stages[stage].seat)
    text = "\n\n".join(part.text for part in parts)
    return debate.with_speech(Speech(stage, side, "bot", text, parts))


def point(name: str, *, answers: str = "", extends: str = "") -> Part:
    """Return a part of a speech with one argument."""
    targets = (answers,) if answers else ()
    return Part(f"{name}.", name, answers=targets, extends=(extends,) if extends else ())


def speeches_of(format: Format) -> list[int]:
    """Return the numbers of the stages that are speeches."""
    return [number for number, stage in enumerate(format.stages) if stage.kind == "speech"]


@pytest.fixture
def five() -> Debate:
    """A debate of five speeches in turn, the last without new arguments."""
    first, second = TWO_SPEECHES.stages
    stages = (
        first,
        second,
        replace(first, id="1AR", responds=True),
        replace(second, id="NR"),
        replace(first, id="2AR", responds=True, new_arguments=False),
    )
    return Debate(replace(TWO_SPEECHES, stages=stages), "motion", "for", (), stage=5)


@pytest.mark.parametrize("name", FORMATS)
def test_who_answers_each_argument_drops_none(name: str) -> None:
    """When every speech answers all that waits for it, nothing is dropped or new."""
    debate = begun(name)
    waiting: dict[str, list[str]] = {"for": [], "against": []}
    last = {"for": "", "against": ""}
    for stage in speeches_of(debate.format):
        side = debate.side_of(debate.format.stages[stage].seat)
        theirs = waiting[opposite(side)]
        made = [point("A", answers=id) for id in theirs] or [point("A", extends=last[side])]
        debate = spoken(debate, stage, *made)
        theirs.clear()
        ids = [f"{stage}.{number}" for number in range(1, len(made) + 1)]
        waiting[side] += ids
        last[side] = ids[0]
        found = build_flow(debate, None).statuses.values()
        assert not {"dropped", "new"} & set(found), f"{name} after {stage}"


@pytest.mark.parametrize("name", FORMATS)
def test_who_answers_nothing_drops_what_had_its_turn(name: str) -> None:
    """Without one answer, what the other side could still have met is dropped, no more."""
    debate = begun(name)
    stages = speeches_of(debate.format)
    for stage in stages:
        debate = spoken(debate, stage, point("A"))
    flow = build_flow(debate, None)
    for stage in stages:
        argument = flow.of_stage(stage)[0]
        met = [
            later
            for later in stages
            if later > stage
            and debate.side_of(debate.format.stages[later].seat) != argument.side
            and debate.format.stages[later].responds
        ]
        expected = "dropped" if met else "open"
        if not debate.format.stages[stage].new_arguments:
            expected = "new"
        assert flow.statuses[argument.id] == expected, f"{name}, stage {stage}"


def test_an_answer_to_an_extension_answers_the_argument(five: Debate) -> None:
    """What its side says again is not dropped when the other side meets the later form."""
    debate = spoken(spoken(five, 0, point("A")), 1, point("N"))
    debate = spoken(debate, 2, point("A again", extends="0.1"))
    flow = build_flow(spoken(debate, 3, point("Not A", answers="2.1")), None)
    assert flow.statuses["0.1"] == "extended"
    assert flow.statuses["2.1"] == "answered"


def test_an_answer_to_the_first_form_answers_later_ones(five: Debate) -> None:
    """Whoever names the first speech's point meets what became of it since."""
    debate = spoken(spoken(five, 0, point("A")), 1, point("N"))
    debate = spoken(debate, 2, point("A again", extends="0.1"))
    flow = build_flow(spoken(debate, 3, point("Not A", answers="0.1")), None)
    assert flow.statuses["2.1"] == "answered"


def test_an_answer_from_before_does_not_answer_the_extension(five: Debate) -> None:
    """An argument rebuilt after an answer and then left alone is dropped."""
    debate = spoken(spoken(five, 0, point("A")), 1, point("Not A", answers="0.1"))
    debate = spoken(debate, 2, point("A still", extends="0.1"))
    assert build_flow(debate, None).statuses["2.1"] == "open"
    flow = build_flow(spoken(debate, 3, point("N")), None)
    assert flow.statuses["0.1"] == "extended"
    assert flow.statuses["2.1"] == "dropped"


def test_only_matter_without_an_arrow_is_new_at_the_end(five: Debate) -> None:
    """In a last speech what answers or extends is no new argument; the rest is."""
    debate = spoken(spoken(five, 0, point("A")), 3, point("N"))
    last = (point("Not N", answers="3.1"), point("A", extends="0.1"), point("Fresh"))
    flow = build_flow(spoken(debate, 4, *last), None)
    assert [flow.statuses[a.id] for a in flow.of_stage(4)] == ["open", "open", "new"]


def test_questions_are_no_arguments(five: Debate) -> None:
    """What is said in an examination does not stand on the flow."""
    debate = spoken(five, 0, point("A"))
    asked = Exchange(1, "against", "user", "Cars kill people, do they not?", "They do, and often.")
    assert build_flow(debate.with_exchange(asked), None) == build_flow(debate, None)


def test_ids_stay_when_more_is_said(five: Debate) -> None:
    """Later speeches neither renumber earlier arguments nor move their arrows."""
    texts = (
        "First, cars poison the air.\n\nSecond, roads cost money.",
        "They say that cars poison the air, but electric cars have no exhaust.",
        "Electric cars have tyres that poison the air too.\n\nRoads cost money, as we said.",
        "Roads cost money, but railways cost even more money.",
    )
    seen: Flow | None = None
    debate = five
    for stage, text in enumerate(texts):
        side = debate.side_of(debate.format.stages[stage].seat)
        debate = debate.with_speech(Speech(stage, side, "user", text))
        flow = build_flow(debate, None)
        if seen is not None:
            assert flow.arguments[: len(seen.arguments)] == seen.arguments
            assert flow.links[: len(seen.links)] == seen.links
        seen = flow


@pytest.mark.parametrize(("argument", "target"), [("0.1", "1.1"), ("2.1", "0.1"), ("1.1", "1.1")])
def test_a_correction_answers_only_what_the_other_side_said_before(
    five: Debate, argument: str, target: str
) -> None:
    """A link to what comes later, or to one's own side, is none."""
    debate = spoken(spoken(spoken(five, 0, point("A")), 1, point("N")), 2, point("B"))
    flow = build_flow(debate.with_correction(argument, target), None)
    assert flow.links_of(argument) == ()


def test_each_shipped_format_with_speeches_is_here() -> None:
    """A format added later is tested too: only open sparring has no stages."""
    assert load_format("open").stages == ()
    assert all(load_format(name).stages for name in FORMATS)
