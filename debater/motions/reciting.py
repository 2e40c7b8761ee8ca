"""Citing again what was cited before, in a source that may have been edited since."""

from __future__ import annotations

from collections.abc import Iterator

from debater.errors import ProofError
from debater.motions.citation import Citation
from debater.motions.model import Motion, Source
from debater.motions.passages import numbered_paragraphs
from debater.text import Span

Numbers = tuple[int, ...]


def cite_again(
    motion: Motion,
    source: Source,
    passage: str,
    paragraphs: tuple[int, ...],
    start: int,
    end: int,
    quote: str,
    *,
    renumbered: bool = False,
) -> Citation:
    """Cite a stored quotation where it stood, or where it stands now.

    A typo that is put right moves everything after it.  The same words are then looked for in
    paragraphs of the same numbers, so that whatever names those stays true; they have to be
    there exactly once.  With ``renumbered``, paragraphs of other numbers will do: it is for
    what names them only by its citation.  Raises ``ProofError`` otherwise.
    """
    try:
        cited = Citation(source, passage, paragraphs, start, end, quote)
        if not _renumbered(motion, cited):
            return cited
        where = ", ".join(map(str, paragraphs))
        raise ProofError(f"A quotation is not in paragraph {where} of {source.file} now.")
    except ProofError:
        found = list(_places(motion, source, quote))
        same = [one for one in found if one[2] == tuple(paragraphs)]
        if len(same or found) != 1 or not (same or renumbered):
            raise
        ((place, now, numbers),) = same or found
        return Citation(source, now or passage, numbers, place, place + len(quote), quote)


def _renumbered(motion: Motion, cited: Citation) -> bool:
    """Tell whether the passage around a citation has other paragraphs now."""
    span = Span(cited.start, cited.end)
    inside = (
        one for one in motion.passages if one.source == cited.source.id and span.within(one.span)
    )
    found = next(inside, None)
    return found is not None and tuple(found.paragraphs) != tuple(cited.paragraphs)


def _places(motion: Motion, source: Source, quote: str) -> Iterator[tuple[int, str, Numbers]]:
    """Yield where the words stand: the place, the passage that is (or “”), its paragraphs."""
    if not quote or not isinstance(quote, str):
        return
    numbered = numbered_paragraphs(source, motion)
    passages = [passage for passage in motion.passages if passage.source == source.id]
    place = source.text.find(quote)
    while place >= 0:
        span = Span(place, place + len(quote))
        inside = next((passage for passage in passages if span.within(passage.span)), None)
        touched = (p for p in numbered if p.span.start < span.end and span.start < p.span.end)
        numbers = inside.paragraphs if inside else tuple(p.number for p in touched)
        if numbers:
            yield place, inside.id if inside else "", numbers
        place = source.text.find(quote, place + 1)
