"""How the marks of a card look: underlined, read aloud, shrunk; in colours and without.

What is read aloud is bold on a ground of its own, or reversed where colours are the
terminal's or there are none; so it is never colour alone that tells it from an underline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from textual.content import Content
from textual.content import Span as Styled

from debater.cards.model import Card, Reading
from debater.text import Span

# Offsets must stay true, so each of these becomes one blank: line ends, and anything a
# terminal might act on, although a pack holding the latter is refused when it is read.
_ONE_SPACE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of the parts of a card's body; ``chosen`` is empty where signs are enough."""

    underlined: str
    read: str
    shrunk: str
    chosen: str
    sign: str
    faint: str


COLOURED = Styles(
    underlined="underline",
    read="bold underline $mark on $mark-ground",
    shrunk="$muted",
    chosen="$block-cursor-foreground on $block-cursor-background",
    sign="bold $focus",
    faint="$muted",
)
PLAIN = Styles(
    underlined="underline",
    read="bold underline reverse",
    shrunk="dim",
    chosen="",
    sign="bold",
    faint="dim",
)


def styles_of(*, plain: bool) -> Styles:
    """Return the styles to draw with; ``plain`` where colours are left to the terminal."""
    return PLAIN if plain else COLOURED


def marked_text(card: Card, reading: Reading, styles: Styles) -> Content:
    """Return the whole text of a card, character for character, with its marks."""
    text = Content(_ONE_SPACE.sub(" ", card.text))
    if reading == "read":
        # All that is shown of it is read aloud.
        return text
    marks: list[Styled] = []
    if reading == "shrunk":
        marks += _styled(_between(card.underline, len(card.text)), styles.shrunk)
    marks += _styled(card.underline, styles.underlined)
    marks += _styled(card.highlight, styles.read)
    return text.add_spans(marks)


def _styled(spans: Iterable[Span], style: str) -> list[Styled]:
    return [Styled(span.start, span.end, style) for span in spans]


def _between(spans: Iterable[Span], length: int) -> list[Span]:
    """Return what ``spans``, in order and apart, leave out of a text."""
    gaps, end = [], 0
    for span in spans:
        gaps.append(Span(end, span.start))
        end = span.end
    return [gap for gap in [*gaps, Span(end, length)] if gap.start < gap.end]
