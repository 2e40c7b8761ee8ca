"""How well texts answer one another: cosines of the trained retriever's vectors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from debater.retrieval.encode import Encoder

# A debate has a few hundred arguments and sentences, and is laid out again after each speech.
_KEPT = 4096


class EncodedLikeness:
    """Compares texts by an encoder; each text is encoded once."""

    def __init__(self, encoder: Encoder) -> None:
        self._vector = lru_cache(maxsize=_KEPT)(lambda text: encoder.encode([text])[0])

    def between(self, first: Sequence[str], second: Sequence[str]) -> list[list[float]]:
        """Return a row for each of ``first``: its cosine with each of ``second``."""
        if not first or not second:
            return [[] for _ in first]
        cosines: npt.NDArray[np.float32] = self._matrix(first) @ self._matrix(second).T
        rows: list[list[float]] = cosines.tolist()
        return rows

    def _matrix(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.stack([self._vector(text) for text in texts])
