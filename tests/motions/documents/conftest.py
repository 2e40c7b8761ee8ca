"""A document from bytes, as a coach would give it: a file with a name."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest

from debater.motions.documents import Document, read_document


class Import(Protocol):
    """Writes a file and reads it as a document."""

    def __call__(self, name: str, data: bytes | str) -> Document:
        """Write ``data`` to a file called ``name`` and read that."""
        ...


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    """Return a function that writes a file and reads it as a document."""

    def write_and_read(name: str, data: bytes | str) -> Document:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read_document(str(path))

    return write_and_read


def texts(document: Document) -> list[str]:
    """Return the text of every block that is not a heading."""
    return [block.text for block in document.blocks if not block.heading]


def headings(document: Document) -> list[str]:
    """Return the text of every heading."""
    return [block.text for block in document.blocks if block.heading]
