"""Cleaning, matching and splitting text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from debater.text import (
    Span,
    clean,
    clean_line,
    excerpt,
    find_run,
    fold,
    sentence_spans,
    unsafe_characters,
    without_unpaired_quotes,
    words,
)

# Text as a hostile user would send it: any code point, with what terminals obey made common.
HOSTILE = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.characters(max_codepoint=0x9F),
        st.characters(categories=["Cs", "Cf", "Cc"]),
        st.sampled_from(
            [
                "\x1b]52;c;aGk=\x07",
                "\x1b[2J",
                "\x1b[31m",
                "\x1bP1$r\x1b\\",
                "\x9b31m",
                "\x1b",
                "\x9d0;title\x9c",
                "\u202e",
                "\u2066",
                "\ufeff",
                "\r\n",
                "\r",
                "\u2028",
                "\x85",
                "\ud800",
                "👩‍👩‍👧",
                "مرحبا",
                "[bold red]x[/]",
            ]
        ),
    ),
    max_size=30,
).map("".join)

BIDI = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}


@given(HOSTILE)
@example("\x1b]52;c;\x1b[31m\x07\x9b")
@example("\x1b\x1b[[31mm")
def test_clean_lets_nothing_through_that_a_terminal_obeys(text: str) -> None:
    """After clean() there is no escape, control, bidi override, BOM or surrogate."""
    for character in clean(text):
        category = unicodedata.category(character)
        assert character in "\t\n" or category != "Cc", f"U+{ord(character):04X}"
        assert category != "Cs"
        assert character not in BIDI
        assert character not in "\u2028\u2029\ufeff"


@given(HOSTILE)
@example("\x1b\x1b[31m[31m")
@example("\x1b\x00[31m")
@example("\x00\x1b\x00]0;x\x07")
def test_clean_twice_is_clean_once(text: str) -> None:
    """clean() is idempotent, so text cleaned at two doors does not change at the second."""
    once = clean(text)
    assert clean(once) == once


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"]), max_size=200))
@example("👩‍👩‍👧‍👦 🏳️‍🌈")
@example("שלום עולם مرحبا")
@example("e\u0301 ﬁ Ǆ 漢字 \U0001f1eb\U0001f1f7")
def test_clean_keeps_what_people_write(text: str) -> None:
    """Letters, marks, numbers, punctuation and symbols of every script come through as typed."""
    assert clean(text) == text


@pytest.mark.parametrize("kept", ["\u200d", "\u200c", "\ufe0f", "\u00ad", "\u200e", "\u200f"])
def test_clean_keeps_joiners_and_marks_scripts_need(kept: str) -> None:
    """Joiners, variation selectors and directional marks (not overrides) stay."""
    assert clean(f"a{kept}b") == f"a{kept}b"


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b]52;c;cm0gLXJm\x07",
        "\x1b]8;;http://example.org\x1b\\",
        "\x1b[2J",
        "\x1b[38;5;1m",
        "\x1bP+q544e\x1b\\",
        "\x9b31m",
        "\x9d0;title\x9c",
        "\x1b_apc\x1b\\",
        "\x1bc",
        "\x1b(0",
    ],
)
def test_clean_takes_a_sequence_whole(sequence: str) -> None:
    """An escape sequence goes with its parameters, and the words around it stay."""
    assert clean(f"before {sequence}after") == "before after"


def test_an_unfinished_control_string_does_not_swallow_the_next_line() -> None:
    """A sequence without an end takes at most the rest of its own line."""
    assert clean("a\x1b]52;c;never ended\nnext line") == "a\nnext line"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\x85", "\u2028", "\u2029", "\x0b", "\x0c"])
def test_every_line_end_becomes_a_newline(end: str) -> None:
    """Lines are lines, however their ends were written."""
    assert clean(f"one{end}two") == "one\ntwo"


def test_clean_line_is_one_line() -> None:
    """clean_line() folds all white space to single spaces."""
    assert clean_line(" a\t b\r\n\x1b[1mc\u2028d ") == "a b c d"


@given(HOSTILE)
def test_unsafe_characters_names_whatever_clean_would_take(text: str) -> None:
    """Text in which nothing unsafe is found changes under clean() in its line ends alone."""
    if not list(unsafe_characters(text)):
        expected = text.removeprefix("\ufeff")
        assert clean(text).split() == clean_line(expected).split()
        assert not set(clean(text)) - set(expected) - {"\n"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Quoted” — it’s", '"quoted" - it\'s'),
        ("rightly – or wrongly", "rightly -- or wrongly"),
        ("a\u00a0b\u202fc", "A B C"),
        ("wait…", "wait..."),
        ("«mot»", "“mot”"),
        ("STRASSE", "straße"),
        ("one\n  two", "one two"),
        ("ﬁne", "fine"),
    ],
)
def test_texts_that_differ_in_typography_fold_alike(one: str, other: str) -> None:
    """fold() levels quotes, dashes, spaces, case and compatibility forms."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("it is", "it was"), ("no", "not"), ("1990", "1991")])
def test_texts_with_other_words_do_not_fold_alike(one: str, other: str) -> None:
    """fold() never makes one word of two."""
    assert fold(one) != fold(other)


@given(st.text(max_size=120))
@example("ǰ\u0323 ͅ ẖ")
@example("a\u2010\u2011-\n- b")
def test_fold_twice_is_fold_once(text: str) -> None:
    """fold() of a fold is itself, so that comparing folds is sound."""
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=300), st.integers(0, 50), st.integers(0, 300))
@example("He left. She stayed. ", 0, 300)
def test_sentence_spans_lie_inside_and_in_order(text: str, start: int, end: int) -> None:
    """Spans stay inside the part asked for, do not overlap, and begin and end visibly."""
    end = min(end, len(text))
    start = min(start, end)
    last = start
    for span in sentence_spans(text, start, end):
        assert last <= span.start < span.end <= end
        sentence = span.of(text)
        assert sentence == sentence.strip(" \t\r\n")
        last = span.end


@given(st.text(st.characters(categories=["L", "P", "Zs"]), max_size=200))
def test_sentence_spans_lose_no_word(text: str) -> None:
    """What lies outside every sentence is white space."""
    covered = {i for span in sentence_spans(text) for i in range(span.start, span.end)}
    assert not [c for i, c in enumerate(text) if i not in covered and not c.isspace()]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("“Today it rains.", "Today it rains."),
        ("It rains.”", "It rains."),
        ('"Today it rains.', "Today it rains."),
        ('It rains."', "It rains."),
        ("“Whole.”", "“Whole.”"),
        ("He said, “it rains.”", "He said, “it rains.”"),
        ("plain", "plain"),
    ],
)
def test_an_unpaired_quotation_mark_is_left_out_of_a_quotation(text: str, left: str) -> None:
    """A mark whose partner lies outside the span is not quoted; a pair is."""
    assert without_unpaired_quotes(text, Span(0, len(text))).of(text) == left


@pytest.mark.parametrize("mark", ["“", "”", '"', "«", "'"])
def test_a_lone_mark_never_shrinks_to_less_than_nothing(mark: str) -> None:
    """The span of a single quotation mark stays inside itself."""
    span = without_unpaired_quotes(f"a{mark}b", Span(1, 2))
    assert 1 <= span.start <= span.end <= 2


def test_find_run_gives_the_longest_run_with_its_place() -> None:
    """The longest stretch of shared words is found, across typography, with its offsets."""
    text = "She wrote: “It’s the only way home”, and left."
    span = find_run(words("they say it's the only way home tonight"), text, 4)
    assert span is not None
    assert span.of(text) == "It’s the only way home"
    assert find_run(words("nothing of that is here"), text, 3) is None


@given(st.text(max_size=200), st.integers(2, 80))
def test_an_excerpt_is_one_line_of_at_most_its_limit(text: str, limit: int) -> None:
    """excerpt() never exceeds its limit, and leaves short text alone."""
    cut = excerpt(text, limit)
    assert len(cut) <= limit
    assert "\n" not in cut
    if len(" ".join(text.split())) <= limit:
        assert cut == " ".join(text.split())
