"""What stands in quotation marks is found, whatever marks were typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.debating.quotation_marks import quotations_in


def found(text: str) -> list[str]:
    """Return what stands in marks."""
    return [one.inner.of(text) for one in quotations_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “one two” and “three”.", ["one two", "three"]),
        ('He said "one two" and "three".', ["one two", "three"]),
        ("Er sagte: „eins zwei“, „drei“.", ["eins zwei", "drei"]),
        ("Er sagte: „eins zwei”.", ["eins zwei"]),
        ("Il dit : «\u00a0un deux\u00a0» et «trois».", ["un deux", "trois"]),
        ("Sie sagte: »eins zwei« und »drei«.", ["eins zwei", "drei"]),
        ("Hon sade ”ett två” och ”tre”.", ["ett två", "tre"]),
        ("He said ‘one two’ and 'three four'.", ["one two", "three four"]),
        ("彼は「一二」と『三』", ["一二", "三"]),
        ("“one” — ‘two’ ‹three›", ["one", "two", "three"]),
        ("(“one two”) [“three”]", ["one two", "three"]),
        ("\"one two\",'three four'", ["one two", "three four"]),
        ('says"one two"and', ["one two"]),
        ('He said " one two " loudly.', ["one two"]),
        ('He said “one two" and on.', ["one two"]),
    ],
)
def test_every_kind_of_mark_is_known(text: str, expected: list[str]) -> None:
    """English, German, French, Swedish and Japanese marks, curly and straight."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It isn't the students' fault; it's Putin's.", []),
        ("It isn’t the students’ fault; it’s Putin’s.", []),
        ("rock 'n' roll in the '90s, 'tis said, 'em too", []),
        ("He says ‘the pupils’ own phones’ are theirs.", ["the pupils’ own phones"]),
        ("He says 'the pupils' own phones' are theirs.", ["the pupils' own phones"]),
        ("He says ‘it isn’t so’, and isn’t wrong.", ["it isn’t so"]),
        ("“the students’ phones” and 'don't go'", ["the students’ phones", "don't go"]),
        ('The board is 6" by 8" and he said "fine wood".', ["fine wood"]),
    ],
)
def test_an_apostrophe_is_no_mark(text: str, expected: list[str]) -> None:
    """Contractions, possessives, shortened words and inches quote nothing."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“one ‘two’ three” four", ["one ‘two’ three"]),
        ("“one “two” three” four", ["one “two” three"]),
        ('"one "two three" four" five', ['one "two three" four']),
        ("'one \"two\" three' four", ['one "two" three']),
        ("“one ‘two three” four", ["one ‘two three"]),
        ("«one “two” three»", ["one “two” three"]),
    ],
)
def test_a_quotation_within_a_quotation_belongs_to_it(text: str, expected: list[str]) -> None:
    """Only the outer one is found, whole."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“One two three. And so I say.", ["One two three."]),
        ("He said “one two\n\nNew paragraph.", ["one two"]),
        ("“One two. Then he said “three” aloud.", ["One two.", "three"]),
        ('"One two. Then he said "three" aloud.', ["One two.", "three"]),
        ("'One two three. And so I say.", []),
        ('A stray mark at the end of it" and no more.', []),
    ],
)
def test_a_mark_never_closed_lasts_for_its_sentence(text: str, expected: list[str]) -> None:
    """The rest of the paragraph is the student's own; a stray closing mark quotes nothing."""
    assert found(text) == expected


def test_a_quotation_may_have_paragraphs() -> None:
    """Each opens with a mark again, or the whole stands in one pair of curly marks."""
    assert found("“One.\n\n“Two.\n\n“Three.” Four “five”.") == [
        "One.\n\n“Two.\n\n“Three.",
        "five",
    ]
    assert found('"One.\n\n"Two." Three') == ['One.\n\n"Two.']
    assert found("“One.\n\nTwo.” Three") == ["One.\n\nTwo."]


def test_a_line_end_is_no_end() -> None:
    """Wrapped lines belong to one quotation."""
    assert found('"one\ntwo"') == ["one\ntwo"]


@given(st.text(alphabet="“”‘’\"'«»‹›„‚「」ab. \n", max_size=300))
def test_quotations_lie_apart_and_in_order(text: str) -> None:
    """Whatever the marks: ascending, not overlapping, no white space at their ends."""
    end = 0
    for one in quotations_in(text):
        assert end <= one.outer.start <= one.inner.start < one.inner.end <= one.outer.end
        assert one.inner.of(text) == one.inner.of(text).strip()
        end = one.outer.end
