"""The figures of the retrieval benchmark, on debates small enough to count by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from debater.labelling.models import StanceEstimate
from tests.benchmarks.counter_retrieval import (
    Scores,
    by_words,
    in_one_motion,
    in_the_pool,
    shown,
    silence,
    stance_figures,
)
from tests.benchmarks.debates import Debate, read_debates, read_texts


def debate(motion: str, *sides: str) -> Debate:
    """A debate whose texts say what they are: motion, number, argument or counter."""
    other = {"for": "against", "against": "for"}
    return Debate(
        motion,
        [f"{motion} {n} argument" for n in range(len(sides))]
        + [f"{motion} {n} counter" for n in range(len(sides))],
        [*sides, *(other[side] for side in sides)],
        [f"{motion} {n} headline" for n in range(len(sides))],
    )


CARS, LAMPS = debate("cars", "for", "for", "against"), debate("lamps", "for", "against")
BOTH = [CARS, LAMPS]


def table(queries: Sequence[str], texts: Sequence[str], own: float, near: float) -> np.ndarray:
    """Score a query's own counter ``own``, the rest of its motion ``near``, others nothing."""
    return np.array(
        [
            [
                own
                if text.split() == [*query.split()[:2], "counter"]
                else near
                if text.split()[0] == query.split()[0]
                else 0.0
                for text in texts
            ]
            for query in queries
        ]
    )


def knowing(queries: Sequence[str], texts: Sequence[str]) -> np.ndarray:
    """Find every counter."""
    return table(queries, texts, 0.9, 0.5)


def unknowing(queries: Sequence[str], texts: Sequence[str]) -> np.ndarray:
    """Find everything on the motion but the counter, the first argument first."""
    first = np.array([0.01 * text.endswith(" 0 argument") for text in texts])
    return table(queries, texts, 0.4, 0.5) + first


def leans(sure: float = 0.9) -> dict[str, np.ndarray]:
    """What every text really argues, with this probability."""
    return {
        one.motion: np.array([sure if side == "for" else 1 - sure for side in one.sides])
        for one in BOTH
    }


# Debates ----------------------------------------------------------------------------------


def test_debates_are_read_by_motion(tmp_path: Path) -> None:
    """Arguments, then their counters on the other side; each knows its own."""
    rows = [
        {"motion": m, "side": s, "title": f"{m}{n}", "argument": f"a{m}{n}", "counter": f"c{m}{n}"}
        for n, (m, s) in enumerate([("x", "for"), ("y", "for"), ("x", "against")])
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    one, two = read_debates(path)
    assert (one.motion, two.motion) == ("x", "y")
    assert one.texts == ["ax0", "ax2", "cx0", "cx2"]
    assert one.sides == ["for", "against", "against", "for"]
    assert one.headlines == ["x0", "x2"]
    assert (one.arguments, two.arguments) == (2, 1)
    assert one.opposing(0).tolist() == [False, True, True, False]
    assert one.best(1).tolist() == [False, False, False, True]


def test_texts_are_read_whatever_the_rows_hold(tmp_path: Path) -> None:
    """A text, or an argument with its counter, or nothing."""
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "t"}\n{"argument": "a", "counter": "c"}\n{"motion": "m"}\n')
    assert read_texts(path) == ["t", "a", "c"]


# One motion -------------------------------------------------------------------------------


@pytest.mark.parametrize("headlines", [False, True])
def test_a_scorer_that_knows_is_always_right(headlines: bool) -> None:
    """Every figure is one, with stances or without."""
    found = in_one_motion(BOTH, knowing, leans(), headlines)
    assert len(found) == 8
    assert set(found.values()) == {1.0}
    assert len(in_one_motion(BOTH, knowing, None, headlines)) == 3


def test_stances_put_what_opposes_first() -> None:
    """A scorer that finds friends is never right alone, and opposes with good stances."""
    found = in_one_motion(BOTH, unknowing, leans(), headlines=True)
    # An argument is not its own answer; the next one of "cars" agrees, that of "lamps" opposes.
    assert found["no labels: best first"] == 0.0
    assert found["no labels: opposing first"] == 0.6
    assert found["predicted stances: opposing first"] == 1.0
    assert found["side given: opposing first"] == 1.0
    wrong = in_one_motion(BOTH, unknowing, leans(0.1), headlines=True)
    assert wrong["side given: opposing first"] == 0.0
    # Turned stances still tell who disagrees with whom.
    assert wrong["predicted stances: opposing first"] == 1.0


def test_an_argument_never_answers_itself() -> None:
    """However near it is to itself."""

    def vain(queries: Sequence[str], texts: Sequence[str]) -> np.ndarray:
        same = [[float(query == text) for text in texts] for query in queries]
        return knowing(queries, texts) + np.array(same)

    found = in_one_motion(BOTH, vain, leans(), headlines=False)
    assert set(found.values()) == {1.0}
    assert in_the_pool(BOTH, vain, [], headlines=False)["acc@1"] == 1.0


# The pool ---------------------------------------------------------------------------------


@pytest.mark.parametrize("headlines", [False, True])
def test_the_pool_holds_each_text_once(headlines: bool) -> None:
    """Distractors join the texts of every motion; one that is there already is no other."""
    found = in_the_pool(BOTH, knowing, ["cars alone", "cars alone", LAMPS.texts[0]], headlines)
    assert found == {"texts": 11, "acc@1": 1.0, "nDCG@10": 1.0}


def test_what_comes_before_the_counter_costs_gain() -> None:
    """Two texts before it are a gain of one half; ten are none."""

    def behind(count: int) -> Scores:
        def scores(queries: Sequence[str], texts: Sequence[str]) -> np.ndarray:
            found = table(queries, texts, 0.5, 0.1)
            places = [n for n, text in enumerate(texts) if text.startswith("noise")]
            found[:, places[:count]] = 0.9
            return found

        return scores

    noise = [f"noise {n}" for n in range(12)]
    for count, gain in ((0, 1.0), (2, 0.5), (9, 0.289), (10, 0.0)):
        found = in_the_pool(BOTH, behind(count), noise, headlines=False)
        assert found["acc@1"] == float(count == 0)
        assert found["nDCG@10"] == gain


# Stance and silence -----------------------------------------------------------------------


def estimates(*leaning: float) -> list[StanceEstimate]:
    """Estimates with these probabilities of “for” among the two sides."""
    return [StanceEstimate(lean * 0.5, (1 - lean) * 0.5, 0.5) for lean in leaning]


def test_stances_that_are_all_right_and_sure_have_no_error() -> None:
    """Certain and right."""
    found = stance_figures(estimates(1.0, 0.0), ["for", "against"])
    assert found == {"texts": 2, "accuracy": 1.0, "macro-F1": 1.0, "ECE": 0.0}


def test_a_lead_that_is_sure_and_wrong_has_an_error() -> None:
    """Always “for”, sure of it to 0.9, and right three times of four."""
    found = stance_figures(estimates(*[0.9] * 4), ["for", "for", "for", "against"])
    # F1 of “for” is 6/7, that of “against” nothing.
    assert found == {"texts": 4, "accuracy": 0.75, "macro-F1": 0.429, "ECE": 0.15}


def test_calibration_is_told_by_how_sure_a_text_is() -> None:
    """Doubtful texts that are half right and sure ones that are right: no error on the whole."""
    found = stance_figures(estimates(0.5001, 0.4999, 1.0, 0.0), ["for", "for", "for", "against"])
    assert found["accuracy"] == 0.75
    assert found["ECE"] == pytest.approx(0, abs=0.001)


@pytest.mark.parametrize("headlines", [False, True])
def test_silence_is_kept_for_strangers_alone(headlines: bool) -> None:
    """A scorer that knows its motion answers its own arguments and no others."""
    assert silence(BOTH, knowing, leans(), headlines) == {
        "silent though answerable": 0.0,
        "silent on other motions' arguments (recall)": 1.0,
        "precision of silence": 1.0,
    }


def test_a_scorer_that_finds_all_is_never_silent() -> None:
    """And one that finds nothing always is; precision is then the strangers' share."""

    def all_alike(value: float) -> Scores:
        return lambda queries, texts: np.full((len(queries), len(texts)), value)

    loud = silence(BOTH, all_alike(0.9), leans(), headlines=False)
    assert set(loud.values()) == {0.0}
    mute = silence(BOTH, all_alike(0.0), leans(), headlines=False)
    assert mute["silent though answerable"] == 1.0
    # Each motion hears all of the other's arguments: there are fewer than five for each.
    assert mute["precision of silence"] == 0.5


def test_friends_alone_do_not_break_the_silence() -> None:
    """Where every text is taken for a friend of the user, nothing opposes."""
    debates = [debate("cars", "for"), debate("lamps", "against")]
    friendly = {"cars": np.full(2, 0.999), "lamps": np.full(2, 0.001)}
    found = silence(debates, knowing, friendly, headlines=False)
    assert found["silent though answerable"] == 1.0


def test_words_find_their_text() -> None:
    """BM25 gives a row a query and finds the shared word."""
    found = by_words(["lamps at night"], ["Cars rust.", "Lamps glow."])
    assert found.shape == (1, 2)
    assert found[0, 1] > found[0, 0]


def test_figures_are_shown_by_line() -> None:
    """Nested names are indented, the innermost figures share a line."""
    assert shown({"a": {"b": {"x": 1, "y": 2}, "c": {"z": 3}}}) == "a\n  b: x 1  y 2\n  c: z 3"
