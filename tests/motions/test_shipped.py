"""The shipped motions are what a good pack looks like."""

from __future__ import annotations

import pytest

from debater.motions.lint import check_pack
from debater.motions.model import SIDES
from debater.motions.pack import read_motion
from tests.support import DETENTE, SHIPPED

FOLDERS = {name: DETENTE.parent / name for name in SHIPPED}
BRIEFED = [name for name in SHIPPED if name != "detente"]


def test_these_motions_are_shipped() -> None:
    """The default article, the same with a brief against it, and four with a brief a side."""
    assert len(SHIPPED) == 6
    assert {"detente", "detente-both-sides"} < set(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_motion_has_no_errors(name: str) -> None:
    """What ``check`` calls an error stands in none of them."""
    assert check_pack(FOLDERS[name]).errors == ()


@pytest.mark.parametrize("name", BRIEFED)
def test_both_sides_meet_real_resistance(name: str) -> None:
    """At least ten passages oppose each side, most of them in their author's own voice."""
    motion = read_motion(FOLDERS[name])
    for side in SIDES:
        opposing = motion.opposing(side)
        assert len({point.passage for point in opposing}) >= 10
        own = [point for point in opposing if point.label.voice == "author"]
        assert len(own) > len(opposing) / 2


@pytest.mark.parametrize("name", BRIEFED)
def test_every_passage_of_a_brief_is_labelled_by_hand_with_a_tag_and_answers(name: str) -> None:
    """Nothing is left to the models."""
    for point in read_motion(FOLDERS[name]).points():
        assert point.label.origin == "coach"
        if point.label.stance != "neutral":
            assert point.tag
            assert len(point.answers) >= 5 or name == "detente-both-sides"


@pytest.mark.parametrize("name", BRIEFED)
def test_practice_briefs_say_that_they_have_no_authority(name: str) -> None:
    """In their title, in the text itself and among the cite elements."""
    briefs = [s for s in read_motion(FOLDERS[name]).sources if s.file != "detente.txt"]
    assert len(briefs) == (1 if name == "detente-both-sides" else 2)
    for brief in briefs:
        assert brief.title.startswith("Practice brief")
        assert "no authority" in brief.text[:500]
        assert "practice brief" in brief.cite["qualifications"]


def test_the_article_is_the_same_in_both_motions() -> None:
    """Byte for byte."""
    copy = FOLDERS["detente-both-sides"] / "detente.txt"
    assert copy.read_bytes() == (DETENTE / "detente.txt").read_bytes()
