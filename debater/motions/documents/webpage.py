"""A web page: its article and what the page says of it, without all that surrounds it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from debater.errors import DocumentError
from debater.motions.documents.decode import declared_charset, decoded
from debater.motions.documents.front import looks_like_author, looks_like_title
from debater.motions.documents.html_blocks import (
    Element,
    Walk,
    is_layout,
    parsed,
    text_of,
    with_paragraphs,
    without_note_markers,
)
from debater.motions.documents.model import Block, Document, counted
from debater.motions.documents.notes import without_notes
from debater.motions.documents.tidy import ITEM, line_of, listed, tidied
from debater.text import fold, words

_SURROUNDINGS = "navigation, share buttons and the like"
_TAGS = {
    "nav": _SURROUNDINGS, "footer": _SURROUNDINGS, "form": _SURROUNDINGS, "aside": "pull quote",
    "button": _SURROUNDINGS, "dialog": _SURROUNDINGS, "figcaption": "caption", "script": "",
    "style": "", "noscript": "", "template": "", "iframe": "", "svg": "",
}  # fmt: skip
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "dialog"})
_PULL_QUOTE = re.compile(r"(?:^|[\s_-])pull-?_?quotes?(?:$|[\s_-])", re.I)
_CAPTION = re.compile(r"(?:^|[\s_-])(?:caption|credit)(?:$|[\s_-])", re.I)
_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|newsletter|subscribe|subscription|sign-?up|related|"
    r"read-?(?:more|next|also)|recommend(?:ed|ations)?|promo|advert(?:s|isement)?|ads?|sponsored|"
    r"comments?|disqus|cookies?|consent|breadcrumbs?|paywall|toolbar|sidebar|widget|reflist|toc|"
    r"editsection|most-?(?:read|popular)|trending|tags|skip-link|popup|modal|donate|outbrain|"
    r"taboola|login|screen-reader-text|visually-hidden|sr-only|footnotes?|infobox|navbox)"
    r"(?:$|[\s_-])",
    re.I,
)
# Lines that ask something of the reader rather than say something of the matter.
_ASKS = re.compile(
    r"^(?:sign up|subscribe|share (?:this|on|via)|read (?:more|next|also)\b|advertisement|"
    r"follow us|click here|related (?:articles?|stories|posts)?:?|listen to (?:this|the) |"
    r"support (?:our|independent) journalism|(?:get|join|download) (?:our|the) (?:app|newsletter)|"
    r"all rights reserved|copyright|©|photograph:|image:|loading|skip to |"
    r"most read|more (?:from|on) |you may also like|this article was (?:first |originally )|"
    r"\d+ comments?$|leave a (?:comment|reply)|print this|email this|back to top|"
    r"have (?:an opinion|something to say)|accept (?:all )?cookies)",
    re.I,
)
_ASKS_WORDS = 30
_MOST = 0.4  # of a page's words: what holds more of them is never surroundings


def read_html(data: bytes, charset: str | None = None, url: str | None = None) -> Document:
    """Read a page; ``charset`` is what its server named, ``url`` where it came from."""
    text = decoded(data, charset or declared_charset(data))
    root = parsed(text)
    if root is None:
        raise DocumentError("holds no page.", "Save the article from the browser again.")
    cite = _cite(root, url)
    left_out = _pruned(root)
    markers = without_note_markers(root)
    with_paragraphs(root)
    blocks, tables = _blocks(root)
    kept, dropped = without_notes(_without_boilerplate(tidied(blocks)))
    if not any(words(block.text) for block in kept if not block.heading):
        raise DocumentError(
            "holds no article that can be read; the page may build it with a script.",
            "Open it in a browser, copy the article, and paste it into a text file.",
        )
    said = [
        what if what == _SURROUNDINGS else counted(number, what)
        for what, number in left_out.items()
    ]
    said += [counted(markers, "footnote marker")] * bool(markers)
    said += [counted(tables, "table")] * bool(tables)
    return Document(tuple(kept), cite, (*said, *dropped))


def _cite(root: Element, url: str | None) -> dict[str, str]:
    """Return what the page says of its article in its own data."""
    # Deferred: its date parser alone reads hundreds of locale files.
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(
        deepcopy(root),
        default_url=url,
        # A search of the whole text for anything like a date finds wrong ones.
        date_config={"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"},
    )
    given = {
        "title": found.title, "author": found.author, "date": found.date,
        "publication": found.sitename, "url": found.url,
    }  # fmt: skip
    cite = {name: line_of(value) for name, value in given.items() if value}
    if not looks_like_title(cite.get("title", "")):
        cite.pop("title", None)
    if "author" in cite:
        names = [name.strip() for name in cite["author"].split(";")]
        # One word is an account, or a pen name, unless the page gives it beside others.
        names = [name for name in names if looks_like_author(name)]
        cite["author"] = ", ".join(names[:6])
    return {name: value for name, value in cite.items() if value}


def _pruned(root: Element) -> Counter[str]:
    """Take out of the tree what surrounds the article; count what had words, by kind."""
    left_out: Counter[str] = Counter()
    whole = len(words(" ".join(root.itertext("p", "div", "li", "td", "article", "span")))) or 1
    for element in list(root.iter()):
        what = _surrounds(element)
        if what is None or element.getparent() is None or element.tag in ("html", "body", "head"):
            continue
        held = len(words(" ".join(element.itertext())))
        if held > _MOST * whole and element.tag not in ("script", "style", "noscript", "template"):
            continue
        if what and held:
            left_out[what] += 1
        element.drop_tree()
    return left_out


def _surrounds(element: Element) -> str | None:
    """Say what kind of surroundings an element is, "" for what nobody sees; else None."""
    if not isinstance(element.tag, str):
        return None
    classes = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _PULL_QUOTE.search(classes):
        return "pull quote"
    if element.tag == "aside" and (_CLASSES.search(classes) or _holds_list(element)):
        return _SURROUNDINGS
    if element.tag == "footer" and any(True for _ in element.iterancestors("blockquote")):
        return None
    if element.tag in _TAGS:
        return _TAGS[element.tag]
    style = (element.get("style") or "").replace(" ", "").casefold()
    if "display:none" in style or element.get("hidden") is not None:
        return ""
    if element.get("role") in _ROLES or _CLASSES.search(classes):
        return _SURROUNDINGS
    return "caption" if _CAPTION.search(classes) else None


def _holds_list(element: Element) -> bool:
    return any(True for _ in element.iter("ul", "ol", "form"))


def _blocks(root: Element) -> tuple[list[Block], int]:
    """Return the article's blocks and how many tables were passed over.

    trafilatura finds the article on most pages; where it loses much of what the page
    itself marks as its article, or of a page with little else, every element counts.
    """
    tables = sum(not is_layout(table) for table in root.iter("table"))
    found = _extracted(root)
    marked = _marked_article(root)
    walked = Walk().over(marked if marked is not None else root)
    mine, theirs = _count(walked), _count(found)
    lossy = theirs < 0.75 * mine if marked is not None else theirs < 0.5 * mine and mine < 500
    # Where both find as much, the page itself knows best where its paragraphs end.
    alike = mine <= (theirs if marked is None else 1.15 * theirs)
    if not found or lossy or alike:
        return walked, tables
    return found, tables


def _marked_article(root: Element) -> Element | None:
    """Return the one element that the page marks as its article, if it holds most of it."""
    whole = sum(len(words(text_of(p))) for p in root.iter("p"))
    for tag in ("article", "main"):
        held = [
            (sum(len(words(text_of(p))) for p in element.iter("p")), place, element)
            for place, element in enumerate(root.iter(tag))
        ]
        if held and max(held)[0] > 0.6 * whole > 0:
            return max(held)[2]
    return None


def _count(blocks: Iterable[Block]) -> int:
    """Count the words of blocks that are no headings."""
    return sum(len(words(block.text)) for block in blocks if not block.heading)


def _extracted(root: Element) -> list[Block]:
    """Return what trafilatura takes for the article."""
    # Deferred: the largest of the parsers, for web pages only.
    from trafilatura import bare_extraction

    found = bare_extraction(
        deepcopy(root), include_comments=False, include_tables=False, with_metadata=False
    )
    body = getattr(found, "body", None)
    blocks: list[Block] = []
    if body is not None:
        _gather(body, blocks)
    return blocks


def _gather(element: etree._Element, blocks: list[Block]) -> None:
    """Turn trafilatura's own elements (p, head, list, quote) into blocks."""
    for child in element:
        if child.tag in ("p", "ab"):
            blocks.extend(Block(part) for part in _broken(child))
        elif child.tag == "head":
            blocks.append(Block(line_of(" ".join(child.itertext())), heading=True))
        elif child.tag == "list":
            blocks.append(Block(listed(" ".join(item.itertext()) for item in child.iter("item"))))
        elif child.tag == "quote":
            inner = any(True for _ in child.iter("p", "list", "head"))
            if inner:
                blocks.append(Block(line_of(child.text or "")))
                _gather(child, blocks)
            else:
                blocks.extend(Block(part) for part in _broken(child))
        elif child.tag not in ("table", "code", "graphic"):
            blocks.append(Block(line_of(child.text or "")))
            _gather(child, blocks)
        if tail := line_of(child.tail or ""):
            blocks.append(Block(tail))


def _broken(element: etree._Element) -> list[str]:
    """Return an element's text, parted where two line breaks follow each other."""
    text = element.text or ""
    for child in element:
        text += "\n" if child.tag == "lb" else " ".join(child.itertext())
        text += child.tail or ""
    return [line_of(part) for part in re.split(r"\n\s*\n", text)]


def _without_boilerplate(blocks: list[Block]) -> list[Block]:
    """Drop short lines that ask the reader for something, and those repeated like a label."""
    seen = Counter(fold(block.text) for block in blocks)
    kept = []
    for block in blocks:
        count = len(words(block.text))
        asks = count <= _ASKS_WORDS and _ASKS.match(block.text.removeprefix(ITEM))
        repeated = seen[fold(block.text)] > 1 and count <= 8
        if not asks and not repeated:
            kept.append(block)
    return kept
