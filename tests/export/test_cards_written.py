"""Cards as Word, pages and Markdown: the whole paragraph, to the letter, in debaters' layout."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import docx
import pytest
from lxml import html
from markdown_it import MarkdownIt

from debater.cards.cutting import clear, cut, grow, read_aloud, toggle_underline
from debater.cards.model import CITE_STYLES, Card, CiteStyle
from debater.errors import ProofError
from debater.export.card_document import UNTAGGED, written_cards
from debater.export.card_docx import cards_docx
from debater.export.card_html import cards_html
from debater.export.card_markdown import cards_markdown
from debater.motions.citation import cite
from debater.motions.model import Motion


@pytest.fixture(scope="module")
def cards() -> list[Card]:
    """A card of each passage of the shipped motion, under headings."""
    from debater.motions.pack import read_motion
    from tests.support import DETENTE

    motion = read_motion(DETENTE)
    return [card_of(motion, number) for number in range(len(motion.passages))]


def card_of(motion: Motion, number: int) -> Card:
    """Return a card of a passage, some grown by a paragraph or cut otherwise."""
    passage = motion.passages[number]
    sentence = passage.points[0].sentences[-1]
    citation = cite(motion.source(passage.source), passage, sentence.span)
    card = cut(motion, citation, sentence.voice, sentence.speaker, "for", f"Tag {number}.")
    if number % 3 == 1:
        card = toggle_underline(grow(card, motion, "after"), 0, 6)
    hat = "Answers" if number < 9 else "Case"
    return replace(card, pocket="Détente", hat=hat, block=f"Block {number // 4}")


def folded(text: str) -> str:
    """Return text with its white space folded, as readers see it."""
    return " ".join(text.split())


def test_the_body_is_the_source_word_for_word(cards: list[Card]) -> None:
    """In all three kinds of file, whatever is underlined, read or shrunk."""
    page = html.document_fromstring(cards_html(cards))
    bodies = [p.text_content() for p in page.xpath("//p[@class='body']")]
    assert bodies == [card.text for card in cards]
    word = docx.Document(io.BytesIO(cards_docx(cards)))
    text = folded(" ".join(paragraph.text for paragraph in word.paragraphs))
    rendered = MarkdownIt("commonmark").render(cards_markdown(cards))
    quoted = html.document_fromstring(rendered).xpath("//blockquote")
    assert [folded(q.text_content()) for q in quoted] == [folded(card.text) for card in cards]
    for card in cards:
        assert folded(card.text) in text


def test_what_is_read_is_marked_in_each(cards: list[Card]) -> None:
    """Highlighted in Word, marked on the page, bold in Markdown."""
    page = html.document_fromstring(cards_html(cards))
    word = docx.Document(io.BytesIO(cards_docx(cards)))
    marks = [
        folded(" ".join(mark.text_content() for mark in body.xpath(".//mark")))
        for body in page.xpath("//p[@class='body']")
    ]
    assert marks == [read_aloud(card) for card in cards]
    lit = [r.text for p in word.paragraphs for r in p.runs if r.font.highlight_color is not None]
    assert folded(" ".join(lit)) == folded(" ".join(read_aloud(card) for card in cards))
    shrunk = [r for p in word.paragraphs for r in p.runs if r.font.size and r.font.size.pt < 9]
    assert shrunk
    rendered = MarkdownIt("commonmark").render(cards_markdown(cards))
    tree = html.document_fromstring(rendered)
    bold = [
        folded(" ".join(s.text_content() for s in quote.xpath(".//strong")))
        for quote in tree.xpath("//blockquote")
    ]
    assert bold == [read_aloud(card) for card in cards]


def test_headings_are_the_levels_of_debaters_templates(cards: list[Card]) -> None:
    """Pocket, hat, block and tag are Headings 1 to 4, each once until it changes."""
    word = docx.Document(io.BytesIO(cards_docx(cards)))
    headings = [
        (p.style.name, p.text)
        for p in word.paragraphs
        if p.style is not None and p.style.name is not None and p.style.name.startswith("Heading")
    ]
    assert headings[:4] == [
        ("Heading 1", "Détente"), ("Heading 2", "Answers"), ("Heading 3", "Block 0"),
        ("Heading 4", "Tag 0."),
    ]  # fmt: skip
    assert [text for name, text in headings if name == "Heading 1"] == ["Détente"]
    assert [text for name, text in headings if name == "Heading 2"] == ["Answers", "Case"]
    tags = [text for name, text in headings if name == "Heading 4"]
    assert tags == [card.tag for card in cards]
    # A hat that changes repeats the block below it.
    blocks = [text for name, text in headings if name == "Heading 3"]
    assert blocks == ["Block 0", "Block 1", "Block 2", "Block 2", "Block 3", "Block 4"]


@pytest.mark.parametrize("style", CITE_STYLES)
def test_every_card_has_its_cite_and_what_is_missing(cards: list[Card], style: CiteStyle) -> None:
    """In the style that was asked for, paragraph numbers included."""
    markdown = cards_markdown(cards, style)
    assert markdown.count("qualifications not given") == len(cards)
    place = {"nsda": "¶ 1", "mla": "Par. 1.", "apa": "(para. 1)."}[style]
    assert place in markdown
    assert place in html.document_fromstring(cards_html(cards, style)).text_content()


def test_a_card_whose_source_has_changed_is_not_written(cards: list[Card]) -> None:
    """Its body is proved at the export, not only when it was cut."""
    card = cards[0]
    source = replace(card.body.source)
    object.__setattr__(source, "text", source.text.replace(card.text, card.text.upper()))
    body = replace(card.body)
    object.__setattr__(body, "source", source)
    forged = replace(card)
    object.__setattr__(forged, "body", body)
    for write in (cards_docx, cards_html, cards_markdown):
        with pytest.raises(ProofError):
            write([cards[1], forged])


def test_an_uncut_card_and_an_untagged_one_are_written(cards: list[Card]) -> None:
    """Nothing read is said to be read, and a missing tag is said to be missing."""
    bare = replace(clear(cards[0]), tag="")
    (written,) = written_cards([bare], "nsda")
    assert written.tag == UNTAGGED
    assert "read 0" in written.note
    assert cards_markdown([bare]).count("**") == 4  # the legend, and what is spoken of the cite


def test_hostile_tags_and_headings_are_text(cards: list[Card]) -> None:
    """In each kind of file."""
    bad = "<b>x</b> # [a](http://b) \x1b[31m"
    card = replace(cards[0], tag=bad, pocket=bad, hat=bad, block=bad, speaker=bad, voice="reported")
    page = html.document_fromstring(cards_html([card]))
    assert page.xpath("//b | //script") == []
    tokens = MarkdownIt("commonmark").parse(cards_markdown([card]))
    inline = {child.type for token in tokens for child in token.children or ()}
    assert not inline & {"html_inline", "link_open"}
    word = docx.Document(io.BytesIO(cards_docx([card])))
    assert not any(re.search("[\x00-\x08\x1b]", paragraph.text) for paragraph in word.paragraphs)
