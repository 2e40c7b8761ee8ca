"""Cuts a source into passages: whole paragraphs, numbered as in the document.

The rules, in order:

* paragraphs are separated by blank lines (by line ends where there are no blank lines);
* the title, the standfirst, section headings and lines without a word ("* * *") are not
  argument and have no number;
* a paragraph that only repeats a stretch of another (a pull quote) is dropped, and its
  number is kept as an alias of the paragraph it repeats;
* a lead-in such as "X sees it differently:" is joined with the quotation it introduces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from debater.motions.model import Motion, Source
from debater.text import Span, fold, words

# Raise this when the same source would be cut differently: it is part of the manifest.
SEGMENTER_VERSION = 1

_BLANK = re.compile(r"(?:\r\n|\n|\r)[ \t\u00a0]*(?:(?:\r\n|\n|\r)[ \t\u00a0]*)+")
_LINE_END = re.compile(r"(?:\r\n|\n|\r)")
_EDGES = "\ufeff \t\r\n\u00a0"
# Full stops, question marks and the like of Latin, Arabic, Indic and East Asian scripts.
_ENDS_SENTENCE = re.compile(r"[.!?…:;,。！？：；，、．؟۔؛،।॥][\"'”’»)\]」』）】》]*$")
_LEADS_IN = re.compile(r"[:,—–：，]$")
_QUOTED = re.compile(r"^[\"'“‘«„「『《]")
_HEADING_WORDS = 14
_PULL_QUOTE_WORDS = 8


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph of a source and where it lies."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Cut:
    """One passage to be: its paragraphs, and the numbers of those that repeat it."""

    paragraphs: tuple[Paragraph, ...]
    aliases: tuple[int, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The paragraph numbers of this passage, ascending."""
        return tuple(paragraph.number for paragraph in self.paragraphs)

    @property
    def span(self) -> Span:
        """From the first paragraph's start to the last one's end."""
        return Span(self.paragraphs[0].span.start, self.paragraphs[-1].span.end)


def blocks(text: str) -> list[Span]:
    """Return the span of each block of ``text`` that blank lines (or lines) set apart."""
    separator = _BLANK if _BLANK.search(text.strip(_EDGES)) else _LINE_END
    spans, start = [], 0
    for match in [*separator.finditer(text), None]:
        end = match.start() if match else len(text)
        block = text[start:end]
        stripped = block.strip(_EDGES)
        if stripped:
            left = start + len(block) - len(block.lstrip(_EDGES))
            spans.append(Span(left, left + len(stripped)))
        start = match.end() if match else end
    return spans


def paragraphs(text: str, front_matter: Iterable[str] = ()) -> list[Paragraph]:
    """Number the paragraphs of ``text`` from 1, leaving out what is not argument.

    ``front_matter`` holds the known title and standfirst: blocks equal to one of them
    are skipped as long as no paragraph has been numbered.  Headings and blocks without a
    word are always skipped.
    """
    skip = {fold(part) for part in front_matter if part}
    numbered: list[Paragraph] = []
    for span in blocks(text):
        block = span.of(text)
        if not numbered and fold(block) in skip:
            continue
        if is_heading(block) or not words(block):
            continue
        numbered.append(Paragraph(len(numbered) + 1, span))
    return numbered


def numbered_paragraphs(source: Source, motion: Motion) -> list[Paragraph]:
    """Return the paragraphs of a source of ``motion``, numbered as its passages are.

    Blocks before the first passage are title and standfirst; they have no number.
    """
    passages = [passage for passage in motion.passages if passage.source == source.id]
    if not passages:
        return paragraphs(source.text)
    first = min(passages, key=lambda passage: passage.span.start)
    front = [b.of(source.text) for b in blocks(source.text) if b.end <= first.span.start]
    found = paragraphs(source.text, front)
    begins = {p.span.start: p.number for p in found}
    shift = first.paragraphs[0] - begins.get(first.span.start, first.paragraphs[0])
    return [Paragraph(p.number + shift, p.span) for p in found]


def cut(text: str, front_matter: Iterable[str] = ()) -> list[Cut]:
    """Cut ``text`` into passages by the rules at the top of this module."""
    numbered = paragraphs(text, front_matter)
    repeats = _pull_quotes(text, numbered)
    kept = [p for p in numbered if p.number not in repeats]
    cuts: list[Cut] = []
    pending: list[Paragraph] = []
    for place, paragraph in enumerate(kept, start=1):
        following = kept[place] if place < len(kept) else None
        pending.append(paragraph)
        if following and _introduces(paragraph.span.of(text), following.span.of(text)):
            continue
        numbers = {p.number for p in pending}
        aliases = tuple(sorted(n for n, of in repeats.items() if of in numbers))
        cuts.append(Cut(tuple(pending), aliases))
        pending = []
    return cuts


def is_heading(block: str) -> bool:
    """Tell whether a block is a title or section heading rather than a paragraph."""
    short = len(words(block)) <= _HEADING_WORDS and not _LINE_END.search(block)
    return short and not _ENDS_SENTENCE.search(block) and not _QUOTED.match(block)


def _introduces(paragraph: str, following: str) -> bool:
    """Tell whether a paragraph only leads in to the quotation that follows."""
    return bool(_LEADS_IN.search(paragraph) and _QUOTED.match(following))


def _pull_quotes(text: str, numbered: list[Paragraph]) -> dict[int, int]:
    """Map the number of each repeated paragraph to that of the paragraph it repeats."""
    padded = {p.number: f" {' '.join(words(p.span.of(text)))} " for p in numbered}
    repeats: dict[int, int] = {}
    for paragraph in numbered:
        mine = padded[paragraph.number]
        if mine.count(" ") - 1 < _PULL_QUOTE_WORDS:
            continue
        for other in numbered:
            if other.number == paragraph.number or other.number in repeats:
                continue
            theirs = padded[other.number]
            longer = len(theirs) > len(mine) or other.number < paragraph.number
            if longer and mine in theirs:
                repeats[paragraph.number] = other.number
                break
    return repeats
