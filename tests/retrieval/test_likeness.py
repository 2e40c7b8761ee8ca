"""How alike texts are, by an encoder: its cosines, each text encoded once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from debater.retrieval.likeness import EncodedLikeness

VECTORS = {"north": (1.0, 0.0), "east": (0.0, 1.0), "between": (0.6, 0.8)}


class Compass:
    """Encodes three words, and remembers what it was asked."""

    fingerprint = "compass"
    dimension = 2

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return the vectors of the words."""
        self.asked += texts
        return np.array([VECTORS[text] for text in texts], dtype=np.float32)


def test_it_returns_a_row_of_cosines_for_each_text() -> None:
    """Rows follow the first texts and columns the second."""
    rows = EncodedLikeness(Compass()).between(["between"], ["north", "east"])
    assert [pytest.approx(row) for row in rows] == [[0.6, 0.8]]


def test_a_text_is_encoded_once() -> None:
    """What was compared before is not encoded again."""
    compass = Compass()
    likeness = EncodedLikeness(compass)
    likeness.between(["north", "east"], ["north", "between"])
    likeness.between(["between"], ["east"])
    assert sorted(compass.asked) == ["between", "east", "north"]


@pytest.mark.parametrize(
    ("first", "second", "rows"), [([], ["north"], []), (["north"], [], [[]]), ([], [], [])]
)
def test_nothing_is_like_nothing(first: list[str], second: list[str], rows: list[object]) -> None:
    """Without texts on a side there is nothing to compare, and nothing is encoded."""
    compass = Compass()
    assert EncodedLikeness(compass).between(first, second) == rows
    assert compass.asked == []
