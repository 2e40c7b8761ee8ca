"""Drills as plain lines: what is asked, how an answer did, what proves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from debater.sparring.phrasing import full_cite, in_quotes, whose_words
from debater.sparring.wording import count_in_words
from debater.study.model import GRADES, Compared, Drill, Grade
from debater.study.wording import kind_in_words, material_in_words, verdict_in_words, when_in_words
from debater.text import clean_line, words

HELP = """Type an answer and press Enter; then type a grade, or only Enter for the one suggested.
An empty answer shows what answers. A line that begins with / is a command:
/source the whole passage around the quotation, once you have answered
/skip   leave this drill for later
/retire never ask this drill again
/more   once none is due: ask some of the new drills that are left for other days
/undo   take the last grade back, or bring the last retired drill back
/help   this list
/quit   end (so does the end of input)
A line that begins with // is an answer that begins with one /."""
GRADES_IN_WORDS = ", ".join(f"{grade} {name}" for grade, name in GRADES.items())


def heading(drill: Drill, number: int, waiting: str) -> str:
    """Say which drill this is."""
    parts = [f"Drill {number}: {kind_in_words(drill.kind)}", waiting, clean_line(drill.origin)]
    return "; ".join(part for part in parts if part)


def asked_lines(drill: Drill) -> Iterator[str]:
    """Yield what is asked, what it is about, and the choices with their numbers."""
    yield clean_line(drill.asks)
    if drill.material:
        yield material_in_words(drill)
    if drill.most_words:
        had = count_in_words(len(words(drill.material)), "word")
        yield f"[it has {had} now]"
    for number, choice in enumerate(drill.choices, start=1):
        yield f"{number}. {clean_line(choice)}"


def answered_lines(drill: Drill, compared: Compared) -> Iterator[str]:
    """Yield how an answer did and why, then the passage that proves it, with its cite."""
    reason = f" {clean_line(compared.reason)}" if compared.reason else ""
    yield f"{clean_line(verdict_in_words(drill, compared))}{reason}"
    citation = drill.citation
    if citation is not None:
        if citation.quote not in drill.material:
            yield in_quotes(citation.quote)
        yield f"[{clean_line(whose_words(drill.voice, drill.speaker))}]"
        yield f"({clean_line(full_cite(citation))})"
    if drill.explains:
        yield drill.explains


def grade_line(dues: Mapping[Grade, datetime], suggested: Grade, now: datetime) -> str:
    """Ask for a grade: each with when it brings the drill back."""
    grades = ", ".join(
        f"{grade} {name} ({when_in_words(dues[grade], now)})" for grade, name in GRADES.items()
    )
    return f"Grade: {grades}; only Enter: {GRADES[suggested]}."
