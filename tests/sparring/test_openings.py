"""Openings: from the motion's own material, proved, varied, and never twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from debater.guide_parts import load_starts
from debater.motions.model import SIDES, Motion, Side, opposite
from debater.motions.pack import read_motion
from debater.sparring.openings import (
    MOST,
    Opening,
    OpeningPhrases,
    opening_problems,
    openings,
)
from debater.text import words
from tests.support import DETENTE, PACK_NAMES, PACKS, SHIPPED

EVERY_SHIPPED = [(name, side) for name in SHIPPED for side in SIDES]
ENOUGH = 10_000


@pytest.fixture(scope="module")
def motions() -> dict[str, Motion]:
    """Every shipped motion, read once."""
    return {name: read_motion(DETENTE.parent / name) for name in SHIPPED}


@pytest.mark.parametrize(("name", "side"), EVERY_SHIPPED)
def test_every_shipped_motion_offers_both_kinds_on_both_sides(
    motions: dict[str, Motion], name: str, side: Side
) -> None:
    """Six lines, half of them from the sources where there are so many, none twice."""
    offered = openings(motions[name], side)
    assert len(offered) == MOST
    kinds = [opening.kind for opening in offered]
    assert kinds.count("own source") == kinds.count("heard") == MOST // 2
    assert len({opening.text for opening in offered}) == MOST


@pytest.mark.parametrize(("name", "side"), EVERY_SHIPPED)
def test_nothing_is_invented_and_every_citation_is_proved(
    motions: dict[str, Motion], name: str, side: Side
) -> None:
    """A line is a tag of a passage on this side, or what a passage against it answers."""
    motion = motions[name]
    ours = {point.tag: point for point in motion.opposing(opposite(side))}
    filed = {line for point in motion.opposing(side) for line in point.answers}
    offered = openings(motion, side, most=ENOUGH)
    assert {opening.text for opening in offered} == {*ours, *filed} - {""}
    for opening in offered:
        if opening.kind == "heard":
            assert opening.citation is None
            assert opening.answered
            continue
        point, citation = ours[opening.text], opening.citation
        assert citation is not None
        assert not opening.answered
        text = motion.source(citation.source.id).text
        assert text[citation.start : citation.end] == citation.quote
        behind = [s for s in point.sentences if s.span.start == citation.start]
        assert [(s.voice, s.speaker) for s in behind] == [(opening.voice, opening.speaker)]
        assert citation.passage == point.passage


@pytest.mark.parametrize("name", PACK_NAMES)
@pytest.mark.parametrize("side", SIDES)
def test_a_pack_without_tags_is_quoted_or_gives_general_starts(name: str, side: Side) -> None:
    """Whatever the pack: quotations stand in its sources, and there is always something to say."""
    motion = read_motion(PACKS / name)
    offered = openings(motion, side, 0, (), load_starts())
    assert offered
    own = [opening for opening in offered if opening.kind == "own source"]
    for opening in own:
        assert opening.citation is not None
        tags = {point.tag for point in motion.points()} - {""}
        assert opening.text in tags or opening.citation.quote in opening.text
    assert all(opening.kind == "start" for opening in offered) or not any(
        opening.kind == "start" for opening in offered
    )


def without_material(motion: Motion) -> Motion:
    """Return the motion with its passages argued by nobody."""
    passages = tuple(
        replace(
            passage,
            points=tuple(
                replace(point, label=replace(point.label, stance="neutral"))
                for point in passage.points
            ),
        )
        for passage in motion.passages
    )
    return replace(motion, passages=passages)


def test_where_the_sources_hold_nothing_general_starts_are_offered(detente: Motion) -> None:
    """They say so by their kind, and what goes into the composer is to be finished."""
    motion = without_material(detente)
    assert openings(motion, "for") == ()
    starts = load_starts()
    offered = openings(motion, "for", starts=starts)
    assert {opening.text for opening in offered} == set(starts["for"])
    assert {opening.kind for opening in offered} == {"start"}
    assert all(opening.citation is None and not opening.answered for opening in offered)
    assert all(opening.start + "…" == opening.text for opening in offered)
    assert not {o.text for o in offered} & {
        o.text for o in openings(motion, "against", 0, (), starts)
    }


@pytest.mark.parametrize("side", SIDES)
def test_what_was_said_is_left_out_until_nothing_is_left(detente: Motion, side: Side) -> None:
    """Taken as they are, finished with words of one's own, or said in another order."""
    every = {opening.text for opening in openings(detente, side, most=ENOUGH)}
    said: list[str] = []
    while offered := openings(detente, side, 3, said):
        for number, opening in enumerate(offered):
            assert not any(opening.text in argument for argument in said)
            more = "" if number % 2 else " And that is why we should think again."
            said.append(f"{opening.text.upper()}{more}")
    # Lines that are nearly alike count as one, so no more are said than there are.
    assert 0.9 * len(every) <= len(said) <= len(every)


def test_a_line_said_in_nearly_its_words_is_left_out(detente: Motion) -> None:
    """A short argument that holds almost all of its words; a long speech that happens to, not."""
    line = next(o.text for o in openings(detente, "against") if o.kind == "heard")
    turned = " ".join(reversed(words(line)))
    left = {opening.text for opening in openings(detente, "against", 0, [turned], most=ENOUGH)}
    assert line not in left
    speech = " padding ".join(reversed(words(line))) + " and so on" * 40
    left = {opening.text for opening in openings(detente, "against", 0, [speech], most=ENOUGH)}
    assert line in left


def test_a_seed_chooses_which_and_passages_take_turns(detente: Motion) -> None:
    """The same seed gives the same; others give others, and no passage fills the list."""
    assert openings(detente, "against", 1) == openings(detente, "against", 1)
    heard = {
        opening.text
        for seed in range(8)
        for opening in openings(detente, "against", seed)
        if opening.kind == "heard"
    }
    assert len(heard) > 2 * MOST
    passage_of = {
        line: point.passage for point in detente.opposing("against") for line in point.answers
    }
    for seed in range(8):
        lines = [o.text for o in openings(detente, "against", seed) if o.kind == "heard"]
        assert len({passage_of[line] for line in lines}) == len(lines)


def test_one_kind_fills_up_for_the_other(detente: Motion) -> None:
    """Three passages argue against détente; twelve lines are nine of what is heard and those."""
    kinds = [opening.kind for opening in openings(detente, "against", most=12)]
    assert kinds.count("own source") == 3
    assert kinds.count("heard") == 9


def test_what_is_wrong_with_general_starts_is_named() -> None:
    """A side that is none, a side without any."""
    assert opening_problems(OpeningPhrases({"for": ("A …",), "against": ("B …",)})) == []
    problems = opening_problems(OpeningPhrases({"for": (), "agianst": ("B …",)}))
    assert [problem.split(" ")[0] for problem in problems] == [
        "“starts.agianst”", "“starts.for”", "“starts.against”",
    ]  # fmt: skip


def test_only_a_general_start_is_cut() -> None:
    """An ellipsis that belongs to a line of the motion stays."""
    assert Opening("We should …", "start").start == "We should "
    assert Opening("So they say …", "heard").start == "So they say …"
