"""How sides, voices, strengths and cites are put into words, the same everywhere in the UI.

A side or a stance always has a word and a shape, so that no meaning hangs on colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from debater.motions.citation import Citation
from debater.motions.model import Side, Source, Stance, Voice
from debater.sparring.phrasing import named
from debater.sparring.reply import Counter, Reply
from debater.text import clean_line

SHAPES: dict[Stance, str] = {"for": "▲", "against": "▼", "neutral": "◆"}

# A passage less likely than this to answer is not even near.
_NEAR = 0.05

# What a spoken cite needs at least; a cite line names these when they are missing.
_SPOKEN_CITE = ("author", "date")


def side_in_words(side: Side) -> str:
    """Name a side: ``FOR ▲`` or ``AGAINST ▼``."""
    return f"{side.upper()} {SHAPES[side]}"


def stance_in_words(stance: Stance) -> str:
    """Name the stance of a passage, its shape first: ``▼ against``."""
    return f"{SHAPES[stance]} {stance}"


def voice_in_words(voice: Voice, speaker: str | None) -> str:
    """Say who speaks in a passage."""
    if voice == "author":
        return "the author"
    if voice == "conceded":
        return "conceded by the author"
    return f"reported: {clean_line(named(speaker))}"


def attribution(voice: Voice, speaker: str | None, source: Source) -> str:
    """Say whose words a quotation is and where they stand, as a cite begins."""
    place = f"“{clean_line(source.title)}”"
    if voice == "reported":
        return f"{clean_line(named(speaker))}, as reported in {place}"
    if voice == "conceded":
        return f"conceded by the author of {place}"
    author = clean_line(source.cite.get("author", ""))
    return f"{author or 'the author'}, {place}"


def paragraphs_in_words(numbers: Sequence[int]) -> str:
    """Name paragraphs by number: ``¶ 4`` or ``¶ 12–13``."""
    if len(numbers) > 1 and list(numbers) == list(range(numbers[0], numbers[-1] + 1)):
        return f"¶ {numbers[0]}–{numbers[-1]}"
    return f"¶ {', '.join(map(str, numbers))}"


def where_in_words(citation: Citation) -> str:
    """Name the paragraphs of a citation, and its page where that is known: ``¶ 4, p. 2``."""
    pages = "–".join(map(str, citation.pages))
    where = paragraphs_in_words(citation.paragraphs)
    return f"{where}, {'pp.' if len(citation.pages) > 1 else 'p.'} {pages}" if pages else where


def published_in_words(source: Source) -> str:
    """Name date and publication as far as they are given."""
    given = (source.cite.get(name, "") for name in ("publication", "date"))
    return ", ".join(clean_line(value) for value in given if value)


def missing_in_words(names: Iterable[str]) -> str:
    """Name cite elements nobody has given: ``author and date not given``."""
    *before, last = [*names] or [""]
    if not last:
        return ""
    return f"{', '.join(before)} and {last} not given" if before else f"{last} not given"


def spoken_missing(source: Source) -> str:
    """Name what is missing of the cite that has to be spoken, or return an empty text."""
    return missing_in_words(name for name in _SPOKEN_CITE if name in source.missing)


def place(citation: Citation) -> str:
    """Name source and paragraphs of a citation on one line."""
    return f"{clean_line(citation.source.title)}, {where_in_words(citation)}"


def count_in_words(number: int, thing: str) -> str:
    """Count things: ``1 turn``, ``3 turns``, ``3 speeches``."""
    plural = f"{thing}es" if thing.endswith("ch") else f"{thing}s"
    return f"{number} {thing if number == 1 else plural}"


def nearest(reply: Reply) -> Counter | None:
    """Return the passage a silent reply names as near, or None where nothing is near."""
    if not reply.silent or reply.kind not in ("argument", "quotation"):
        return None
    return next((c for c in reply.counters if c.strength >= _NEAR), None)


def answers_itself(reply: Reply) -> bool:
    """Tell whether a reply's answer and its counter cite the same words: one block is enough."""
    chosen, answer = reply.chosen, reply.answer
    return chosen is not None and answer is not None and chosen.citation == answer.citation


def moment_in_words(stamp: str, now: datetime) -> str:
    """Say when something was, seen from ``now``: ``today, 14:02`` or ``12 March 2026``."""
    try:
        moment = datetime.fromisoformat(stamp).astimezone(now.tzinfo)
    except (ValueError, OverflowError):
        return "at an unknown time"
    days = (now.date() - moment.date()).days
    if days in (0, 1):
        return f"{('today', 'yesterday')[days]}, {moment:%H:%M}"
    return f"{moment.day} {moment:%B %Y}"
