"""Encoders: text in, unit vectors out.

``FastEncoder`` answers questions with the default weights; ``ReferenceEncoder`` is
sentence-transformers, builds indexes, and runs any other model a user names.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from debater.errors import ModelUnavailable
from debater.retrieval.weights import (
    DEFAULT_MODEL,
    default_weights,
    fingerprint,
    verify_weights,
)

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


class Encoder(Protocol):
    """Anything that embeds texts.

    ``fingerprint`` identifies the exact weights and ``dimension`` is the length of a
    vector; ``encode`` returns float32 rows of unit length, shape (texts, dimension).
    """

    fingerprint: str
    dimension: int

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return one unit vector a text, in the order given."""
        ...


def query_encoder(model: str = "") -> Encoder:
    """Return the encoder that answers questions: fast for the default model.

    Raises ``ModelUnavailable``.
    """
    if model:
        return ReferenceEncoder(model)
    # NumPy and the tokenizer cost a tenth of a second: only when a question is asked.
    from debater.retrieval.fast_encoder import FastEncoder

    return FastEncoder(default_weights())


def model_name(model: str = "") -> str:
    """Return how the manifest names a model: the default's name, or what the user set."""
    return model or DEFAULT_MODEL


class ReferenceEncoder:
    """sentence-transformers, offline, on the CPU or whatever torch finds.

    ``model`` is empty for the default weights, or a folder or name of a model that
    sentence-transformers can load from this machine.
    """

    def __init__(self, model: str = "") -> None:
        """Load the model. Raises ``ModelUnavailable`` when it cannot be loaded."""
        # The adapter's module needs NumPy, which listing motions does not.
        from debater.retrieval.adapter import verify_adapter

        folder = default_weights() if not model else Path(model).expanduser()
        self.fingerprint = (
            _own_fingerprint(model, folder)
            if model
            else fingerprint(verify_weights(folder), verify_adapter())
        )
        # Never asks the network, and never draws a progress bar into a terminal UI.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
        try:
            # torch and transformers take four seconds to import; an adapter needs NumPy.
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging

            logging.disable_progress_bar()  # type: ignore[no-untyped-call]
            self._model = SentenceTransformer(
                str(folder) if folder.is_dir() else model, local_files_only=True
            )
            if not model:
                self._merge_adapter()
        # Libraries below raise many kinds of error for a model that is absent or broken.
        except Exception as error:
            name = model or DEFAULT_MODEL
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise ModelUnavailable(
                f"The embedding model “{name}” cannot be loaded ({reason}).",
                "Set “model” to the folder of a sentence-transformers model, or remove it.",
            ) from error
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def _merge_adapter(self) -> None:
        """Add the counter adapter to the default model's weights."""
        import torch

        from debater.retrieval.adapter import additions

        weights = self._model[0].auto_model.state_dict()
        with torch.no_grad():
            for name, addition in additions().items():
                weights[f"{name}.weight"] += torch.from_numpy(addition)

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return one unit vector a text, in the order given."""
        vectors: npt.NDArray[np.float32] = self._model.encode(
            list(texts), normalize_embeddings=True, show_progress_bar=False, batch_size=32
        ).astype("float32")
        return vectors


def _own_fingerprint(model: str, folder: Path) -> str:
    """Identify a user's model: the hash of its weights, or its name where it has no folder."""
    digest = hashlib.sha256(model.encode())
    weights = sorted(folder.rglob("*.safetensors")) if folder.is_dir() else []
    for path in weights:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
