"""Reads a document from a path or an address, whatever its format.

The readers of each format know nothing of where a document comes from: their errors say
what is wrong ("is damaged"), and this module says of which document.
"""

from __future__ import annotations

import logging
import re
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from debater.errors import DocumentError
from debater.motions.documents.front import without_front
from debater.motions.documents.model import Document
from debater.motions.documents.sniff import Kind, kind_of
from debater.motions.documents.tidy import line_of, tidied
from debater.motions.model import CITE_ELEMENTS
from debater.text import clean_line, words

_LOG = logging.getLogger(__name__)
_LARGEST = 50 * 1024 * 1024
_ADDRESS = re.compile(r"^\s*https?://", re.I)
_OTHER_SCHEME = re.compile(r"^\s*([a-z][a-z0-9+.-]+)://", re.I)
_ADDRESS_LIKE = re.compile(
    r"^\s*(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|uk|eu)/)", re.I
)
_CITE_LENGTH = 400


def is_address(location: str) -> bool:
    """Tell whether ``location`` is an http or https address rather than a path."""
    return bool(_ADDRESS.match(location))


def read_document(location: str, today: date | None = None) -> Document:
    """Read the document at ``location``, a path or an http(s) address.

    ``today`` is the date that an address counts as accessed; by default the day it is.
    Raises ``DocumentError``, and nothing else, with one sentence and what to do about it.
    """
    try:
        if is_address(location):
            return _from_address(location.strip(), today)
        return _from_path(location)
    except DocumentError as error:
        named = f"“{clean_line(location)}” {error.message}"
        raise DocumentError(clean_line(named), error.hint) from error


def _from_path(location: str) -> Document:
    if scheme := _OTHER_SCHEME.match(location):
        raise DocumentError(
            f"is an address of the kind {scheme.group(1)}://, which cannot be read.",
            "Give a file, or an address that begins with http:// or https://.",
        )
    try:
        path = Path(location).expanduser()
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise DocumentError("is a folder.", "Name the document inside it.")
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError("is not a file that can be read.", "Give a document.")
        if status.st_size > _LARGEST:
            raise DocumentError(
                f"is larger than {_LARGEST // (1024 * 1024)} MB, so it is not read.",
                "Save the part you need as a document of its own.",
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        hint = "Check the spelling and the folder."
        if _ADDRESS_LIKE.match(location):
            hint = f"If it is an address, write it as https://{location.strip()}"
        raise DocumentError("does not exist.", hint) from error
    except PermissionError as error:
        raise DocumentError(
            "may not be read: permission is denied.", "Change its permissions, or copy it."
        ) from error
    except (OSError, ValueError, RuntimeError) as error:
        # ValueError: a path with a NUL; RuntimeError: the home of an unknown "~user".
        reason = getattr(error, "strerror", None) or error
        raise DocumentError(f"cannot be read ({reason}).", "Check the path.") from error
    return _read(data, path.name)


def _from_address(address: str, today: date | None) -> Document:
    # Deferred: the network client is needed for an address only.
    from debater.motions.documents.address import fetch

    fetched = fetch(address)
    name = unquote(urlsplit(fetched.url).path)
    document = _read(fetched.data, name, fetched.media, fetched.charset, fetched.url)
    day = today or datetime.now(UTC).astimezone().date()
    url = line_of(fetched.url)
    return replace(document, cite={**document.cite, "url": url, "accessed": day.isoformat()})


def _read(
    data: bytes, name: str, media: str = "", charset: str | None = None, url: str | None = None
) -> Document:
    """Read the bytes of a document called ``name``; nothing but ``DocumentError`` comes out."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise DocumentError("is empty.", "Give a document with text in it.")
    kind = kind_of(data, name, media)
    try:
        document = _reader(kind, charset, url)(data)
    except DocumentError:
        raise
    except Exception as error:  # the one place: a parser may raise anything
        _LOG.info("a %s document could not be read", kind, exc_info=True)
        reason = clean_line(str(error))[:120] or type(error).__name__
        raise DocumentError(
            f"is damaged and cannot be read as {_NAMES[kind]} ({reason}).",
            "Open it in the program it was made with and save it again.",
        ) from error
    return _finished(document)


_NAMES: dict[Kind, str] = {
    "text": "text",
    "markdown": "Markdown",
    "html": "HTML",
    "pdf": "PDF",
    "docx": "DOCX",
    "epub": "EPUB",
}


def _reader(kind: Kind, charset: str | None, url: str | None) -> Callable[[bytes], Document]:
    """Return the reader of a kind; each imports its parser only when it is called for."""
    # Deferred: a coach who imports one text file loads no parser of PDF, HTML or DOCX.
    if kind == "pdf":
        from debater.motions.documents.pdf import read_pdf

        return read_pdf
    if kind == "docx":
        from debater.motions.documents.word import read_docx

        return read_docx
    if kind == "epub":
        from debater.motions.documents.epub import read_epub

        return read_epub
    if kind == "html":
        from debater.motions.documents.webpage import read_html

        return lambda data: read_html(data, charset, url)
    if kind == "markdown":
        from debater.motions.documents.markdown import read_markdown

        return lambda data: read_markdown(data, charset)
    from debater.motions.documents.plain import read_plain

    return lambda data: read_plain(data, charset)


def _finished(document: Document) -> Document:
    """Take the front matter off, clean every text, and refuse a document without words."""
    blocks, cite = without_front(tidied(document.blocks), document.cite)
    if not blocks and not cite:
        raise DocumentError("has no words in it.", "Give a document with text in it.")
    if not any(words(block.text) for block in blocks if not block.heading):
        raise DocumentError("has no text beside headings.", "Give the article itself.")
    known = {name: line_of(cite[name])[:_CITE_LENGTH] for name in CITE_ELEMENTS if cite.get(name)}
    dropped = tuple(line_of(part) for part in document.dropped)
    known = {name: value for name, value in known.items() if value}
    return Document(tuple(blocks), known, dropped)
