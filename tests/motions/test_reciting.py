"""What was cited is found again in a source that was edited, or not cited at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from debater.errors import ProofError
from debater.motions.citation import Citation, cite
from debater.motions.model import Motion
from debater.motions.pack import read_motion
from debater.motions.reciting import cite_again

TEXT = """Homework should go

Sleep matters more than worksheets. Pupils who sleep nine hours learn more.

Sleep matters to parents too. Evenings are short.

Evenings are short. Nobody reads for pleasure any more."""
PACK = "statement: Schools should ban homework\nsources:\n  - {id: a, file: a.txt, stance: for}\n"

Edit = Callable[[str], Motion]


@pytest.fixture
def edited(pack: Callable[..., Path]) -> Edit:
    """Return a function that reads the motion with another text."""
    return lambda text: read_motion(pack(PACK, a=text))


def first_words(motion: Motion, words: str) -> Citation:
    """Cite where these words stand first."""
    source = motion.source("a")
    at = source.text.index(words)
    passage = next(p for p in motion.passages if p.span.start <= at < p.span.end)
    return cite(source, passage, type(passage.span)(at, at + len(words)))


def again(before: Citation, motion: Motion, *, renumbered: bool = False) -> Citation:
    """Cite the same in another text."""
    return cite_again(
        motion, motion.source("a"), before.passage, before.paragraphs, before.start, before.end,
        before.quote, renumbered=renumbered,
    )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.replace("should go", "should really go"),
        lambda text: text.replace("Pupils who", "Those pupils who"),
        lambda text: text.replace("any more.", "any more. And that is that."),
        lambda text: f"\n\n{text}\n",
    ],
)
def test_a_change_elsewhere_does_no_harm(edited: Edit, change: Callable[[str], str]) -> None:
    """The same words, in the same paragraph, at the place where they are now."""
    before = first_words(edited(TEXT), "Sleep matters more than worksheets.")
    after = again(before, edited(change(TEXT)))
    assert (after.quote, after.paragraphs) == (before.quote, before.paragraphs)
    assert after.source.text[after.start : after.end] == before.quote


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("worksheets", "work sheets"),
        lambda text: text.replace("matters more", "matters  more"),
        lambda text: "A new first paragraph, before all others.\n\n" + text.partition("\n\n")[2],
        lambda text: text.replace("learn more.", "learn more. Sleep matters more than worksheets."),
    ],
)
def test_words_that_are_not_there_once_are_not_cited(
    edited: Edit, change: Callable[[str], str]
) -> None:
    """Altered, in a paragraph of another number, or twice in theirs once they have moved."""
    before = first_words(edited(TEXT), "Sleep matters more than worksheets.")
    with pytest.raises(ProofError):
        again(before, edited("X" + change(TEXT)))


def test_a_paragraph_that_is_split_renumbers_what_comes_after(edited: Edit) -> None:
    """Though every offset holds."""
    wide = TEXT.replace("worksheets. Pupils", "worksheets.  Pupils")
    before = first_words(edited(wide), "Evenings are short. Nobody reads")
    motion = edited(wide.replace("worksheets.  Pupils", "worksheets.\n\nPupils"))
    assert motion.source("a").text[before.start : before.end] == before.quote
    with pytest.raises(ProofError):
        again(before, motion)
    assert again(before, motion, renumbered=True).paragraphs != before.paragraphs


def test_what_names_its_paragraph_by_the_citation_alone_may_be_renumbered(edited: Edit) -> None:
    """A title that becomes a paragraph moves every number; the words are still there once."""
    before = first_words(edited(TEXT), "Sleep matters more than worksheets.")
    motion = edited(TEXT.replace("should go", "should go!"))
    with pytest.raises(ProofError):
        again(before, motion)
    after = again(before, motion, renumbered=True)
    assert (before.paragraphs, after.paragraphs) == ((1,), (2,))
    assert after.quote in motion.passage(after.passage).span.of(motion.source("a").text)
    twice = edited(TEXT.replace("should go", "should go!") + f"\n\n{before.quote}")
    with pytest.raises(ProofError):
        again(before, twice, renumbered=True)


def test_the_same_words_elsewhere_are_another_quotation(edited: Edit) -> None:
    """“Evenings are short.” of one paragraph is not that of the next."""
    before = first_words(edited(TEXT), "Evenings are short.")
    moved = TEXT.replace("too. Evenings are short.", "too.").replace("should go", "should go now")
    with pytest.raises(ProofError):
        again(before, edited(moved))
