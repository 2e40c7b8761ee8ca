"""DOCX: styles tell what a paragraph is; what is not its prose is left out."""

from __future__ import annotations

from typing import Any

import pytest

from debater.errors import DocumentError
from tests.motions.documents import making
from tests.motions.documents.conftest import Import, headings, texts
from tests.motions.documents.making import AUTHOR, PARAGRAPHS, TITLE

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def test_the_article(imported: Import) -> None:
    """The Title style is cite, a heading style a heading, placeholders are no author."""
    document = imported("a.docx", making.docx(author="python-docx"))
    assert texts(document) == list(PARAGRAPHS)
    assert headings(document) == ["The case for a window"]
    assert document.cite == {"title": TITLE}


def odd(file: Any) -> None:
    """Write one of everything that Word files hold."""
    from docx.oxml import parse_xml

    file.add_heading("My Title", 1)
    file.add_paragraph(f"By {AUTHOR}")
    marked = file.add_paragraph("The town has argued.")
    marked.add_run("12").font.superscript = True
    marked.add_run(" It covers 4 m")
    marked.add_run("2").font.superscript = True
    file.add_paragraph("A heading by hand").runs[0].bold = True
    file.add_paragraph("first item", style="List Bullet")
    file.add_paragraph("second item", style="List Number")
    file.add_table(1, 2).rows[0].cells[0].text = "cell"
    tracked = file.add_paragraph("Kept ")
    for xml in (
        f"<w:del {W}><w:r><w:delText>deleted</w:delText></w:r></w:del>",
        f"<w:ins {W}><w:r><w:t>inserted</w:t></w:r></w:ins>",
        f'<w:hyperlink {W}><w:r><w:t xml:space="preserve"> and linked</w:t></w:r></w:hyperlink>',
        f'<w:r {W}><w:t>.</w:t><w:footnoteReference w:id="2"/></w:r>',
    ):
        tracked._p.append(parse_xml(xml))
    file.add_paragraph("Line one\nline two.\n\nAfter a break.")
    file.sections[0].header.paragraphs[0].text = "RUNNING HEAD"
    file.add_paragraph("• by hand one")
    file.add_paragraph("• by hand two")


def test_everything_a_word_file_holds(imported: Import) -> None:
    """Lists, insertions and links are read; tables, notes and deletions are not, and said."""
    document = imported("a.docx", making.docx(odd, title="thing.docx"))
    assert texts(document) == [
        "The town has argued. It covers 4 m²",
        "– first item\n– second item",
        "Kept inserted and linked.",
        "Line one line two.",
        "After a break.",
        "– by hand one\n– by hand two",
    ]
    assert headings(document) == ["A heading by hand"]
    assert document.cite == {"author": AUTHOR, "title": "My Title"}
    assert document.dropped == (
        "1 table",
        "1 footnote",
        "1 tracked deletion",
        "1 footnote marker",
    )


def test_the_properties_where_the_text_has_no_title(imported: Import) -> None:
    """Core properties are cite where they look like a title and a name."""
    fill = lambda file: [file.add_paragraph(text) for text in PARAGRAPHS]  # noqa: E731
    document = imported("a.docx", making.docx(fill, title="Roads and Reasons", author=AUTHOR))
    assert document.cite == {"author": AUTHOR, "title": "Roads and Reasons"}
    assert texts(document) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (OLE + "WordDocument".encode("utf-16-le"), "an old Word document"),
        (OLE, "an old Office file"),
        (making.docx()[:4000], "is damaged"),
        (making.zipped({"a.txt": "x"}), "a ZIP archive"),
        (making.zipped({"content.xml": "x"}), "an OpenDocument file"),
        (making.zipped({"xl/workbook.xml": "x"}), "a spreadsheet"),
        (making.zipped({"word/document.xml": "x"}), "no Word document can be found"),
        (making.zipped({"word/document.xml": " " * 60_000_000}), "unpacks to far more"),
    ],
)
def test_what_is_no_docx_is_named(imported: Import, data: bytes, said: str) -> None:
    """What a file called .docx is instead, in a sentence."""
    with pytest.raises(DocumentError, match=said) as caught:
        imported("a.docx", data)
    assert caught.value.hint
