"""A reply as text to take away."""

from __future__ import annotations

from collections.abc import Iterator

from debater.motions.citation import Citation
from debater.motions.model import Voice
from debater.sparring.phrasing import strength_with_figure
from debater.sparring.reply import Reply
from debater.sparring.wording import (
    answers_itself,
    attribution,
    missing_in_words,
    where_in_words,
)
from debater.text import clean, clean_line

_WRITTEN_CITE = ("publication", "date", "url", "accessed", "qualifications")


def written_cite(citation: Citation, voice: Voice, speaker: str | None) -> str:
    """Write a cite in full: whose words, where, what is known and what is missing."""
    source = citation.source
    parts = [attribution(voice, speaker, source), where_in_words(citation)]
    parts += [clean_line(source.cite[name]) for name in _WRITTEN_CITE if source.cite.get(name)]
    missing = missing_in_words(source.missing)
    return "; ".join([*parts, missing] if missing else parts)


def reply_as_text(reply: Reply) -> str:
    """Write a reply as plain paragraphs, the quotation word for word and with its cite."""
    return "\n\n".join(clean(part) for part in _reply_parts(reply))


def _reply_parts(reply: Reply) -> Iterator[str]:
    yield from (part for part in (reply.they_say, reply.but) if part)
    chosen = None if answers_itself(reply) else reply.chosen
    for counter in (reply.answer, chosen):
        if counter:
            cite = written_cite(counter.citation, counter.voice, counter.speaker)
            strength = strength_with_figure(counter.strength)
            yield _quoted(counter.citation.quote, f"{cite}; strength: {strength}")
    if reply.turned:
        turned = reply.turned
        cite = written_cite(turned.citation, turned.voice, turned.speaker)
        yield _quoted(turned.citation.quote, f"{cite}; your author's own evidence, turned")
    if reply.because and reply.citation is None:
        yield reply.because
    yield from (part for part in (reply.therefore, reply.question) if part)
    if reply.notice:
        yield f"({reply.notice})"


def _quoted(quote: str, cite: str) -> str:
    return f"“{quote}”\n— {cite}"
