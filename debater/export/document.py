"""A document as blocks: what a round is made of before it becomes a page, a file or Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from debater.debating.model import By


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 is the title.  ``anchor`` names it for links."""

    level: Literal[1, 2, 3]
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks from here on."""

    text: str
    by: By


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph of plain words; ``note`` marks a remark of the program."""

    text: str
    note: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a source with their cite; ``anchor`` is that of their passage."""

    text: str
    cite: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list: each item a line, with lines below it."""

    items: tuple[tuple[str, tuple[str, ...]], ...]


_MANY_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Table:
    """A table; a cell holds lines, each with who said it and what became of it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[tuple[By, str], ...], ...], ...]

    @property
    def wide(self) -> bool:
        """Whether it has so many columns that a page is turned for it."""
        return len(self.columns) >= _MANY_COLUMNS


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a source, whole: stretches of its text, those marked that were quoted."""

    anchor: str
    title: str
    runs: tuple[tuple[str, bool], ...]
    cite: str


Block = Heading | Speaker | Words | Quotation | Bullets | Table | Passage


@dataclass(frozen=True, slots=True)
class Document:
    """A title for the window or the file's properties, and the blocks."""

    title: str
    blocks: tuple[Block, ...]
