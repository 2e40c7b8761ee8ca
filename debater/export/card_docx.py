"""Cards as a Word file in the layout debaters' templates use.

Headings 1 to 4 are pocket, hat, block and tag, so that the navigation pane and templates such
as Verbatim know them; the character styles carry what a card shows: the cite, what is
underlined, and what is read aloud.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from debater.cards.cutting import Run
from debater.cards.model import Card, CiteStyle
from debater.export.card_document import WrittenCard, written_cards
from debater.export.render_docx import empty_file, plain, saved

if TYPE_CHECKING:
    from docx.document import Document as WordFile

# The names of the templates' own styles.
CITE, UNDERLINE, EMPHASIS = "Style 13 pt Bold", "Style Underline", "Emphasis"
_READ_SIZE, _SHRUNK, _SPOKEN = 11, 8, 13


def cards_docx(cards: Sequence[Card], style: CiteStyle = "nsda") -> bytes:
    """Write cards as a Word file.  Raises ``ProofError``."""
    word = empty_file("Evidence cards")
    _add_styles(word)
    for written in written_cards(cards, style):
        _card(word, written)
    return saved(word)


def _add_styles(word: WordFile) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    cite = word.styles.add_style(CITE, WD_STYLE_TYPE.CHARACTER)
    cite.font.bold, cite.font.size = True, Pt(_SPOKEN)
    underline = word.styles.add_style(UNDERLINE, WD_STYLE_TYPE.CHARACTER)
    underline.font.underline, underline.font.size = True, Pt(_READ_SIZE)
    emphasis = word.styles[EMPHASIS]
    emphasis.font.italic, emphasis.font.bold = False, True
    emphasis.font.underline, emphasis.font.size = True, Pt(_READ_SIZE)
    for level, size in enumerate((26, 22, 16, 13), start=1):
        heading = word.styles[f"Heading {level}"]
        heading.font.name, heading.font.size, heading.font.bold = "Calibri", Pt(size), True
        heading.font.italic, heading.font.color.rgb = False, RGBColor(0, 0, 0)


def _card(word: WordFile, written: WrittenCard) -> None:
    from docx.shared import Pt

    for level, text in written.headings:
        word.add_heading(plain(text), level)
    word.add_heading(plain(written.tag), 4)
    cite = word.add_paragraph()
    cite.paragraph_format.keep_with_next = True
    cite.add_run(plain(written.cite.spoken), style=CITE)
    missing = written.cite.missing_in_words
    named = f" [{missing}]" if missing else ""
    cite.add_run(plain(f" {written.cite.written}{named}"))
    for paragraph in _paragraphs(written.runs):
        body = word.add_paragraph()
        for run in paragraph:
            _run(body, run)
    note = word.add_paragraph().add_run(plain(written.note))
    note.italic, note.font.size = True, Pt(_SHRUNK)


def _paragraphs(runs: Sequence[Run]) -> list[list[Run]]:
    """Set the body's paragraphs apart: a line end in the source is one in Word."""
    found: list[list[Run]] = [[]]
    for run in runs:
        for number, line in enumerate(run.text.splitlines()):
            if number and found[-1]:
                found.append([])
            if line:
                found[-1].append(Run(line, run.underlined, run.highlighted))
        if run.text.endswith(("\n", "\r")) and found[-1]:
            found.append([])
    return [paragraph for paragraph in found if paragraph]


def _run(paragraph: Any, run: Run) -> None:
    from docx.enum.text import WD_COLOR_INDEX
    from docx.shared import Pt

    text = plain(run.text)
    if run.highlighted:
        added = paragraph.add_run(text, style=EMPHASIS)
        added.font.highlight_color = WD_COLOR_INDEX.TURQUOISE
    elif run.underlined:
        paragraph.add_run(text, style=UNDERLINE)
    else:
        paragraph.add_run(text).font.size = Pt(_SHRUNK)
