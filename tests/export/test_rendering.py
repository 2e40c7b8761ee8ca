"""Rounds as pages, Word files and Markdown: everything is there, and only as text."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import html
from markdown_it import MarkdownIt

from debater.export.document import Document, Words
from debater.export.model import Entry, Part, Piece, RoundView
from debater.export.render_docx import as_docx
from debater.export.render_html import as_html, linked
from debater.export.render_markdown import as_markdown, escaped
from debater.export.round_document import round_document
from debater.export.round_docx import round_docx
from debater.export.round_html import round_html
from debater.export.round_markdown import round_markdown
from debater.export.view import view_of
from debater.motions.model import Motion
from debater.sparring.engine import Engine
from debater.text import clean, words
from tests.export.played import debated, opponent_of, sparred

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "# no heading",
    "- no list\n1. no list either\n+ nor this",
    "> no quotation",
    "`code` *star* _under_ [link](http://example.org) ![image](x)",
    "| a | table |\n| --- | --- |",
    "Setext\n===\nUnder\n---",
    "&lt;entity&gt; &#60;",
    "    four blanks",
    "\x1b[31mred\x07 \u202eback\u202c zero\x00",
    "a" * 3000,
    "back\\slash at the end\\",
    "~~~\nfence\n~~~",
)


@pytest.fixture(scope="module")
def debate(engine: Engine) -> RoundView:
    """A whole debate with many speeches, its flow and its ballot."""
    opponent = opponent_of(engine)
    whole = debated(engine, "british-parliamentary")
    return view_of(whole, engine.motion, opponent.judge.make_flow, opponent.judge)


@pytest.fixture(scope="module")
def round(engine: Engine) -> RoundView:
    """Sparring of several turns."""
    return view_of(sparred(engine), engine.motion)


def hostile(view: RoundView) -> RoundView:
    """Return a round in which somebody says all that could break a file."""
    pieces = tuple(Piece("said", text) for text in HOSTILE)
    part = Part(HOSTILE[0], HOSTILE[5], (Entry(HOSTILE[1], "user", "for", pieces),))
    return replace(view, name=HOSTILE[0], statement=HOSTILE[1], parts=(part,))


def said_in(view: RoundView) -> list[str]:
    """Return every word that was said, quoted or remarked, in order."""
    found: list[str] = []
    for part in view.parts:
        for entry in part.entries:
            for piece in entry.pieces:
                found += words(piece.quoted.citation.quote if piece.quoted else piece.text)
    return found


def in_order(wanted: list[str], text: str) -> bool:
    """Tell whether these words stand in a text in this order, others between them or not."""
    there = iter(words(text))
    return all(word in there for word in wanted)


def page_of(view: RoundView) -> html.HtmlElement:
    """Return the page of a round, parsed."""
    return html.document_fromstring(round_html(view))


def word_of(view: RoundView) -> WordFile:
    """Return the Word file of a round, read back."""
    return docx.Document(io.BytesIO(round_docx(view)))


def text_of(word: WordFile) -> str:
    """Return all text of a Word file, tables at its end."""
    cells = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def plain_of(markdown: str) -> str:
    """Return what a reader of rendered Markdown reads."""
    rendered = MarkdownIt("commonmark").enable("table").render(markdown)
    text: str = html.document_fromstring(rendered).text_content()
    return text


@pytest.mark.parametrize("kind", ["round", "debate"])
def test_every_word_is_there_in_order(kind: str, request: pytest.FixtureRequest) -> None:
    """In each kind of file: arguments, replies, quotations, questions and remarks."""
    view: RoundView = request.getfixturevalue(kind)
    wanted = said_in(view)
    assert len(wanted) > 200
    assert in_order(wanted, page_of(view).text_content())
    assert in_order(wanted, text_of(word_of(view)))
    assert in_order(wanted, plain_of(round_markdown(view)))


def test_flow_ballot_passages_and_cites_are_there(debate: RoundView) -> None:
    """In each kind of file, with the figures and what became of each argument."""
    assert debate.flow is not None
    assert debate.ballot is not None
    headings = [cell.heading for row in debate.flow.rows for cells in row for cell in cells]
    marks = [mark.reason for speech in debate.ballot.speeches for mark in speech.marks]
    wholes = [passage.whole.quote for passage in debate.passages]
    for text in (
        page_of(debate).text_content(),
        text_of(word_of(debate)),
        plain_of(round_markdown(debate)),
    ):
        read = " ".join(words(text))
        for wanted in (*headings, *marks, *wholes, debate.ballot.drill):
            assert " ".join(words(wanted)) in read
        assert "qualifications not given" in read
        assert re.search(r"\[(answered|dropped|carried forward)\]", text)


def test_a_page_needs_nothing_else(debate: RoundView, round: RoundView) -> None:
    """No script, no style or picture from elsewhere; links lead to passages, or to the web."""
    for view in (debate, round, hostile(round)):
        page = page_of(view)
        assert page.xpath("//script | //link | //img | //iframe | //object") == []
        assert page.xpath("//@src | //@onclick | //@onerror | //@style") == []
        ids = set(page.xpath("//@id"))
        for link in page.xpath("//a/@href"):
            assert link.removeprefix("#") in ids or link.startswith(("https://", "http://"))
        assert page.xpath("//title")[0].text == view.name or view.name in HOSTILE
        assert len(page.xpath("//h1")) == 1
        assert page.get("lang") == "en"
    assert page_of(round).xpath("//blockquote//a/@href")


def test_what_was_quoted_is_marked_in_its_passage(round: RoundView) -> None:
    """The marked words, joined, are the quotations; the whole is the passage."""
    page = page_of(round)
    word = word_of(round)
    for number, passage in enumerate(round.passages, start=1):
        (section,) = page.xpath(f"//section[@id='passage-{number}']")
        shown = section.xpath(".//blockquote/p")[0]
        assert shown.text_content() == passage.whole.quote
        marked = "".join(mark.text_content() for mark in shown.xpath(".//mark"))
        for quote in passage.quoted:
            assert quote.quote in marked or set(words(quote.quote)) <= set(words(marked))
    highlighted = [
        run.text for p in word.paragraphs for run in p.runs if run.font.highlight_color is not None
    ]
    assert highlighted
    assert all(
        any(text in passage.whole.quote for passage in round.passages) for text in highlighted
    )


def test_a_wide_flow_lies_on_its_side_and_fits_its_page(debate: RoundView) -> None:
    """Under its heading, every column inside the margins, the speeches' names on each page."""
    word = word_of(debate)
    first, wide, last = word.sections
    assert wide.page_width > wide.page_height
    assert first.page_width == last.page_width == wide.page_height
    (table,) = word.tables
    widths = [column.width for column in table.columns]
    assert len(set(widths)) == 1
    assert sum(widths) <= wide.page_width - wide.left_margin - wide.right_margin
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    inside = [one for one in wide.iter_inner_content() if not isinstance(one, Paragraph)]
    assert len(inside) == 1
    headings = [one.text for one in wide.iter_inner_content() if isinstance(one, Paragraph)]
    assert headings[0] == "Flow"
    (section,) = page_of(debate).xpath("//section[@class='wide']")
    assert section.xpath("string(h2)") == "Flow"
    assert len(section.xpath(".//table")) == 1


def test_what_was_typed_is_text_and_never_structure(round: RoundView) -> None:
    """Markup, controls and Markdown in words, names and titles change nothing."""
    view = hostile(round)
    page = page_of(view)
    assert "<script>alert(1)</script>" in page.text_content()
    assert page.xpath("//img") == []
    tokens = MarkdownIt("commonmark").enable("table").parse(round_markdown(view))
    kinds = {token.type for token in tokens}
    inline = {child.type for token in tokens for child in token.children or ()}
    assert "html_block" not in kinds
    assert not kinds & {"fence", "code_block", "hr", "ordered_list_open"}
    assert not inline & {"html_inline", "code_inline", "link_open", "image"}
    for text in (page.text_content(), text_of(word_of(view)), plain_of(round_markdown(view))):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202e]", text)
        for piece in HOSTILE:
            assert set(words(clean(piece))) <= set(words(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_text_reads_as_it_was_typed(text: str) -> None:
    """One paragraph of Markdown holds nothing but the words."""
    document = Document("t", (Words(text),))
    tokens = MarkdownIt("commonmark").enable("table").parse(as_markdown(document))
    assert {token.type for token in tokens} <= {"paragraph_open", "paragraph_close", "inline"}
    children = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in children} <= {"text", "hardbreak", "softbreak", "text_special"}
    assert escaped("") == ""


def test_lines_of_an_argument_stay_lines() -> None:
    """On the page, in Word and in Markdown, blank lines too."""
    document = Document("t", (Words("One.\nTwo.\n\nThree."),))
    assert as_markdown(document) == "One.\\\nTwo.\n\nThree.\n"
    assert "One.\nTwo.\n\nThree." in as_html(document)
    read = docx.Document(io.BytesIO(as_docx(document)))
    assert read.paragraphs[0].text == "One.\nTwo.\n\nThree."


def test_a_word_file_names_nobody(round: RoundView) -> None:
    """Its properties have the title and no name of a user or a machine."""
    properties = word_of(round).core_properties
    assert properties.title == round.name
    assert (properties.author, properties.comments, properties.last_modified_by) == ("", "", "")


def test_only_addresses_of_the_web_become_links() -> None:
    """And only where they are whole."""
    assert 'href="https://example.org/a"' in linked("T; https://example.org/a; not given")
    for cite in ("javascript:alert(1)", "https://a b", "file:///etc", "ftp://x"):
        assert "href" not in linked(cite)


def test_a_round_without_words_is_still_a_file(detente: Motion, round: RoundView) -> None:
    """Title, side and sources; nothing is made up."""
    empty = replace(round, parts=(), passages=(), flow=None, ballot=None, result="")
    assert len(round_document(empty).blocks) == 5
    assert round_markdown(empty).startswith(f"# {round.name}\n\n")
    assert round_markdown(empty).endswith("not given\n")
    assert detente.statement in page_of(empty).text_content()
