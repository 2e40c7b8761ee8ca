"""The marks of one speech: what each criterion counts, and the words it shows for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.assemble import load_rubric
from debater.debating.ballot import Judge
from debater.debating.ballot_model import Mark, SpeechBallot
from debater.debating.flow import build_flow
from debater.debating.formats import words_for
from debater.debating.marks import Quality, fallacies_in
from debater.debating.model import Debate, Part, Speech
from debater.debating.rubric import Rubric
from debater.motions.model import Motion
from tests.debating.support import TWO_SPEECHES

PACE = 130
SHOWN = 220
RUBRIC = load_rubric()
QUOTE = "Russia is not a rising power, as some wrongly assume"
POINTS = ("Cars poison the air.", "Roads cost money.", "Engines are loud.", "Parking takes room.")


class Bench:
    """Judges a speech by the words alone: no retriever, no model of quality unless one is given."""

    def __init__(self, motion: Motion) -> None:
        self.motion = motion

    def ballot(
        self,
        text: str,
        points: Sequence[str] = (),
        rubric: Rubric = RUBRIC,
        quality: Quality | None = None,
        corrections: dict[str, str | None] | None = None,
        **stage: Any,
    ) -> SpeechBallot:
        """Return the ballot on a speech that answers one with these points."""
        first, second = TWO_SPEECHES.stages
        format = replace(TWO_SPEECHES, stages=(first, replace(second, **stage)))
        parts = tuple(Part(point, point) for point in points)
        debate = Debate(format, "detente", "against", ("N",), stage=2)
        if parts:
            debate = debate.with_speech(Speech(0, "for", "bot", "\n\n".join(points), parts))
        debate = debate.with_speech(Speech(1, "against", "user", text, seconds=100))
        debate = replace(debate, corrections=corrections or {})
        judge = Judge(self.motion, rubric, lambda d: build_flow(d, None), quality, PACE)
        return judge.on_speech(debate, judge.make_flow(debate), debate.speeches[-1])

    def mark(self, name: str, text: str, *args: Any, **named: Any) -> Mark | None:
        """Return one mark of a speech, or None where its criterion had nothing to count."""
        marks = self.ballot(text, *args, **named).marks
        return next((mark for mark in marks if mark.criterion == name), None)

    def share(self, name: str, text: str, *args: Any, **named: Any) -> float:
        """Return the share of one mark."""
        mark = self.mark(name, text, *args, **named)
        assert mark is not None
        return mark.share


@pytest.fixture(scope="module")
def bench(detente: Motion) -> Bench:
    """A judge on the shipped motion."""
    return Bench(detente)


# ── responsiveness ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("links", "share", "dropped"),
    [
        ({"1.1": None, "1.2": None}, 0.0, POINTS[:2]),
        ({"1.1": "0.1", "1.2": None}, 0.5, POINTS[1:2]),
        ({"1.1": "0.1", "1.2": "0.1"}, 0.5, POINTS[1:2]),
        ({"1.1": "0.2", "1.2": "0.1"}, 1.0, ()),
    ],
)
def test_each_argument_answered_counts(
    bench: Bench, links: dict[str, str | None], share: float, dropped: tuple[str, ...]
) -> None:
    """As many as are met of those that stood; the others are named in the bot's words."""
    text = "Electric ones are clean.\n\nTolls pay for them."
    mark = bench.mark("responsiveness", text, POINTS[:2], corrections=links)
    assert mark is not None
    assert (mark.share, mark.words) == (share, dropped)
    assert mark.reason.startswith(f"{round(2 * share)} of 2 arguments")


def test_the_same_argument_twice_is_one_to_answer(bench: Bench) -> None:
    """Whoever answers it in one place has answered it."""
    points = (POINTS[0], POINTS[0])
    said = "Electric ones are clean."
    assert bench.share("responsiveness", said, points, corrections={"1.1": "0.1"}) == 1.0
    assert bench.share("responsiveness", said, points, corrections={"1.1": "0.2"}) == 1.0


def test_where_nothing_stood_nothing_is_missed(bench: Bench) -> None:
    """A first speech, and one that need not respond, are not judged on it."""
    assert bench.mark("responsiveness", "Cars are good.") is None
    assert bench.mark("responsiveness", "Cars are good.", POINTS, responds=False) is None


def test_only_a_few_of_many_are_shown(bench: Bench) -> None:
    """The first are named and the rest are counted."""
    points = [f"Reason number {letter} is that trains are cheap." for letter in "abcdefg"]
    mark = bench.mark("responsiveness", "Cars are good.", points, corrections={"1.1": None})
    assert mark is not None
    assert mark.words == (*points[:4], "and 3 more")


# ── evidence ────────────────────────────────────────────────────────────────────────


def test_a_speech_without_quotations_gets_what_the_rubric_says(bench: Bench) -> None:
    """The share stands in the rubric's file, not here."""
    limits = replace(RUBRIC.limits, without_quotations=0.45)
    assert bench.share("evidence", "Talk is good.", rubric=replace(RUBRIC, limits=limits)) == 0.45


@pytest.mark.parametrize(
    ("text", "share"),
    [
        (f"It says “{QUOTE}”.", 1.0),
        (f"It says “{QUOTE.replace('not ', '')}”.", 0.0),
        ("It says “Putin wants nothing at all but peace and love”.", 0.0),
        (f"It says “{QUOTE}”. It says “Putin wants nothing at all but peace and love”.", 0.5),
    ],
)
def test_each_quotation_counts(bench: Bench, text: str, share: float) -> None:
    """Exact ones hold; altered and invented ones do not."""
    assert bench.share("evidence", text) == share


def test_what_does_not_hold_is_shown_with_the_reason(bench: Bench) -> None:
    """The quotation is the student's; beside it stands what is wrong with it."""
    altered = QUOTE.replace("not ", "")
    mark = bench.mark("evidence", f"It says “{altered}”. It says “{QUOTE}”.")
    assert mark is not None
    (shown,) = mark.words
    assert shown.startswith(f"“{altered}”: ")
    assert len(shown) <= SHOWN


@pytest.mark.parametrize("words", [QUOTE.replace("not ", "… "), QUOTE.split("not ")[1]])
def test_a_clipped_quotation_counts_half(bench: Bench, words: str) -> None:
    """Every word of it is there, but what was left out turns the sense around."""
    mark = bench.mark("evidence", f"It says “{words}”.")
    assert mark is not None
    assert mark.share == 0.5
    assert "clipped" in mark.reason


# ── warrants, weighing, clarity ─────────────────────────────────────────────────────


def test_each_argument_with_a_reason_counts(bench: Bench) -> None:
    """The bare ones are named; when all have reasons these are shown instead."""
    bare, reasoned = "Cars are loud.", "Roads are costly because they crumble."
    half = bench.mark("warrants", f"{bare}\n\n{reasoned}")
    assert half is not None
    assert (half.share, half.words) == (0.5, (bare,))
    full = bench.mark("warrants", reasoned)
    assert full is not None
    assert (full.share, full.words) == (1.0, (reasoned,))


@pytest.mark.parametrize("text", ["", "   ", "Thank you.", "…"])
def test_a_speech_without_an_argument_has_no_reason(bench: Bench, text: str) -> None:
    """It gets nothing for warrants, and shows no words."""
    mark = bench.mark("warrants", text)
    assert mark is not None
    assert (mark.share, mark.words) == (0.0, ())


def test_each_kind_of_weighing_counts_once(bench: Bench) -> None:
    """One comparison is most of it; a second word of one kind adds nothing."""
    texts = (
        "War is bad.",
        "War is a greater harm.",
        "War is a greater harm. It outweighs cost.",
        "War is a greater harm. It is more likely.",
        "War is a greater harm. It is more likely. It cannot be undone. It comes first.",
    )
    shares = [bench.share("weighing", text, role="final") for text in texts]
    assert shares[0] == 0.0 < shares[1] == shares[2] < shares[3] == shares[4] == 1.0


@pytest.mark.parametrize("role", ["rebuttal", "summary", "final"])
def test_weighing_is_for_later_speeches(bench: Bench, role: str) -> None:
    """A constructive speech need not weigh."""
    assert bench.mark("weighing", "It outweighs cost.", role=role) is not None
    assert bench.mark("weighing", "It outweighs cost.", role="constructive") is None


def test_a_long_sentence_is_shown_and_costs(bench: Bench) -> None:
    """As many words as the rubric allows are fine; one more is too many."""
    limit = RUBRIC.limits.longest_sentence
    fine, long = " ".join(["word"] * limit) + ".", " ".join(["word"] * (limit + 1)) + "."
    assert bench.share("clarity", fine) == 1.0
    mark = bench.mark("clarity", long)
    assert mark is not None
    assert mark.share == 0.0
    assert mark.words[0].startswith("word word")


def test_signposts_are_counted_against_arguments(bench: Bench) -> None:
    """Two arguments with a signpost each are clearer than the same without."""
    bare = bench.share("clarity", "Cars are loud.\n\nRoads cost money.")
    half = bench.share("clarity", "First, cars are loud.\n\nRoads cost money.")
    both = bench.share("clarity", "First, cars are loud.\n\nSecond, roads cost money.")
    assert bare < half < both == 1.0


def test_a_single_argument_needs_no_signpost(bench: Bench) -> None:
    """There is nothing to tell it apart from; and nothing said is not unclear."""
    assert bench.share("clarity", "Cars are loud.") == 1.0
    assert bench.mark("clarity", "  ") is None


# ── length and quality ──────────────────────────────────────────────────────────────


def test_the_length_is_that_of_the_clock(bench: Bench) -> None:
    """Too few words and too many cost, the more the further off they are."""
    budget = words_for(120, PACE)
    shares = [bench.share("length", "word " * int(budget * used)) for used in (0, 0.2, 0.4, 0.6, 1)]
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[3:] == [1.0, 1.0]
    over = [bench.share("length", "word " * int(budget * used)) for used in (1.05, 1.3, 1.6, 9)]
    assert over == sorted(over, reverse=True)
    assert (over[0], over[-1]) == (1.0, 0.0)
    assert len(set(over)) == 4


def test_time_run_over_is_told(bench: Bench) -> None:
    """The seconds over are named; a stage without a clock has no length."""
    late = bench.mark("length", "word", seconds=60)
    in_time = bench.mark("length", "word", seconds=120)
    assert late is not None
    assert in_time is not None
    assert "40 seconds over time" in late.reason
    assert "over time" not in in_time.reason
    assert bench.mark("length", "word", seconds=0) is None


def test_quality_is_the_mean_and_names_the_weakest(bench: Bench) -> None:
    """What the model says of each argument, and the argument to work on."""
    text = "Cars are loud.\n\nRoads cost money.\n\nTrains are quick."
    estimates = {"Cars are loud.": 0.75, "Roads cost money.": 0.25, "Trains are quick.": 0.5}
    mark = bench.mark("quality", text, quality=lambda texts: [estimates[t] for t in texts])
    assert mark is not None
    assert mark.share == pytest.approx(0.5)
    assert mark.words == ("Roads cost money.",)


def test_without_an_estimate_quality_counts_nothing(bench: Bench) -> None:
    """No model, a model that cannot be used, and no argument to estimate."""
    assert bench.mark("quality", "Cars are loud.") is None
    assert bench.mark("quality", "Cars are loud.", quality=lambda _: None) is None
    assert bench.mark("quality", "Thank you.", quality=lambda texts: [0.5] * len(texts)) is None


# ── all of them ─────────────────────────────────────────────────────────────────────


def test_marks_follow_the_rubric(bench: Bench) -> None:
    """Its order, its weights, and only what it counts."""
    criteria = (replace(RUBRIC.criteria[5], weight=7), RUBRIC.criteria[2])
    marks = bench.ballot("Cars are loud.", rubric=replace(RUBRIC, criteria=criteria)).marks
    assert [(mark.criterion, mark.weight) for mark in marks] == [("length", 7), ("warrants", 20)]


SAID = st.sampled_from(
    [
        "First, cars poison the air. ",
        "They say that roads cost money. But tolls pay, because drivers use them. ",
        f"It says “{QUOTE}”. ",
        f"The author writes “{QUOTE.replace('not ', '')}”. ",
        "Everyone knows that it always outweighs the rest. ",
        "Either we talk or we fight. ",
        "word " * 40,
        "Thank you.",
        "\n\n",
        "“",
        "is greater … ",
    ]
)


@given(st.lists(SAID, max_size=9).map("".join) | st.text(max_size=200), st.booleans())
def test_marks_are_shares_and_show_what_was_said(bench: Bench, text: str, final: bool) -> None:
    """A share is from 0 to 1; what is shown is the student's own or the bot's line."""
    named: dict[str, Any] = {"role": "final"} if final else {}
    ballot = bench.ballot(text, POINTS, quality=lambda texts: [0.5] * len(texts), **named)
    line = " ".join(text.split())
    for mark in ballot.marks:
        assert 0 <= mark.share <= 1
        assert mark.reason.endswith(":") == bool(mark.words)
        for shown in mark.words:
            said = shown.removesuffix("…")
            if mark.criterion == "evidence":
                said = shown[1:].split("”")[0].removesuffix("…")
            assert said.rstrip() in line or said in POINTS or shown.startswith("and ")
    for fallacy in ballot.fallacies:
        assert fallacy.words.removesuffix("…").rstrip() in line


def test_a_fallacy_is_asked_once_with_the_first_words() -> None:
    """However often its cues occur, one question each, in the order of the rubric."""
    text = "It is fine. Everyone knows it. Everybody knows it! Either we talk or we fight."
    found = fallacies_in(text, RUBRIC)
    assert [fallacy.name for fallacy in found] == ["false dichotomy", "bandwagon"]
    assert found[1].words == "Everyone knows it."
    assert found[0].words == "Either we talk or we fight."
    assert fallacies_in("It is fine.", RUBRIC) == ()


def test_every_fallacy_of_the_rubric_can_be_asked() -> None:
    """Each has a cue that raises it."""
    for fallacy in RUBRIC.fallacies:
        text = f"Well, {fallacy.cues[0].replace('…', 'of it')} and so on."
        assert fallacy.name in [found.name for found in fallacies_in(text, RUBRIC)]
