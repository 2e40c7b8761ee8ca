"""Where quoted words stand in a source: the passage, its sentences, and who speaks there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from debater.debating.quotation_diff import Edit, Near
from debater.debating.quotation_marks import quotations_in
from debater.debating.quotation_voice import who
from debater.debating.quotation_words import Tokens, index_of, is_word
from debater.motions.citation import Citation, cite
from debater.motions.model import Motion, Passage, Sentence, Source
from debater.motions.voice import speaker_of
from debater.text import Span, sentence_spans, words

# A source puts words of its own in quotation marks too, to distance itself from them.
_QUOTED_WORDS = 4
_LONGEST_PASSAGE = 60_000  # characters; sentences of a longer one are not looked for


@dataclass(frozen=True, slots=True)
class Place:
    """Quoted words in a source; ``citation`` is None for words of a title or heading.

    ``sentences`` are those it touches, with their voices; ``opening`` and ``closing`` the
    whole sentences its first and last word stand in.  ``inside`` tells that the source
    itself quotes the words, ``around`` is the text of the passage without them.
    """

    source: Source
    citation: Citation | None
    sentences: tuple[Sentence, ...]
    opening: Span | None
    closing: Span | None
    inside: bool
    around: str

    @property
    def speakers(self) -> str:
        """The names of those whose words the source says they are, or nothing."""
        named = (one.speaker for one in self.sentences if one.voice == "reported")
        known = [who(name) for name in named if name and name != "unnamed"]
        return " ".join(dict.fromkeys(known))

    @property
    def mixed(self) -> bool:
        """Tell whether more than one voice speaks in it."""
        return len({(one.voice, one.speaker) for one in self.sentences}) > 1


class Places:
    """Finds the passages and sentences of a motion's sources by offset."""

    def __init__(self, motion: Motion) -> None:
        self.motion = motion
        self._passages: dict[str, list[Passage]] = {source.id: [] for source in motion.sources}
        for passage in motion.passages:
            self._passages[passage.source].append(passage)
        for passages in self._passages.values():
            passages.sort(key=lambda one: one.span)
        self._starts = {
            id: [one.span.start for one in passages] for id, passages in self._passages.items()
        }

    def at(self, source: Source, spans: Sequence[Span]) -> Place:
        """Return what is known of the words at ``spans`` (in order) of a source."""
        whole = Span(spans[0].start, spans[-1].end)
        passages = self._touched(source, whole)
        if not passages:
            return Place(source, None, (), None, None, inside=False, around="")
        citation = _cited(source, passages, whole)
        inside = _inside_marks(source, passages[0], whole)
        sentences = tuple(
            one
            for passage in passages
            for point in passage.points
            for one in point.sentences
            if any(one.span.start < span.end and span.start < one.span.end for span in spans)
        )
        if inside:
            sentences = tuple(_as_quoted(source, one) for one in sentences)
        text = source.text
        before = text[passages[0].span.start : whole.start]
        around = f"{before} {text[whole.end : passages[-1].span.end]}"
        opening = _sentence_at(source, passages[0], whole.start)
        closing = _sentence_at(source, passages[-1], whole.end - 1)
        return Place(
            source, citation, sentences, opening, closing, inside, around[:_LONGEST_PASSAGE]
        )

    def with_ends(self, source: Source, near: Near, quoted: Tokens) -> tuple[int, int, list[Edit]]:
        """Let words added at an end stand for those that begin or end the source's sentence."""
        theirs = index_of(source.text).tokens
        first, last, edits = near.first, near.last, list(near.edits)
        passages = self._touched(source, theirs.span(first, last))
        if not passages:
            return first, last, edits
        added = _added_words(edits[0], quoted)
        opening = _sentence_at(source, passages[0], theirs.starts[first])
        if added and opening is not None:
            begins = bisect_left(theirs.starts, opening.start)
            if begins < first and _words_in(theirs, begins, first) <= added + 1:
                edits[0] = Edit(False, (begins, first), edits[0].quoted)
                first = begins
        added = _added_words(edits[-1], quoted)
        closing = _sentence_at(source, passages[-1], theirs.ends[last - 1] - 1)
        if added and closing is not None:
            ends = bisect_left(theirs.starts, closing.end)
            while ends > last and not is_word(theirs.keys[ends - 1]):
                ends -= 1
            if ends > last and _words_in(theirs, last, ends) <= added + 1:
                edits[-1] = Edit(False, (last, ends), edits[-1].quoted)
                last = ends
        return first, last, edits

    def _touched(self, source: Source, span: Span) -> list[Passage]:
        """Return the passages a span lies in, in order."""
        passages, starts = self._passages[source.id], self._starts[source.id]
        first = max(0, bisect_right(starts, span.start) - 1)
        last = bisect_left(starts, span.end)
        return [one for one in passages[first:last] if span.start < one.span.end]


def _added_words(edit: Edit, quoted: Tokens) -> int:
    if edit.same or edit.declared or edit.source[0] < edit.source[1]:
        return 0
    return _words_in(quoted, *edit.quoted)


def _words_in(tokens: Tokens, first: int, last: int) -> int:
    return sum(map(is_word, tokens.keys[first:last]))


def _cited(source: Source, passages: Sequence[Passage], span: Span) -> Citation:
    """Cite a span, which may run over several passages; what it proves is the text."""
    if len(passages) == 1 and span.within(passages[0].span):
        return cite(source, passages[0], span)
    numbers = tuple(number for one in passages for number in one.paragraphs)
    quote = span.of(source.text)
    return Citation(source, passages[0].id, numbers, span.start, span.end, quote)


def _as_quoted(source: Source, sentence: Sentence) -> Sentence:
    """Give a sentence that the source quotes to its speaker, where it is labelled the author's."""
    if sentence.voice != "author":
        return sentence
    return Sentence(sentence.span, "reported", speaker_of(sentence.span.of(source.text)))


def _inside_marks(source: Source, passage: Passage, span: Span) -> bool:
    """Tell whether a span lies in a quotation of the source's own."""
    return any(
        start <= span.start and span.end <= end
        for start, end in _quoted_in(source.text, passage.span)
    )


@lru_cache(maxsize=512)
def _quoted_in(text: str, span: Span) -> tuple[tuple[int, int], ...]:
    """Where a passage quotes at some length; a few words in marks are the author's own."""
    part = span.of(text)[:_LONGEST_PASSAGE]
    return tuple(
        (span.start + one.inner.start, span.start + one.inner.end)
        for one in quotations_in(part)
        if len(words(one.inner.of(part))) >= _QUOTED_WORDS
    )


def _sentence_at(source: Source, passage: Passage, at: int) -> Span | None:
    for span in _sentences(source.text, passage.span):
        if span.start <= at < span.end:
            return span
    return None


@lru_cache(maxsize=512)
def _sentences(text: str, span: Span) -> tuple[Span, ...]:
    if span.end - span.start > _LONGEST_PASSAGE:
        return ()
    return tuple(sentence_spans(text, span.start, span.end))
