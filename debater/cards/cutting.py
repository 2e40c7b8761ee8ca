"""Cutting a card: which words are underlined, which are read aloud, and what that leaves out.

A word is a run without white space (a single sign in writing without spaces); underlines and
highlights begin and end at words, and never reach from one paragraph into another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from debater.cards.model import Card
from debater.motions.citation import Citation
from debater.motions.model import Motion, Source, Stance, Voice
from debater.motions.passages import Paragraph, numbered_paragraphs
from debater.text import Span, fold, sentence_spans

_SIGN = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_WORD = re.compile(rf"{_SIGN}|(?:(?!{_SIGN})\S)+")
_LINE = re.compile(r"[\r\n\u2028\u2029]")
# A suggestion reads a sentence of so many words whole.
_READ_WHOLE = 30
_CLAUSE_ENDS = re.compile(r"(?<=[,;:])\s+|\s+(?=[–—(])|(?<=\))\s+|(?<=[–—])\s+")
# A clause that begins with one of these can be left out of what is read.
_ASIDE = re.compile(
    r"^[\W_]*(which|who|whom|whose|where|when|while|although|though|as|including|especially"
    r"|particularly|such|notably|according|like|along)\b",
    re.IGNORECASE,
)
_TELLING = frozenset(
    "not no never none nor neither cannot without hardly scarcely rarely seldom nothing nobody "
    "nowhere however but unless except only if".split()
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a card's body whose marks are all the same."""

    text: str
    underlined: bool
    highlighted: bool


@lru_cache(maxsize=64)
def word_spans(text: str) -> tuple[Span, ...]:
    """Return the span of each word of ``text``, in order."""
    return tuple(Span(match.start(), match.end()) for match in _WORD.finditer(text))


def cut(
    motion: Motion,
    citation: Citation,
    voice: Voice = "author",
    speaker: str | None = None,
    stance: Stance = "neutral",
    tag: str = "",
) -> Card:
    """Make a card of the passage around ``citation``, whole, its highlight suggested.

    Raises ``ProofError`` where the motion's passage is not what it was.
    """
    source = citation.source
    passage = next((p for p in motion.passages if p.id == citation.passage), None)
    span = passage.span if passage is not None else Span(citation.start, citation.end)
    if not Span(citation.start, citation.end).within(span):
        span = Span(citation.start, citation.end)
    paragraphs = passage.paragraphs if passage is not None else citation.paragraphs
    body = Citation(
        source, citation.passage, paragraphs, span.start, span.end, span.of(source.text)
    )
    card = Card(motion.name, body, tag, (), (), voice, speaker, stance)
    return suggest(card, Span(citation.start - span.start, citation.end - span.start))


# ── marking ─────────────────────────────────────────────────────────────────────────


def suggest(card: Card, quoted: Span) -> Card:
    """Underline the words of ``quoted``, a span of the body, and highlight what to read of them.

    Up to thirty words are all read.  Of more, what stands in brackets and clauses that begin
    with “which”, “although”, “including” and the like are left out, unless they hold a word
    that turns the sense (“not”, “but”, “unless”).
    """
    underlined = set(_words_in(card, quoted))
    if len(underlined) <= _READ_WHOLE:
        return _marked(card, underlined, underlined)
    read: set[int] = set()
    for clause in _clauses(card.text, quoted):
        inside = set(_words_in(card, clause)) & underlined
        said = clause.of(card.text)
        aside = bool(_ASIDE.match(said)) or said.lstrip().startswith(("(", "–", "—"))
        if not aside or _turns_the_sense(said):
            read |= inside
    return _marked(card, underlined, read or underlined)


def _clauses(text: str, quoted: Span) -> Iterator[Span]:
    begin = quoted.start
    for match in _CLAUSE_ENDS.finditer(text, quoted.start, quoted.end):
        yield Span(begin, match.start())
        begin = match.end()
    yield Span(begin, quoted.end)


def _turns_the_sense(text: str) -> bool:
    return any(_is_telling(text[span.start : span.end]) for span in word_spans(text))


def _is_telling(word: str) -> bool:
    plain = fold(word).strip(".,;:!?\"'()[]–—-")
    return plain in _TELLING or plain.endswith("n't")


def toggle_underline(card: Card, first: int, last: int) -> Card:
    """Underline the words ``first`` to ``last``, or take their underline and highlight away."""
    underlined, read = _numbers(card, card.underline), _numbers(card, card.highlight)
    chosen = _chosen(card, first, last)
    if chosen <= underlined:
        return _marked(card, underlined - chosen, read - chosen)
    return _marked(card, underlined | chosen, read)


def toggle_highlight(card: Card, first: int, last: int) -> Card:
    """Highlight and underline the words ``first`` to ``last``, or take their highlight away."""
    underlined, read = _numbers(card, card.underline), _numbers(card, card.highlight)
    chosen = _chosen(card, first, last)
    if chosen <= read:
        return _marked(card, underlined, read - chosen)
    return _marked(card, underlined | chosen, read | chosen)


def clear(card: Card) -> Card:
    """Take every mark away."""
    return replace(card, underline=(), highlight=())


def _chosen(card: Card, first: int, last: int) -> set[int]:
    """Return the words from ``first`` to ``last``, in either order, that there are."""
    low, high = sorted((first, last))
    return set(range(max(0, low), min(high, len(word_spans(card.text)) - 1) + 1))


def _words_in(card: Card, span: Span) -> Iterator[int]:
    """Yield the number of each word that ``span`` touches."""
    for number, word in enumerate(word_spans(card.text)):
        if word.start < span.end and span.start < word.end:
            yield number


def _numbers(card: Card, spans: Iterable[Span]) -> set[int]:
    return {number for span in spans for number in _words_in(card, span)}


def _marked(card: Card, underlined: set[int], read: set[int]) -> Card:
    return replace(card, underline=_spans(card.text, underlined), highlight=_spans(card.text, read))


def _spans(text: str, numbers: set[int]) -> tuple[Span, ...]:
    """Join the words of these numbers into spans, apart at line ends."""
    words, spans = word_spans(text), list[Span]()
    for number in sorted(numbers):
        word = words[number]
        beside = spans and number - 1 in numbers
        if beside and not _LINE.search(text, spans[-1].end, word.start):
            spans[-1] = Span(spans[-1].start, word.end)
        else:
            spans.append(word)
    return tuple(spans)


# ── more and less of the source ─────────────────────────────────────────────────────


def grow(card: Card, motion: Motion, by: Literal["before", "after"]) -> Card:
    """Take in the neighbouring paragraph of the source; the card itself where there is none."""
    paragraphs = body_paragraphs(card, motion)
    around = numbered_paragraphs(card.body.source, motion)
    numbers = [paragraph.number for paragraph in around]
    if not paragraphs:
        return card
    edge = paragraphs[0] if by == "before" else paragraphs[-1]
    place = numbers.index(edge.number) + (-1 if by == "before" else 1)
    if not 0 <= place < len(around):
        return card
    taken = around[place]
    chosen = [taken, *paragraphs] if by == "before" else [*paragraphs, taken]
    return _with_paragraphs(card, chosen)


def shrink(card: Card, motion: Motion, by: Literal["before", "after"]) -> Card:
    """Give back the first or the last paragraph, with its marks; one always stays."""
    paragraphs = body_paragraphs(card, motion)
    if len(paragraphs) < 2:
        return card
    return _with_paragraphs(card, paragraphs[1:] if by == "before" else paragraphs[:-1])


def body_paragraphs(card: Card, motion: Motion) -> list[Paragraph]:
    """Return the paragraphs of the source that the body holds, in order."""
    body = Span(card.body.start, card.body.end)
    return [p for p in numbered_paragraphs(card.body.source, motion) if p.span.within(body)]


def _with_paragraphs(card: Card, paragraphs: list[Paragraph]) -> Card:
    """Return the card with another body; marks inside it stay on their words."""
    source: Source = card.body.source
    start, end = paragraphs[0].span.start, paragraphs[-1].span.end
    numbers = tuple(paragraph.number for paragraph in paragraphs)
    body = Citation(source, card.body.passage, numbers, start, end, source.text[start:end])
    moved, whole = card.body.start - start, Span(0, end - start)

    def kept(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        shifted = (Span(span.start + moved, span.end + moved) for span in spans)
        return tuple(span for span in shifted if span.within(whole))

    return replace(card, body=body, underline=kept(card.underline), highlight=kept(card.highlight))


# ── what it comes to ────────────────────────────────────────────────────────────────


def counts(card: Card) -> tuple[int, int]:
    """Return how many words the body has, and how many of them are read aloud."""
    return len(word_spans(card.text)), len(_numbers(card, card.highlight))


def counts_in_words(card: Card) -> str:
    """Say it as debaters do: ``cut 112 words, read 38``."""
    cut_words, read = counts(card)
    return f"cut {cut_words} {'word' if cut_words == 1 else 'words'}, read {read}"


def runs(card: Card) -> tuple[Run, ...]:
    """Return the body in stretches of one look; joined they are the body, to the letter."""
    marks = (*card.underline, *card.highlight)
    edges = sorted({0, len(card.text), *(s.start for s in marks), *(s.end for s in marks)})
    return tuple(
        Run(
            card.text[start:end],
            any(s.start <= start and end <= s.end for s in card.underline),
            any(s.start <= start and end <= s.end for s in card.highlight),
        )
        for start, end in pairwise(edges)
    )


def read_aloud(card: Card) -> str:
    """Return what is read aloud, each stretch on from the last after a blank."""
    stretches = (" ".join(span.of(card.text).split()) for span in card.highlight)
    return " ".join(stretches)


def clipping(card: Card) -> str:
    """Warn of the first sentence whose sense turns on a word that is not read; else nothing.

    Reading a sentence without its “not” or “unless” is clipping, which loses debates.
    """
    read = _numbers(card, card.highlight)
    for sentence in sentence_spans(card.text):
        inside = set(_words_in(card, sentence))
        if not inside & read or inside <= read:
            continue
        for number in sorted(inside - read):
            word = word_spans(card.text)[number].of(card.text)
            if _is_telling(word):
                bare = word.strip(".,;:!?\"'()[]“”‘’")
                return f"What is read leaves out “{bare}” of its sentence: that can be clipping."
    return ""
