"""Decides stance and voice over a whole source, from what the models say of its parts.

Arithmetic on plain numbers.  A real source argues a side, so its passages follow it,
unless their voice departs from it: the author concedes, or somebody else is reported.  A
source that argues no side is decided passage by passage, each with its neighbours: two
passages that answer one another disagree.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from debater.motions.model import Label, Side, SourceStance, Stance, Voice
from debater.motions.unlabelled import departs, follows
from debater.retrieval.rank import logistic

# Set by hand; on the op-eds and debates we develop on, other values changed little.
_STANCE_WEIGHT = 0.35  # of the stance model's log-odds beside the voice model's
_MOST_ODDS = 6.0
# A sentence follows its source until its voice says more.  Of values from 0 to 1.5 this one
# labels most passages of op-eds right, and loses none in debates whose texts all follow.
_FOLLOWS = 1.0
# A reported sentence that seems to agree with its author really does three times in four; one
# with the marks of a concession hardly more often than not.  (Op-eds we develop on.)
_AGREES, _GRANTED = 0.75, 0.55
_BACKGROUND = 0.7  # a sentence of the author is on neither side only when this sure
_SIDE_FACTOR = 0.5  # of the summed log-odds of passages: they are not independent
_SURE_SIDE = 0.98  # below this a source counts as mixed: of 16 op-eds surer than .9, 8 were right
_MOST = 0.75  # and this share of its passages must lean that way
_COUPLING = 1.0  # of the relation between passages of a mixed source
_ROUNDS = 30


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What the models say of one sentence, as probabilities.

    ``voice`` is the likeliest voice; ``own``, ``other`` and ``neutral`` are whose side it
    is on, by its voice in its paragraph; ``lean`` is the stance model's probability of
    “for” among the two sides; ``speaker`` is who is named, and ``granted`` tells that it
    has the marks of a concession.
    """

    voice: Voice
    own: float
    other: float
    neutral: float
    lean: float
    speaker: str | None = None
    granted: bool = False


def logit(probability: float) -> float:
    """Return the log-odds of a probability, kept within ±6."""
    odds = math.log(max(probability, 1e-9) / max(1 - probability, 1e-9))
    return min(max(odds, -_MOST_ODDS), _MOST_ODDS)


def side_of_source(leans: Sequence[float]) -> tuple[SourceStance, float]:
    """Infer what a source argues from its passages' probabilities of “for”.

    Returns the side and how sure it is, or “mixed” and how sure the likelier side is.
    """
    odds = _SIDE_FACTOR * sum(logit(lean) for lean in leans)
    sure = logistic(abs(odds))
    side: Side = "for" if odds > 0 else "against"
    # One loud passage is no source: most of them must lean that way.
    with_it = sum(lean > 0.5 if side == "for" else lean < 0.5 for lean in leans)
    if sure >= _SURE_SIDE and with_it >= _MOST * len(leans):
        return side, sure
    return "mixed", sure


def open_to_stance(reading: SentenceReading) -> bool:
    """Tell whether what a sentence argues can still move it to the other side."""
    return abs(_odds_of_other(reading)) <= _STANCE_WEIGHT * _MOST_ODDS


def _odds_of_other(reading: SentenceReading) -> float:
    return logit(reading.other / max(reading.own + reading.other, 1e-9)) - _FOLLOWS


def of_sentence(reading: SentenceReading, side: Side) -> Label:
    """Label one sentence of a source that argues ``side``."""
    lean_own = reading.lean if side == "for" else 1.0 - reading.lean
    other = logistic(_odds_of_other(reading) - _STANCE_WEIGHT * logit(lean_own))
    if reading.neutral > _BACKGROUND and reading.voice == "author":
        return Label("neutral", "author", None, round(reading.neutral, 3), "background", "model")
    reported = reading.voice == "reported"
    if other >= 0.5:
        return departs(side, round(other, 3), reported, reading.speaker)
    sure = 1.0 - other
    if reported:
        sure *= _AGREES
    elif reading.granted:
        sure = min(sure, _GRANTED)
    return follows(side, round(max(sure, 0.5), 3), reported, reading.speaker)


def of_mixed(reading: SentenceReading, probability: float) -> Label:
    """Label a sentence of a source of no side; ``probability`` is its passage's, of “for”."""
    stance: Stance = "for" if probability > 0.5 else "against"
    sure = round(max(probability, 1.0 - probability), 3)
    speaker = (reading.speaker or "unnamed") if reading.voice == "reported" else None
    why = "its own words; its source argues no side"
    return Label(stance, reading.voice, speaker, sure, why, "model")


def together(leans: Sequence[float], disagree: Sequence[Sequence[float]]) -> list[float]:
    """Return each passage's probability of “for” in a mixed source, with its neighbours'.

    ``leans`` are the stance model's probabilities, ``disagree`` the log-odds that two
    passages disagree (square, its diagonal unused).  Mean-field: every passage is
    nudged by what the others are believed to argue.
    """
    count = len(leans)
    alone = [logit(lean) for lean in leans]
    belief = [math.tanh(value / 2) for value in alone]
    for _ in range(_ROUNDS):
        pushed = [
            alone[i] - _COUPLING * sum(disagree[i][j] * belief[j] for j in range(count) if j != i)
            for i in range(count)
        ]
        belief = [
            0.5 * old + 0.5 * math.tanh(value / 2)
            for old, value in zip(belief, pushed, strict=True)
        ]
    return [(value + 1) / 2 for value in belief]
