"""The fast encoder: the published weights or none, and the reference's vectors."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from debater.errors import ModelUnavailable
from debater.retrieval.encode import Encoder, ReferenceEncoder, query_encoder
from debater.retrieval.fast_encoder import FastEncoder
from debater.retrieval.weights import default_weights, verify_weights

VARIED = [
    "",
    " ",
    "a",
    "Putin only respects force.",
    "NATO’s expansion — rightly or wrongly — is “defensive”.",
    "one two three " * 400,
    "x" * 3000,
    "👩‍👩‍👧 😀😀😀",
    "Россия и США",
    "俄罗斯与美国的缓和",
    "مرحبا بالعالم",
    "line one\nline two\tthree",
    "[CLS] [SEP] [PAD] [MASK]",
    "\x00\ufffd\u200d",
    "1990 1,000,000 3.14 $5 50%",
    "https://example.org/a?b=c#d",
    "ÉTÉ été e\u0301te\u0301",
]


@pytest.mark.slow
def test_the_fast_encoder_is_the_reference_within_1e_5() -> None:
    """Empty, long, emoji, other scripts, special tokens: vectors agree to 1e-5."""
    fast = query_encoder().encode(VARIED)
    reference = ReferenceEncoder().encode(VARIED)
    assert fast.shape == reference.shape
    np.testing.assert_allclose(fast, reference, atol=1e-5)


def test_both_encoders_claim_the_same_weights(encoder: Encoder) -> None:
    """An index built by one may be asked by the other: the fingerprint says so."""
    assert encoder.dimension == 384
    assert len(encoder.fingerprint) == 64


def test_vectors_are_unit_float32(encoder: Encoder) -> None:
    """One row a text, each of length one, whatever the text."""
    vectors = encoder.encode(VARIED)
    assert vectors.shape == (len(VARIED), encoder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_a_text_has_the_same_vector_in_any_company(encoder: Encoder) -> None:
    """Batching and padding do not change a vector, nor does the order of texts."""
    together = encoder.encode(VARIED)
    alone = np.vstack([encoder.encode([text]) for text in VARIED])
    np.testing.assert_allclose(together, alone, atol=1e-5)
    np.testing.assert_allclose(encoder.encode(VARIED[::-1])[::-1], together, atol=1e-5)


def test_no_text_gives_no_vector(encoder: Encoder) -> None:
    """An empty list is an empty array of the right width."""
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_close_meanings_lie_closer_than_far_ones(encoder: Encoder) -> None:
    """The vectors mean something: a paraphrase is nearer than another subject."""
    a, b, c = encoder.encode(
        ["Russia only respects force.", "Moscow understands nothing but strength.", "I like tea."]
    )
    assert a @ b > a @ c


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the model a test may damage."""
    shutil.copytree(default_weights(), tmp_path / "model")
    return tmp_path / "model"


@pytest.mark.parametrize("at", [0, 100, 0.5, -1])
def test_weights_with_one_flipped_bit_are_refused(copied: Path, at: float) -> None:
    """The header, the middle, the last byte: one bit is enough, and the message says what to do."""
    path = copied / "model.safetensors"
    size = path.stat().st_size
    place = int(size * at) if isinstance(at, float) else at % size
    with path.open("r+b") as file:
        file.seek(place)
        (byte,) = file.read(1)
        file.seek(place)
        file.write(bytes([byte ^ 1]))
    with pytest.raises(ModelUnavailable, match="damaged or altered") as caught:
        FastEncoder(copied)
    assert "pip install" in caught.value.hint


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json", "config.json"])
@pytest.mark.parametrize("how", ["missing", "empty", "garbage"])
def test_a_model_that_is_not_whole_is_refused(copied: Path, file: str, how: str) -> None:
    """A file missing, empty or garbled is ModelUnavailable, never another exception."""
    path = copied / file
    path.unlink()
    if how != "missing":
        path.write_bytes(b"" if how == "empty" else b"\xff\x00garbage")
    with pytest.raises(ModelUnavailable):
        FastEncoder(copied)


def test_the_installed_weights_are_the_published_ones() -> None:
    """The model of this environment passes its own check."""
    assert len(verify_weights(default_weights())) == 64


def test_a_missing_model_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package that carries the weights, the hint names it."""
    monkeypatch.setattr("debater.retrieval.weights._PACKAGE", "no_such_package_here")
    with pytest.raises(ModelUnavailable, match="is not installed"):
        query_encoder()


@pytest.mark.slow
def test_another_model_that_cannot_be_loaded_is_told(tmp_path: Path) -> None:
    """A folder that holds no model ends in one sentence, offline."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        query_encoder(str(tmp_path / "empty"))


@pytest.mark.slow
def test_the_name_of_a_model_never_asks_the_network() -> None:
    """A name that would have to be fetched is refused."""
    with pytest.raises(ModelUnavailable):
        query_encoder("nobody/no-such-model")
