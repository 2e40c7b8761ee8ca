"""Cards in the order and under the headings of a file of cards, each proved as it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from debater.cards.cites import Cite, cite_lines
from debater.cards.cutting import Run, clipping, counts_in_words, runs
from debater.cards.model import Card, CiteStyle
from debater.motions.citation import Citation
from debater.sparring.wording import stance_in_words, voice_in_words
from debater.text import clean_line

UNTAGGED = "(no tag yet)"
# The outline levels of debaters' Word templates, in order.
LEVELS = ("Pocket", "Hat", "Block", "Tag")


@dataclass(frozen=True, slots=True)
class WrittenCard:
    """A card as a file shows it: the headings that are new above it, and its parts.

    ``headings`` are (level from 1, text); ``runs`` joined are the whole body, to the letter.
    """

    headings: tuple[tuple[int, str], ...]
    tag: str
    cite: Cite
    note: str
    runs: tuple[Run, ...]


def written_cards(cards: Sequence[Card], style: CiteStyle) -> Iterator[WrittenCard]:
    """Yield cards with the headings that change; each body is proved against its source now.

    Raises ``ProofError``.
    """
    above: tuple[str, str, str] = ("", "", "")
    for card in cards:
        body = card.body
        # Made anew, and so proved anew.
        Citation(body.source, body.passage, body.paragraphs, body.start, body.end, body.quote)
        own = (clean_line(card.pocket), clean_line(card.hat), clean_line(card.block))
        changed = [level for level in range(3) if own[level] != above[level]]
        first = min(changed, default=3)
        headings = tuple((level + 1, own[level]) for level in range(first, 3) if own[level])
        above = own
        yield WrittenCard(
            headings,
            clean_line(card.tag) or UNTAGGED,
            cite_lines(body, style, card.voice, card.speaker),
            _note(card),
            runs(card),
        )


def _note(card: Card) -> str:
    """Say whose view it is, which side it supports, how much is read, and what that leaves out."""
    view = f"{stance_in_words(card.stance)}, {voice_in_words(card.voice, card.speaker)}"
    parts = [view, counts_in_words(card), clipping(card)]
    return "; ".join(part for part in parts if part)
