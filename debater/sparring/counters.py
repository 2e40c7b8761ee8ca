"""Makes what a reply cites: proves the sentence of a point that answers, and whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from debater.motions.citation import cite
from debater.motions.model import Motion, Passage, Point, Sentence, Side, Source, Stance
from debater.retrieval.rank import PointEvidence, Ranked, bearing
from debater.sparring.reply import Counter, Evidence, TurnedEvidence
from debater.sparring.utterance import Utterance
from debater.text import Span, words

# The author's own evidence is turned only when the argument clearly uses it.
_TURN_FLOOR = 0.30


class Likeness(Protocol):
    """How well texts answer one another, as the retriever sees it."""

    def between(self, first: Sequence[str], second: Sequence[str]) -> list[list[float]]:
        """Return a row for each of ``first``: its cosine with each of ``second``."""
        ...


class Searching(Protocol):
    """What sparring asks of retrieval."""

    @property
    def likeness(self) -> Likeness | None:
        """How well any two texts answer one another, or None without an embedding model."""
        ...

    @property
    def words_only(self) -> bool:
        """Whether there is no embedding model."""
        ...

    def evidence(
        self, argument: str, stances: tuple[Stance, ...], context: str = ""
    ) -> list[PointEvidence]:
        """Return the evidence of every point of ``stances``."""
        ...

    def shared_words(self, argument: str, point: Point, brief: bool = True) -> tuple[str, ...]:
        """Return the words an argument shares with a point, or with its own text alone."""
        ...

    def sentences_to_tag(self, point: Point) -> tuple[float, ...]:
        """Return how much of a point each of its sentences carries, or nothing if unknown."""
        ...


class CounterMaker:
    """Turns ranked evidence into proved citations of one motion."""

    def __init__(self, motion: Motion, searcher: Searching) -> None:
        self._motion = motion
        self._searcher = searcher
        self.points = {point.id: point for point in motion.points()}

    def counter(self, number: int, one: Ranked, argument: str) -> Counter:
        """Prove the sentence of a point that answers ``argument`` best, and say why."""
        evidence = one.evidence
        point = self.points[evidence.point]
        passage, source = self._place(point)
        sentence = self._best_sentence(point, evidence, argument, source)
        return Counter(
            rank=number,
            citation=cite(source, passage, sentence.span),
            stance=point.label.stance,
            voice=sentence.voice,
            speaker=sentence.speaker,
            strength=one.strength,
            answers=one.answers,
            point=point.id,
            tag=point.tag,
            evidence=Evidence(
                passage=evidence.passage or 0.0,
                sentence=evidence.sentence or 0.0,
                answers=evidence.answers or 0.0,
                lexical=evidence.lexical,
                claim=point.answers[evidence.claim] if evidence.claim is not None else "",
                shared_words=self._searcher.shared_words(argument, point),
            ),
            repeated=one.repeated,
        )

    def text_of(self, point: Point) -> str:
        """Return the sentences of a point, joined by spaces."""
        _, source = self._place(point)
        return " ".join(sentence.span.of(source.text) for sentence in point.sentences)

    def quoted(self, said: Utterance) -> Counter | None:
        """Find the passage a quotation comes from, and whose words they are."""
        if said.span is None:
            return None
        for point in self.points.values():
            passage, source = self._place(point)
            for sentence in point.sentences:
                if source.id == said.source and _overlap(sentence.span, said.span):
                    return Counter(
                        rank=1,
                        citation=cite(source, passage, sentence.span),
                        stance=point.label.stance,
                        voice=sentence.voice,
                        speaker=sentence.speaker,
                        strength=1.0,
                        answers=True,
                        point=point.id,
                        tag=point.tag,
                    )
        return None

    def turned(
        self, found: Sequence[PointEvidence], side: Side, already: frozenset[str]
    ) -> TurnedEvidence | None:
        """Turn the evidence of someone on ``side``, where the pack marks it and they use it.

        ``already`` are the ids of passages this round has turned.
        """
        usable = [
            one
            for one in found
            if self.points[one.point].label.stance == side
            and self.points[one.point].turn is not None
            and one.passage_id not in already
            and bearing(one) >= _TURN_FLOOR
        ]
        if not usable:
            return None
        point = self.points[max(usable, key=bearing).point]
        turn = point.turn
        if turn is None:
            return None
        passage, source = self._place(point)
        spoken = next((s for s in point.sentences if _overlap(s.span, turn.span)), None)
        return TurnedEvidence(
            cite(source, passage, turn.span),
            point.label.stance,
            spoken.voice if spoken else point.label.voice,
            spoken.speaker if spoken else point.label.speaker,
            turn.tag,
            turn.impact,
        )

    def _best_sentence(
        self, point: Point, evidence: PointEvidence, argument: str, source: Source
    ) -> Sentence:
        """Pick the sentence that answers: near the argument, and carrying the point itself.

        Without a model it is the one that shares most words with argument and tag.
        """
        if len(point.sentences) == 1:
            return point.sentences[0]
        if evidence.sentences:
            carried = self._searcher.sentences_to_tag(point) or (0.0,) * len(point.sentences)
            fit = [a + b for a, b in zip(evidence.sentences, carried, strict=True)]
            return point.sentences[fit.index(max(fit))]
        said = set(words(f"{argument} {point.tag}"))
        return max(point.sentences, key=lambda s: len(said & set(words(s.span.of(source.text)))))

    def _place(self, point: Point) -> tuple[Passage, Source]:
        passage = self._motion.passage(point.passage)
        return passage, self._motion.source(passage.source)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
