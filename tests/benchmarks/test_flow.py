"""The figures of the flow benchmark, on a pair of speeches written here."""

from __future__ import annotations

from pathlib import Path

import pytest

from debater.debating.flow_model import Argument, Flow, Link
from debater.text import Span
from tests.benchmarks.flow import Labelled, Score, debate_of, measure, read_pairs, score

PAIR = """motion: "Cars should leave the city"
author: "T"
pairs:
  - id: t1
    joined: JOINED
    first:
      side: for
      pieces:
        - text: "Good morning."
          filler: true
        - text: "Cars poison the air."
        - text: "Roads cost money."
    second:
      side: against
      pieces:
        - text: "They say that cars poison the air, but electric cars do not."
          answers: [2]
        - text: "Buses are slow."
          answers: []
"""


def pair_of(folder: Path, joined: str = "paragraphs") -> dict[str, Labelled]:
    """Return the pair, read from a file."""
    path = folder / "dev-cars.yaml"
    path.write_text(PAIR.replace("JOINED", joined), "utf-8")
    return read_pairs(path)[0]


def drawn(pair: dict[str, Labelled], *arrows: tuple[int, int]) -> Flow:
    """Return a flow with each piece as an argument, and arrows from the second to the first."""
    arguments = [
        Argument(f"{stage}.{n}", stage, side.side, "user", p.text, Span(p.start, p.end), p.text)
        for stage, side in enumerate(pair.values())
        for n, p in enumerate(side.pieces, start=1)
        if not p.filler
    ]
    links = [Link(f"1.{a}", f"0.{b}", "answers", 0.9, "model") for a, b in arrows]
    return Flow(tuple(arguments), tuple(links))


def counts(found: Score) -> tuple[int, ...]:
    """Return right links of all, drops found of all, false drops of all."""
    return (
        found.right, found.pieces, found.dropped_found, found.dropped,
        found.answered_called_dropped, found.answered,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("joined", "text"),
    [
        ("prose", "Good morning. Cars poison the air. Roads cost money."),
        ("paragraphs", "Good morning.\n\nCars poison the air.\n\nRoads cost money."),
        ("numbered", "Good morning.\n1. Cars poison the air.\n2. Roads cost money."),
    ],
)
def test_pieces_are_joined_as_a_user_types(tmp_path: Path, joined: str, text: str) -> None:
    """A speech is its pieces joined, each where its offsets say."""
    speech = pair_of(tmp_path, joined)["first"]
    assert speech.text == text
    assert all(text[piece.start : piece.end] == piece.text for piece in speech.pieces)


@pytest.mark.parametrize(
    ("arrows", "expected"),
    [
        (((1, 2),), (2, 2, 1, 1, 0, 1)),
        (((1, 3),), (1, 2, 0, 1, 1, 1)),
        (((1, 2), (2, 3)), (1, 2, 0, 1, 0, 1)),
        ((), (1, 2, 1, 1, 1, 1)),
    ],
)
def test_each_figure_counts_what_it_says(
    tmp_path: Path, arrows: tuple[tuple[int, int], ...], expected: tuple[int, ...]
) -> None:
    """Right arrows and right silence, drops found, and answered ones called dropped."""
    pair = pair_of(tmp_path)
    assert counts(score(pair, drawn(pair, *arrows))) == expected


def test_the_product_is_measured_on_files(tmp_path: Path) -> None:
    """A file is read, laid out and scored by its name; by words alone this pair is right."""
    pair = pair_of(tmp_path)
    assert [speech.text for speech in debate_of(pair).speeches] == [s.text for s in pair.values()]
    scores = measure([tmp_path / "dev-cars.yaml"], None)
    assert list(scores) == ["dev-cars"]
    assert counts(scores["dev-cars"])[:2] == (2, 2)
    assert "links right 1.000 of 2" in scores["dev-cars"].line("dev-cars")
