"""``debater rubric``: the file that ballots are made by."""

from __future__ import annotations

from pathlib import Path

import pytest

from debater.config import Paths
from tests.conftest import RunDebater
from tests.contracts.test_imports import modules_of
from tests.support import ROOT, no_traceback

SHIPPED = ROOT / "prompts" / "rubrics" / "ballot.yaml"


@pytest.fixture
def own(where: Paths) -> Path:
    """Where the user's own rubric lies."""
    path = where.prompts / "rubrics" / "ballot.yaml"
    path.parent.mkdir(parents=True)
    return path


def test_the_shipped_rubric_is_printed_whole(debater: RunDebater, where: Paths) -> None:
    """Comments and all; on stderr, its version and where one's own would be."""
    ran = debater("rubric")
    assert ran.code == 0
    assert ran.out == SHIPPED.read_text("utf-8")
    assert "The shipped rubric, version " in ran.err
    assert str(where.prompts / "rubrics" / "ballot.yaml") in ran.err


def test_ones_own_rubric_takes_its_place(debater: RunDebater, own: Path) -> None:
    """It is printed, and named on the ballot of a debate."""
    text = SHIPPED.read_text("utf-8").replace('version: "1"', 'version: "mine 7"')
    assert text != SHIPPED.read_text("utf-8")
    own.write_text(text, "utf-8")
    ran = debater("rubric")
    assert (ran.code, ran.out) == (0, text)
    assert f"Your own rubric, version mine 7: {own}" in ran.err
    judged = debater("debate", stdin=b"Talk lowers the risk.\n/end\n/ballot\n")
    assert "Rubric version mine 7; “debater rubric” prints it.\n" in judged.out


@pytest.mark.parametrize("text", ["version: 3\n", "- not a rubric\n", "\udcff", "version: ["])
def test_a_rubric_that_cannot_be_used_is_told(debater: RunDebater, own: Path, text: str) -> None:
    """Exit code 1, the file and line on stderr, nothing on stdout."""
    own.write_bytes(text.encode("utf-8", "surrogateescape"))
    ran = debater("rubric")
    assert (ran.code, ran.out) == (1, "")
    assert str(own) in ran.err
    no_traceback(ran)


def test_printing_loads_no_engine() -> None:
    """Only what reads and checks the file."""
    assert not modules_of("rubric") & {"torch", "faiss", "tokenizers", "textual"}
