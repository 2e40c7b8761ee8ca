"""What an engine knows of its motion's sources: their points, and what bears on a question."""

from __future__ import annotations

from functools import cached_property

from debater.motions.model import STANCES, Motion, Point, Side, opposite
from debater.retrieval.rank import rank
from debater.sparring.counters import CounterMaker, Likeness, Searching
from debater.sparring.phrasing import Phrasebook
from debater.sparring.questions import bears_on, best_bearing
from debater.sparring.reply import Counter
from debater.text import clean, words


class SourceReader:
    """Reads the sources of one motion, and proves what it quotes of them."""

    def __init__(self, motion: Motion, searcher: Searching, phrases: Phrasebook) -> None:
        self.motion = motion
        self._searcher = searcher
        self._phrases = phrases
        self._maker = CounterMaker(motion, searcher)

    @property
    def phrases(self) -> Phrasebook:
        """The wording of its replies."""
        return self._phrases

    @property
    def likeness(self) -> Likeness | None:
        """How well any two texts answer one another; None where words alone are compared."""
        return self._searcher.likeness

    @property
    def words_only(self) -> bool:
        """Whether answers come from words alone, because there is no embedding model."""
        return self._searcher.words_only

    def case(self, side: Side) -> tuple[Counter, ...]:
        """Return what the sources hold for ``side``, each point by the sentence that carries it.

        In the order of the sources; a speech for that side is built from these.
        """
        found: list[Counter] = []
        for point in self.motion.opposing(opposite(side)):
            said = point.tag or self._maker.text_of(point)
            evidence = self._searcher.evidence(said, (point.label.stance,))
            own = next(one for one in evidence if one.point == point.id)
            found.append(self._maker.counter(len(found) + 1, rank([own])[0], said))
        return tuple(found)

    def point(self, id: str) -> Point:
        """Return a point of the motion.  Raises ``KeyError`` when it has none of that id."""
        return self._maker.points[id]

    def consult(self, question: str) -> Counter | None:
        """Return the sentence of the sources that bears on a closed question, or None.

        It may be of any stance and voice: who asks is not refuted, but told what is there.
        """
        question = clean(question)
        if not words(question):
            return None
        found = self._searcher.evidence(question, STANCES)
        points = [self._maker.points[one.point] for one in found]
        shared = [self._searcher.shared_words(question, point, brief=False) for point in points]
        best = best_bearing(question, found, shared)
        if best is None or not bears_on(question, best, shared[found.index(best)], self._known):
            return None
        return self._maker.counter(1, rank([best])[0], question)

    @cached_property
    def _known(self) -> frozenset[str]:
        """Every word of the sources."""
        return frozenset(word for source in self.motion.sources for word in words(source.text))
