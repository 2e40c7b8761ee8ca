"""Puts a debate's parts together: an engine in, the bot's side of a debate out.

Beside ``assemble``: what only whole debates need.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from debater.assemble import load_examination, load_rubric, load_scaffold, load_speech_phrases
from debater.config import Paths, Settings
from debater.debating.ballot import Judge
from debater.debating.flow import build_flow
from debater.debating.marks import Quality
from debater.debating.opponent import Opponent
from debater.debating.speaking import SpeechWriter
from debater.errors import ModelUnavailable
from debater.sparring.engine import Engine


def open_opponent(engine: Engine, settings: Settings, where: Paths | None = None) -> Opponent:
    """Return the bot's side of debates on the motion of ``engine``.

    Raises ``PackError`` where wording or rubric of the user's own is wrong.
    """
    pace = settings.pace
    judge = Judge(
        engine.motion,
        load_rubric(where),
        lambda debate: build_flow(debate, engine.likeness),
        _estimate,
        pace,
    )
    return Opponent(
        engine,
        SpeechWriter(engine, load_speech_phrases(where)),
        load_examination(where),
        load_scaffold(where),
        judge,
        pace,
    )


def _estimate(texts: Sequence[str]) -> list[float] | None:
    """Estimate how good arguments are, or return None where the model cannot be used."""
    model = _quality_model()
    return model(texts) if model is not None else None


@lru_cache(maxsize=1)
def _quality_model() -> Quality | None:
    # NumPy and half a second of loading: only when a ballot is asked for.
    from debater.retrieval.quality import QualityModel

    try:
        return QualityModel().estimate
    except ModelUnavailable:
        return None
