"""What cannot be read is refused with one sentence, and nothing but that ever comes out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debater.errors import DocumentError
from debater.motions.documents import Document, read_document, reading
from debater.motions.model import CITE_ELEMENTS
from debater.text import unsafe_characters, words
from tests.motions.documents import making
from tests.motions.documents.conftest import Import
from tests.motions.documents.pages import NEWS, PLAIN
from tests.motions.documents.test_markdown import NOTE

EXTENSIONS = (".txt", ".md", ".html", ".xhtml", ".pdf", ".docx", ".epub", "")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "is empty"),
        ("a.md", b" \n\n\t", "is empty"),
        ("a.txt", b"*** --- !!!", "has no words"),
        ("a.txt", b"Only a Title", "no text beside headings"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a picture"),
        ("a.txt", bytes(range(256)) * 20, "is not text"),
        ("a.txt", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(80), "a program"),
        ("a.rtf", rb"{\rtf1\ansi hello}", "a rich text file"),
        ("a.html", b"<html><body><div id=root></div>", "may build it with a script"),
        ("a.pdf", b"%PDF-1.7\nnothing", "is damaged"),
    ],
)
def test_what_holds_no_article(imported: Import, name: str, data: bytes, said: str) -> None:
    """What is wrong with the file, its name, and what to do about it."""
    with pytest.raises(DocumentError, match=said) as caught:
        imported(name, data)
    assert f"{name}”" in caught.value.message
    assert caught.value.hint
    assert "\n" not in str(caught.value)


def test_paths_that_are_no_file(tmp_path: Path) -> None:
    """A folder, nothing, and paths no system has."""
    for location, said in (
        (str(tmp_path), "is a folder"),
        (str(tmp_path / "none.txt"), "does not exist"),
        ("", "is a folder"),
        ("a\x00b", "cannot be read"),
        ("~nobody-of-that-name/a.txt", "cannot be read"),
        ("x" * 5000, "cannot be read"),
    ):
        with pytest.raises(DocumentError, match=said) as caught:
            read_document(location)
        assert caught.value.hint


def test_an_address_without_its_beginning(tmp_path: Path) -> None:
    """A pasted address without https is told how to write it."""
    with pytest.raises(DocumentError) as caught:
        read_document("www.example.org/article")
    assert "https://www.example.org/article" in caught.value.hint


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    """A file that may not be read is said to be one."""
    path = tmp_path / "a.txt"
    path.write_text("Words.")
    path.chmod(0)
    with pytest.raises(DocumentError, match="permission"):
        read_document(str(path))


def test_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's refusal becomes a sentence, whoever runs the tests."""
    path = tmp_path / "a.txt"
    path.write_text("Words.")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(DocumentError, match="permission is denied"):
        read_document(str(path))


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size counts before a byte is read; a sparse file costs no disk."""
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("it was read"))
    with pytest.raises(DocumentError, match="larger than 50 MB"):
        read_document(str(path))


def test_a_parser_that_fails_is_said_to(imported: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a parser raises becomes the document's fault, in a sentence."""

    def fail(data: bytes) -> Document:
        raise KeyError("no such style")

    monkeypatch.setattr(reading, "_reader", lambda kind, charset, url: fail)
    with pytest.raises(DocumentError, match="damaged and cannot be read as text") as caught:
        imported("a.txt", "Words.")
    assert "no such style" in caught.value.message


def outcome(path: Path) -> Document | DocumentError:
    """Return the document, or the sentence that refuses it."""
    try:
        return read_document(str(path))
    except DocumentError as error:
        return error


def test_parsers_are_loaded_when_needed() -> None:
    """Importing the reader loads no parser and no network client."""
    heavy = ("trafilatura", "lxml", "docx", "pypdfium2", "markdown_it", "httpx2")
    code = (
        "import sys, debater.motions.documents\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def check(path: Path, data: bytes) -> None:
    """Read ``data``; a document must be sound, and nothing but ``DocumentError`` may come."""
    path.write_bytes(data)
    document = outcome(path)
    if isinstance(document, DocumentError):
        assert document.message
        assert document.hint
        return
    assert document.blocks
    for block in document.blocks:
        assert words(block.text)
        assert not list(unsafe_characters(block.text))
        assert block.text == "\n".join(" ".join(line.split()) for line in block.text.split("\n"))
        assert "\n" not in block.text or all(
            line.startswith("– ") for line in block.text.split("\n")
        )
    assert set(document.cite) <= set(CITE_ELEMENTS)
    assert all(document.cite.values())


@given(data=st.binary(max_size=400), extension=st.sampled_from(EXTENSIONS))
def test_arbitrary_bytes(tmp_path: Path, data: bytes, extension: str) -> None:
    """No bytes under any extension raise anything else."""
    check(tmp_path / f"a{extension}", data)


@given(text=st.text(max_size=300), extension=st.sampled_from((".txt", ".md", ".html")))
def test_arbitrary_text(tmp_path: Path, text: str, extension: str) -> None:
    """No text does either, and what comes out is sound."""
    check(tmp_path / f"a{extension}", text.encode("utf-8", "surrogatepass"))


MARKS = st.sampled_from(
    ["<p>", "</p>", "<br>", "<ul><li>", "<table><tr><td>", "<h2>", "# ", "\n\n", "- ", "> ",
     "```\n", "[^1]", "&nbsp;", "<!--", "---\n", "title: ", "<aside>", "<article>", "word ",
     "Two words.", "<sup>1</sup>", "<blockquote>", "\r", "\x1b[31m", "<title>", "<body>", "1. ",
     "[1]", "Notes\n"]
)  # fmt: skip


@given(parts=st.lists(MARKS, max_size=30), extension=st.sampled_from((".md", ".html", ".txt")))
def test_markup_in_any_order(tmp_path: Path, parts: list[str], extension: str) -> None:
    """Markup that nests and ends as it likes is read or refused."""
    check(tmp_path / f"a{extension}", "".join(parts).encode())


REAL = {
    ".txt": "\n\n".join(making.PARAGRAPHS).encode("utf-16"),
    ".md": NOTE.encode(),
    ".html": NEWS.encode(),
    ".htm": PLAIN,
    ".pdf": making.pdf(heads=True, footnotes=True),
    ".docx": making.docx(),
    ".epub": making.epub(),
}


@settings(max_examples=120)
@given(
    extension=st.sampled_from(sorted(REAL)),
    changes=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=6), st.integers(0, 40)),
        min_size=1,
        max_size=5,
    ),
)
def test_real_documents_that_were_damaged(
    tmp_path: Path, extension: str, changes: list[tuple[float, bytes, int]]
) -> None:
    """Bytes put in, overwritten or cut out of a real document never raise anything else."""
    data = REAL[extension]
    for where, put, cut in changes:
        place = int(where * len(data))
        data = data[:place] + put + data[place + cut :]
    check(tmp_path / f"a{extension}", data)
