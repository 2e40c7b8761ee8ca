"""An evidence card as values: tag, cite, whole paragraphs, and what of them is read aloud.

The body is a ``Citation`` and so is proved whenever a card is made.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from debater.motions.citation import Citation
from debater.motions.model import Stance, Voice
from debater.text import Span

CiteStyle = Literal["nsda", "mla", "apa"]
# How a card is read: all of it with its marks; what is underlined or read in full size and
# the rest shrunk; or only what is read aloud.
Reading = Literal["whole", "shrunk", "read"]

CITE_STYLES: tuple[CiteStyle, ...] = ("nsda", "mla", "apa")
READINGS: tuple[Reading, ...] = ("whole", "shrunk", "read")


@dataclass(frozen=True, slots=True)
class Cited:
    """Something cited in a round, of which a card can be cut.

    ``voice`` is whose words the round says it is; ``tag`` is the claim it was cited for.
    """

    citation: Citation
    voice: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A card cut from one source.

    ``body`` cites whole paragraphs.  ``underline`` and ``highlight`` are spans of characters
    in ``body.quote``, at the edges of words, in order, apart from each other; everything
    highlighted is underlined too.  ``tag`` is one full sentence, empty until it is written.
    ``pocket``, ``hat`` and ``block`` are the headings above it in a file of cards.
    """

    motion: str
    body: Citation
    tag: str = ""
    underline: tuple[Span, ...] = ()
    highlight: tuple[Span, ...] = ()
    voice: Voice = "author"
    speaker: str | None = None
    stance: Stance = "neutral"
    pocket: str = ""
    hat: str = ""
    block: str = ""

    @property
    def text(self) -> str:
        """The whole body, verbatim."""
        return self.body.quote

    def with_tag(self, tag: str) -> Card:
        """Return this card with another tag."""
        return replace(self, tag=tag)
