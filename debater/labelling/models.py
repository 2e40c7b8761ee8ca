"""The two models that label passages, over the same base weights as the encoder.

They need torch and are used when a pack is built, never when an argument is answered.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from debater.errors import ModelUnavailable
from debater.labelling.reading import joined, voice_prompt
from debater.motions.model import Side
from debater.motions.voice import read_cues
from debater.retrieval.adapter import (
    STANCE_ADAPTER,
    VOICE_ADAPTER,
    Adapter,
    additions,
    heads,
    verify_adapter,
)
from debater.retrieval.weights import default_weights, verify_weights

_STANCE_TOKENS, _VOICE_TOKENS = 128, 256
_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class StanceEstimate:
    """The probabilities that a text argues for a motion, against it, or neither."""

    for_: float
    against: float
    neutral: float

    @property
    def lean(self) -> float:
        """The probability of “for” among the two sides."""
        return self.for_ / max(self.for_ + self.against, 1e-9)


@dataclass(frozen=True, slots=True)
class VoiceEstimate:
    """Of one sentence: the probability of each voice, and of speaking for whose side."""

    author: float
    background: float
    reported: float
    conceded: float
    question: float
    own: float
    other: float
    neutral: float


def _load(*adapters: Adapter) -> tuple[Any, Any, dict[str, Any]]:
    """Return the tokenizer, the model with every adapter, and the heads of the last.

    Raises ``ModelUnavailable``.
    """
    folder = default_weights()
    verify_weights(folder)
    for adapter in adapters:
        verify_adapter(adapter)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    try:
        import torch
        from transformers import AutoModel, AutoTokenizer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model: Any = AutoModel.from_pretrained(folder, local_files_only=True).eval()
    # Libraries below raise many kinds of error for a model that is absent or broken.
    except Exception as error:
        raise ModelUnavailable(
            f"The model that labels passages cannot be loaded ({error}).", "Reinstall debater."
        ) from error
    weights = model.state_dict()
    with torch.no_grad():
        for adapter in adapters:
            for name, addition in additions(adapter.path).items():
                weights[f"{name}.weight"] += torch.from_numpy(addition)
    return tokenizer, model, {n: torch.from_numpy(t) for n, t in heads(adapters[-1].path).items()}


class StanceModel:
    """Estimates what a text argues about a motion, with calibrated probabilities."""

    def __init__(self, adapter: Adapter = STANCE_ADAPTER) -> None:
        """Load the model.  Raises ``ModelUnavailable``."""
        self._tokenizer, self._model, self._heads = _load(adapter)

    def estimate(self, motion: str, texts: Sequence[str]) -> list[StanceEstimate]:
        """Return an estimate for each of ``texts``, in order."""
        return self.estimate_pairs([(motion, text) for text in texts])

    def estimate_pairs(self, pairs: Sequence[tuple[str, str]]) -> list[StanceEstimate]:
        """Return an estimate for each (motion, text), in order."""
        import torch

        from debater.labelling.pooling import stance_features

        order = sorted(range(len(pairs)), key=lambda n: len(pairs[n][0]) + len(pairs[n][1]))
        found: dict[int, StanceEstimate] = {}
        for start in range(0, len(order), _AT_ONCE):
            chosen = order[start : start + _AT_ONCE]
            batch = self._tokenizer(
                [pairs[n][0] for n in chosen],
                [pairs[n][1] for n in chosen],
                padding=True,
                truncation="longest_first",
                max_length=_STANCE_TOKENS,
                return_tensors="pt",
            )
            with torch.inference_mode():
                hidden = self._model(**batch).last_hidden_state
                features = stance_features(hidden, batch["attention_mask"])
                logits = features @ self._heads["head.weight"].T + self._heads["head.bias"]
                rows = (logits / self._heads["temperature"]).softmax(1).tolist()
            found |= {n: StanceEstimate(*row) for n, row in zip(chosen, rows, strict=True)}
        return [found[n] for n in range(len(pairs))]


class VoiceModel:
    """Estimates who speaks in each sentence of a paragraph, and for which side."""

    def __init__(self, adapter: Adapter = VOICE_ADAPTER, over: Adapter = STANCE_ADAPTER) -> None:
        """Load the model: its adapter lies over the stance model's.

        Raises ``ModelUnavailable``.
        """
        self._tokenizer, self._model, self._heads = _load(over, adapter)

    def estimate(
        self,
        motion: str,
        side: Side | None,
        paragraphs: Sequence[Sequence[str]],
        told: Callable[[int], None] = lambda _: None,
    ) -> list[list[VoiceEstimate]]:
        """Return an estimate for each sentence of each of ``paragraphs``, in order.

        ``side`` is what the author argues, or None where that is not known; then whose
        side a sentence is on is a guess.  ``told`` hears how many paragraphs are done.
        """
        befores = ["", *(paragraph[-1] if paragraph else "" for paragraph in paragraphs[:-1])]
        found: dict[int, list[VoiceEstimate]] = {}
        prompt = voice_prompt(motion, side)
        # Paragraphs of like length together: padding would cost more than the texts.
        order = sorted(range(len(paragraphs)), key=lambda n: sum(map(len, paragraphs[n])))
        for start in range(0, len(order), _AT_ONCE):
            chosen = order[start : start + _AT_ONCE]
            some = self._some(prompt, [paragraphs[n] for n in chosen], [befores[n] for n in chosen])
            found |= dict(zip(chosen, some, strict=True))
            told(len(found))
        return [found[n] for n in range(len(paragraphs))]

    def _some(
        self, prompt: str, paragraphs: Sequence[Sequence[str]], befores: Sequence[str]
    ) -> list[list[VoiceEstimate]]:
        import torch

        from debater.labelling.pooling import cue_features, sentence_features

        together = [joined(b, p) for b, p in zip(befores, paragraphs, strict=True)]
        batch = self._tokenizer(
            [prompt] * len(together),
            [text for text, _ in together],
            padding=True,
            truncation="only_second",
            max_length=_VOICE_TOKENS,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        inputs = {name: value for name, value in batch.items() if name != "offset_mapping"}
        with torch.inference_mode():
            hidden = self._model(**inputs).last_hidden_state
            vectors = sentence_features(hidden, batch, [spans for _, spans in together])
            found = []
            for vector, paragraph in zip(vectors, paragraphs, strict=True):
                features = torch.cat([vector, cue_features(read_cues(paragraph))], dim=1)
                parts = [
                    (features @ self._heads[f"{name}.weight"].T + self._heads[f"{name}.bias"])
                    for name in ("voice", "side")
                ]
                rows = torch.cat([part.softmax(1) for part in parts], dim=1).tolist()
                found.append([VoiceEstimate(*row) for row in rows])
        return found
