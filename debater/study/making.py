"""Makes drills from a motion: claims to refute, voices, quotations, kinds of response.

The same motion gives the same drills under the same keys, whoever makes them and when.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence

from debater.motions.citation import Citation, cite
from debater.motions.model import Motion, Passage, Point, Sentence, Side, Voice, opposite
from debater.sparring.wording import voice_in_words
from debater.study.altering import Altered, alter
from debater.study.asking import DrillWording
from debater.study.model import Drill, DrillKind
from debater.text import clean_line, words

# A predicted label must be surer than this before anybody is drilled on it.
_SURE = 0.8
# Claims that one passage answers are often the same claim in other words.
_CLAIMS_A_POINT = 3
_VOICES_A_POINT = 2
_OTHER_SPEAKERS = 2
# A sentence shorter than this says too little alone; a longer one is a paragraph.
_SHORTEST, _LONGEST = 8, 45
_KEY_LENGTH = 20


def motion_drills(motion: Motion, side: Side, seed: int, wording: DrillWording) -> list[Drill]:
    """Return the drills of a motion for somebody who argues ``side``.

    Claims and responses are of the passages that support ``side``; voices and quotations of
    all, under keys that name no side.  ``seed`` decides which quotations are altered, and how.
    """
    return [
        *_refute(motion, side, wording),
        *_responses(motion, side, wording),
        *_voices(motion, side, wording),
        *_quotations(motion, side, seed, wording),
    ]


def key_of(kind: DrillKind, motion: str, *parts: str) -> str:
    """Return the key of a drill: a hash of what makes it the drill it is."""
    text = "\n\n".join((kind, motion, *(clean_line(part) for part in parts)))
    return hashlib.sha256(text.encode()).hexdigest()[:_KEY_LENGTH]


def whose(motion: Motion, citation: Citation) -> tuple[Voice, str | None]:
    """Say who speaks in a quotation.  Raises ``KeyError`` where the motion has no such passage."""
    passage = motion.passage(citation.passage)
    for point in passage.points:
        for sentence in point.sentences:
            if sentence.span.start < citation.end and citation.start < sentence.span.end:
                return sentence.voice, sentence.speaker
    return passage.label.voice, passage.label.speaker


# ── claims and responses ────────────────────────────────────────────────────────────────


def _refute(motion: Motion, side: Side, wording: DrillWording) -> Iterator[Drill]:
    """Yield claims that passages of the learner's side answer."""
    for point in motion.opposing(opposite(side)):
        sentence = _carrying(motion, point)
        asks = wording.refute.asks.format(side=motion.sides[side])
        tag, impact = point.tag, point.impact
        explains = wording.refute.explains.format(tag=tag, impact=impact).strip() if tag else ""
        for claim in point.answers[:_CLAIMS_A_POINT]:
            yield Drill(
                key_of("refute", motion.name, side, claim),
                "refute",
                motion.name,
                side,
                asks,
                claim,
                citation=_cited(motion, point, sentence),
                voice=sentence.voice,
                speaker=sentence.speaker,
                explains=explains,
                origin=wording.origin.motion,
            )


def _responses(motion: Motion, side: Side, wording: DrillWording) -> Iterator[Drill]:
    """Yield a pair of claim and passage for each passage whose kind of response is known."""
    choices = wording.response.choices
    offered = (choices.deny, choices.mitigate, choices.turn, choices.outweigh)
    for point in motion.opposing(opposite(side)):
        if point.response is None or not point.answers:
            continue
        sentence = _carrying(motion, point)
        citation = _cited(motion, point, sentence)
        yield Drill(
            key_of("response", motion.name, side, citation.quote, point.answers[0]),
            "response",
            motion.name,
            side,
            wording.response.asks.format(claim=point.answers[0]),
            citation.quote,
            offered,
            getattr(choices, point.response),
            citation,
            sentence.voice,
            sentence.speaker,
            " ".join((getattr(wording.response.explains, point.response), point.tag)).strip(),
            origin=wording.origin.motion,
        )


def _carrying(motion: Motion, point: Point) -> Sentence:
    """Return the sentence of a point that shares most words with its brief."""
    source = _text(motion, point)
    brief = set(words(" ".join((point.tag, *point.answers))))
    return max(point.sentences, key=lambda s: len(brief & set(words(s.span.of(source)))))


# ── voices ──────────────────────────────────────────────────────────────────────────────


def _voices(motion: Motion, side: Side, wording: DrillWording) -> Iterator[Drill]:
    """Yield sentences that are reported or conceded, and as many of the authors' own."""
    others: list[tuple[str, Point, Sentence]] = []
    own: list[tuple[str, Point, Sentence]] = []
    for point in motion.points():
        if point.label.origin != "coach" and point.label.confidence <= _SURE:
            continue
        found = [(key, point, each) for key, each in _askable(motion, point, "voice")]
        others += [one for one in found if one[2].voice != "author"][:_VOICES_A_POINT]
        own += [one for one in found if one[2].voice == "author"]
    speakers = [each.speaker for _, _, each in others if each.voice == "reported"]
    # By their keys, so that which of the authors' own are taken does not hang on their order.
    for key, point, sentence in [*others, *sorted(own, key=lambda one: one[0])[: len(others)]]:
        citation = _cited(motion, point, sentence)
        yield Drill(
            key,
            "voice",
            motion.name,
            side,
            wording.voice.asks,
            citation.quote,
            _choices(sentence, speakers, key),
            voice_in_words(sentence.voice, sentence.speaker),
            citation,
            sentence.voice,
            sentence.speaker,
            getattr(wording.voice, sentence.voice),
            origin=wording.origin.motion,
        )


def _choices(sentence: Sentence, speakers: Sequence[str | None], key: str) -> tuple[str, ...]:
    """Return whose view a sentence may be: the author's either way, and some who are named.

    Nobody can tell “critics” from “opponents” by one sentence, so of those without a name at
    most one is offered.
    """
    reported = [sentence.speaker] if sentence.voice == "reported" else []
    rest = sorted({one for one in speakers if one != sentence.speaker}, key=str)
    random.Random(key).shuffle(rest)  # noqa: S311  # nothing is kept secret by it
    for speaker in rest:
        if len(reported) > _OTHER_SPEAKERS:
            break
        if _has_name(speaker) or all(_has_name(one) for one in reported):
            reported.append(speaker)
    names = sorted({voice_in_words("reported", speaker) for speaker in reported})
    return (voice_in_words("author", None), voice_in_words("conceded", None), *names)


def _has_name(speaker: str | None) -> bool:
    return speaker is not None and speaker[:1].isupper()


# ── quotations ──────────────────────────────────────────────────────────────────────────


def _quotations(motion: Motion, side: Side, seed: int, wording: DrillWording) -> Iterator[Drill]:
    """Yield a sentence of each passage, about half of them altered in one place.

    Exact ones are taken from those that could be altered too, or a hedge would give them away.
    """
    texts = wording.quotation
    found = [one for passage in motion.passages if (one := _alterable(motion, passage, seed))]
    # Half of them, as the seed has it; their order tells nothing.
    ranked = sorted(found, key=lambda one: key_of("quotation", str(seed), one[0]))
    changed = {key for key, *_ in ranked[: len(ranked) // 2]}
    for key, point, sentence, altered in found:
        citation = _cited(motion, point, sentence)
        told = texts.explains_altered.format(was=altered.was, now=altered.now)
        yield Drill(
            key,
            "quotation",
            motion.name,
            side,
            texts.asks,
            altered.text if key in changed else citation.quote,
            (texts.exact, texts.altered),
            texts.altered if key in changed else texts.exact,
            citation,
            sentence.voice,
            sentence.speaker,
            told if key in changed else texts.explains_exact,
            origin=wording.origin.motion,
        )


def _alterable(
    motion: Motion, passage: Passage, seed: int
) -> tuple[str, Point, Sentence, Altered] | None:
    """Return a sentence of a passage that could be altered, with its key; the first by key."""
    found = [
        (key, point, sentence)
        for point in passage.points
        for key, sentence in _askable(motion, point, "quotation")
    ]
    for key, point, sentence in sorted(found, key=lambda one: one[0]):
        text = sentence.span.of(_text(motion, point))
        altered = alter(text, motion, f"{seed}-{key}")
        if altered is not None:
            return key, point, sentence, altered
    return None


# ── sentences ───────────────────────────────────────────────────────────────────────────


def _askable(motion: Motion, point: Point, kind: DrillKind) -> Iterator[tuple[str, Sentence]]:
    """Yield the sentences of a point that say something alone, each with its drill's key."""
    source = _text(motion, point)
    for sentence in point.sentences:
        text = sentence.span.of(source)
        if _SHORTEST <= len(words(text)) <= _LONGEST and text.count("“") == text.count("”"):
            yield key_of(kind, motion.name, text), sentence


def _cited(motion: Motion, point: Point, sentence: Sentence) -> Citation:
    passage = motion.passage(point.passage)
    return cite(motion.source(passage.source), passage, sentence.span)


def _text(motion: Motion, point: Point) -> str:
    return motion.source(motion.passage(point.passage).source).text
