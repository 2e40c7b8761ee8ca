"""Drills as JSON: what the store keeps of one, and the drill read back from it.

A stored quotation is proved again when it is read back; a drill whose words are no longer
in the source is not asked.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from debater.debating.record_types import checked
from debater.errors import DebaterError, ProofError
from debater.motions.citation import Citation
from debater.motions.model import Motion
from debater.motions.reciting import cite_again
from debater.study.model import DRILL_KINDS, Drill

_ANEW = "Make the drills of this motion again."


def dump_drill(drill: Drill) -> dict[str, Any]:
    """Return a drill as plain JSON values; a quotation by its place, with its words."""
    values = {field.name: getattr(drill, field.name) for field in dataclasses.fields(drill)}
    return {**values, "choices": list(drill.choices), "citation": _place(drill.citation)}


def load_drill(values: Mapping[str, Any], motion: Motion) -> Drill:
    """Read back what ``dump_drill`` gave.

    Raises ``ProofError`` when its quotation is not in the source any more, and
    ``DebaterError`` when ``values`` are no drill.
    """
    try:
        read = {**values, "choices": tuple(values["choices"])}
        citation = _citation(values["citation"], motion)
        drill = checked(Drill(**{**read, "citation": citation}), Drill)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise _unreadable() from error
    wrong = drill.kind not in DRILL_KINDS or drill.motion != motion.name
    if wrong or (drill.choices and drill.right not in drill.choices):
        raise _unreadable()
    return drill


def _place(citation: Citation | None) -> dict[str, Any] | None:
    if citation is None:
        return None
    return {
        "source": citation.source.id,
        "passage": citation.passage,
        "paragraphs": list(citation.paragraphs),
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def _citation(values: Mapping[str, Any] | None, motion: Motion) -> Citation | None:
    """Prove a stored quotation, in its source and in the passage it is said to be of."""
    if values is None:
        return None
    try:
        source = motion.source(checked(values["source"], str))
        passage = motion.passage(checked(values["passage"], str))
    except KeyError as error:
        raise ProofError("The passage of this drill is not in the motion now.", _ANEW) from error
    paragraphs = checked(tuple(values["paragraphs"]), tuple[int, ...])
    start, end = checked(values["start"], int), checked(values["end"], int)
    try:
        citation = cite_again(motion, source, passage.id, paragraphs, start, end, values["quote"])
    except ProofError as error:
        raise ProofError(error.message, _ANEW) from error
    inside = passage.span.start <= citation.start and citation.end <= passage.span.end
    if not inside or passage.source != source.id or paragraphs != passage.paragraphs:
        raise ProofError(
            f"A quotation of this drill is not in paragraph "
            f"{', '.join(map(str, paragraphs))} of {source.file} now.",
            _ANEW,
        )
    return citation


def _unreadable() -> DebaterError:
    return DebaterError("A stored drill cannot be read.", "Make the drills of its motion again.")
