"""How good people would find a short argument, estimated without torch.

The figure is about the wording and substance that raters on the web reward in arguments
of a sentence or two.  It knows nothing of truth, of the motion, or of what was said before.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from debater.retrieval.adapter import QUALITY_ADAPTER, Adapter, heads
from debater.retrieval.weights import default_weights
from debater.text import sentence_spans

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from debater.retrieval.fast_encoder import FastEncoder

QUALITY_TOKENS = 96
# Nearly every argument the model learnt from has at most so many words.
WINDOW_WORDS = 40


class QualityModel:
    """Estimates the quality of arguments; its files are read when it is first asked."""

    def __init__(self, adapter: Adapter = QUALITY_ADAPTER) -> None:
        self._adapter = adapter

    def estimate(self, texts: Sequence[str]) -> list[float]:
        """Return for each text a percentile, 0–1: the share of arguments estimated lower.

        The share is of the short arguments the scale was taken from (``stance/dev.jsonl``
        in the model's card): .5 is an argument of the middle.  A text of more than 40 words
        is read in windows of whole sentences, and its rating is their mean by words; so long
        texts lie nearer the middle.  A text without words is 0.  Raises ``ModelUnavailable``.
        """
        # NumPy costs a tenth of a second: only when something is estimated.
        import numpy as np

        ratings = self.ratings(texts)
        steps = self._heads["hundredths"]
        shares = np.interp(ratings, steps, np.linspace(0.0, 1.0, len(steps)))
        return [0.0 if math.isnan(r) else float(s) for r, s in zip(ratings, shares, strict=True)]

    def ratings(self, texts: Sequence[str]) -> list[float]:
        """Return what the head says of each text, in deviations from the mean rating.

        A text without words has the rating NaN.  Raises ``ModelUnavailable``.
        """
        cut = [list(windows(text)) for text in texts]
        encoder = self._encoder
        features = encoder.features([window for one in cut for window in one])
        weights = self._heads["head.weight"][0]
        scores = iter((features @ weights + self._heads["head.bias"]).tolist())
        found = []
        for one in cut:
            sizes = [len(window.split()) for window in one]
            total = sum(size * next(scores) for size in sizes)
            found.append(total / sum(sizes) if sizes else math.nan)
        return found

    @cached_property
    def _encoder(self) -> FastEncoder:
        # As above: NumPy and the tokenizer.
        from debater.retrieval.fast_encoder import FastEncoder

        return FastEncoder(default_weights(), self._adapter, QUALITY_TOKENS)

    @cached_property
    def _heads(self) -> dict[str, npt.NDArray[np.float32]]:
        return heads(self._adapter.path)


def windows(text: str, most: int = WINDOW_WORDS) -> Iterator[str]:
    """Yield ``text`` in stretches of whole sentences of about equal length.

    None has more than ``most`` words; a sentence of more is divided between words.  A text
    of at most so many is one window, with nothing changed but its white space.
    """
    total = len(text.split())
    if total <= most:
        yield from [" ".join(text.split())] if total else []
        return
    enough = total / math.ceil(total / most)
    window: list[str] = []
    for piece in _pieces(text, most):
        if window and (len(window) >= enough or len(window) + len(piece) > most):
            yield " ".join(window)
            window = []
        window += piece
    yield " ".join(window)


def _pieces(text: str, most: int) -> Iterator[list[str]]:
    """Yield the words of each sentence; those of a long sentence in equal parts."""
    for span in sentence_spans(text):
        found = span.of(text).split()
        if found:
            size = math.ceil(len(found) / math.ceil(len(found) / most))
            yield from (found[i : i + size] for i in range(0, len(found), size))
