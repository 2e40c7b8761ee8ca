"""The voice trainer reads op-eds as they are marked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.training.conftest import OP_ED

pytestmark = pytest.mark.slow


@pytest.fixture
def voice(trainer: Callable[[str], ModuleType]) -> ModuleType:
    """The module under test."""
    return trainer("voice")


def test_an_op_ed_is_read_with_its_labels(voice: ModuleType, op_eds: Path) -> None:
    """Neutral words of the author are background; sides are seen from the author's."""
    ((first, second),) = voice.read_marked(sorted(op_eds.iterdir()))
    assert (first.motion, first.side) == ("Lamps should stay lit", "for")
    assert first.before == ""
    assert first.sentences == (
        "The park opened in 1900.",
        "Its lamps keep us safe.",
        "Who would put them out?",
    )
    assert first.voices == ("background", "author", "question")
    assert first.sides == ("neutral", "own", "own")
    assert first.stance == "for"
    assert second.before == "Who would put them out?"
    assert second.sentences[0] == "Critics say that lamps | cost too much."
    assert second.voices == ("reported", "conceded", "reported", "reported")
    assert second.sides == ("other", "other", "own", "neutral")
    assert second.stance == "against"


def test_sides_turn_with_the_author(voice: ModuleType, op_eds: Path) -> None:
    """For an author against the motion, what is against it is their own."""
    path = op_eds / "train-lamps-for.yaml"
    path.write_text(OP_ED.replace("side: for", "side: against"), "utf-8")
    ((first, second),) = voice.read_marked([path])
    assert first.sides == ("neutral", "own", "own")
    assert second.sides == ("own", "own", "other", "neutral")


def test_every_label_has_a_class(voice: ModuleType, op_eds: Path) -> None:
    """What is read is what the heads can learn, and no op-ed reaches into the next."""
    (op_eds / "train-other.yaml").write_text(OP_ED, "utf-8")
    articles = voice.read_marked(sorted(op_eds.iterdir()))
    assert [article[0].before for article in articles] == ["", ""]
    for article in articles:
        for paragraph in article:
            assert set(paragraph.voices) <= set(voice.VOICE_CLASSES)
            assert set(paragraph.sides) <= set(voice.SIDE_CLASSES)
            assert len(paragraph.sentences) == len(paragraph.voices) == len(paragraph.sides)


def test_cues_are_given_with_their_neighbours(torch: ModuleType, voice: ModuleType) -> None:
    """A row a sentence: the cues before it, its own and those after; none at the ends."""
    cues = voice.read_cues(["Critics say so.", "But why?", "No."])
    rows = voice.cue_features(cues)
    width = len(voice.CUE_NAMES)
    assert rows.shape == (3, 3 * width)
    own = rows[:, width : 2 * width]
    assert torch.equal(own, torch.tensor([one.vector() for one in cues]))
    assert torch.equal(rows[1:, :width], own[:-1])
    assert torch.equal(rows[:-1, 2 * width :], own[1:])
    assert not rows[0, :width].any()
    assert not rows[-1, 2 * width :].any()


class Encoding(dict):  # type: ignore[type-arg]
    """What a tokenizer returns for a prompt of one token and a text of four."""

    def sequence_ids(self, row: int) -> list[int | None]:
        """Special tokens belong to neither."""
        return [None, 0, None, 1, 1, 1, 1, None]


def test_a_sentence_is_the_mean_of_its_own_tokens(torch: ModuleType, voice: ModuleType) -> None:
    """Not of the prompt's; one that was cut off gets the paragraph's mean."""
    hidden = torch.arange(8.0)[None, :, None].expand(1, 8, 2)
    offsets = [(0, 0), (0, 5), (0, 0), (0, 3), (4, 9), (10, 12), (12, 14), (0, 0)]
    encoding = Encoding(offset_mapping=torch.tensor([offsets]))
    (rows,) = voice.sentence_features(hidden, encoding, [[(0, 9), (10, 14), (15, 20)]])
    assert rows.tolist() == [[3.5, 3.5], [5.5, 5.5], [4.5, 4.5]]
