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

_GREY = "5F5A50"


def as_docx(document: Document) -> bytes:
    """Write a document as a Word file."""
    word = empty_file(document.title)
    following = [*document.blocks[1:], None]
    for block, after in zip(document.blocks, following, strict=True):
        if isinstance(block, Heading) and isinstance(after, Table) and after.wide:
            # A heading stands on the page of what it heads.
            _turn(word, landscape=True)
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
    """Add a table as wide as the page; its first row is repeated on every page."""
    from docx.shared import Pt

    if table.wide and not _is_turned(word):
        _turn(word, landscape=True)
    caption = word.add_paragraph()
    caption.paragraph_format.keep_with_next = True
    _styled(caption.add_run(plain(table.caption)), faint=True)
    grid = word.add_table(rows=1, cols=len(table.columns))
    grid.style = "Table Grid"
    size = Pt(7 if table.wide else 9)
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
    _lay_out(word, grid)
    if table.wide:
        _turn(word, landscape=False)


def _lay_out(word: WordFile, grid: Any) -> None:
    """Give the columns the same share of the page, and the rows what keeps them readable."""
    from docx.oxml import OxmlElement

    # Anything, as lengths may be missing in files that are not ours.
    section: Any = word.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    # Not left to the program that opens it: some then let columns run off the page.
    grid.autofit = False
    width = room // len(grid.columns)
    for column in grid.columns:
        column.width = width
    for number, row in enumerate(grid.rows):
        for cell in row.cells:
            cell.width = width
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))


def _is_turned(word: WordFile) -> bool:
    section: Any = word.sections[-1]
    return bool(section.page_width > section.page_height)


def _turn(word: WordFile, *, landscape: bool) -> None:
    """Go on on a new page, lying or standing."""
    from docx.enum.section import WD_ORIENT, WD_SECTION

    section: Any = word.add_section(WD_SECTION.NEW_PAGE)
    long, short = (
        max(section.page_width, section.page_height),
        min(section.page_width, section.page_height),
    )
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
