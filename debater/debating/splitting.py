"""Splits a speech into arguments: at paragraphs, at signposts, and where a new claim begins.

What only greets, announces or thanks is no argument.  Spans are verbatim, in order and
disjoint.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from debater.debating.flow_cues import announces_new, restated
from debater.debating.speech_cues import (
    is_filler,
    is_numbered,
    is_signposted,
    is_trivial,
    leans,
    points_back,
    unannounced,
    without_number,
)
from debater.sparring.counters import Likeness
from debater.text import Span, sentence_spans, words

# A longer argument is more than one, and so may a longer paragraph be.
_LONGEST, _PARAGRAPH = 8, 5
# Whether a sentence opens an argument, from the features of ``Openings``; fitted on speeches
# split by hand and on made ones (tests/benchmarks/flow_fit.py).
OPENS = (2.24, 0.84, -1.11, -0.37, 2.07, 1.13, 2.98, -4.87, 0.19, -5.04, 5.84, -1.31, -1.33)
# An argument of about twenty words may end; from fifty on, its length says nothing more.
_USUAL_WORDS, _MANY_WORDS = 20, 50


def split_speech(
    text: str, likeness: Likeness | None = None, before: Sequence[str] = ()
) -> tuple[Span, ...]:
    """Return the span of each argument of a speech, in order; none where nothing is argued.

    A speaker who sets paragraphs or numbers apart has said where arguments begin.  In one
    long paragraph it shows in how a sentence begins and, with a ``likeness``, in what it is
    about and which of the arguments ``before`` it comes near to.
    """
    paragraphs = list(_paragraphs(text))
    found: list[Span] = []
    for paragraph in paragraphs:
        for run in _runs(text, paragraph):
            by_topic = len(paragraphs) == 1 or len(run) > _PARAGRAPH
            starts = _starts([span.of(text) for span in run], likeness, before, by_topic=by_topic)
            for start, end in zip(starts, [*starts[1:], len(run)], strict=True):
                found.append(Span(run[start].start, run[end - 1].end))
    return tuple(found)


def sentences_of(text: str, span: Span) -> list[Span]:
    """Return the sentences of a part of a text, as spans of the whole."""
    found: list[Span] = []
    for sentence in sentence_spans(text, span.start, span.end):
        found += _parted(text, sentence)
    return found


# Typed speeches have short sentences, which a splitter made for articles keeps together.
_END = re.compile(r"(?<=[^\W\d_][.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-ZÀ-Þ])|(?<=\d[!?.])\s+(?=[A-ZÀ-Þ])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|vs|no|e\.g|i\.e|cf|u\.s|u\.k|e\.u|gen|sen|rep|gov|jr|sr)|\b\w)\.$",
    re.I,
)


def _parted(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    for end in _END.finditer(text, sentence.start, sentence.end):
        said = text[start : end.start()]
        if not _ABBREVIATION.search(said[-8:]):
            yield Span(start, start + len(text[start : end.end()].rstrip()))
            start = end.end()
    yield Span(start, sentence.end)


def _paragraphs(text: str) -> Iterator[Span]:
    """Yield what blank lines, and lines that begin with a number or a signpost, set apart."""
    start: int | None = None
    end = 0
    for line in re.finditer(r"[^\n]*\n?", text):
        shown = line.group().strip()
        opens = is_numbered(line.group()) or is_signposted(shown)
        if start is not None and (not shown or opens):
            yield Span(start, end)
            start = None
        if shown:
            start = line.start() if start is None else start
            end = line.end()
    if start is not None:
        yield Span(start, end)


def _runs(text: str, paragraph: Span) -> Iterator[list[Span]]:
    """Yield the sentences of a paragraph that argue, in runs without a filler between them."""
    run: list[Span] = []
    for span in sentences_of(text, paragraph):
        if not is_filler(without_number(span.of(text))):
            run.append(span)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _starts(
    said: Sequence[str], likeness: Likeness | None, before: Sequence[str], *, by_topic: bool
) -> list[int]:
    """Return which sentences of a run open an argument; the first always does."""
    if by_topic and likeness is not None:
        return _likeliest(Openings(said, likeness, before))
    starts = [0]
    for number in range(1, len(said)):
        opens = is_signposted(said[number]) or number - starts[-1] >= _LONGEST
        if opens or (by_topic and not leans(said[number])):
            starts.append(number)
    return starts


def _likeliest(openings: Openings) -> list[int]:
    """Return the likeliest way to split a run: for each last start, the best way to get there."""
    ways = {0: (0.0, [0])}
    for number in range(1, len(openings.said)):
        longer: dict[int, tuple[float, list[int]]] = {}
        opened: tuple[float, list[int]] | None = None
        for start, (score, starts) in ways.items():
            seen = openings.features(start, number)
            odds = sum(w * value for w, value in zip(OPENS, seen, strict=True))
            if number - start < _LONGEST:
                longer[start] = (score - math.log1p(math.exp(odds)), starts)
            opens = score - math.log1p(math.exp(-odds))
            if opened is None or opens > opened[0]:
                opened = (opens, [*starts, number])
        if opened is not None:
            longer[number] = opened
        ways = longer
    return max(ways.values(), key=lambda way: way[0])[1]


class Openings:
    """Sentences in a row, and what tells that one of them opens an argument."""

    def __init__(self, said: Sequence[str], likeness: Likeness, before: Sequence[str]) -> None:
        self.said = [without_number(sentence) for sentence in said]
        self._alike = likeness.between(said, said)
        pairs = len(said) * (len(said) - 1)
        self._usual = (sum(map(sum, self._alike)) - len(said)) / max(1, pairs)
        self._aims = _centred(likeness.between(said, before)) if before else []
        self._words = [len(words(sentence)) for sentence in said]
        self._signposted = [is_signposted(sentence) for sentence in said]

    def features(self, start: int, number: int) -> tuple[float, ...]:
        """Describe a sentence after those from ``start`` on, which are one argument."""
        said = self.said[number]
        kept = range(start, number)
        alike = [self._alike[number][other] - self._usual for other in kept]
        long = sum(self._words[other] for other in kept)
        after = number + 1
        goes_on = after < len(self.said) and not self._signposted[after]
        return (
            1.0,
            float(self._signposted[number]),
            float(leans(said)),
            float(points_back(said)),
            float(announces_new(said)),
            float(bool(restated(said))),
            math.log(max(1, min(long, _MANY_WORDS)) / _USUAL_WORDS),
            alike[-1],
            max(alike),
            sum(alike) / len(alike),
            self._alike[number][after] - self._usual if goes_on else 0.0,
            self._same_aim(kept, number),
            float(bool(self._aims)),
        )

    def _same_aim(self, kept: Sequence[int], number: int) -> float:
        """Tell how far a sentence comes near to the same arguments as those before it."""
        if not self._aims:
            return 0.0
        own = self._aims[number]
        theirs = [sum(self._aims[other][t] for other in kept) for t in range(len(own))]
        lengths = math.hypot(*own) * math.hypot(*theirs)
        return sum(a * b for a, b in zip(own, theirs, strict=True)) / (lengths + 1e-6)


def _centred(rows: Sequence[Sequence[float]]) -> list[list[float]]:
    """Take from each value what its row and its column have in common."""
    columns = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    mean = sum(columns) / len(columns)
    return [
        [
            value - sum(row) / len(row) - column + mean
            for value, column in zip(row, columns, strict=True)
        ]
        for row in rows
    ]


def headline(text: str) -> str:
    """Return the sentence an argument is named by: its first that says something, unannounced."""
    plain = without_number(text)
    said = [span.of(plain) for span in sentences_of(plain, Span(0, len(plain)))]
    named = (unannounced(sentence) for sentence in said)
    return next((sentence for sentence in named if not is_trivial(sentence)), plain)
