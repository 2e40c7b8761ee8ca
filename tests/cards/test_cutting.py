"""Cutting: marks keep to words, the body stays to the letter, nothing is clipped unsaid."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.cards.cutting import (
    body_paragraphs,
    clear,
    clipping,
    counts,
    counts_in_words,
    cut,
    grow,
    read_aloud,
    runs,
    shrink,
    suggest,
    toggle_highlight,
    toggle_underline,
    word_spans,
)
from debater.cards.model import Card
from debater.motions.citation import Citation, cite
from debater.motions.model import Motion, Source
from debater.text import Span, words

TEXTS = (
    "One.",
    "Word",
    "No end of a sentence here",
    "First line of it.\nSecond line, which goes on.\r\nThird.",
    "俄罗斯 is 大国。But not every day.",
    "Cafe\u0301 de\u0301tente is not na\u00efve 😀 \u2014 it is slow.",
    "It may help. " * 400,
)


def card_of(text: str, begin: int = 0, end: int | None = None) -> Card:
    """Return a card of a whole text, its highlight suggested from a part of it."""
    source = Source("s", "s.txt", text)
    body = Citation(source, "s-1", (1,), 0, len(text), text)
    card = Card("m", body)
    return suggest(card, Span(begin, len(text) if end is None else end))


def assert_sound(card: Card) -> None:
    """Marks are words, in order, apart, what is read underlined; the runs are the body."""
    begins = {word.start for word in word_spans(card.text)}
    ends = {word.end for word in word_spans(card.text)}
    for spans in (card.underline, card.highlight):
        assert all(span.start in begins and span.end in ends for span in spans)
        assert all(one.end < other.start for one, other in pairwise(spans))
        assert not any("\n" in span.of(card.text) for span in spans)
    assert all(any(h.within(u) for u in card.underline) for h in card.highlight)
    pieces = runs(card)
    assert "".join(piece.text for piece in pieces) == card.text
    assert all(piece.underlined or not piece.highlighted for piece in pieces)
    read = "".join(piece.text + " " for piece in pieces if piece.highlighted)
    assert read.split() == read_aloud(card).split()


@given(
    st.sampled_from(TEXTS),
    st.lists(st.tuples(st.booleans(), st.integers(-3, 40), st.integers(-3, 40)), max_size=12),
)
def test_marks_stay_sound_whatever_is_toggled(
    text: str, toggles: list[tuple[bool, int, int]]
) -> None:
    """Through any sequence, in either direction, beyond the ends too."""
    card = card_of(text)
    for highlight, first, last in toggles:
        card = (toggle_highlight if highlight else toggle_underline)(card, first, last)
        assert_sound(card)
    assert clear(card).underline == clear(card).highlight == ()


def test_toggling_twice_is_as_before() -> None:
    """A highlight underlines too; without the underline it is gone."""
    card = clear(card_of("Talks lower the risk of war."))
    read = toggle_highlight(card, 1, 3)
    assert read_aloud(read) == "lower the risk"
    assert [span.of(read.text) for span in read.underline] == ["lower the risk"]
    assert toggle_underline(read, 0, 5).highlight == read.highlight
    assert toggle_underline(read, 1, 3) == card
    unread = toggle_highlight(read, 3, 1)
    assert (unread.highlight, unread.underline) == ((), read.underline)
    assert toggle_highlight(read, 2, 2).highlight == (Span(6, 11), Span(16, 20))


def test_the_counts_are_of_words() -> None:
    """As debaters say them."""
    card = toggle_highlight(clear(card_of("Talks lower the risk of war.")), 0, 1)
    assert counts(card) == (6, 2)
    assert counts_in_words(card) == "cut 6 words, read 2"
    assert counts_in_words(clear(card_of("One."))) == "cut 1 word, read 0"
    assert counts(card_of("俄罗斯 is 大国")) == (6, 6)


def test_a_short_sentence_is_suggested_whole() -> None:
    """Only the sentence that answered, not its neighbours."""
    text = "Before it. Talks lower the risk of war. After it."
    card = card_of(text, 11, 39)
    assert read_aloud(card) == "Talks lower the risk of war."
    assert_sound(card)


def test_of_a_long_sentence_asides_are_left_out_but_never_what_turns_it() -> None:
    """Brackets and “which” clauses go; “although … not” stays."""
    text = (
        "The treaty, which both sides signed in Vienna after four long years of talks about "
        "talks, lowered the number of warheads (from sixty thousand to twelve thousand), "
        "although it did not end the race, including the race for missiles that nobody counted "
        "in those days."
    )
    read = read_aloud(card_of(text))
    assert "which both sides" not in read
    assert "from sixty thousand" not in read
    assert "although it did not end the race," in read
    assert "lowered the number of warheads" in read
    assert clipping(card_of(text)) == ""


@pytest.mark.parametrize(
    ("text", "read", "word"),
    [
        ("Talks do not help.", (0, 1), "not"),
        ("Talks don't help.", (0, 0), "don't"),
        ("Talks help, however slowly.", (0, 1), "however"),
        ("Talks help unless somebody lies.", (0, 1), "unless"),
        ("Talks help. Wars do not.", (0, 1), ""),
        ("Talks do not help.", (0, 3), ""),
        ("Talks help.", (0, 0), ""),
    ],
)
def test_a_clipped_sense_is_told(text: str, read: tuple[int, int], word: str) -> None:
    """Where a sentence is read in part and the word that turns it is not."""
    card = toggle_highlight(clear(card_of(text)), *read)
    assert (f"“{word}”" in clipping(card)) if word else clipping(card) == ""


def test_a_card_of_a_real_passage_has_its_whole_paragraphs(detente: Motion) -> None:
    """Every passage of the motion: the body is the passage, what is read its sentence."""
    for passage in detente.passages:
        source = detente.source(passage.source)
        sentence = passage.points[0].sentences[0]
        citation = cite(source, passage, sentence.span)
        card = cut(detente, citation, "author", None, "for", "A tag.")
        assert card.text == passage.span.of(source.text)
        assert card.body.paragraphs == passage.paragraphs
        assert set(words(read_aloud(card))) <= set(words(citation.quote))
        assert_sound(card)


def test_a_card_grows_and_shrinks_by_whole_paragraphs(detente: Motion) -> None:
    """Marks stay on their words; at the ends of the source nothing happens."""
    source = detente.sources[0]
    passages = detente.passages
    middle = passages[4]
    card = cut(detente, cite(source, middle, middle.points[0].sentences[0].span))
    read = read_aloud(card)
    more = grow(grow(card, detente, "before"), detente, "after")
    assert more.body.start < card.body.start
    assert more.body.end > card.body.end
    assert len(more.body.paragraphs) == len(card.body.paragraphs) + 2
    assert read_aloud(more) == read
    assert_sound(more)
    assert shrink(shrink(more, detente, "before"), detente, "after") == card
    whole = card
    for _ in range(60):
        whole = grow(grow(whole, detente, "before"), detente, "after")
    assert grow(whole, detente, "before") == grow(whole, detente, "after") == whole
    numbers = [paragraph.number for paragraph in body_paragraphs(whole, detente)]
    assert numbers == list(whole.body.paragraphs)
    for _ in range(60):
        whole = shrink(whole, detente, "after")
    assert len(whole.body.paragraphs) == 1
