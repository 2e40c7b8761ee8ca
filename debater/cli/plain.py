"""Replies as plain lines, for pipes and screen readers."""

from __future__ import annotations

from collections.abc import Iterator

from debater.sparring.phrasing import (
    in_quotes,
    short_cite,
    stance_in_words,
    strength_with_figure,
    whose_words,
)
from debater.sparring.reply import Counter, Reply

# A passage weaker than this is not worth naming as the nearest.
_NEAR = 0.05


def reply_lines(reply: Reply) -> Iterator[str]:
    """Yield a reply as lines: its parts in order, then strength and voice in words."""
    yield from reply.lines
    if reply.chosen is not None:
        yield f"[{about_counter(reply.chosen)}]"
        if reply.turned is not None:
            turned = reply.turned
            yield (
                f"Your own side's evidence can be turned: {in_quotes(turned.citation.quote)} "
                f"({short_cite(turned.citation)}) {turned.tag} {turned.impact}"
            )
    nearest = reply.counters[0] if reply.counters else None
    argued = reply.kind in ("argument", "quotation")
    if reply.silent and argued and nearest and nearest.strength >= _NEAR:
        yield (
            f"[nearest, but it does not answer this: {short_cite(nearest.citation)}; "
            f"{about_counter(nearest)}]"
        )
    if reply.notice:
        yield f"[{reply.notice}]"


def about_counter(counter: Counter) -> str:
    """Say in words how strong a counter is and whose words it quotes."""
    return (
        f"strength: {strength_with_figure(counter.strength)}; "
        f"{whose_words(counter.voice, counter.speaker)}, {stance_in_words(counter.stance)}"
    )
