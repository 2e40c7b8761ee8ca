"""Zip archives from strangers: opened only when what they unpack to is bounded."""

from __future__ import annotations

import zipfile
from io import BytesIO

from debater.errors import DocumentError

MEBIBYTE = 1024 * 1024
_UNPACKED = 200 * MEBIBYTE
_MEMBER = 40 * MEBIBYTE
_MEMBERS = 10_000
_RATIO = 200  # text packs about tenfold; a bomb thousandfold
_RATIO_FROM = MEBIBYTE


def opened(data: bytes) -> zipfile.ZipFile:
    """Open an archive after looking at what its members would unpack to.

    zipfile never unpacks more of a member than its entry declares, so the declared sizes
    bound what is read.  Raises ``DocumentError`` for a bomb, or what is no archive.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeError) as error:
        raise damaged(str(error)) from error
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    dense = any(
        entry.file_size > _RATIO_FROM and entry.file_size > _RATIO * max(1, entry.compress_size)
        for entry in entries
    )
    large = any(entry.file_size > _MEMBER for entry in entries if _is_text(entry.filename))
    if len(entries) > _MEMBERS or total > _UNPACKED or dense or large:
        raise DocumentError(
            "unpacks to far more than a document holds, so it is not opened.",
            "If it is a real document, save its text as DOCX or plain text anew.",
        )
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the bytes of a member; raises ``DocumentError`` when it cannot be unpacked."""
    try:
        return archive.read(name)
    except (KeyError, zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
        raise damaged(f"{name}: {error}") from error
    except (NotImplementedError, RuntimeError) as error:
        # RuntimeError is how zipfile says that a member is encrypted.
        raise DocumentError(
            "is protected by a password.", "Remove the password and save it again."
        ) from error
    except Exception as error:
        raise damaged(f"{name}: {error}") from error


def damaged(reason: str) -> DocumentError:
    """Return the refusal of a damaged file; the reader adds the file's name."""
    return DocumentError(f"is damaged ({reason}).", "Download or copy it again, or save it anew.")


def _is_text(name: str) -> bool:
    return name.casefold().endswith((".xml", ".rels", ".opf", ".xhtml", ".html", ".htm", ".ncx"))
