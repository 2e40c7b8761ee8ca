"""Replies as plain lines, for pipes and screen readers."""

from __future__ import annotations

from collections.abc import Iterator

from debater.sparring.phrasing import (
    missing_in_words,
    paragraph_numbers,
    short_cite,
    stance_in_words,
    whose_words,
)
from debater.sparring.reply import Counter, Reply, strength_in_words


def reply_lines(reply: Reply) -> Iterator[str]:
    """Yield a reply as lines: its parts in order, then strength and voice in words."""
    yield from reply.lines
    if reply.chosen is not None:
        yield f"[{about_counter(reply.chosen)}]"
    if reply.silent and reply.counters:
        nearest = reply.counters[0]
        yield (
            f"[nearest, but it does not answer this: {short_cite(nearest.citation)}; "
            f"{about_counter(nearest)}]"
        )
    if reply.notice:
        yield f"[{reply.notice}]"


def about_counter(counter: Counter) -> str:
    """Say in words how strong a counter is and whose words it quotes."""
    return (
        f"strength: {strength_in_words(counter.strength)} ({counter.strength:.2f}); "
        f"{whose_words(counter.voice, counter.speaker)}, {stance_in_words(counter.stance)}"
    )


def cite_line(counter: Counter) -> str:
    """Cite a counter in a line, with its quotation: for copying."""
    citation = counter.citation
    source = citation.source
    missing = missing_in_words(source.missing)
    note = f" ({missing})" if missing else ""
    place = paragraph_numbers(citation.paragraphs)
    voice = whose_words(counter.voice, counter.speaker)
    return f"“{citation.quote}” — {voice}; “{source.title}”, {place}{note}"
