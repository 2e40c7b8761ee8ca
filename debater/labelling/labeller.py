"""Labels a source nobody has labelled, with the two models and a decision over the whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from debater.labelling.decide import (
    SentenceReading,
    logit,
    of_mixed,
    of_sentence,
    open_to_stance,
    side_of_source,
    together,
)
from debater.labelling.models import StanceEstimate, StanceModel, VoiceEstimate, VoiceModel
from debater.motions.model import Label, Side, SourceStance, Voice
from debater.motions.unlabelled import Reading
from debater.motions.voice import read_cues, speaker_of, voice_by_cues
from debater.retrieval.build import Progress, no_progress
from debater.retrieval.encode import Encoder
from debater.retrieval.rank import logistic

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# How the closeness of two passages, above what is usual in their source, tells that they
# answer one another: the best of four values tried on the debates we develop on.
_CLOSE = 4.0
_AT_ONCE = 64


class ModelLabeller:
    """A ``Labeller`` that loads its models at the first source it has to read."""

    def __init__(self, encoder: Encoder, progress: Progress = no_progress) -> None:
        """``encoder`` is the one the index is built with."""
        self._encoder = encoder
        self._progress = progress
        self._models: tuple[StanceModel, VoiceModel] | None = None

    def __call__(
        self, statement: str, stance: SourceStance | None, passages: Sequence[Sequence[str]]
    ) -> Reading:
        """Label every sentence of a source.  Raises ``ModelUnavailable``."""
        if self._models is None:
            self._models = StanceModel(), VoiceModel()
        stances, voices = self._models

        def read(texts: Sequence[str]) -> list[StanceEstimate]:
            found: list[StanceEstimate] = []
            for start in range(0, len(texts), _AT_ONCE):
                self._progress("reading", start, len(texts))
                found += stances.estimate(statement, texts[start : start + _AT_ONCE])
            return found

        # Where the side is given, whole passages need not be read again.
        leans = passage_leans(read, passages) if stance in (None, "mixed") else []
        sure = 1.0
        if stance is None:
            stance, sure = side_of_source(leans)
        side: Side | None = None if stance == "mixed" else stance
        heard = voices.estimate(
            statement, side, passages, lambda done: self._progress("listening", done, len(passages))
        )
        labels: list[list[Label]]
        if side is not None:
            labels = _of_one_side(read, side, passages, heard)
        else:
            # Side by side with its neighbours a passage is judged whole, not by its sentences.
            vectors = self._encoder.encode([" ".join(sentences) for sentences in passages])
            decided = together(leans, disagreement(vectors @ vectors.T))
            labels = [
                [of_mixed(reading, probability) for reading in _readings(texts, row)]
                for texts, row, probability in zip(passages, heard, decided, strict=True)
            ]
        return Reading(stance, labels, sure)


def _of_one_side(
    read: Callable[[Sequence[str]], list[StanceEstimate]],
    side: Side,
    passages: Sequence[Sequence[str]],
    heard: Sequence[Sequence[VoiceEstimate]],
) -> list[list[Label]]:
    """Label the sentences of a source that argues ``side``.

    What a sentence says is only read where its voice leaves its side open: half the work.
    """
    readings = [_readings(texts, row) for texts, row in zip(passages, heard, strict=True)]
    unsure = [
        text
        for texts, row in zip(passages, readings, strict=True)
        for text, reading in zip(texts, row, strict=True)
        if open_to_stance(reading)
    ]
    leans = iter(read(unsure))
    return [
        [
            of_sentence(replace(one, lean=next(leans).lean) if open_to_stance(one) else one, side)
            for one in row
        ]
        for row in readings
    ]


def passage_leans(
    read: Callable[[Sequence[str]], list[StanceEstimate]], passages: Sequence[Sequence[str]]
) -> list[float]:
    """Return each passage's probability of “for”: read whole, and by its parts.

    ``read`` estimates single texts; ``passages`` are given as their sentences.
    """
    views = [(n, view) for n, sentences in enumerate(passages) for view in _views(sentences)]
    odds: dict[int, list[float]] = {}
    estimates = read([view for _, view in views])
    for (n, _), estimate in zip(views, estimates, strict=True):
        odds.setdefault(n, []).append(logit(estimate.lean))
    return [
        logistic(sum(odds[n]) / len(odds[n])) if n in odds else 0.5 for n in range(len(passages))
    ]


def disagreement(cosines: npt.NDArray[np.float32]) -> list[list[float]]:
    """Return log-odds that two passages disagree: counters lie near what they answer.

    ``cosines`` compares each passage of a source with each, shape (passages, passages).
    """
    count = len(cosines)
    if count < 3:
        return [[0.0] * count for _ in range(count)]
    usual = (cosines.sum(axis=1) - 1.0) / (count - 1)
    above = cosines - (usual[:, None] + usual[None, :]) / 2
    return [[_CLOSE * float(value) for value in row] for row in above]


def _views(sentences: Sequence[str]) -> list[str]:
    """Return a passage whole, and for a long one its opening and its end too."""
    if len(sentences) < 4:
        return [" ".join(sentences)] if sentences else []
    return [" ".join(sentences), " ".join(sentences[:2]), " ".join(sentences[-3:])]


def _readings(texts: Sequence[str], voices: Sequence[VoiceEstimate]) -> list[SentenceReading]:
    """Return what is read of each sentence of a passage; what it argues is not read yet."""
    return [
        _reading(text, voice, voice_by_cues(cues) == "conceded")
        for text, voice, cues in zip(texts, voices, read_cues(texts), strict=True)
    ]


def _reading(text: str, voice: VoiceEstimate, granted: bool) -> SentenceReading:
    by_voice: dict[Voice, float] = {
        "author": voice.author + voice.background + voice.question,
        "reported": voice.reported,
        "conceded": voice.conceded,
    }
    likeliest = max(by_voice, key=by_voice.__getitem__)
    return SentenceReading(
        likeliest,
        voice.own,
        voice.other,
        voice.neutral,
        0.5,
        speaker_of(text) if likeliest == "reported" else None,
        granted,
    )
