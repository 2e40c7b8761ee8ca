"""How texts are put before the labelling models."""

from __future__ import annotations

import pytest

from debater.labelling.reading import joined, voice_prompt


@pytest.mark.parametrize("before", ["", "It was dark."])
@pytest.mark.parametrize("sentences", [[], ["One."], ["One.", "Two is so.", "Three?"]])
def test_each_sentence_stands_where_it_is_said_to(before: str, sentences: list[str]) -> None:
    """The sentence before leads, and every span is a sentence of the paragraph."""
    text, spans = joined(before, sentences)
    assert text == " ".join(part for part in (before, *sentences) if part)
    assert [text[start:end] for start, end in spans] == sentences


def test_the_voice_model_is_told_the_side_only_where_it_is_known() -> None:
    """Without a side it reads the motion alone."""
    assert voice_prompt("Lamps should stay", None) == "Lamps should stay"
    assert "for" in voice_prompt("Lamps should stay", "for")
    assert voice_prompt("Lamps", "for") != voice_prompt("Lamps", "against")
