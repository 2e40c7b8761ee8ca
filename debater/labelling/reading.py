"""How texts are put before the labelling models; shared with their training."""

from __future__ import annotations

from collections.abc import Sequence

from debater.motions.model import Side


def voice_prompt(motion: str, side: Side | str | None) -> str:
    """Return what the voice model reads before a paragraph: the motion and the author's side."""
    if side is None:
        return motion
    return f"The author argues {side}: {motion}"


def joined(before: str, sentences: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Return a paragraph after the sentence before it, and where its sentences stand."""
    text = before
    spans = []
    for sentence in sentences:
        start = len(text) + 1 if text else 0
        text = f"{text} {sentence}" if text else sentence
        spans.append((start, len(text)))
    return text, spans
