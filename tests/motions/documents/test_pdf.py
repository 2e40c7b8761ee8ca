"""PDFs of many settings: the same eight paragraphs must come out of each."""

from __future__ import annotations

from io import BytesIO

import pytest

from debater.errors import DocumentError
from tests.motions.documents import making
from tests.motions.documents.conftest import Import, headings, texts
from tests.motions.documents.making import ARTICLE, AUTHOR, PARAGRAPHS, TITLE

SETTINGS = {
    "broken words": {"page": (300, 420)},
    "unbroken": {"article": PARAGRAPHS},
    "indented": {"indent": 14, "space": 0},
    "ragged and indented": {"justify": False, "indent": 14, "space": 0},
    "two columns": {
        "columns": 2,
        "indent": 10,
        "space": 0,
        "page": (420, 500),
    },
    "two columns, spaced": {"justify": False, "columns": 2},
    "three columns": {"columns": 3, "page": (600, 380), "size": 9},
    "large type": {"justify": False, "size": 16},
}


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_gives_the_same_paragraphs(imported: Import, name: str) -> None:
    """Columns, pages, indents, spacing and broken words leave no trace."""
    document = imported("a.pdf", making.pdf(**SETTINGS[name]))  # type: ignore[arg-type]
    assert texts(document) == list(PARAGRAPHS)
    assert document.cite == {"title": TITLE}


def test_heads_numbers_and_notes_are_left_out(imported: Import) -> None:
    """Running heads, page numbers, footnotes and their markers go, and it is said."""
    data = making.pdf(
        justify=False, heads=True, footnotes=True, indent=14, space=0, page=(420, 300)
    )
    document = imported("a.pdf", data)
    assert texts(document) == list(PARAGRAPHS)
    assert document.dropped == (
        "running headers or footers on 3 pages",
        "page numbers",
        "2 footnotes",
        "2 footnote markers",
    )


def test_a_long_document_keeps_its_own_first_lines(imported: Import) -> None:
    """Of forty pages, no first or last line of text is taken for a running head."""
    article = [
        paragraph.replace("town", f"town of ward {number}")
        for number in range(60)
        for paragraph in PARAGRAPHS
    ]
    data = making.pdf(article=article, heads=True, indent=12, space=0, page=(430, 600))
    document = imported("a.pdf", data)
    assert texts(document) == article
    assert [block.page for block in document.blocks][:: len(article) - 1] == [1, 41]


def test_headings_and_pages(imported: Import) -> None:
    """Larger bold lines are headings; each block knows the page it begins on."""
    data = making.pdf(justify=False, headings={2: "The figures", 5: "The objections"})
    document = imported("a.pdf", data)
    assert headings(document) == ["The figures", "The objections"]
    assert texts(document) == list(PARAGRAPHS)
    pages = [block.page for block in document.blocks]
    assert pages == sorted(pages, key=lambda page: page or 0)
    assert pages[0] == 1
    assert pages[-1] == 2


@pytest.mark.parametrize(
    ("told", "cite"),
    [
        (("Microsoft Word - draft.doc", "python-docx"), {}),
        (("Roads and Reasons", AUTHOR), {"title": "Roads and Reasons", "author": AUTHOR}),
        (("untitled", "HP User"), {}),
    ],
)
def test_what_the_file_says_of_itself(
    imported: Import, told: tuple[str, str], cite: dict[str, str]
) -> None:
    """Without a title on the page, the file's own counts if it looks like one."""
    document = imported("a.pdf", making.pdf(title="", told=told, justify=False))
    assert document.cite == cite


def test_a_pdf_called_text_is_read_as_a_pdf(imported: Import) -> None:
    """The content decides, not the name."""
    assert texts(imported("a.txt", making.pdf(justify=False))) == list(PARAGRAPHS)


def test_lists_and_a_quotation_set_off(imported: Import) -> None:
    """Bullets make one list; a narrower quotation is a paragraph of its own."""
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=(400, 400))
    lines = [
        (40, "The town has argued about its harbour road for forty years, and this"),
        (40, "is what the planner of the region said of it in the month of May:"),
        (70, "Nobody has come to my office to ask for the cars to be brought"),
        (70, "back, and I have kept that office for many long and quiet years."),
        (40, "Three things follow from what she said, and from the figures of it:"),
        (40, "• the ring road has room to spare in most of the hours of the day and"),
        (50, "of the night;"),
        (40, "• the shops gain."),
        (40, "The road is closed in the winter and nobody has missed it very much."),
    ]
    for row, (x, text) in enumerate(lines):
        canvas.drawString(x, 360 - 14 * row, text)
    canvas.save()
    found = texts(imported("a.pdf", out.getvalue()))
    assert [text.split(" ")[0] for text in found] == ["The", "Nobody", "Three", "–", "The"]
    assert found[3].split("\n")[1] == "– the shops gain."


def test_a_scan_says_what_it_needs(imported: Import) -> None:
    """A picture of a page is refused with the way out."""
    with pytest.raises(DocumentError, match="has no text: it is a scan") as caught:
        imported("a.pdf", making.scan())
    assert "OCR" in caught.value.hint


def test_a_locked_pdf_says_so(imported: Import) -> None:
    """A password is named as the reason."""
    with pytest.raises(DocumentError, match="protected by a password"):
        imported("a.pdf", making.pdf(article=ARTICLE, password="open sesame"))


@pytest.mark.parametrize("length", [5, 40, 900, 2500])
def test_a_torn_pdf_is_refused(imported: Import, length: int) -> None:
    """A download that broke off is said to be damaged, or whatever it still is."""
    with pytest.raises(DocumentError):
        imported("a.pdf", making.pdf()[:length])


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_large_initial_a_stamp_and_a_turned_page(imported: Import, turn: int) -> None:
    """The initial joins its word, a stamp in the margin goes, and a turned page is turned."""
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=(500, 500))
    move = {0: (0, 0), 90: (500, 0), 180: (500, 500), 270: (0, 500)}[turn]
    canvas.translate(*move)
    canvas.rotate(turn)
    canvas.setFont("Times-Roman", 34)
    canvas.drawString(60, 436, "T")
    canvas.setFont("Times-Roman", 11)
    first = "he town has argued about its road for years and the argument has always"
    canvas.drawString(82, 450, first)
    canvas.drawString(
        82, 437, "ended in the same way, with another study of the road and its cars,"
    )
    canvas.drawString(
        60, 424, "and with another summer of fumes for everybody who lives or walks there."
    )
    canvas.rotate(90)
    canvas.drawString(200, -30, "preprint 2020.12345 of the region")
    canvas.setPageRotation(turn)
    canvas.save()
    assert texts(imported("a.pdf", out.getvalue())) == [
        f"T{first} ended in the same way, with another study of the road and its cars, "
        "and with another summer of fumes for everybody who lives or walks there."
    ]
