"""Citations that cannot lie: a quotation exists only as a proved slice of its source."""

from __future__ import annotations

from dataclasses import dataclass

from debater.errors import ProofError
from debater.motions.model import Passage, Source
from debater.text import Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation with its place: ``source.text[start:end] == quote``, always.

    The constructor checks that, so no citation with another text can be made, whoever
    asks for it.  ``start`` and ``end`` are character offsets in the source as stored.
    """

    source: Source
    passage: str
    paragraphs: tuple[int, ...]
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        inside = 0 <= self.start < self.end <= len(self.source.text)
        if not inside or self.source.text[self.start : self.end] != self.quote:
            raise ProofError(
                f"A quotation could not be proved in {self.source.file} at characters "
                f"{self.start}–{self.end}, so it is not shown.",
                "Rebuild the index with: debater index build",
            )

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages its first and last paragraph begin on, where they are known."""
        ends = (self.source.page_of(self.paragraphs[0]), self.source.page_of(self.paragraphs[-1]))
        return tuple(sorted({page for page in ends if page is not None}))


def cite(source: Source, passage: Passage, span: Span) -> Citation:
    """Cite the text that ``span`` covers in ``source``, as part of ``passage``.

    Raises ``ProofError`` when the span is not inside the passage or the source.
    """
    if not span.within(passage.span) or passage.source != source.id:
        raise ProofError(
            f"Characters {span.start}–{span.end} of {source.file} are not in paragraph "
            f"{', '.join(map(str, passage.paragraphs))}.",
            "Rebuild the index with: debater index build",
        )
    quote = span.of(source.text)
    return Citation(source, passage.id, passage.paragraphs, span.start, span.end, quote)
