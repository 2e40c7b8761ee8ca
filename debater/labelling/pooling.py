"""What the labelling models read from the encoder's last layer; shared with their training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from debater.motions.voice import Cues

STANCE_CLASSES = ("for", "against", "neutral")
VOICE_CLASSES = ("author", "background", "reported", "conceded", "question")
SIDE_CLASSES = ("own", "other", "neutral")


def stance_features(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Return the mean vector of each text beside its first token's, shape (texts, 2·width)."""
    weights = mask[:, :, None].to(hidden.dtype)
    mean = (hidden * weights).sum(1) / weights.sum(1)
    return torch.cat([mean, hidden[:, 0]], dim=1)


def sentence_features(
    hidden: torch.Tensor, encoding: Any, spans: Sequence[Sequence[tuple[int, int]]]
) -> list[torch.Tensor]:
    """Return, for each paragraph, a vector a sentence: the mean of the tokens inside it.

    ``encoding`` is the tokenizer's (with offsets; the paragraph is the second text) and
    ``spans`` holds the sentences' offsets in each paragraph.  A sentence beyond the
    longest text the model reads gets the paragraph's mean.
    """
    found = []
    offsets = encoding["offset_mapping"]
    for row, sentences in enumerate(spans):
        second = torch.tensor([part == 1 for part in encoding.sequence_ids(row)])
        starts, ends = offsets[row, :, 0], offsets[row, :, 1]
        mean = hidden[row][second].mean(0)
        vectors = []
        for start, end in sentences:
            inside = second & (starts >= start) & (ends <= end) & (ends > starts)
            vectors.append(hidden[row][inside].mean(0) if inside.any() else mean)
        found.append(torch.stack(vectors))
    return found


def cue_features(cues: Sequence[Cues]) -> torch.Tensor:
    """Return the cues of each sentence beside those of the one before and after it."""
    rows = [cue.vector() for cue in cues]
    nothing = (0.0,) * len(rows[0])
    padded = [nothing, *rows, nothing]
    joined = [[*padded[i - 1], *padded[i], *padded[i + 1]] for i in range(1, len(rows) + 1)]
    return torch.tensor(joined)
