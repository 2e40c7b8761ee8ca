"""The quality trainer ranks the arguments of a motion as their raters did."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from debater.retrieval.adapter import Adapter
from debater.retrieval.quality import QUALITY_TOKENS, QualityModel
from tests.training.conftest import WriteLines

pytestmark = pytest.mark.slow


@pytest.fixture
def quality(trainer: Callable[[str], ModuleType]) -> ModuleType:
    """The module under test."""
    return trainer("quality")


def rated(quality: ModuleType, count: int, motions: str = "mn") -> list[Any]:
    """Return ``count`` texts of each of ``motions``, the longer the better."""
    return [
        quality.Rated(motion, f"{motion} " + "word " * n, n / count)
        for motion in motions
        for n in range(count)
    ]


def test_only_rated_texts_are_read(
    quality: ModuleType, tmp_path: Path, write_lines: WriteLines
) -> None:
    """A row without a quality, or with none, is left out; a quality of 0 is one."""
    row = {"motion": "m", "text": "t", "stance": "for", "source": "s"}
    rows = [row, {**row, "quality": None}, {**row, "quality": 0}, {**row, "quality": 0.7}]
    found = quality.read_rated(write_lines(tmp_path / "t.jsonl", rows))
    assert found == [quality.Rated("m", "t", 0.0), quality.Rated("m", "t", 0.7)]


def test_every_epoch_reads_every_text_once_in_groups_of_a_motion(quality: ModuleType) -> None:
    """The order is drawn anew for each epoch, and again the same for the same seed."""
    texts = rated(quality, 70)
    recipe = quality.Recipe(epochs=2, group=32, groups=2)
    steps = quality.plan(texts, recipe)
    assert Counter(one for step in steps for group in step for one in group) == Counter(texts * 2)
    for step in steps:
        assert 1 <= len(step) <= 2
        for group in step:
            assert len({one.motion for one in group}) == 1
            assert 24 <= len(group) <= 40
    half = len(steps) // 2
    assert steps[:half] != steps[half:]
    assert quality.plan(texts, recipe) == steps


def test_a_motion_with_few_texts_is_one_group(quality: ModuleType) -> None:
    """It is not left out."""
    (step,) = quality.plan(rated(quality, 3, "m"), quality.Recipe(epochs=1))
    assert [len(group) for group in step] == [3]


def test_the_ranking_loss_is_least_in_the_raters_order(
    torch: ModuleType, quality: ModuleType
) -> None:
    """Wide gaps weigh more, and texts rated alike may stand in any order."""
    ratings = torch.tensor([0.1, 0.2, 0.9])

    def of(*scores: float) -> float:
        return float(quality.ranking_loss(torch.tensor(scores).float(), ratings))

    assert of(-9, 0, 9) < of(0, 0, 0) < of(9, 0, -9)
    assert of(0.1, 0, 9) < of(-9, 0.1, 0)
    alike = torch.tensor([0.5, 0.5])
    assert float(quality.ranking_loss(torch.tensor([3.0, -3.0]), alike)) == 0


class Stub:
    """A net that gives each text the score it is told."""

    def __init__(self, torch: ModuleType, recipe: Any, scores: dict[str, float]) -> None:
        self.recipe = recipe
        self._torch, self._scores = torch, scores

    def __call__(self, texts: Sequence[str]) -> Any:
        return self._torch.tensor([self._scores[text] for text in texts])

    def eval(self) -> None:
        """Nothing to switch off."""


def test_the_loss_joins_the_rating_and_the_order_within_a_motion(
    torch: ModuleType, quality: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order of texts of different motions costs nothing beyond their error."""
    monkeypatch.setattr(quality, "device", lambda: "cpu")
    low, high, other = (
        quality.Rated(motion, text, rating)
        for motion, text, rating in (("m", "low", 0.4), ("m", "high", 0.8), ("n", "other", 1.0))
    )
    right = {"low": -1.0, "high": 1.0, "other": 2.0}

    def of(scores: dict[str, float], ranking: float) -> float:
        stub = Stub(torch, quality.Recipe(ranking=ranking), scores)
        return float(quality.loss_of(stub, [[low, high], [other]], quality.Scale(0.6, 0.2)))

    assert of(right, 0.0) == pytest.approx(0, abs=1e-6)
    swapped = right | {"low": 1.0, "high": -1.0}
    assert of(swapped, 0.0) == pytest.approx(8 / 3, abs=1e-5)
    assert of(swapped, 1.0) - of(swapped, 0.0) > of(right, 1.0) > 0
    astray = right | {"other": -9.0}
    assert of(astray, 1.0) - of(astray, 0.0) == pytest.approx(of(right, 1.0), abs=1e-5)


def test_a_teacher_is_believed_as_much_as_the_recipe_says(
    torch: ModuleType, quality: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the rating by its weight; a text without a teacher's is its rating alone."""
    monkeypatch.setattr(quality, "device", lambda: "cpu")
    texts = [quality.Rated("m", "t", 0.8, -1.0), quality.Rated("m", "t", 0.8)]
    scale = quality.Scale(0.6, 0.2)
    for teaching, first in ((0.0, 1.0), (0.25, 0.5), (1.0, -1.0)):
        found = quality.targets(texts, scale, teaching).tolist()
        assert found == pytest.approx([first, 1.0], abs=1e-5)


def test_what_a_teacher_says_is_read_as_it_was_written(
    torch: ModuleType, quality: ModuleType, tmp_path: Path
) -> None:
    """Each text keeps its own, in the order given, whatever their lengths."""
    texts = [quality.Rated("m", text, 0.5) for text in ("long — text", "t", "a text")]
    stub = Stub(torch, None, {"long — text": 0.3, "t": -1.0, "a text": 2.0})
    quality.write_taught(stub, texts, tmp_path / "taught.jsonl")
    found = quality.read_rated(tmp_path / "taught.jsonl")
    assert [(one.text, one.taught) for one in found] == [
        ("long — text", 0.3),
        ("t", -1.0),
        ("a text", 2.0),
    ]


def test_hundredths_rise_from_the_lowest_to_the_highest(
    torch: ModuleType, quality: ModuleType
) -> None:
    """Of 101 scores each is one; a rating is looked up among them."""
    texts = [quality.Rated("m", "x" * (n + 1), 0.5) for n in range(101)]
    scores = {one.text: float((n * 37) % 101) for n, one in enumerate(texts)}
    found = quality.hundredths(Stub(torch, None, scores), texts)
    assert found.tolist() == pytest.approx(list(range(101)))


def test_what_is_trained_is_what_the_product_reads(
    torch: ModuleType, quality: ModuleType, tmp_path: Path, write_lines: WriteLines
) -> None:
    """A tiny model learns to prefer reasons, is saved, and says so without torch."""
    poor, good = "i just hate it, bad", "It saves lives, because fewer people fall ill."
    rows = [
        {"motion": motion, "text": f"{text} {motion}", "quality": value}
        for motion in ("tea", "milk", "rain", "lamps")
        for text, value in ((poor, 0.1), (good, 0.9))
    ] * 4
    write_lines(tmp_path / "stance" / "train.jsonl", rows)
    out = tmp_path / "quality.safetensors"
    quality.train(tmp_path, out, quality.Recipe(epochs=3, group=4, groups=2))
    assert not out.with_suffix(".checkpoint").exists()
    model = QualityModel(Adapter(out, hashlib.sha256(out.read_bytes()).hexdigest()))
    low, high = model.estimate([f"{poor} snow", f"{good} snow"])
    assert low < high


def test_training_and_product_cut_texts_alike(quality: ModuleType) -> None:
    """After the same number of word pieces."""
    assert quality.Recipe().tokens == QUALITY_TOKENS
