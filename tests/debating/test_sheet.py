"""The flow as a sheet: rows of what belongs together, and a word and a shape for each status."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.debating.flow_model import Argument, Flow, Link, Status
from debater.debating.sheet import MARKS, STATUS_WORDS, rows_of, status_in_words
from debater.text import Span


def argument(id: str) -> Argument:
    """Return an argument by its id; the sides speak in turn."""
    stage = int(id.split(".")[0])
    side = "for" if stage % 2 == 0 else "against"
    return Argument(id, stage, side, "user", id, Span(0, len(id)), id)


def sheet(ids: str, *arrows: str) -> list[dict[int, list[str]]]:
    """Return the rows of a flow by ids; an arrow is ``1.1>0.1`` or, extending, ``2.1»0.1``."""
    links = []
    for arrow in arrows:
        kind = "extends" if "»" in arrow else "answers"
        start, target = arrow.replace("»", ">").split(">")
        links.append(Link(start, target, kind, 1.0, "user"))  # type: ignore[arg-type]
    flow = Flow(tuple(map(argument, ids.split())), tuple(links))
    rows = rows_of(flow)
    return [{stage: [a.id for a in cell] for stage, cell in row.cells.items()} for row in rows]


def test_an_argument_alone_has_a_row_of_its_own() -> None:
    """Rows come in the order the arguments were made."""
    assert sheet("0.1 0.2 1.1") == [{0: ["0.1"]}, {0: ["0.2"]}, {1: ["1.1"]}]
    assert rows_of(Flow()) == ()


def test_answers_and_extensions_stand_beside_what_they_are_about() -> None:
    """A whole thread is one row, a column a speech."""
    rows = sheet("0.1 0.2 1.1 2.1 3.1", "1.1>0.2", "2.1»0.2", "3.1>2.1")
    assert rows == [{0: ["0.1"]}, {0: ["0.2"], 1: ["1.1"], 2: ["2.1"], 3: ["3.1"]}]


def test_two_answers_of_a_speech_share_a_cell() -> None:
    """They stand in it in the order they were made."""
    assert sheet("0.1 1.1 1.2", "1.2>0.1", "1.1>0.1") == [{0: ["0.1"], 1: ["1.1", "1.2"]}]


def test_what_answers_several_stands_with_the_first_made() -> None:
    """However its arrows are ordered, it is placed once, in the upper row."""
    rows = sheet("0.1 0.2 1.1", "1.1>0.2", "1.1>0.1")
    assert rows == [{0: ["0.1"], 1: ["1.1"]}, {0: ["0.2"]}]


def test_an_arrow_to_nothing_makes_a_row() -> None:
    """A target that is not on the sheet draws nothing into a row."""
    assert sheet("0.1 1.1", "1.1>7.7") == [{0: ["0.1"]}, {1: ["1.1"]}]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.booleans()), max_size=12))
def test_every_argument_is_placed_once(arrows: list[tuple[int, int, bool]]) -> None:
    """Whatever arrows there are, forward ones and those to themselves included."""
    ids = [f"{stage}.{number}" for stage in range(5) for number in (1, 2)]
    drawn = [f"{ids[a]}{'»' if extends else '>'}{ids[b]}" for a, b, extends in arrows]
    placed = [id for row in sheet(" ".join(ids), *drawn) for cell in row.values() for id in cell]
    assert sorted(placed) == sorted(ids)


def test_no_status_hangs_on_colour() -> None:
    """Each has a word and a shape of its own."""
    statuses = set(get_args(Status))
    assert set(MARKS) == set(STATUS_WORDS) == statuses
    assert len(set(MARKS.values())) == len(set(STATUS_WORDS.values())) == len(statuses)


@pytest.mark.parametrize(
    ("statuses", "said"),
    [({"0.1": "dropped"}, "✗ dropped"), ({"0.1": "new"}, "! new here"), ({}, "· open")],
)
def test_what_became_of_an_argument_is_said(statuses: dict[str, Status], said: str) -> None:
    """The shape and the word; what nobody has judged yet is open."""
    assert status_in_words(Flow((argument("0.1"),), (), statuses), argument("0.1")) == said
