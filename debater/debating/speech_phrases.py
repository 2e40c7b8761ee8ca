"""How the bot words a speech: the schema of ``prompts/phrases/speeches.yaml``, and its checks."""

from __future__ import annotations

from dataclasses import dataclass, fields

from debater.sparring.phrasing import unknown_names


@dataclass(frozen=True)
class SpeechPhrases:
    """How a speech is worded; the schema of ``prompts/phrases/speeches.yaml``."""

    opening: tuple[str, ...]
    no_case: tuple[str, ...]
    contention: tuple[str, ...]
    untagged: tuple[str, ...]
    they_say: tuple[str, ...]
    again: tuple[str, ...]
    no_answer: tuple[str, ...]
    dropped: tuple[str, ...]
    extended: tuple[str, ...]
    admission: tuple[str, ...]
    weighing: tuple[str, ...]
    closing: tuple[str, ...]


_ALLOWED = {
    "opening": {"side", "count"},
    "no_case": {"side"},
    "contention": {"number", "tag"},
    "untagged": {"number"},
    "they_say": {"claim"},
    "again": {"place"},
    "no_answer": {"claim"},
    "dropped": {"heading"},
    "extended": {"heading"},
    "admission": {"question", "words", "granted"},
    "weighing": {"impact"},
    "closing": {"side"},
}


def speech_phrase_problems(phrases: SpeechPhrases) -> list[str]:
    """Return what is wrong with the wording: empty lists and names nobody fills in."""
    problems = []
    for field in fields(phrases):
        lines = getattr(phrases, field.name)
        if not lines:
            problems.append(f"“{field.name}” is empty")
        for line in lines:
            problems += unknown_names(field.name, line, _ALLOWED[field.name])
    return problems
