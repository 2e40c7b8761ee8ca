"""The quality model: the trained one or none, torch's numbers without torch, and its figures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.errors import ModelUnavailable
from debater.retrieval.adapter import QUALITY_ADAPTER, Adapter, additions, heads
from debater.retrieval.quality import QUALITY_TOKENS, QualityModel, windows
from debater.retrieval.weights import default_weights
from tests.benchmarks.quality import figures, held, ranks, spearman

GOOD = (
    "Zoos protect endangered species from poachers and habitat loss, and breeding programmes "
    "have brought several of them back from the edge of extinction."
)
MIDDLING = "Zoos let children see animals that they would otherwise only know from books."
POOR = "zoos are cool i like it so no"
VARIED = [
    GOOD,
    MIDDLING,
    POOR,
    "no",
    "“Rightly or wrongly” — it’s 50% of $5.",
    "😀 俄罗斯 [SEP] [MASK]",
    "x" * 300,
    "one two three " * 150,
    f"{GOOD} {POOR} {MIDDLING} {GOOD} {MIDDLING}",
]


@pytest.fixture(scope="module")
def model() -> QualityModel:
    """The shipped model."""
    return QualityModel()


# Estimates --------------------------------------------------------------------------------


def test_estimates_are_shares(model: QualityModel) -> None:
    """Between 0 and 1, one a text, whatever the text."""
    found = model.estimate(VARIED)
    assert len(found) == len(VARIED)
    assert all(0 <= one <= 1 for one in found)


def test_a_reasoned_argument_is_rated_above_a_bare_opinion(model: QualityModel) -> None:
    """The order is that of any reader."""
    good, middling, poor = model.estimate([GOOD, MIDDLING, POOR])
    assert good > middling > poor
    assert good > 0.5
    assert poor < 0.1


def test_length_alone_is_not_quality(model: QualityModel) -> None:
    """A bare opinion said at the length of an argument stays below the argument."""
    padded = " ".join([POOR] * 3)
    assert len(padded.split()) >= len(GOOD.split())
    good, long_and_poor = model.estimate([GOOD, padded])
    assert good > long_and_poor


def test_a_text_without_words_has_no_quality(model: QualityModel) -> None:
    """Nothing and white space are 0, beside texts that are not; no text has no estimate."""
    nothing, blank, good = model.estimate(["", " \n\t", GOOD])
    assert nothing == blank == 0.0
    assert good > 0
    assert model.estimate([]) == []


def test_an_estimate_does_not_depend_on_company(model: QualityModel) -> None:
    """Alone, together or in another order a text has the same rating."""
    together = model.ratings(VARIED)
    assert model.ratings(VARIED[::-1])[::-1] == pytest.approx(together, abs=1e-4)
    assert [model.ratings([text])[0] for text in VARIED] == pytest.approx(together, abs=1e-4)


def test_a_long_text_is_rated_by_its_windows(model: QualityModel) -> None:
    """Its rating is the mean of theirs, by words."""
    text = f"{GOOD} {POOR} {MIDDLING} {GOOD} {MIDDLING}"
    cut = list(windows(text))
    assert len(cut) > 1
    sizes = [len(window.split()) for window in cut]
    parts = model.ratings(cut)
    mean = sum(a * b for a, b in zip(sizes, parts, strict=True)) / sum(sizes)
    assert model.ratings([text]) == pytest.approx([mean], abs=1e-4)


def test_saying_it_again_at_length_does_not_raise_the_estimate(model: QualityModel) -> None:
    """Four times the same argument, read in windows, is about as good as once."""
    once, often = model.ratings([GOOD, " ".join([GOOD] * 4)])
    assert often == pytest.approx(once, abs=0.5)


# Windows ----------------------------------------------------------------------------------


@given(
    st.text(alphabet="ab .!?\n", max_size=300),
    st.integers(min_value=1, max_value=12),
)
def test_windows_keep_every_word_in_order(text: str, most: int) -> None:
    """No word is lost or said twice, and no window is empty or too long."""
    cut = list(windows(text, most))
    assert " ".join(cut).split() == text.split()
    assert all(0 < len(window.split()) <= most for window in cut)


def test_windows_are_whole_sentences_of_like_length() -> None:
    """Six sentences of four words in windows of at most ten: three pairs."""
    text = " ".join(f"Lamp {n} is lit." for n in range(6))
    assert list(windows(text, 10)) == [
        "Lamp 0 is lit. Lamp 1 is lit.",
        "Lamp 2 is lit. Lamp 3 is lit.",
        "Lamp 4 is lit. Lamp 5 is lit.",
    ]


def test_a_sentence_without_end_is_divided_between_words() -> None:
    """Speech typed without stops is read in equal parts."""
    assert [len(w.split()) for w in windows("word " * 90, 40)] == [30, 30, 30]


# Files ------------------------------------------------------------------------------------


def test_nothing_is_read_before_the_first_question(tmp_path: Path) -> None:
    """A model whose file is missing is made, and says so when it is asked."""
    absent = QualityModel(Adapter(tmp_path / "absent.safetensors", "0" * 64))
    with pytest.raises(ModelUnavailable, match=r"absent\.safetensors cannot be read"):
        absent.estimate([GOOD])


def test_an_altered_adapter_is_refused(tmp_path: Path) -> None:
    """One flipped bit is enough."""
    path = tmp_path / "quality.safetensors"
    content = bytearray(QUALITY_ADAPTER.path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelUnavailable, match="damaged or altered"):
        QualityModel(Adapter(path, QUALITY_ADAPTER.sha256)).estimate([GOOD])


def test_estimates_do_without_torch() -> None:
    """A process that rates an argument has not imported torch or transformers."""
    code = (
        "import sys; from debater.retrieval.quality import QualityModel; "
        "print(QualityModel().estimate(['Zoos protect animals.'])[0] > 0, "
        "[name for name in ('torch', 'transformers') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n")[0] == "True []"


@pytest.mark.slow
def test_ratings_are_torch_s_within_1e_4(model: QualityModel) -> None:
    """The same files read by transformers, as in training, say the same."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    from debater.labelling.pooling import stance_features

    texts = [" ".join(text.split()) for text in VARIED if len(list(windows(text))) == 1]
    assert len(texts) >= 6
    tokenizer = AutoTokenizer.from_pretrained(default_weights(), local_files_only=True)
    net = AutoModel.from_pretrained(default_weights(), local_files_only=True).eval()
    head = {n: torch.from_numpy(t) for n, t in heads(QUALITY_ADAPTER.path).items()}
    weights = net.state_dict()
    with torch.inference_mode():
        for name, addition in additions(QUALITY_ADAPTER.path).items():
            weights[f"{name}.weight"] += torch.from_numpy(addition)
        batch = tokenizer(
            texts, padding=True, truncation=True, max_length=QUALITY_TOKENS, return_tensors="pt"
        )
        features = stance_features(net(**batch).last_hidden_state, batch["attention_mask"])
        reference = features @ head["head.weight"][0] + head["head.bias"]
    assert model.ratings(texts) == pytest.approx(reference.tolist(), abs=1e-4)


# Figures ----------------------------------------------------------------------------------


def test_rank_correlation_is_spearman_s() -> None:
    """Ties share a rank; order is all that counts; a side all alike tells nothing."""
    assert ranks([3, 1, 3, 9]).tolist() == [1.5, 0.0, 1.5, 3.0]
    assert spearman([1, 2, 3, 4], [1, 10, 100, 1000]) == pytest.approx(1)
    assert spearman([1, 2, 3, 4], [4, 3, 2, 1]) == pytest.approx(-1)
    assert spearman([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]) == pytest.approx(0.8)
    assert spearman([1, 2, 2, 3], [1, 2, 3, 4]) == pytest.approx(0.9486833)
    assert spearman([1, 1, 1], [1, 2, 3]) == 0


def test_a_figure_that_is_only_length_vanishes_when_length_is_held() -> None:
    """What agrees through a third alone has nothing left; what does not keeps it."""
    third = [1, 2, 3, 4, 5, 6, 7, 8]
    assert held(third, [2, 1, 4, 3, 6, 5, 8, 7], third) == pytest.approx(0, abs=0.01)
    side = [5, 1, 7, 2, 8, 3, 6, 4]
    assert held(side, side, third) == pytest.approx(1)


def test_figures_are_over_all_texts_and_within_motions() -> None:
    """A model that only knows which motion is rated better is bare within each."""
    rows = [
        {"motion": motion, "text": "a " * length, "quality": base + noise}
        for motion, base in (("m", 0.1), ("n", 0.7))
        for length, noise in ((1, 0.02), (2, 0.0), (3, 0.01))
    ]
    table = figures(rows, [0.1] * 3 + [0.9] * 3)
    assert table["overall"]["model"] > 0.8
    assert table["mean of motions"]["model"] == 0
    assert table["m"]["texts"] == 3
    assert table["m"]["words"] == pytest.approx(-0.5)
