"""Searches one motion: an argument in, the evidence of every opposing point out."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from debater.motions.model import STANCES, Motion, Point, Stance
from debater.retrieval.encode import Encoder
from debater.retrieval.index import OpenIndex, Row
from debater.retrieval.lexical import LexicalIndex
from debater.retrieval.likeness import EncodedLikeness
from debater.retrieval.rank import PointEvidence
from debater.text import words


class _Cosines:
    """The similarities found for one point, by the kind and number of the row."""

    def __init__(self) -> None:
        self._found: dict[str, dict[int, float]] = {}

    def note(self, row: Row, cosine: float) -> None:
        """Keep the cosine of one row."""
        self._found.setdefault(row.kind, {})[row.number] = cosine

    def evidence(self, point: Point, lexical: float) -> PointEvidence:
        """Sum up what was found for ``point``."""
        sentences = self._found.get("sentence", {})
        answers = self._found.get("answers", {})
        best = sorted(answers, key=answers.__getitem__, reverse=True)[:2]
        heard = sorted(self._found.get("heard", {}).values(), reverse=True)[:3]
        return PointEvidence(
            point.id,
            point.passage,
            lexical,
            passage=self._found["passage"][0],
            sentences=tuple(sentences[number] for number in range(len(point.sentences))),
            tag=self._best("tag"),
            question=self._best("question"),
            answers=self._best("answers"),
            answers_pair=sum(answers[number] for number in best) / len(best) if best else None,
            claim=best[0] if best else None,
            heard=heard[0] if heard else None,
            heard_mean=sum(heard) / len(heard) if heard else None,
        )

    def _best(self, kind: str) -> float | None:
        return max(self._found.get(kind, {}).values(), default=None)


class Searcher:
    """Finds what a motion's sources hold against an argument.

    Without an encoder (no model on this machine) it compares words alone.
    """

    def __init__(self, motion: Motion, index: OpenIndex | None, encoder: Encoder | None) -> None:
        """``index`` and ``encoder`` are both given, or both None for words alone."""
        self.motion = motion
        # The last arguments' vectors: a follow-up needs that of the turn before.
        self._encoded: Callable[[str], npt.NDArray[np.float32]] | None = None
        self.likeness = EncodedLikeness(encoder) if encoder is not None else None
        if encoder is not None:
            self._encoded = lru_cache(maxsize=64)(lambda text: encoder.encode([text]))
        self._index = index
        self._points: dict[Stance, list[Point]] = {s: list(motion.points(s)) for s in STANCES}
        self._lexical = {
            stance: LexicalIndex([f"{self._text(p)} {p.tag} {' '.join(p.answers)}" for p in points])
            for stance, points in self._points.items()
        }
        self._own_text = {
            stance: LexicalIndex([self._text(point) for point in points])
            for stance, points in self._points.items()
        }

    @property
    def words_only(self) -> bool:
        """Whether answers come from words alone, because there is no model."""
        return self._encoded is None

    def evidence(
        self,
        argument: str,
        stances: tuple[Stance, ...],
        context: str = "",
        unheard: bool = False,
    ) -> list[PointEvidence]:
        """Return the evidence of every point of ``stances`` for answering ``argument``.

        The topic is judged by these points; ask for every stance to judge it by the motion.
        With ``context``, the argument before, this one is read as a follow-up to it.
        ``unheard`` leaves out the argument itself where it is among those heard (to judge
        it as if it were new).
        """
        reading = f"{context} {argument}".lstrip()
        vector = self._vector(argument, context)
        found: list[PointEvidence] = []
        for stance in stances:
            points = self._points[stance]
            lexical = self._lexical[stance].scores(reading)
            if vector is None or self._index is None:
                found += (PointEvidence(p.id, p.passage, lexical[n]) for n, p in enumerate(points))
                continue
            cosines = {point.id: _Cosines() for point in points}
            for row, cosine in self._index.similarities(vector, stance):
                if not (unheard and row.kind == "heard" and row.text == argument):
                    cosines[row.point].note(row, cosine)
            found += (cosines[p.id].evidence(p, lexical[n]) for n, p in enumerate(points))
        near = [one.passage for one in found if one.passage is not None]
        topic = sum(near) / len(near) if near else None
        length = math.log(max(len(words(reading)), 1))
        return [replace(one, topic=topic, length=length) for one in found]

    def _vector(self, argument: str, context: str) -> npt.NDArray[np.float32] | None:
        """Return the argument's vector, or with a context one halfway between the two.

        The context was encoded when it was said, so a follow-up costs no more than a turn.
        """
        if self._encoded is None:
            return None
        alone = self._encoded(argument)
        if not context:
            return alone
        both = alone + self._encoded(context)
        halfway: npt.NDArray[np.float32] = both / np.linalg.norm(both)
        return halfway

    def shared_words(self, argument: str, point: Point, brief: bool = True) -> tuple[str, ...]:
        """Return the words of ``argument`` that a point has too.

        With ``brief`` false only the point's own text counts, not what a coach wrote.
        """
        stance = point.label.stance
        lexical = self._lexical[stance] if brief else self._own_text[stance]
        return lexical.shared_words(argument, self._points[stance].index(point))

    def sentences_to_tag(self, point: Point) -> tuple[float, ...]:
        """Return how much of the point each of its sentences carries, or nothing if unknown."""
        return self._index.sentences_to_tag(point) if self._index is not None else ()

    def _text(self, point: Point) -> str:
        """A point's own words: its text, with lead-ins, and who speaks in it."""
        passage = self.motion.passage(point.passage)
        text = self.motion.source(passage.source).text
        sentences = [sentence.span.of(text) for sentence in point.sentences]
        whole = [passage.span.of(text)] if len(passage.points) == 1 else sentences
        return " ".join([*whole, *(sentence.speaker or "" for sentence in point.sentences)])
