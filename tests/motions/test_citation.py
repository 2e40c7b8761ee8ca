"""Quotations that cannot lie."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from debater.errors import ProofError
from debater.motions.citation import Citation, cite
from debater.motions.model import Label, Motion, Passage, Point, Source
from debater.text import Span

TEXT = "“One thing,” she said — and left. Another thing stayed. 👩‍👩‍👧 Même là-bas."


def source(text: str = TEXT) -> Source:
    """A source of this text."""
    return Source("s", "s.txt", text)


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_a_slice_of_the_source_can_be_cited(start: int, end: int) -> None:
    """Any stretch of the source, with its own offsets, is a citation."""
    assume(start < end)
    citation = Citation(source(), "s:1", (1,), start, end, TEXT[start:end])
    assert citation.quote == TEXT[citation.start : citation.end]


@given(
    st.integers(0, len(TEXT) - 1),
    st.integers(1, 40),
    st.sampled_from(["drop", "add", "case", "straighten", "trim", "move"]),
    st.randoms(use_true_random=False),
)
def test_an_altered_quotation_is_refused(start: int, length: int, how: str, random: object) -> None:
    """A word dropped or added, a mark straightened, white space trimmed: none can be cited."""
    end = min(start + length, len(TEXT))
    quote = TEXT[start:end]
    altered = {
        "drop": quote[1:],
        "add": quote + "!",
        "case": quote.swapcase(),
        "straighten": quote.translate({0x201C: '"', 0x201D: '"', 0x2014: "-"}),
        "trim": quote.strip(),
        "move": TEXT[start + 1 : end + 1],
    }[how]
    assume(altered != quote)
    with pytest.raises(ProofError):
        Citation(source(), "s:1", (1,), start, end, altered)


@pytest.mark.parametrize(
    ("start", "end"),
    [(-1, 3), (3, 3), (5, 3), (0, len(TEXT) + 1), (len(TEXT), len(TEXT) + 5), (-5, -1)],
)
def test_offsets_outside_the_source_are_refused(start: int, end: int) -> None:
    """Python's forgiving slices prove nothing: negative, empty and overlong spans are refused."""
    with pytest.raises(ProofError):
        Citation(source(), "s:1", (1,), start, end, TEXT[start:end])


def test_a_citation_cannot_be_changed_afterwards() -> None:
    """It is frozen, so what was proved stays what is shown."""
    citation = Citation(source(), "s:1", (1,), 0, 5, TEXT[:5])
    with pytest.raises(AttributeError):
        citation.quote = "other"  # type: ignore[misc]


def test_cite_refuses_a_span_outside_the_passage() -> None:
    """A quotation is never attributed to a paragraph it does not stand in."""
    point = Point("s:1/for", "s:1", Label("for"), ())
    passage = Passage("s:1", "s", (1,), Span(0, 33), (point,))
    assert cite(source(), passage, Span(0, 33)).paragraphs == (1,)
    for span in (Span(0, 34), Span(40, 50), Span(30, 36)):
        with pytest.raises(ProofError, match="are not in paragraph 1"):
            cite(source(), passage, span)


def test_cite_refuses_another_source(detente: Motion) -> None:
    """A span of one source proves nothing about another."""
    passage = detente.passages[0]
    other = Source("other", "other.txt", detente.sources[0].text)
    with pytest.raises(ProofError):
        cite(other, passage, passage.span)


def test_a_refusal_says_what_to_do() -> None:
    """Whoever meets it is told how to mend it."""
    with pytest.raises(ProofError, match="debater index build"):
        Citation(source(), "s:1", (1,), 0, 5, "wrong")
