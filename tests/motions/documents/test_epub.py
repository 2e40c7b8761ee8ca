"""EPUB: chapters in reading order, and nothing of what a book carries around them."""

from __future__ import annotations

import pytest

from debater.errors import DocumentError
from tests.motions.documents import making
from tests.motions.documents.conftest import Import, headings, texts
from tests.motions.documents.making import PACKAGE, PARAGRAPHS, xhtml

CHAPTER = "OEBPS/text/two.xhtml"
CITE = {
    "author": "Mirelle Castane",
    "date": "2021-03-04",
    "title": "Roads and Reasons",
    "publication": "Lantern Row Press",
}
ENCRYPTED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm="{how}"/>'
    '<CipherData><CipherReference URI="{what}"/></CipherData></EncryptedData></encryption>'
)


def test_a_book(imported: Import) -> None:
    """Two chapters in order; cover and contents are left out, and it is said."""
    document = imported("a.epub", making.epub())
    assert texts(document) == list(PARAGRAPHS)
    assert headings(document) == ["One", "Two more"]
    assert document.cite == CITE
    assert document.dropped == ("2 pages such as cover and contents",)


def test_notes_quotations_and_tables(imported: Import) -> None:
    """Notes and their markers go, a quotation stays in its place, a table is named."""
    chapter = xhtml(
        "<h1>Two</h1><p>Text with a note<a epub:type='noteref' href='#n1'>1</a> in it.</p>"
        "<aside epub:type='footnote' id='n1'><p>The note.</p></aside>"
        "<blockquote><p>Quoted at length.</p></blockquote><ul><li>one</li><li>two</li></ul>"
        "<table><tr><td>1</td></tr></table>"
    )
    document = imported("a.epub", making.epub(**{CHAPTER: chapter}))
    assert texts(document)[-3:] == ["Text with a note in it.", "Quoted at length.", "– one\n– two"]
    assert document.dropped[1:] == ("1 footnote marker", "1 table")


def test_copy_protection_is_named(imported: Import) -> None:
    """Encrypted text is refused; fonts that are only obfuscated do not matter."""
    name = "META-INF/encryption.xml"
    locked = ENCRYPTED.format(how="http://www.w3.org/2001/04/xmlenc#aes128-cbc", what=CHAPTER)
    with pytest.raises(DocumentError, match="copy protection"):
        imported("a.epub", making.epub(**{name: locked}))
    fonts = ENCRYPTED.format(how="http://www.idpf.org/2008/embedding", what="OEBPS/a.otf")
    assert texts(imported("a.epub", making.epub(**{name: fonts}))) == list(PARAGRAPHS)


def test_entities_are_not_resolved(imported: Import) -> None:
    """A book's list of contents cannot read a file of the coach's."""
    doctype = '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/hostname">]><package'
    package = PACKAGE.replace("<package", doctype, 1).replace("Roads and", "&x;Roads and")
    document = imported("a.epub", making.epub(**{"OEBPS/book.opf": package}))
    assert document.cite["title"] == "Roads and Reasons"


def test_entities_that_multiply_are_refused(imported: Import) -> None:
    """Twelve entities of ten each, a terabyte if they were resolved, are not."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    package = PACKAGE.replace("<package", f"<!DOCTYPE p [{laughs}]><package", 1)
    with pytest.raises(DocumentError, match="is damaged"):
        imported(
            "a.epub",
            making.epub(**{"OEBPS/book.opf": package.replace("Roads and", "&l11;Roads and")}),
        )


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"OEBPS/big.xhtml": "a" * 60_000_000}, "unpacks to far more"),
        ({"OEBPS/book.opf": "not xml"}, "is damaged"),
        ({"META-INF/container.xml": "<container/>"}, "names no list of contents"),
        ({"OEBPS/book.opf": "<package/>"}, "has no words"),
    ],
)
def test_what_is_no_book_is_refused(imported: Import, files: dict[str, str], said: str) -> None:
    """A bomb and a broken book are each named."""
    with pytest.raises(DocumentError, match=said):
        imported("a.epub", making.epub(**files))
