"""Points of information: fifteen seconds of the sources while the other side speaks."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from debater.debating.examination_patterns import Examination
from debater.debating.examination_question import Question
from debater.debating.examination_witness import POINT_WORDS
from debater.debating.model import Debate
from debater.motions.model import opposite
from debater.sparring.engine import Engine
from debater.sparring.phrasing import in_quotes, named, place_in_source
from debater.sparring.reply import Counter
from debater.sparring.rounds import Round
from debater.text import clean, fold, sentence_spans, words

# Before so many words there is nothing to interrupt; beyond so many a point comes too late.
_FEWEST, _MOST = 12, 120


def offer_point(
    engine: Engine, book: Examination, draft: str, debate: Debate, seed: int = 0
) -> Question | None:
    """Return a point of the bot's on what the user has typed of a speech, or None.

    It quotes the strongest counter to the latest sentences; nothing is offered twice, and
    nothing where no passage answers.
    """
    said = _latest(clean(draft))
    if len(words(said)) < _FEWEST:
        return None
    reply = engine.refute(said, Round(debate.motion, debate.side, seed=seed))
    asked = {fold(exchange.question) for exchange in debate.exchanges}
    quoted = {e.citation.quote for e in debate.exchanges if e.point and e.citation}
    for counter in reply.counters:
        if not counter.answers or counter.citation.quote in quoted:
            continue
        text = _worded(book, counter, seed)
        if fold(text) not in asked:
            return Question(
                text,
                opposite(debate.side),
                step="point",
                point=counter.point,
                citation=counter.citation,
                voice=counter.voice,
            )
    return None


def _latest(draft: str) -> str:
    """The last whole sentences of a draft, as many as a point can be about."""
    spans = sentence_spans(draft)
    if len(spans) > 1 and not spans[-1].of(draft).rstrip("”\"') ").endswith((".", "!", "?")):
        spans = spans[:-1]
    kept: list[str] = []
    for span in reversed(spans):
        if kept and len(words(" ".join([span.of(draft), *kept]))) > _MOST:
            break
        kept.insert(0, span.of(draft))
    return " ".join(kept)


def _worded(book: Examination, counter: Counter, seed: int) -> str:
    """Quote where that fits into fifteen seconds, else say the tag, else name the place."""
    place = place_in_source(counter.citation)
    quote = in_quotes(counter.citation.quote)
    speaker = named(counter.speaker)
    tries: list[Sequence[str]] = [getattr(book.point, counter.voice)]
    if counter.tag:
        tries.append(book.point_by_tag)
    for phrases in tries:
        text = _say(phrases, seed, quote=quote, place=place, speaker=speaker, tag=counter.tag)
        if len(words(text)) <= POINT_WORDS:
            return text
    titled = f"{place} of “{counter.citation.source.title}”"
    return _say(book.point_by_place, seed, place=titled)


def _say(phrases: Sequence[str], seed: int, /, **values: str) -> str:
    chosen = Random(f"{seed}-{values['place']}").choice(list(phrases))  # noqa: S311
    return chosen.format(**values)
