"""The benchmark of unlabelled packs counts what it says it counts."""

from __future__ import annotations

from pathlib import Path

from debater.motions.pack import read_motion
from debater.motions.unlabelled import by_cues
from tests.benchmarks.debates import Debate
from tests.benchmarks.shuffled_sources import labels, write_pack

TEXTS = ["Lamps keep us safe. They cost little.", "Lamps are dear. They hide the stars."]
DEBATE = Debate("Lamps should stay lit", TEXTS, ["for", "against"], ["Lamps are safe"])


def test_two_sources_of_a_side_each_follow_it(tmp_path: Path) -> None:
    """Where the side is given, each text lies in the source of its side."""
    truth = write_pack(tmp_path, DEBATE, mixed=False)
    motion = read_motion(tmp_path, by_cues)
    assert {source.stance for source in motion.sources} == {"for", "against"}
    assert list(labels(motion, truth)) == [(True, False), (True, False)]


def test_one_shuffled_source_has_no_side(tmp_path: Path) -> None:
    """All texts in one file; without a model each passage is neutral, which is not right."""
    truth = write_pack(tmp_path, DEBATE, mixed=True)
    motion = read_motion(tmp_path, by_cues)
    (source,) = motion.sources
    assert source.stance == "mixed"
    assert all(text in source.text for text in TEXTS)
    assert list(labels(motion, truth)) == [(False, True), (False, True)]


def test_a_text_that_stands_on_both_sides_has_no_right_label(tmp_path: Path) -> None:
    """It is left out of the count."""
    both = Debate("Lamps", [TEXTS[0], TEXTS[0]], ["for", "against"], ["Lamps are safe"])
    assert write_pack(tmp_path, both, mixed=True) == {}
