"""Splits a speech into arguments: at paragraphs, at signposts, and where a new claim begins.

What only greets, announces or thanks is no argument.  Spans are verbatim, in order and
disjoint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from debater.sparring.counters import Likeness
from debater.text import Span, sentence_spans, words

_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|last|final)"
_NUMBERED = re.compile(r"\A\s*(?:\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.):]|[-*•–—])\s+", re.I)
# What opens an argument: an ordinal, a name for it, or a word on what it answers.
_SIGNPOST = re.compile(
    rf"(?:(?:and|but|so|then|now|ok(?:ay)?|well|also)[, ]+)?(?:"
    rf"{_ORDINAL}(?:ly)?\b(?! (?:of all )?(?:time|world|amendment|half|place|step|thing to say))"
    rf"|(?:my|our|the|their|your|a) (?:{_ORDINAL}|next|other|main|key) "
    r"(?:point|argument|contention|reason|claim|response|answer|issue|objection)"
    r"|contention (?:\w+)\b|point (?:one|two|three|four|five|\d)\b"
    rf"|(?:on|to|against|regarding|as for|as to|concerning|about|turning to|moving (?:on )?to|"
    rf"coming to|going to|take|look at) (?:(?:the|their|his|her|your|my opponent's) )?"
    rf"(?:{_ORDINAL}|point|argument|contention|claim|idea|question|issue|case|one|two|three)\b"
    r"|(?:as for|as to|regarding|concerning|turning to|moving on to|when it comes to) "
    r"|(?:they|he|she|you|my opponents?|the (?:other side|opposition|proposition|affirmative|"
    r"negative|government|pro|con)(?: team)?|side \w+|some(?: people)?)(?: (?:also|then|even|just|"
    r"further|has|have|will))* (?:say|says|said|claim|claims|claimed|argue|argues|argued|tell|"
    r"tells|told|talk|talks|talked|mention|mentions|mentioned|point|points|pointed|worry|worries|"
    r"assert|asserts|asserted|insist|insists|suggest|suggests|suggested|bring|brings|brought|"
    r"raise|raises|raised|complain|complains|told)\b"
    r"|(?:next|finally|lastly|secondly|thirdly|furthermore|moreover|additionally|in addition|"
    r"besides|on top of that|another (?:point|reason|argument|problem|thing|issue)|also|"
    r"then there(?: i|')s|there is also|what about|one more)\b)",
    re.I,
)
_FILLER = re.compile(
    r"(?:thank(?:s| you)\b.*|(?:good (?:morning|afternoon|evening|day)|hello|hi|dear|honou?rable|"
    r"ladies and gentlemen|judges?|everyone|everybody|madam|mr\.?|mister)\b.{0,160}"
    r"|(?:i|we)(?: am| are|'m|'re)? (?:now )?(?:proud|happy|pleased|honou?red|glad) to\b.*"
    r"|(?:today |now )?(?:i|we)(?:'ll| will| shall| want to| would like to|'d like to|'m going to|"
    r"'re going to| am going to| are going to| have| bring| offer| present| give| make)"
    r"(?: you| now| first| just| briefly)* (?:(?:make|give|present|offer|bring|show|explain|go|"
    r"walk|answer|respond|deal|start|begin|talk|go over|cover|have|defend|argue|prove|run|take|"
    r"flow|address|rebut|attack|be)\b)?.{0,60}\b(?:points?|arguments?|reasons?|contentions?|responses?|"
    r"answers?|things|parts|ways|order|roadmap|case|speech|structure|brief)\b.{0,60}"
    r"|(?:so |now |ok(?:ay)? ?,? )?(?:let me|let's|let us|allow me to) (?:begin|start|go|turn|move|"
    r"respond|answer|rebut|address|be clear|explain|first|now|take)\b.{0,80}"
    r"|(?:a |my |the |quick )*(?:roadmap|order|structure)\b.{0,100}"
    r"|(?:for|because of|given) (?:all )?(?:these|those|the above|this|that)(?: \w+){0,2} "
    r"reasons?\b.{0,100}"
    r"|(?:so |please |i |we |therefore |and )*(?:urge|ask|beg|vote|please vote)\b.{0,60}\b(?:you|"
    r"vote|ballot|affirm|negate|oppose|propose|support|side|motion|us|pro|con|for|against)\b.{0,60}"
    r"|(?:that is|that's|this is|here is|here's) (?:my|our|all|why (?:you|we|i) (?:should|must|"
    r"beg|urge)|it)\b.{0,80}"
    r"|(?:in conclusion|to conclude|to sum up|in sum|in summary|overall|all in all)\b.{0,140}"
    r"|(?:i|we) (?:rest|stand|am done|are done|yield|look forward|beg to|proudly)\b.{0,80}"
    r"|(?:there are|here are) (?:\w+ )?(?:\w+ )?(?:points?|reasons?|arguments?|things|problems)\b"
    r".{0,60}|my name is\b.{0,80}|(?:i am|i'm|we are|we're) (?:ready|done|finished|the)\b.{0,80})",
    re.I,
)
# A sentence that opens so leans on the one before it.
_LEANS = re.compile(
    r"(?:this|that|these|those|it|its|they|them|their|he|she|his|her|such|because|so|and|but|or|"
    r"yet|therefore|thus|hence|then|for (?:example|instance)|in fact|indeed|which|who|if|when|"
    r"even|still|instead|otherwise|the same|not|no|yes|in other words|that's|it's|as a result|"
    r"after all|at the same time|meanwhile|however|of course|only|both|neither|once|until|unless|"
    r"while|since|likewise|similarly|again|there|here|just|imagine|think|look|ask|consider|take)\b",
    re.I,
)
_SHORTEST, _LONGEST_FILLER = 3, 28
# A longer argument is more than one, and so may a longer paragraph be.
_LONGEST, _PARAGRAPH = 6, 5
# Sentences at least this alike, as the retriever sees them, are on one thing.
_SAME_TOPIC = 0.7


def split_speech(text: str, likeness: Likeness | None = None) -> tuple[Span, ...]:
    """Return the span of each argument of a speech, in order; none where nothing is argued.

    A speaker who sets paragraphs or numbers apart has said where arguments begin.  In one
    long paragraph a sentence opens an argument unless it leans on the one before, by how
    it begins or, with a ``likeness``, by what it is about.
    """
    paragraphs = list(_paragraphs(text))
    found: list[Span] = []
    for paragraph in paragraphs:
        found += _arguments(text, paragraph, likeness, apart=len(paragraphs) > 1)
    return tuple(found)


def sentences_of(text: str, span: Span) -> list[Span]:
    """Return the sentences of a part of a text, as spans of the whole."""
    found = []
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
        opens = bool(_NUMBERED.match(line.group())) or bool(_SIGNPOST.match(shown))
        if start is not None and (not shown or opens):
            yield Span(start, end)
            start = None
        if shown:
            start = line.start() if start is None else start
            end = line.end()
    if start is not None:
        yield Span(start, end)


def _arguments(
    text: str, paragraph: Span, likeness: Likeness | None, *, apart: bool
) -> Iterator[Span]:
    kept: list[Span] = []
    spans = sentences_of(text, paragraph)
    by_topic = not apart or len(spans) > _PARAGRAPH
    for span in spans:
        said = without_number(span.of(text))
        filler = _is_filler(said)
        if kept and (filler or _begins(text, kept, said, likeness, by_topic=by_topic)):
            yield Span(kept[0].start, kept[-1].end)
            kept = []
        if not filler:
            kept.append(span)
    if kept:
        yield Span(kept[0].start, kept[-1].end)


def _begins(
    text: str, kept: list[Span], said: str, likeness: Likeness | None, *, by_topic: bool
) -> bool:
    """Tell whether a sentence begins an argument, after the sentences ``kept`` of another."""
    if is_signposted(said) or len(kept) >= _LONGEST:
        return True
    if not by_topic or leans(said):
        return False
    if likeness is None:
        return True
    before = [span.of(text) for span in kept]
    return max(likeness.between([said], [" ".join(before), before[-1]])[0]) < _SAME_TOPIC


def _is_filler(said: str) -> bool:
    count = len(words(said))
    if count < _SHORTEST and not said.endswith("?"):
        return True
    return count <= _LONGEST_FILLER and bool(_FILLER.fullmatch(said.rstrip(" .!,;:")))


def is_signposted(said: str) -> bool:
    """Tell whether a sentence says itself that it opens an argument."""
    return bool(_SIGNPOST.match(without_number(said)))


def leans(said: str) -> bool:
    """Tell whether a sentence leans on the one before it, by how it begins."""
    return bool(_LEANS.match(said))


def without_number(text: str) -> str:
    """Return a text without the number or dash it begins with."""
    return _NUMBERED.sub("", text, count=1).strip()
