"""The labeller over a whole source, with models that are a few rules of words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from debater.labelling import labeller as module
from debater.labelling.labeller import ModelLabeller, disagreement, passage_leans
from debater.labelling.models import StanceEstimate, VoiceEstimate
from debater.motions.model import Side
from tests.conftest import FakeEncoder

MOTION = "Lamps should stay lit"


def estimate(text: str) -> StanceEstimate:
    """“good” argues for, “bad” against, and both or neither for nothing."""
    lean = 0.5 + 0.45 * (("good" in text) - ("bad" in text))
    return StanceEstimate(lean * 0.8, (1 - lean) * 0.8, 0.2)


class FakeStance:
    """Reads two words, and keeps what it was given."""

    made = 0
    read: list[str]

    def __init__(self) -> None:
        type(self).made += 1
        type(self).read = []

    def estimate(self, motion: str, texts: Sequence[str]) -> list[StanceEstimate]:
        """Return an estimate a text."""
        assert motion == MOTION
        self.read.extend(texts)
        return [estimate(text) for text in texts]


class FakeVoice:
    """Knows critics, grants and plain background."""

    sides: list[Side | None]

    def __init__(self) -> None:
        type(self).sides = []

    def estimate(
        self,
        motion: str,
        side: Side | None,
        paragraphs: Sequence[Sequence[str]],
        told: Callable[[int], None],
    ) -> list[list[VoiceEstimate]]:
        """Return an estimate for each sentence of each paragraph."""
        self.sides.append(side)
        told(len(paragraphs))
        return [[self._one(sentence) for sentence in sentences] for sentences in paragraphs]

    @staticmethod
    def _one(sentence: str) -> VoiceEstimate:
        if sentence.startswith("Critics"):
            return VoiceEstimate(0.05, 0.0, 0.9, 0.05, 0.0, own=0.01, other=0.97, neutral=0.02)
        if sentence.startswith("Granted"):
            return VoiceEstimate(0.1, 0.0, 0.0, 0.9, 0.0, own=0.01, other=0.97, neutral=0.02)
        if sentence.startswith("In 1900"):
            return VoiceEstimate(0.2, 0.8, 0.0, 0.0, 0.0, own=0.2, other=0.0, neutral=0.8)
        if sentence.startswith("Perhaps"):
            return VoiceEstimate(0.9, 0.0, 0.1, 0.0, 0.0, own=0.18, other=0.8, neutral=0.02)
        # Split between author, background and question, which are all the author's voice.
        return VoiceEstimate(0.3, 0.2, 0.35, 0.0, 0.15, own=0.9, other=0.05, neutral=0.05)


@pytest.fixture
def label(monkeypatch: pytest.MonkeyPatch, fake_encoder: FakeEncoder) -> ModelLabeller:
    """A labeller whose models need no files."""
    FakeStance.made = 0
    monkeypatch.setattr(module, "StanceModel", FakeStance)
    monkeypatch.setattr(module, "VoiceModel", FakeVoice)
    return ModelLabeller(fake_encoder)


def shown(labels: list[list[module.Label]]) -> list[list[tuple[str, str, str | None]]]:
    """Stance, voice and speaker of every sentence."""
    return [[(one.stance, one.voice, one.speaker) for one in row] for row in labels]


PASSAGES = [
    ["In 1900 there were none.", "Lamps are a good thing.", "Critics say that lamps are bad."],
    ["Critics fear them; that is bad.", "Granted, the bill is bad."],
]


def test_a_given_side_is_kept_and_told_the_voice_model(label: ModelLabeller) -> None:
    """Sentences follow the source, but for background, what others say and what is granted."""
    reading = label(MOTION, "for", PASSAGES)
    assert reading.stance == "for"
    assert FakeVoice.sides == ["for"]
    assert shown(reading.labels) == [
        [("neutral", "author", None), ("for", "author", None), ("against", "reported", "critics")],
        [("against", "reported", "critics"), ("against", "conceded", None)],
    ]


def test_a_given_side_is_not_overruled_by_the_texts(label: ModelLabeller) -> None:
    """A coach who says a source argues against knows better than the words in it."""
    reading = label(MOTION, "against", [["Lamps are good."], ["Light is good."]])
    assert reading.stance == "against"
    assert shown(reading.labels) == [[("against", "author", None)], [("against", "author", None)]]


@pytest.mark.parametrize(("word", "side"), [("good", "for"), ("bad", "against")])
def test_a_side_is_inferred_where_none_is_given(
    label: ModelLabeller, word: str, side: Side
) -> None:
    """What most passages argue is the source's side, and the voice model learns it."""
    loud = [[f"{thing} {word}."] for thing in ("Lamps are", "Light is", "Bulbs are")]
    reading = label(MOTION, None, [*loud, ["It is so."]])
    assert reading.stance == side
    assert FakeVoice.sides == [side]
    assert shown(reading.labels) == [[(side, "author", None)]] * 4


@pytest.mark.parametrize("given", [None, "mixed"])
def test_a_source_of_no_side_is_decided_passage_by_passage(
    label: ModelLabeller, given: str | None
) -> None:
    """Each takes its own side, with every sentence's own voice; the voice model hears no side."""
    passages = [["Lamps are good.", "Critics agree."], ["Fumes are bad."]]
    reading = label(MOTION, given, passages)
    assert reading.stance == "mixed"
    assert FakeVoice.sides == [None]
    assert shown(reading.labels) == [
        [("for", "author", None), ("for", "reported", "unnamed")],
        [("against", "author", None)],
    ]


def test_near_passages_of_a_mixed_source_disagree(label: ModelLabeller) -> None:
    """A passage its words leave open answers the one it is nearest to."""
    near, open_one, far = "aaaa good good aaaa", "aaaa oooo aaaa", "zzzz bad zzzz"
    reading = label(MOTION, "mixed", [[near], [open_one], [far]])
    assert [row[0].stance for row in reading.labels] == ["for", "against", "against"]


@pytest.mark.parametrize("stance", ["for", "against", "mixed", None])
def test_no_passages_are_no_error(label: ModelLabeller, stance: str | None) -> None:
    """A source whose passages are all a coach's has none left; its side stays as given."""
    reading = label(MOTION, stance, [])
    assert reading.labels == []
    assert reading.stance == (stance or "mixed")


@pytest.mark.parametrize("stance", ["for", "mixed", None])
def test_a_passage_without_sentences_has_no_labels(
    label: ModelLabeller, stance: str | None
) -> None:
    """Its row is empty, and the others keep theirs."""
    reading = label(MOTION, stance, [[], ["Lamps are good."]])
    assert [len(row) for row in reading.labels] == [0, 1]


def test_one_passage_alone_is_labelled(label: ModelLabeller) -> None:
    """A single surely worded passage gives its source a side, an open one does not."""
    assert label(MOTION, None, [["Lamps are not lit."]]).stance == "mixed"
    reading = label(MOTION, "mixed", [["Lamps are bad."]])
    assert shown(reading.labels) == [[("against", "author", None)]]
    assert reading.labels[0][0].confidence == pytest.approx(0.95, abs=0.01)


def test_the_models_are_loaded_once_and_only_when_needed(label: ModelLabeller) -> None:
    """A pack that needs no model loads none; one of many sources loads each once."""
    assert FakeStance.made == 0
    label(MOTION, "for", [["Lamps are good."]])
    label(MOTION, None, [["Lamps are bad."]])
    assert FakeStance.made == 1


def test_a_long_source_is_read_in_parts_in_order(
    monkeypatch: pytest.MonkeyPatch, label: ModelLabeller, fake_encoder: FakeEncoder
) -> None:
    """However many sentences there are, each gets its own label, and progress is told."""
    told: list[tuple[int, int]] = []
    reader = ModelLabeller(fake_encoder, lambda what, done, of: told.append((done, of)))
    sentences = [f"Perhaps {'bad' if n % 7 else 'good'} {n}." for n in range(150)]
    (row,) = reader(MOTION, "for", [sentences]).labels
    assert [one.stance for one in row] == ["against" if n % 7 else "for" for n in range(150)]
    assert FakeStance.read == sentences
    assert told
    assert all(0 <= done <= of for done, of in told)
    assert max(of for _, of in told) == 150


def test_what_a_sentence_argues_is_read_only_where_its_voice_leaves_that_open(
    label: ModelLabeller,
) -> None:
    """A clear voice decides alone; nothing the stance model says could move the label."""
    sentences = ["Critics say it is bad.", "Perhaps it is bad.", "Lamps are good.", "Lamps, bad."]
    (row,) = label(MOTION, "for", [sentences]).labels
    assert FakeStance.read == ["Perhaps it is bad."]
    assert [one.stance for one in row] == ["against", "against", "for", "for"]


# What it reads ----------------------------------------------------------------------------


def test_a_long_passage_is_read_whole_and_by_its_ends() -> None:
    """Four sentences give three views, whose log-odds are averaged; three give one."""
    asked: list[str] = []

    def read(texts: Sequence[str]) -> list[StanceEstimate]:
        asked.extend(texts)
        return [estimate(text) for text in texts]

    leans = passage_leans(read, [["A.", "B.", "C."], ["A.", "B.", "C.", "good."], []])
    assert asked == ["A. B. C.", "A. B. C. good.", "A. B.", "B. C. good."]
    assert leans[0] == pytest.approx(0.5)
    assert 0.5 < leans[1] < 0.95
    assert leans[2] == 0.5


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_passages_say_nothing_of_each_other(count: int) -> None:
    """What is usual in a source cannot be told from two."""
    assert disagreement(np.eye(count, dtype=np.float32)) == [[0.0] * count] * count


def test_passages_nearer_than_usual_disagree() -> None:
    """The relation is mutual, and passages farther apart than usual rather agree."""
    cosines = np.array([[1, 0.8, 0.1], [0.8, 1, 0.1], [0.1, 0.1, 1]], dtype=np.float32)
    found = np.array(disagreement(cosines))
    np.testing.assert_allclose(found, found.T)
    assert found[0, 1] > 0 > found[0, 2]
