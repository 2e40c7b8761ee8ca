"""Makes blocks of text what a source needs: one line a paragraph, mended and cleaned."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from debater.motions.documents.model import Block
from debater.text import clean_line, words

ITEM = "– "
# Typographic ligatures; NFKC would also turn "½" and "m²" into something else.
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
)
# Soft hyphen, zero-width space, word joiner and the invisible operators: no glyph, and a
# search for the word would miss it.  Joiners stay: scripts and emoji need them.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060-\u2064]")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# A hyphen at the end of a line: typed, soft, or as PDFium marks one.
HYPHENS = "-\u2010\u00ad\x02\ufffe"
# A line that ends with one of these words and a hyphen breaks at a real one.
_COMPOUNDING = frozenset({"self", "well", "twenty", "thirty", "forty", "fifty", "sixty", "ninety"})
_LONGEST_WORD = 100  # characters; a search of the whole text before would be slow
_LAST_LETTERS = re.compile(r"[^\W\d_]+$")
_BULLET = re.compile(r"^(?:[•‣◦▪●○■·\uf0b7]\s*|[-*–—+]\s+|\(?\d{1,2}[.)]\s+|\(?[a-h]\)\s+)(?=\S)")


def line_of(text: str) -> str:
    """Return ``text`` on one clean line, ligatures resolved and invisible characters gone."""
    text = _INVISIBLE.sub("", text.translate(_LIGATURES))
    return unicodedata.normalize("NFC", clean_line(text))


def tidied(blocks: Iterable[Block]) -> list[Block]:
    """Clean every block, and leave out those without a word."""
    kept = []
    for block in blocks:
        lines = filter(None, (line_of(line) for line in block.text.split("\n")))
        text = "\n".join(lines)
        if words(text):
            kept.append(replace(block, text=text))
    return kept


def listed(items: Iterable[str]) -> str:
    """Return a list as the text of one block, a line an item; "" when all are empty."""
    lines = (without_bullet(line_of(item)) for item in items)
    return "\n".join(f"{ITEM}{line}" for line in lines if line)


def is_item(line: str) -> bool:
    """Tell whether a line begins as an item of a list does."""
    return bool(_BULLET.match(line.lstrip()))


def without_bullet(line: str) -> str:
    """Return a list's item without its bullet or number."""
    return _BULLET.sub("", line.lstrip(), count=1)


def superscript(digits: str) -> str:
    """Return digits raised, so that what a note's marker is can still be told from a number."""
    return digits.translate(_SUPERSCRIPTS)


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """Return the words that stand whole within ``lines``, hyphenated ones as they are.

    The last word of a line that ends in a hyphen, and the first after it, are halves and
    do not count.
    """
    known: set[str] = set()
    broken = False
    for line in lines:
        parts = line.split()
        if broken:
            parts = parts[1:]
        broken = bool(parts) and parts[-1][-1] in HYPHENS
        known.update(_bare(part) for part in (parts[:-1] if broken else parts))
    return frozenset(known)


def joined(lines: Sequence[str], known: Container[str]) -> str:
    """Join wrapped lines to one, mending words that were broken at a line's end."""
    text = ""
    for line in lines:
        text = mended(text, line.strip(), known) if text else line.strip()
    return text


def mended(before: str, after: str, known: Container[str]) -> str:
    """Append a line to the text before it; ``known`` are words the document shows whole."""
    if not before or not after or before[-1] not in HYPHENS:
        return f"{before} {after}".strip()
    hyphen, stem = before[-1], before[:-1]
    half = _LAST_LETTERS.search(stem[-_LONGEST_WORD:])
    rest = re.match(r"[^\W\d_]+", after)
    if hyphen == "\u00ad":
        return stem + after
    if not half or not rest:
        # "2010-", a dash between spaces, or a number: nothing tells it was a broken word.
        dash = not stem or stem[-1].isspace()
        return f"{before} {after}" if dash else f"{stem}-{after}"
    if not rest.group()[0].islower():
        return f"{stem}-{after}"
    whole = (half.group() + rest.group()).casefold()
    compound = _bare(f"{stem[-_LONGEST_WORD:].split()[-1]}-{after.split()[0]}")
    real = compound in known or half.group().casefold() in _COMPOUNDING
    return f"{stem}-{after}" if real and whole not in known else stem + after


def _bare(word: str) -> str:
    return re.sub(r"^\W+|\W+$", "", word).casefold()
