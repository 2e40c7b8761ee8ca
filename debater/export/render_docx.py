"""A document as a Word file; python-docx is imported only when one is written."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from debater.export.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Passage,
    Quotation,
    Speaker,
    Table,
    Words,
)
from debater.text import clean

if TYPE_CHECKING:
    from docx.document import Document as WordFile

_MANY_COLUMNS = 5
_GREY = "5F5A50"


def as_docx(document: Document) -> bytes:
    """Write a document as a Word file."""
    word = empty_file(document.title)
    for block in document.blocks:
        _block(word, block)
    return saved(word)


def empty_file(title: str) -> WordFile:
    """Return a Word file without text, dressed as ours are, with no name of a user in it."""
    import docx
    from docx.shared import Mm, Pt

    word = docx.Document()
    properties = word.core_properties
    properties.title, properties.author, properties.comments = plain(title)[:250], "", ""
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    for section in word.sections:
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin = section.bottom_margin = Mm(18)
    return word


def saved(word: WordFile) -> bytes:
    """Return a Word file's bytes."""
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def plain(text: str) -> str:
    """Return text as XML can hold it, cleaned."""
    return "".join(c for c in clean(text) if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))


def _block(word: WordFile, block: Block) -> None:
    match block:
        case Heading(level, text):
            word.add_heading(plain(text), level)
        case Speaker(text):
            paragraph = word.add_paragraph()
            paragraph.add_run(plain(text)).bold = True
            paragraph.paragraph_format.keep_with_next = True
        case Words(text, note):
            paragraph = word.add_paragraph()
            _styled(paragraph.add_run(plain(text)), faint=note)
        case Quotation(text, cite):
            _quoted(word, [(f"“{text}”", False)])
            _cite(word, f"— {cite}")
        case Bullets(items):
            for first, others in items:
                word.add_paragraph(plain(first), "List Bullet")
                for other in others:
                    word.add_paragraph(plain(other), "List Bullet 2")
        case Table():
            _table(word, block)
        case Passage(_, title, runs, cite):
            word.add_heading(plain(title), 3)
            _quoted(word, list(runs))
            _cite(word, cite)


def _styled(run: Any, *, faint: bool) -> None:
    if faint:
        from docx.shared import RGBColor

        run.italic = True
        run.font.color.rgb = RGBColor.from_string(_GREY)


def _quoted(word: WordFile, runs: list[tuple[str, bool]]) -> None:
    """Add an indented paragraph; marked stretches are highlighted and underlined."""
    from docx.enum.text import WD_COLOR_INDEX
    from docx.shared import Mm

    paragraph = word.add_paragraph()
    paragraph.paragraph_format.left_indent = Mm(8)
    for text, is_marked in runs:
        run = paragraph.add_run(plain(text))
        if is_marked:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            run.underline = True


def _cite(word: WordFile, cite: str) -> None:
    from docx.shared import Mm, Pt

    paragraph = word.add_paragraph()
    paragraph.paragraph_format.left_indent = Mm(8)
    run = paragraph.add_run(plain(cite))
    run.font.size = Pt(9)


def _table(word: WordFile, table: Table) -> None:
    """Add a table; one of many columns lies on pages of its own, turned sideways."""
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Pt

    sideways = len(table.columns) >= _MANY_COLUMNS
    if sideways:
        _turn(word.add_section(WD_SECTION.NEW_PAGE), WD_ORIENT.LANDSCAPE)
    caption = word.add_paragraph()
    _styled(caption.add_run(plain(table.caption)), faint=True)
    grid = word.add_table(rows=1, cols=len(table.columns))
    grid.style = "Table Grid"
    size = Pt(9 if len(table.columns) < _MANY_COLUMNS else 7)
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        run = cell.paragraphs[0].add_run(plain(column))
        run.bold, run.font.size = True, size
    for row in table.rows:
        cells = grid.add_row().cells
        for cell, lines in zip(cells, row, strict=True):
            for number, (_, text) in enumerate(lines):
                paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                paragraph.paragraph_format.space_after = Pt(2)
                paragraph.add_run(plain(text)).font.size = size
    if sideways:
        _turn(word.add_section(WD_SECTION.NEW_PAGE), WD_ORIENT.PORTRAIT)


def _turn(section: Any, orientation: Any) -> None:
    from docx.enum.section import WD_ORIENT

    long, short = (
        max(section.page_width, section.page_height),
        min(section.page_width, section.page_height),
    )
    sideways = orientation == WD_ORIENT.LANDSCAPE
    section.orientation = orientation
    section.page_width, section.page_height = (long, short) if sideways else (short, long)
