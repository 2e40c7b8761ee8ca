"""Walks HTML or XHTML element by element: headings, paragraphs, quotations, lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from debater.motions.documents.model import Block
from debater.motions.documents.tidy import line_of, listed, superscript
from debater.text import words

Element = html.HtmlElement
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SKIPPED = frozenset(
    "script style noscript template iframe object embed svg math canvas video audio form button "
    "select input textarea nav figure figcaption table pre head dialog map menu rt rp".split()
)
_CONTAINERS = frozenset(
    "html body div section article main header footer address p blockquote aside details summary "
    "dl dt dd hgroup center fieldset li ul ol figure".split()
)
_APART = _CONTAINERS | HEADINGS | _SKIPPED
# An empty <title/> is XML; HTML reads everything after it as the title.
_SELF_CLOSED = re.compile(
    r"<(title|script|style|textarea|iframe|a|p|div|span|i|b|em|sup)\b([^<>]*)/>"
)
# How many pages, old ones and a few new, part their paragraphs.
_BREAKS = re.compile(r"(?:<br\b[^<>]*>(?:\s|&nbsp;)*){2,}", re.I)
# Entities a page declares for itself: HTML has none, and this is where bombs are.
_SUBSET = re.compile(r"<!DOCTYPE[^>\[]*\[.*?\]\s*>", re.I | re.S)
_HEAD = 20_000  # characters
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def parsed(text: str) -> Element | None:
    """Parse a page; None when it holds no element.

    The HTML parser knows no entities but HTML's own and opens nothing outside the text.
    """
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    text = _SELF_CLOSED.sub(r"<\1\2></\1>", _DECLARATION.sub("", text))
    text = _BREAKS.sub("</p><p>", _without_subset(text))
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None


def _without_subset(text: str) -> str:
    # Near the start only, where it must be: a search of all would be slow on hostile text.
    found = _SUBSET.search(text, 0, _HEAD)
    return text[: found.start()] + text[found.end() :] if found else text


def with_paragraphs(root: Element) -> None:
    """Wrap text that stands bare between paragraphs in a paragraph of its own.

    Old pages leave the first paragraph so, and then it would be taken for a label.
    """
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in _SKIPPED or element.tag in HEADINGS:
            continue
        if not any(child.tag in ("p", *HEADINGS) for child in element):
            continue
        _wrap(element)


def _wrap(element: Element) -> None:
    """Wrap each run of bare text and inline elements among an element's children."""
    run, text = html.Element("p"), element.text
    run.text, element.text = text, None
    held: list[Element] = []
    runs = [(run, held)]
    apart: list[Element | None] = [None]  # what each run stands after
    for child in list(element):
        if isinstance(child.tag, str) and child.tag not in _APART:
            held.append(child)
            continue
        run, held = html.Element("p"), []
        run.text, child.tail = child.tail, None
        runs.append((run, held))
        apart.append(child)
    for (run, held), after in zip(runs, apart, strict=True):
        run.extend(held)
        if not words("".join(run.itertext())):
            continue
        if after is None:
            element.insert(0, run)
        else:
            after.addnext(run)


def text_of(element: Element) -> str:
    """Return the text of an element on one line, a line break as a space."""
    return line_of("".join(_inline(element)))


def _inline(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return
    # A tag that sets a block apart parts the words on both sides, whatever the white space.
    apart = element.tag == "br" or element.tag in _CONTAINERS
    if apart:
        yield " "
    yield element.text or ""
    for child in element:
        yield from _inline(child)
        yield child.tail or ""
    if apart:
        yield " "


def without_note_markers(root: Element) -> int:
    """Remove the markers of footnotes from the tree and return how many there were.

    Raised digits that link nowhere may be an exponent: they become raised digits of text.
    """
    removed = 0
    for element in list(root.iter("sup", "a")):
        text = "".join(element.itertext()).strip()
        if element.getparent() is None or len(text) > 8:
            continue
        if _is_marker(element, text):
            element.drop_tree()
            removed += 1
        elif element.tag == "sup" and text.isascii() and text.isdigit():
            for child in list(element):
                child.drop_tree()
            element.text = superscript(text)
            element.drop_tag()
    return removed


def _is_marker(element: Element, text: str) -> bool:
    note = "noteref" in (element.get("epub:type") or "") or "doc-noteref" in (
        element.get("role") or ""
    )
    if note:
        return True
    if element.tag != "sup":
        return False
    linked = any((a.get("href") or "").find("#") >= 0 for a in element.iter("a"))
    parent = element.getparent()
    inside = parent is not None and parent.tag == "a" and "#" in (parent.get("href") or "")
    return linked or inside or bool(re.fullmatch(r"\[\w{1,4}\]|[*†‡§]+", text))


class Walk:
    """Gathers the blocks under an element in document order."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.tables = 0
        self._open: list[str] = []

    def over(self, root: Element) -> list[Block]:
        """Return the blocks under ``root``."""
        self._visit(root)
        self._close()
        return self.blocks

    def _visit(self, element: Element) -> None:
        if not isinstance(element.tag, str):
            return
        tag = element.tag
        if tag == "table" and not is_layout(element):
            self.tables += 1
        elif tag == "table" or tag in ("tbody", "tr", "td", "thead", "tfoot", "th"):
            self._contain(element)
        elif tag in _SKIPPED:
            return
        elif tag in HEADINGS:
            self._close()
            self._add(text_of(element), heading=True)
        elif tag in ("ul", "ol") and _is_plain_list(element):
            self._close()
            self._add(listed(text_of(item) for item in element if item.tag == "li"))
        elif tag == "br":
            self._open.append("\n")
        elif tag in _CONTAINERS:
            self._contain(element)
        else:
            self._descend(element)

    def _contain(self, element: Element) -> None:
        self._close()
        self._descend(element)
        self._close()

    def _descend(self, element: Element) -> None:
        self._open.append(re.sub(r"\s+", " ", element.text or ""))
        for child in element:
            self._visit(child)
            self._open.append(re.sub(r"\s+", " ", child.tail or ""))

    def _close(self) -> None:
        """End the paragraph that is open; two line breaks in it part two paragraphs."""
        for part in re.split(r"\n\s*\n", "".join(self._open)):
            self._add(line_of(part))
        self._open = []

    def _add(self, text: str, heading: bool = False) -> None:
        if words(text):
            self.blocks.append(Block(text, heading=heading))


def _is_plain_list(element: Element) -> bool:
    """Tell whether a list's items are lines, not whole sections of a page."""
    return not any(True for _ in element.iter("p", "div", *HEADINGS)) or all(
        len(item.findall(".//p")) <= 1 and not any(True for _ in item.iter(*HEADINGS))
        for item in element
        if item.tag == "li"
    )


def is_layout(table: Element) -> bool:
    """Tell whether a table lays out paragraphs, as old pages do, rather than holds data."""
    cells = list(table.iter("td"))
    prose = sum(len(words(text_of(cell))) > 60 for cell in cells)
    return prose > 0 and (len(cells) <= 6 or any(True for _ in table.iter("p")))
