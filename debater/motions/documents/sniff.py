"""What kind of document bytes are: by their first bytes, then the server, then the name."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Literal

from debater.errors import DocumentError

Kind = Literal["text", "markdown", "html", "pdf", "docx", "epub"]

_BY_EXTENSION: dict[str, Kind] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".shtml": "html",
}
_BY_TYPE: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
}
_ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "Open it in the program it was written with and save it as DOCX, PDF or plain text."
# First bytes of files that are no document, and what a person calls them.
_NOT_DOCUMENTS = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"RIFF", "a picture, sound or film"),
    (b"ID3", "a sound (MP3)"),
    (b"OggS", "a sound or film"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x1f\x8b", "a compressed archive (gzip)"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive (7z)"),
    (b"Rar!", "a compressed archive (RAR)"),
    (b"\xfd7zXZ", "a compressed archive (xz)"),
    (b"BZh", "a compressed archive (bzip2)"),
    (b"%!PS", "a PostScript file"),
    (b"{\\rtf", "a rich text file (RTF)"),
)
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|meta)\b",
    re.I | re.S,
)
_TAGS = re.compile(rb"<(?:p|div|h[1-6]|article|body|br|section|ul|table)\b[^>]*>", re.I)


def kind_of(data: bytes, name: str, served: str = "") -> Kind:
    """Tell how ``data`` is to be read; ``served`` is the content type a server gave.

    ``name`` is the file's name or the path of the address, for its extension.  Raises
    ``DocumentError`` for what is known not to be a document that can be read.
    """
    head = data[:1024].lstrip(b"\xef\xbb\xbf\x00 \t\r\n")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_ZIPPED):
        return _zipped(data)
    if data.startswith(_OLE):
        raise _ole(data)
    for start, what in _NOT_DOCUMENTS:
        # Short marks are also how a text may begin: "BM", "MZ", "BZh".
        if data.startswith(start) and (len(start) > 3 or _has_nul(data)):
            hint = _SAVE_AS if start in (b"{\\rtf", b"%!PS") else _readable()
            raise DocumentError(f"is {what}, not a document that can be read.", hint)
    if _HTML.match(head) or _is_wide_html(data):
        return "html"
    extension = _extension(name)
    media = served.split(";")[0].strip().casefold()
    if media and media in _BY_TYPE:
        return _BY_TYPE[media]
    if media.split("/")[0] in ("image", "audio", "video", "font"):
        raise DocumentError(f"is {media}, not a document that can be read.", _readable())
    if "json" in media or media in ("application/javascript", "text/css", "text/javascript"):
        raise DocumentError(f"is data ({media}), not an article.", _readable())
    kind = _BY_EXTENSION.get(extension, "text")
    if kind == "html" and not _TAGS.search(data) and not _has_nul(data):
        return "text"
    return kind


def _readable() -> str:
    return "Give a text, Markdown, HTML, PDF, DOCX or EPUB document."


def _extension(name: str) -> str:
    return f".{name.rsplit('.', 1)[1]}".casefold() if "." in name else ""


def _has_nul(data: bytes) -> bool:
    return b"\x00" in data[:4096]


def _is_wide_html(data: bytes) -> bool:
    """Tell whether bytes of UTF-16 or UTF-32 are HTML."""
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") and bool(
        _HTML.match(data[:2048].replace(b"\x00", b"").lstrip(b"\xff\xfe"))
    )


def _zipped(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeError) as error:
        raise DocumentError(
            f"is damaged: its archive cannot be opened ({error}).",
            "Download or copy it again, or save it anew.",
        ) from error
    if "META-INF/container.xml" in names:
        return "epub"
    if "word/document.xml" in names or any(
        name.startswith("word/document") and name.endswith(".xml") for name in names
    ):
        return "docx"
    for inside, what in (
        ("ppt/presentation.xml", "a presentation (PPTX)"),
        ("xl/workbook.xml", "a spreadsheet (XLSX)"),
        ("content.xml", "an OpenDocument file"),
        ("Index/Document.iwa", "a Pages document"),
    ):
        if inside in names:
            raise DocumentError(f"is {what}, which cannot be read.", _SAVE_AS)
    raise DocumentError(
        "is a ZIP archive, not a document that can be read.",
        "Unpack it and give the document inside.",
    )


def _ole(data: bytes) -> DocumentError:
    # The directory of the container names its streams in UTF-16.
    if "EncryptedPackage".encode("utf-16-le") in data:
        return DocumentError(
            "is protected by a password.", "Open it, remove the password, and save it again."
        )
    if "WordDocument".encode("utf-16-le") in data:
        return DocumentError("is an old Word document (.doc), which cannot be read.", _SAVE_AS)
    return DocumentError("is an old Office file, which cannot be read.", _SAVE_AS)
