"""Passages no coach has labelled: from labels of their sentences to points.

A labeller reads a whole source at once, since a passage follows its source unless its
voice departs.  ``by_cues`` is the one that needs no model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from debater.motions.model import (
    CITED_FROM,
    Label,
    Point,
    Sentence,
    Side,
    SourceStance,
    Stance,
    opposite,
)
from debater.motions.voice import read_cues, speaker_of, voice_by_cues
from debater.text import Span, without_unpaired_quotes

# So many paragraphs of an op-ed follow it: 67 of 96 in those we develop on.
_FOLLOWS = 0.7


class Reading(NamedTuple):
    """What a labeller found: the source's stance, a label for each sentence, and how sure.

    ``sure`` is the probability of an inferred side, or of the likelier side of a source
    that is mixed because neither was clear; 1 where the coach said so.
    """

    stance: SourceStance
    labels: list[list[Label]]
    sure: float = 1.0


# (statement, the source's stance or None where nobody gave one, its passages as sentences)
Labeller = Callable[[str, SourceStance | None, Sequence[Sequence[str]]], Reading]


def by_cues(
    statement: str,  # noqa: ARG001  # a model needs it
    stance: SourceStance | None,
    passages: Sequence[Sequence[str]],
) -> Reading:
    """Label sentences by their words: they follow the source, but for reported views.

    Whose side a reported view is on, words alone do not say: it is never cited as a
    counter, and never as the author's own.
    """
    given: Stance = "neutral" if stance is None or stance == "mixed" else stance
    why = "follows its source" if given != "neutral" else "its source argues no side"
    own = Label(given, confidence=_FOLLOWS, reason=why, origin="model")
    labels = []
    for sentences in passages:
        row = []
        for sentence, cues in zip(sentences, read_cues(sentences), strict=True):
            if voice_by_cues(cues) == "reported" and given != "neutral":
                speaker = speaker_of(sentence) or "unnamed"
                told = "reports a view"
                row.append(Label("neutral", "reported", speaker, _FOLLOWS, told, "model"))
            else:
                row.append(own)
        labels.append(row)
    return Reading(stance or "mixed", labels)


def points_of(
    text: str, passage: str, spans: Sequence[Span], labels: Sequence[Label]
) -> list[Point]:
    """Return the points of a passage, the stance of most of its words first.

    Background in the author's own voice belongs to the passage's main point.  What is
    reported or conceded on the passage's own side stays with it, in its own voice.
    """
    weight: dict[Stance, int] = {}
    for span, label in zip(spans, labels, strict=True):
        if not _is_background(label):
            weight[label.stance] = weight.get(label.stance, 0) + span.end - span.start
    stances = sorted(weight, key=lambda stance: (stance == "neutral", -weight[stance]))
    groups: dict[Stance, list[tuple[Span, Label]]] = {s: [] for s in stances or ["neutral"]}
    main = next(iter(groups))
    for span, label in zip(spans, labels, strict=True):
        groups[main if _is_background(label) else label.stance].append((span, label))
    points = []
    for stance, members in groups.items():
        # A lead-in such as "He wrote," says nothing alone, unless it is all there is.
        whole = [one for one in members if text[one[0].end - 1] not in ":,"] or members
        # Nor is a sentence quoted whose side is less sure than what may be cited.
        whole = [one for one in whole if one[1].confidence >= CITED_FROM] or whole
        decisive = [label for _, label in members if label.stance == stance] or [members[0][1]]
        said = max(decisive, key=lambda label: (decisive.count(label), label.confidence))
        sure = sum(label.confidence for label in decisive) / len(decisive)
        label = Label(stance, said.voice, said.speaker, round(sure, 3), said.reason, "model")
        sentences = tuple(
            Sentence(without_unpaired_quotes(text, span), one.voice, one.speaker)
            for span, one in whole
        )
        points.append(Point(f"{passage}/{stance}", passage, label, sentences))
    return points


def _is_background(label: Label) -> bool:
    return label.stance == "neutral" and label.voice == "author"


def follows(side: Side, sure: float, agrees: bool = False, speaker: str | None = None) -> Label:
    """Label a sentence that is on its source's side, by its author or someone agreeing."""
    if agrees:
        why = f"somebody who agrees is told; its source argues {side}"
        return Label(side, "reported", speaker or "unnamed", sure, why, "model")
    return Label(side, "author", None, sure, f"follows its source, which argues {side}", "model")


def departs(side: Side, sure: float, reported: bool, speaker: str | None = None) -> Label:
    """Label a sentence that speaks against the ``side`` its source argues."""
    if reported:
        why = f"somebody else's view is told; its source argues {side}"
        return Label(opposite(side), "reported", speaker or "unnamed", sure, why, "model")
    why = f"the author grants it; its source argues {side}"
    return Label(opposite(side), "conceded", None, sure, why, "model")
