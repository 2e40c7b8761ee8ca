"""The passages a round cites, whole, and whose words a quotation of them is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from debater.export.model import CitedPassage, Quoted
from debater.motions.citation import Citation, cite
from debater.motions.model import Motion, Passage, Point, Sentence, Voice
from debater.text import Span

VOICES: tuple[Voice, ...] = ("author", "conceded", "reported")


def passage_of(motion: Motion, citation: Citation) -> Passage | None:
    """Return the passage a citation lies in, whatever it is called now, or None."""
    span = Span(citation.start, citation.end)
    holding = [
        passage
        for passage in motion.passages
        if passage.source == citation.source.id and span.within(passage.span)
    ]
    named = (passage for passage in holding if passage.id == citation.passage)
    return next(named, holding[0] if holding else None)


def said_in(passage: Passage, span: Span) -> Iterator[tuple[Point, Sentence]]:
    """Yield each sentence of a passage's points that ``span`` covers a part of."""
    for point in passage.points:
        for sentence in point.sentences:
            if sentence.span.start < span.end and span.start < sentence.span.end:
                yield point, sentence


def quoted(motion: Motion, citation: Citation, voice: str = "", note: str = "") -> Quoted:
    """Return a quotation with whose view it is, as the motion says.

    Where the motion has it in several voices, ``voice``, as it was stored, decides; where the
    motion says nothing about the place any more, that alone is left.
    """
    known = next((one for one in VOICES if one == voice), None)
    passage = passage_of(motion, citation)
    if passage is None:
        return Quoted(citation, known or "author", note=note)
    found = list(said_in(passage, Span(citation.start, citation.end)))
    found.sort(key=lambda pair: pair[1].voice != known)
    if not found:
        label = passage.label
        return Quoted(citation, label.voice, label.speaker, label.stance, note)
    point, sentence = found[0]
    return Quoted(citation, sentence.voice, sentence.speaker, point.label.stance, note)


def cited_passages(motion: Motion, citations: Iterable[Citation]) -> tuple[CitedPassage, ...]:
    """Return every passage that is cited, once and whole, in the order of the documents."""
    order = {source.id: number for number, source in enumerate(motion.sources)}
    # A citation cannot be hashed: its place stands for it.
    once = {(order.get(c.source.id, len(order)), c.start, c.end): c for c in citations}
    found: dict[tuple[str, int, int], tuple[Passage | None, list[Citation]]] = {}
    for _, citation in sorted(once.items(), key=lambda item: item[0]):
        passage = passage_of(motion, citation)
        span = passage.span if passage else Span(citation.start, citation.end)
        key = (citation.source.id, span.start, span.end)
        found.setdefault(key, (passage, []))[1].append(citation)
    places = sorted(found, key=lambda key: (order.get(key[0], len(order)), *key[1:]))
    return tuple(_cited(motion, *found[place]) for place in places)


def _cited(motion: Motion, passage: Passage | None, taken: list[Citation]) -> CitedPassage:
    if passage is None:
        # Its paragraphs are no passage any more; the words are still the source's.
        return CitedPassage(taken[0], tuple(taken), "author", None, "neutral")
    whole = cite(motion.source(passage.source), passage, passage.span)
    label, views = passage.label, tuple(quoted(motion, one) for one in taken)
    return CitedPassage(whole, tuple(taken), label.voice, label.speaker, label.stance, views)
