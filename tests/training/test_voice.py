"""The voice trainer reads op-eds as they are marked."""

from __future__ import annotations

import json
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


def test_debates_are_read_as_paragraphs_of_their_side(
    torch: ModuleType, voice: ModuleType, tmp_path: Path
) -> None:
    """An argument follows its side and its counter the other; no sentence has a label."""
    row = {"motion": "M", "side": "against", "argument": "One. Two.", "counter": "Three."}
    (tmp_path / "debates.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    first, second = voice.read_debated(tmp_path / "debates.jsonl")
    assert (first.side, first.stance, first.sentences) == ("against", "against", ("One.", "Two."))
    assert (second.side, second.stance, second.sentences) == ("for", "for", ("Three.",))
    assert first.voices == first.sides == ()


def test_every_epoch_mixes_debates_in_and_hides_only_sides_of_the_labelled(
    torch: ModuleType, voice: ModuleType
) -> None:
    """As many texts of debates as paragraphs; what has no labels is never read without a side."""
    marked = [voice.Marked("M", "for", "", (f"A {n}.",), ("author",), ("own",), "for")
              for n in range(20)]  # fmt: skip
    debated = [voice.Marked("M", "for", "", (f"B {n}.",), (), (), "for") for n in range(90)]
    recipe = voice.Recipe(epochs=3, hidden_side=0.5)
    rows = [
        row
        for part, hide in voice.plan(marked, debated, recipe)
        for row in zip(part, hide, strict=True)
    ]
    assert len(rows) == 3 * 40
    assert sum(one in debated for one, _ in rows) == 60
    assert len({one.sentences for one, _ in rows if one in debated}) > 20
    hidden = [one for one, hide in rows if hide]
    assert hidden
    assert all(one.voices for one in hidden)
    assert voice.plan(marked, debated, recipe) == voice.plan(marked, debated, recipe)


def test_a_paragraph_is_on_the_side_of_most_of_its_words(
    torch: ModuleType, voice: ModuleType
) -> None:
    """Long sentences count for more; neutral paragraphs and hidden sides teach nothing."""
    sentences = ("A long sentence says a great deal for one side.", "Short.")
    mine = voice.Marked("M", "for", "", sentences, (), (), "for")
    theirs = voice.Marked("M", "for", "", sentences, (), (), "against")
    sides = torch.tensor([[0.9, 0.1, 0.0], [0.1, 0.9, 0.0]])
    small, large = (voice.of_wholes(sides, [one], [False]) for one in (mine, theirs))
    assert small < 0.5 < large
    neutral = voice.Marked("M", "for", "", sentences, (), (), "neutral")
    assert voice.of_wholes(sides, [neutral], [False]) == 0
    assert voice.of_wholes(sides, [theirs], [True]) == 0
    both = voice.of_wholes(torch.cat([sides, sides]), [neutral, theirs], [False, False])
    assert both == pytest.approx(float(large))
