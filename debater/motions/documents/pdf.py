"""PDF: words by their place on the page become lines, columns, paragraphs."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Any

from debater.errors import DocumentError
from debater.motions.documents.archive import damaged
from debater.motions.documents.front import looks_like_author, looks_like_title
from debater.motions.documents.model import Block, Document, counted
from debater.motions.documents.notes import without_notes
from debater.motions.documents.pdf_furniture import Furniture, without_footnotes, without_heads
from debater.motions.documents.pdf_lines import Line, gutter, in_reading_order, pieces
from debater.motions.documents.pdf_paragraphs import (
    Paragraph,
    Setter,
    blocks_of,
    body_size,
    with_drop_caps,
)
from debater.motions.documents.pdf_words import page_words
from debater.motions.documents.tidy import joined, line_of, tidied
from debater.text import fold

_MOST_PAGES = 2000
_MOST_LINES = 400_000
_TITLE_LARGER = 1.2
_PRODUCER_PREFIX = re.compile(r"^Microsoft (?:Word|PowerPoint) - ", re.I)
_CAPTION = re.compile(r"^(?:Figure|Fig\.|Table|Exhibit|Chart) \d+[.:]")
_DOTTED = re.compile(r"(?:\s?\.){6}|(?:\s?…){3}")
# PDFium keeps state of its own and may not be used by two threads at a time.
_ONE_AT_A_TIME = threading.Lock()


def read_pdf(data: bytes) -> Document:
    """Read a PDF; raises ``DocumentError`` when it is locked, damaged or holds no text."""
    with _ONE_AT_A_TIME:
        pages, told = _read_pages(data)
    _check_text(pages)
    empty = sum(not page for page in pages)
    body = body_size([line for page in pages for line in page])
    stripped, furniture = without_heads(pages, body)
    columns = _columns([with_drop_caps(page, body) for page in stripped])
    columns, notes = without_footnotes(columns, body)
    lines = [
        replace(line, column=number) for number, column in enumerate(columns) for line in column
    ]
    setter = Setter(lines)
    cite, paragraphs = _titled(setter.paragraphs(), setter.body, told)
    kept, dropped = without_notes(tidied(_without_captions(blocks_of(paragraphs))))
    return Document(tuple(kept), cite, (*_said(furniture, notes, empty), *dropped))


def _read_pages(data: bytes) -> tuple[list[list[Line]], dict[str, str]]:
    """Return the pieces of line on each page, and the file's own title and author.

    One page at a time is open, so memory is bounded by the lines of text.
    """
    # Deferred: the library loads a shared object, for PDFs only.
    import pypdfium2  # type: ignore[import-untyped]  # no stubs

    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _unopened(str(error)) from error
    try:
        if len(file) > _MOST_PAGES:
            raise DocumentError(
                f"has {len(file)} pages; at most {_MOST_PAGES} are read.",
                "Save the chapter you need as a document of its own.",
            )
        pages: list[list[Line]] = []
        for number in range(len(file)):
            pages.append(_page(file, number, pypdfium2.PdfiumError))
            if sum(map(len, pages[-50:])) > _MOST_LINES:
                raise DocumentError("holds more text than a document does.", "Save a part of it.")
        told = {name: str(file.get_metadata_value(name)) for name in ("Title", "Author")}
        return pages, told
    finally:
        file.close()


def _page(file: Any, number: int, failure: type[Exception]) -> list[Line]:
    """Return the pieces of line on one page; a damaged page has none."""
    try:
        page = file[number]
    except failure:
        return []
    try:
        textpage = page.get_textpage()
        try:
            return pieces(page_words(textpage), number + 1)
        finally:
            textpage.close()
    except failure:
        return []
    finally:
        page.close()


def _unopened(reason: str) -> DocumentError:
    if "password" in reason.casefold() or "security" in reason.casefold():
        return DocumentError(
            "is protected by a password.",
            "Open it with the password and print or save it as a PDF without one.",
        )
    return damaged(f"it cannot be opened as a PDF: {line_of(reason).rstrip('.')}")


def _check_text(pages: Sequence[Sequence[Line]]) -> None:
    """Refuse a scan, and a file whose fonts do not say which letters they show."""
    text = "".join(line.text for page in pages for line in page)
    letters = sum(character.isalpha() for character in text)
    if letters < 20 * max(1, len(pages)) and letters < 400:
        raise DocumentError(
            "has no text: it is a scan.", "Run it through text recognition (OCR) first."
        )
    hidden = sum(unicodedata.category(c) in ("Co", "Cn", "Cc") or c == "\ufffd" for c in text)
    if hidden > 0.25 * len(text):
        raise DocumentError(
            "does not say which letters its fonts show, so its text cannot be read.",
            "Print it to a picture and run that through text recognition (OCR).",
        )


def _columns(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the columns of all pages in reading order."""
    gutters = [at for at in map(gutter, pages) if at is not None]
    # A gutter that few pages share is a table's.
    usual = median(gutters) if len(gutters) > 0.3 * len(pages) else None
    return [column for page in pages for column in in_reading_order(page, usual)]


def _titled(
    paragraphs: Sequence[Paragraph], body: float, told: dict[str, str]
) -> tuple[dict[str, str], list[Paragraph]]:
    """Take the title off: the largest heading of the first page, else the file's own."""
    cite: dict[str, str] = {}
    kept = list(paragraphs)
    own = line_of(_PRODUCER_PREFIX.sub("", told["Title"]))
    front = [p for p in kept[:12] if p.heading and p.lines[0].page == 1]
    largest = max(front, key=lambda p: p.size, default=None)
    text = joined([line.text for line in largest.lines], frozenset()) if largest else ""
    if largest and largest.size >= _TITLE_LARGER * body and looks_like_title(text):
        cite["title"] = line_of(text)
        kept.remove(largest)
    elif looks_like_title(own):
        cite["title"] = own
        kept = [p for p in kept if p not in front or fold(_text(p)) != fold(own)]
    if looks_like_author(told["Author"]):
        cite["author"] = told["Author"]
    return cite, kept


def _text(paragraph: Paragraph) -> str:
    return " ".join(line.text for line in paragraph.lines)


def _without_captions(blocks: Sequence[Block]) -> list[Block]:
    """Drop captions of figures, and lines of a table of contents with their dots."""
    kept = [block for block in blocks if not _DOTTED.search(block.text)]
    return [block for block in kept if not _CAPTION.match(block.text) or len(block.text) > 400]


def _said(furniture: Furniture, notes: int, empty: int) -> list[str]:
    said: Counter[str] = Counter()
    if furniture.heads:
        said[f"running headers or footers on {counted(furniture.heads, 'page')}"] += 1
    if furniture.numbers:
        said["page numbers"] += 1
    if notes:
        said[counted(notes, "footnote")] += 1
    if empty:
        said[f"{counted(empty, 'page')} without text (a picture or a scan)"] += 1
    return list(said)
