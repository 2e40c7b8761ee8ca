"""Searches one motion: an argument in, the evidence of every opposing point out."""

from __future__ import annotations

from dataclasses import dataclass

from debater.motions.model import STANCES, Motion, Point, Stance
from debater.retrieval.encode import Encoder
from debater.retrieval.index import OpenIndex
from debater.retrieval.lexical import LexicalIndex
from debater.retrieval.rank import PointEvidence


@dataclass(slots=True)
class _Cosines:
    """The similarities found so far for one point."""

    passage: float = 0.0
    sentences: dict[int, float] | None = None
    answers: float | None = None
    claim: int | None = None


class Searcher:
    """Finds what a motion's sources hold against an argument.

    Without an encoder (no model on this machine) it compares words alone.
    """

    def __init__(self, motion: Motion, index: OpenIndex | None, encoder: Encoder | None) -> None:
        """``index`` and ``encoder`` are both given, or both None for words alone."""
        self.motion = motion
        self._index = index
        self._encoder = encoder
        self._points: dict[Stance, list[Point]] = {s: list(motion.points(s)) for s in STANCES}
        self._lexical = {
            stance: LexicalIndex([self._document(point) for point in points])
            for stance, points in self._points.items()
        }

    @property
    def words_only(self) -> bool:
        """Whether answers come from words alone, because there is no model."""
        return self._encoder is None

    def evidence(
        self, argument: str, stances: tuple[Stance, ...], context: str = ""
    ) -> list[PointEvidence]:
        """Return the evidence of every point of ``stances`` for answering ``argument``.

        ``context`` is what the argument follows on from: a point may fit the argument
        alone or read after its context, whichever fits better.
        """
        readings = [argument, f"{context} {argument}"] if context else [argument]
        found: list[PointEvidence] = []
        for stance in stances:
            found += self._with_vectors(readings, stance)
        return found

    def shared_words(self, argument: str, point_id: str) -> tuple[str, ...]:
        """Return the words of ``argument`` that a point's document holds too."""
        for stance, points in self._points.items():
            for number, point in enumerate(points):
                if point.id == point_id:
                    return self._lexical[stance].shared_words(argument, number)
        return ()

    def _with_vectors(self, readings: list[str], stance: Stance) -> list[PointEvidence]:
        points = self._points[stance]
        lexical = [
            max(scores)
            for scores in zip(*(self._lexical[stance].scores(r) for r in readings), strict=True)
        ]
        if self._index is None or self._encoder is None:
            return [
                PointEvidence(point.id, point.passage, score)
                for point, score in zip(points, lexical, strict=True)
            ]
        cosines: dict[str, _Cosines] = {point.id: _Cosines() for point in points}
        vectors = self._encoder.encode(readings)
        for row, values in self._index.similarities(vectors, stance):
            _note(cosines[row.point], row.kind, row.number, max(values))
        found = []
        for point, score in zip(points, lexical, strict=True):
            c = cosines[point.id]
            sentences = c.sentences or {}
            found.append(
                PointEvidence(
                    point.id,
                    point.passage,
                    score,
                    passage=c.passage,
                    sentences=tuple(sentences.get(n, 0.0) for n in range(len(point.sentences))),
                    answers=c.answers,
                    claim=c.claim,
                )
            )
        return found

    def _document(self, point: Point) -> str:
        text = self.motion.source(self.motion.passage(point.passage).source).text
        sentences = [sentence.span.of(text) for sentence in point.sentences]
        return " ".join([*sentences, point.tag, *point.answers])


def _note(cosines: _Cosines, kind: str, number: int, cosine: float) -> None:
    """Keep one row's cosine where it belongs."""
    if kind == "passage":
        cosines.passage = cosine
    elif kind == "sentence":
        cosines.sentences = {**(cosines.sentences or {}), number: cosine}
    elif cosines.answers is None or cosine > cosines.answers:
        cosines.answers, cosines.claim = cosine, number
