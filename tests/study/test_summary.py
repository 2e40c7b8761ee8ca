"""How a round ended, in figures: counted, written down, read back, and said on one line."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.debating.ballot_model import Ballot, Figure, QuotationCheck, SpeechBallot
from debater.debating.flow_model import Argument, Flow, Link
from debater.debating.model import By, Debate
from debater.export.view_debate import debate_of
from debater.motions.citation import cite
from debater.motions.model import Motion, Side
from debater.sparring.engine import Engine
from debater.sparring.record import load_reply
from debater.sparring.reply import Counter, Kind, Reply
from debater.sparring.rounds import Round
from debater.study.summary import (
    RoundSummary,
    dump_summary,
    load_summary,
    result_line,
    summary_of_debate,
    summary_of_round,
)
from debater.text import Span
from tests.debating.support import TWO_SPEECHES
from tests.export.played import debated, opponent_of, sparred

EMPTY = Ballot("1", (), None, "", ())


@pytest.fixture
def counter(detente: Motion) -> Counter:
    """A passage that answers."""
    point = detente.points()[0]
    passage = detente.passage(point.passage)
    cited = cite(detente.source(passage.source), passage, point.sentences[0].span)
    return Counter(1, cited, "against", "author", None, 0.9, answers=True, point=point.id)


def reply(counter: Counter | None, strength: float = 0.9, kind: Kind = "argument") -> Reply:
    """A reply built on a counter of this strength, silent without one."""
    chosen = replace(counter, strength=strength) if counter else None
    return Reply(kind, silent=chosen is None, chosen=chosen)


def spar(*turns: tuple[str, Reply | None]) -> Round:
    """A round of these turns."""
    round = Round("detente", "for")
    for argument, answer in turns:
        round = round.with_turn(argument, answer)
    return round


def test_sparring_counts_what_was_answered_and_what_met_silence(counter: Counter) -> None:
    """A greeting, a question and a turn still waiting are neither."""
    found = summary_of_round(
        spar(
            ("One.", reply(counter)),
            ("Two.", reply(None)),
            ("Three.", reply(counter, kind="quotation")),
            ("Hello!", reply(None, kind="greeting")),
            ("Who says that?", reply(None, kind="question")),
            ("Waiting.", None),
        )
    )
    assert (found.made, found.met, found.silent) == (6, 2, 1)
    assert found.points is None
    assert result_line(found) == "6 turns, 2 answered, 1 met silence"


def test_the_weakest_claims_met_the_strongest_passages(counter: Counter) -> None:
    """The strongest first, five at most, none twice, none that met a weak passage, all short."""
    strengths = (0.80, 0.95, 0.74, 0.85, 0.90, 0.76, 0.77, 0.78)
    said = [(f"At {strength} " + "long " * 100, reply(counter, strength)) for strength in strengths]
    found = summary_of_round(spar(*said, said[1]))
    assert [text.split()[1] for text in found.weakest] == ["0.95", "0.9", "0.85", "0.8", "0.78"]
    assert all(len(text) <= 240 for text in found.weakest)


def test_a_fork_counts_what_it_does_not_share(counter: Counter) -> None:
    """The turns before it are the other round's already."""
    whole = spar(
        ("One.", reply(counter, 0.9)), ("Two.", reply(None)), ("Three.", reply(counter, 0.8))
    )
    found = summary_of_round(whole, after=2)
    assert (found.made, found.met, found.silent, found.weakest) == (1, 1, 0, ("Three.",))


def test_a_round_with_nothing_said_counts_nothing() -> None:
    """It still has a line."""
    assert summary_of_round(Round("detente", "for")) == RoundSummary()
    assert result_line(RoundSummary()) == "0 turns"
    assert result_line(RoundSummary(made=1, met=1)) == "1 turn, 1 answered"


def argument(id: str, side: Side, by: By = "bot", text: str = "") -> Argument:
    """An argument of a flow; what it says is long enough to matter."""
    text = text or f"Argument {id} says that this and that is so, and why it is."
    return Argument(id, int(id[0]), side, by, text, Span(0, len(text)), f"heading {id}")


DEBATE = Debate(TWO_SPEECHES, "detente", "for", ("A",))


def test_a_debate_counts_what_the_user_answered_and_dropped() -> None:
    """A partner's answer is neither; what is carried forward counts once; trifles never count."""
    flow = Flow(
        (
            argument("0.1", "against"), argument("0.2", "against"), argument("0.3", "against"),
            argument("0.4", "against"), argument("0.5", "against", text="Is that so?"),
            argument("1.1", "for", "user"), argument("1.2", "for", "bot"),
            argument("2.1", "against"), argument("2.2", "against"),
        ),
        (
            Link("1.1", "0.1", "answers", 1.0, "model"),
            Link("1.2", "0.2", "answers", 1.0, "speech"),
            Link("2.1", "0.1", "extends", 1.0, "speech"),
            Link("2.2", "0.3", "extends", 1.0, "speech"),
        ),
        {
            "0.1": "extended", "0.2": "answered", "0.3": "extended", "0.4": "dropped",
            "0.5": "dropped", "2.1": "open", "2.2": "open",
        },
    )  # fmt: skip
    found = summary_of_debate(DEBATE, flow, EMPTY, ())
    assert (found.made, found.answered, found.dropped) == (1, 1, 2)
    assert found.weakest == ("heading 0.3", "heading 0.4")
    assert result_line(found) == "1 answered, 2 dropped"


def test_points_are_added_up_with_their_scale() -> None:
    """Over all figures of all speeches; without a speech there are no points, not none of 0."""
    figures = (Figure("matter", 30.0, 25, 40), Figure("manner", 32.5, 25, 40))
    ballot = replace(EMPTY, speeches=(SpeechBallot(0, figures, ()),))
    found = summary_of_debate(DEBATE, Flow(), ballot, ())
    assert (found.points, found.least, found.most) == (62.5, 50, 80)
    assert result_line(found) == "62.5 of 80 points · 0 answered, 0 dropped"
    assert summary_of_debate(DEBATE, Flow(), EMPTY, ()).points is None


def test_only_exact_quotations_held() -> None:
    """An altered one was quoted and did not hold."""
    checks = [
        QuotationCheck("x", Span(0, 1), verdict, "")
        for verdict in ("exact", "altered", "misattributed", "not found")
    ]
    found = summary_of_debate(DEBATE, Flow(), EMPTY, checks)  # type: ignore[arg-type]  # verdicts
    assert (found.held, found.quoted) == (1, 4)


@pytest.mark.parametrize("name", ["public-forum", "british-parliamentary"])
def test_the_figures_are_those_of_the_ballot(engine: Engine, name: str) -> None:
    """A played debate has as many dropped arguments here as its ballot says."""
    whole, opponent = debated(engine, name), opponent_of(engine)
    debate, _ = debate_of(whole, engine.motion)
    ballot = opponent.ballot(debate)
    found = summary_of_debate(debate, opponent.flow(debate), ballot, ())
    assert any(f"you dropped {found.dropped} of theirs." in note for note in ballot.notes)
    assert found.points == sum(speech.total for speech in ballot.speeches)
    assert found.made > 0


def test_a_round_played_with_the_real_bot_is_counted(engine: Engine) -> None:
    """What met a passage and what met silence are all its arguments and quotations."""
    whole = sparred(engine)
    turns = [
        (t.argument, load_reply(t.reply, engine.motion) if t.reply else None) for t in whole.turns
    ]
    found = summary_of_round(spar(*turns))
    argued = [r for _, r in turns if r is not None and r.kind in ("argument", "quotation")]
    assert found.made == len(turns)
    assert 0 < found.met <= found.met + found.silent == len(argued)


counts = st.integers(0, 500)
claims = st.lists(
    st.sampled_from(["Putin lies.", "Trade helps.", "War is costly.", "Nobody asked."])
)
summaries = st.builds(
    RoundSummary,
    made=counts,
    met=counts,
    silent=counts,
    answered=counts,
    dropped=counts,
    quoted=counts,
    held=counts,
    weakest=claims.map(lambda texts: tuple(dict.fromkeys(texts))),
)


@given(summaries, st.none() | st.floats(0, 400))
def test_a_summary_reads_back_as_it_was(summary: RoundSummary, points: float | None) -> None:
    """Through JSON, with and without points, and its version is in it."""
    if points is not None:
        summary = replace(summary, points=points, least=25, most=400.0)
    values = json.loads(json.dumps(dump_summary(summary)))
    assert values["version"] == 1
    assert load_summary(values) == summary


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
names = st.sampled_from([*RoundSummary.__dataclass_fields__, "version", "x"])


@given(st.dictionaries(names, junk))
def test_whatever_a_file_claims_can_be_shown(values: dict[str, object]) -> None:
    """Imported rounds bring summaries of their own: what cannot be read counts as nothing."""
    found = load_summary(values)
    assert "\x1b" not in result_line(found)
    assert found.made >= 0
    assert len(found.weakest) <= 5
    assert all(len(text) <= 240 for text in found.weakest)


def test_points_without_a_scale_are_none() -> None:
    """Nor are endless or absurd ones shown."""
    for points, most in (
        (3, None),
        (float("nan"), 30),
        (3, float("inf")),
        (10**400, 30),
        (True, 3),
    ):
        found = load_summary({"points": points, "least": 0, "most": most})
        assert found.points is None
        assert result_line(found) == "0 turns"


def test_claims_from_outside_are_cleaned() -> None:
    """A terminal never obeys what a file says was weak."""
    found = load_summary({"weakest": ["\x1b]52;c;x\x07Putin\nlies", 3, "", "y" * 999]})
    assert found.weakest == ("Putin lies", "y" * 239 + "…")
