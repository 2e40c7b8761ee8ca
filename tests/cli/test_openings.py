"""``debater openings``: lines to begin with, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from debater.config import Paths
from debater.motions.model import Motion
from tests.conftest import RunDebater
from tests.contracts.test_imports import HEAVY, modules_of
from tests.support import no_traceback

TEXT = "Cars fill the streets of our town from morning to night, and nobody is glad of it.\n"


def test_a_line_an_opening_with_where_it_comes_from(debater: RunDebater) -> None:
    """Six a side, both sides without --side; nothing on stderr."""
    ran = debater("openings")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert [line.split(": ")[0] for line in lines] == ["for"] * 6 + ["against"] * 6
    assert all(line.endswith("]") for line in lines)
    assert (
        sum("[often said on this side; the bot has an answer to it]" in line for line in lines) == 6
    )
    assert sum("¶" in line for line in lines) == 6


def test_json_holds_kind_and_proved_citation(debater: RunDebater, detente: Motion) -> None:
    """One array; the offsets are those of the source."""
    offered = debater("openings", "--side", "against", "--json", "--most", "50").json
    assert {one["side"] for one in offered} == {"against"}
    assert {one["kind"] for one in offered} == {"own source", "heard"}
    for one in offered:
        citation = one["citation"]
        assert one["answered"] == (one["kind"] == "heard") == (citation is None)
        if citation is not None:
            text = detente.source(citation["source"]).text
            assert text[citation["start"] : citation["end"]] == citation["quote"]
            assert one["voice"] in ("author", "conceded", "reported")


def test_a_seed_offers_others(debater: RunDebater) -> None:
    """The same each time, others with another seed."""
    first, again, other = (
        debater("openings", "--side", "for", "--seed", seed).out for seed in ("0", "0", "1")
    )
    assert first == again != other


def test_a_side_without_material_gives_general_starts_and_says_so(
    debater: RunDebater, pack: Callable[..., Path]
) -> None:
    """On stderr, as it is no data."""
    folder = pack(
        "statement: Cars should leave our town\nsources:\n  - {id: s, file: s.txt, stance: for}\n"
        "passages:\n  - {paragraphs: [1], begins: Cars fill, stance: for, tag: Too many cars.}\n",
        s=TEXT,
    )
    ran = debater("openings", "--motion", str(folder))
    assert ran.code == 0
    ours, *theirs = ran.out.splitlines()
    assert ours.startswith("for: Too many cars. [")
    assert len(theirs) == 6
    assert all("[a general start, for you to finish]" in line for line in theirs)
    assert ran.err == "The sources hold nothing to begin with against the motion; general starts.\n"


def test_starts_of_ones_own_take_the_place_of_the_shipped_ones(
    debater: RunDebater, where: Paths, pack: Callable[..., Path]
) -> None:
    """A file of the same name in the folder of one's own prompts."""
    own = where.prompts / "phrases" / "openings.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("starts: {for: [Yea …], against: [Nay …]}\n", "utf-8")
    folder = pack("statement: Cars\nsources:\n  - {id: s, file: s.txt, stance: for}\n", s=TEXT)
    ran = debater("openings", "--motion", str(folder), "--side", "against")
    assert ran.out == "against: Nay … [a general start, for you to finish]\n"


@pytest.mark.parametrize("text", ["starts: {for: [A …]}\n", "starts: 3\n", "other: 1\n"])
def test_starts_of_ones_own_that_cannot_be_used_are_told(
    debater: RunDebater, where: Paths, text: str
) -> None:
    """Exit code 1, the file on stderr, nothing on stdout."""
    own = where.prompts / "phrases" / "openings.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(text, "utf-8")
    ran = debater("openings")
    assert (ran.code, ran.out) == (1, "")
    assert str(own) in ran.err
    no_traceback(ran)


@pytest.mark.parametrize("arguments", [("--motion", "no-such-motion"), ("--side", "both")])
def test_what_cannot_be_used_is_told_in_words(
    debater: RunDebater, arguments: tuple[str, ...]
) -> None:
    """An unknown motion, a side that is none: a sentence and an exit code."""
    ran = debater("openings", *arguments)
    assert ran.code in (1, 2)
    assert (ran.out, bool(ran.err)) == ("", True)
    no_traceback(ran)


def test_it_loads_no_engine() -> None:
    """Help needs nothing heavy; the list needs neither an engine nor a screen."""
    assert not HEAVY & modules_of("openings", "--help")
    assert not {"torch", "faiss", "tokenizers", "textual"} & modules_of("openings")
