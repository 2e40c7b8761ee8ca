"""Passages no coach has labelled follow their source, except where they report others."""

from __future__ import annotations

from pathlib import Path

import pytest

from debater.motions.pack import read_motion

TEXT = (
    "Parking brings few shoppers.\n\n"
    "Critics say that shops will die without it. But most customers walk.\n\n"
    "According to its opponents, the plan is unfair.\n"
)


@pytest.mark.parametrize(("stance", "against"), [("for", 0), ("against", 2)])
def test_a_reported_view_is_never_the_authors_own(
    tmp_path: Path, stance: str, against: int
) -> None:
    """What critics say is set apart, neutral and reported; the rest follows the source."""
    folder = tmp_path / "cars"
    folder.mkdir()
    (folder / "op.txt").write_text(TEXT)
    (folder / "motion.yaml").write_text(
        f"statement: Cars should go\nsources:\n  - {{id: op, file: op.txt, stance: {stance}}}\n"
    )
    motion = read_motion(folder)
    spoken = {
        sentence.span.of(TEXT): (point.label.stance, sentence.voice)
        for point in motion.points()
        for sentence in point.sentences
    }
    assert spoken == {
        "Parking brings few shoppers.": (stance, "author"),
        "Critics say that shops will die without it.": ("neutral", "reported"),
        "But most customers walk.": (stance, "author"),
        "According to its opponents, the plan is unfair.": ("neutral", "reported"),
    }
    assert len(motion.points("against")) == against
