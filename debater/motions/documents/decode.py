"""Bytes to text: byte-order marks, UTF-8, what the document declares, then a guess."""

from __future__ import annotations

import codecs
import re
import unicodedata

from debater.errors import DocumentError
from debater.text import clean

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)|encoding\s*=\s*["']([\w.:-]+)["']""")
# As every browser does: pages that declare these were mostly written in Windows-1252.
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252"}
# What an English, French, German or Spanish text beyond ASCII is made of.
_WESTERN = frozenset(
    "‘’“”–—…•€£§°©®™«»¿¡½¼¾·\u00a0\u00adàâäçéèêëîïôöùûüœßñáíóúãõÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÑÁÍÓÚ"
)
_EUROPEAN = ("cp1252", "cp1250")
_CAPITAL_INSIDE = re.compile(r"[a-zß-öø-ÿ][À-ÖØ-ÞŒŠŽŸ]")
_SAMPLE = 256 * 1024
_BINARY = 0.02
_STRAY = 2  # odd characters that a short note may hold


def decoded(data: bytes, declared: str | None = None) -> str:
    """Return the text of ``data`` with plain line ends and nothing a terminal would obey.

    ``declared`` is the charset a page or its server names.  Raises ``DocumentError`` when
    the bytes are no text.
    """
    text = _decoded(data, declared)
    odd = sum(_is_odd(character) for character in text[:_SAMPLE])
    if odd > _STRAY + _BINARY * len(text[:_SAMPLE]):
        raise not_text()
    return clean(text)


def declared_charset(data: bytes) -> str | None:
    """Return the charset that the head of an HTML page or an XML declaration names."""
    found = _DECLARED.search(data[:4096])
    return (found.group(1) or found.group(2)).decode("ascii", "ignore") if found else None


def not_text() -> DocumentError:
    """Return the refusal of bytes that hold no text; the reader adds the file's name."""
    return DocumentError(
        "is not text that can be read.",
        "Give a text, Markdown, HTML, PDF, DOCX or EPUB document.",
    )


def _decoded(data: bytes, declared: str | None) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if wide := _without_mark(data):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # One torn character in a long UTF-8 file is no other encoding.
        whole = data.decode("utf-8", "ignore")
        sound = sum(character > "\x7f" for character in whole)
        torn = data.decode("utf-8", "replace").count("\N{REPLACEMENT CHARACTER}")
        if sound > 20 * torn or (len(data) - error.start < 4 and sound):
            return data.decode("utf-8", "replace")
    if declared and (text := _as(data, declared)) is not None:
        return text
    western = _as(data, "cp1252")
    if western is not None and _is_western(western):
        return western
    guess = _guessed(data)
    if guess is not None:
        return guess
    if western is None:
        raise not_text()
    return western


def _without_mark(data: bytes) -> str | None:
    """Name the UTF-16 of bytes without a mark: every other byte of plain text is NUL."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 4 or sample.count(0) < 0.4 * half:
        return None
    if sample[1::2].count(0) > 0.4 * half and not sample[::2].count(0):
        return "utf-16-le"
    if sample[::2].count(0) > 0.4 * half and not sample[1::2].count(0):
        return "utf-16-be"
    return None


def _as(data: bytes, name: str) -> str | None:
    try:
        codec = codecs.lookup(name).name
        return data.decode(_AS_BROWSERS_DO.get(codec, codec))
    except (LookupError, UnicodeError, ValueError):
        return None


def _is_western(text: str) -> bool:
    beyond = [character for character in text if character > "\x7f"]
    return len(beyond) < 0.2 * len(text) and all(character in _WESTERN for character in beyond)


def _guessed(data: bytes) -> str | None:
    # Deferred: only a document in an old encoding needs the tables.
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], steps=5).best()
    if best is None:
        return None
    # Its guess between the single-byte sets of Europe is weak: their wrong readings show
    # signs, and capitals, in the middle of words.
    read = [text for name in (best.encoding, *_EUROPEAN) if (text := _as(data, name)) is not None]
    return min(read, key=_oddities, default=None)


def _oddities(text: str) -> int:
    """Count the characters that no word and no sentence would have where they stand."""
    signs = sum(c > "\x7f" and not c.isalpha() and c not in _WESTERN for c in text)
    return signs + len(_CAPITAL_INSIDE.findall(text))


def _is_odd(character: str) -> bool:
    """Tell whether plain text would not hold this character."""
    if character in "\t\n\r\f\v\x1b\x85":
        return False
    return character == "\N{REPLACEMENT CHARACTER}" or unicodedata.category(character) in (
        "Cc",
        "Cn",
        "Co",
        "Cs",
    )
