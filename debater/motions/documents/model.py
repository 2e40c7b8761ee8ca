"""What a document is once it is read: blocks of text, what it says of itself, what was left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a document: a paragraph on one line, a heading, or a list.

    A list holds a line an item, each beginning with "– ".  ``page`` counts the pages of
    the file from 1, and is None where the format has none.
    """

    text: str
    heading: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document's blocks in order, without its title, and the cite elements it carries.

    ``dropped`` names for a person what was left out, such as "7 footnotes".
    """

    blocks: tuple[Block, ...]
    cite: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()


def counted(number: int, one: str, many: str = "") -> str:
    """Return "1 table" or "3 tables"."""
    return f"{number} {one if number == 1 else many or one + 's'}"
