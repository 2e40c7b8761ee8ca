"""Evidence cards in words for the screens: what one is, its cite, how a list shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from textual.content import Content

from debater.card_files import ListedCard
from debater.cards.cites import Cite
from debater.cards.model import Card, CiteStyle, Reading
from debater.motions.model import Stance
from debater.motions.passages import blocks
from debater.sparring.wording import (
    count_in_words,
    moment_in_words,
    paragraphs_in_words,
    stance_in_words,
    voice_in_words,
    where_in_words,
)
from debater.text import Span, clean_line, excerpt, words
from debater.tui.blocks import folded, said

READING_NAMES: dict[Reading, str] = {
    "whole": "the whole card",
    "shrunk": "what is not underlined shrunk",
    "read": "only what is read aloud",
}
STYLE_NAMES: dict[CiteStyle, str] = {"nsda": "NSDA", "mla": "MLA", "apa": "APA"}

_BEGINNING = 90
_NAME_WORDS, _LONGEST_NAME = 6, 60


def about(card: Card) -> Content:
    """Say what a card supports, whose view it is, where it stands, and its headings."""
    headings = " › ".join(clean_line(one) for one in (card.pocket, card.hat, card.block) if one)
    return Content.assemble(
        (stance_in_words(card.stance), _colour(card.stance)),
        said(f" · {clean_line(voice_in_words(card.voice, card.speaker))}"),
        said(f" · {where_in_words(card.body)} · {clean_line(Path(card.motion).name)}", "$muted"),
        said(f" · {headings}", "$muted") if headings else "",
    )


def cite_content(cite: Cite) -> Content:
    """Return a cite: what is spoken in bold, then all of it."""
    return Content.assemble(
        folded(cite.spoken, "bold"), said(" — ", "$muted"), folded(cite.written)
    )


def missing_content(cite: Cite) -> Content:
    """Name what nobody has given of a cite."""
    return said(f"missing: {', '.join(cite.missing)}" if cite.missing else "", "$warning")


@dataclass(frozen=True, slots=True)
class CardParagraph:
    """A paragraph of a card's text, and its number in the document where it has one."""

    span: Span
    number: int | None = None


def paragraphs_of(card: Card, numbers: dict[int, int]) -> list[CardParagraph]:
    """Return the paragraphs of a card's text, each with its number where it has one.

    ``numbers`` are those of the source's paragraphs by the offset where each begins.
    """
    body = card.body
    found = [
        (max(span.start, body.start), min(span.end, body.end), numbers.get(span.start))
        for span in blocks(body.source.text)
        if span.start < body.end and body.start < span.end
    ]
    return [
        CardParagraph(Span(start - body.start, end - body.start), number)
        for start, end, number in found
    ]


# In place of words that are not in their source.
UNPROVED = "! its words are not in its source now"


def card_prompt(listed: ListedCard, now: datetime) -> Content:
    """Return a card for the list: its tag or how it begins, then its facts on one line."""
    told = f"“{excerpt(listed.text, _BEGINNING)}”" if listed.proved else UNPROVED
    beginning = folded(told)
    tag = folded(listed.tag, "bold")
    first = Content.assemble(tag, "  ", beginning.stylize("$muted")) if listed.tag else beginning
    facts = [
        clean_line(Path(listed.motion).name),
        paragraphs_in_words(listed.paragraphs) if listed.paragraphs else "",
        f"cut {count_in_words(listed.words, 'word')}, read {listed.read}",
        " › ".join(clean_line(one) for one in listed.headings if one),
        moment_in_words(listed.touched, now),
    ]
    stance = listed.stance or "neutral"
    return Content.assemble(
        first,
        "\n",
        (stance_in_words(stance), _colour(stance)),
        said("".join(f" · {fact}" for fact in facts if fact), "$muted"),
    )


def file_stem(card: Card) -> str:
    """Propose the name of a file for a card: how its tag begins, or the motion's name."""
    said_first = [re.sub(r"\W", "", word) for word in words(card.tag)[:_NAME_WORDS]]
    name = "-".join(said_first) or clean_line(Path(card.motion).name).casefold()
    return f"card-{name[:_LONGEST_NAME].strip('-')}"


def _colour(stance: Stance) -> str:
    return "bold" if stance == "neutral" else f"${stance} bold"
