"""A turn as blocks: the user's words first, then the parts of the reply in their order."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from debater.motions.citation import Citation
from debater.motions.model import Side, Stance, Voice
from debater.sparring.phrasing import strength_with_figure
from debater.sparring.reply import Counter, Reply, TurnedEvidence
from debater.sparring.wording import (
    answers_itself,
    attribution,
    nearest,
    published_in_words,
    side_in_words,
    spoken_missing,
    stance_in_words,
    voice_in_words,
    where_in_words,
)
from debater.text import excerpt
from debater.tui.blocks import EMPTY, Block, folded, said
from debater.tui.play import PlayedTurn

_BLANK = Block(EMPTY)
_LONG_ARGUMENT = 10
_NEAREST_LENGTH = 90
# Replies that need no source, so that having none is no gap.
_WORDS_ALONE = ("greeting", "concession", "empty", "answer", "challenge")


def turn_blocks(turn: PlayedTurn, side: Side, waiting: str, *, whole: bool) -> list[Block]:
    """Return the blocks of a turn; ``waiting`` is said where a reply is to come.

    A long argument is cut unless ``whole``.
    """
    return [*argument_blocks(turn, side, whole=whole), _BLANK, *_answer_blocks(turn, waiting)]


def argument_blocks(turn: PlayedTurn, side: Side, *, whole: bool) -> list[Block]:
    """Return what the user said."""
    heading = Content.assemble(
        (f"{turn.number} ", "$muted"), ("You, ", "$muted"), (side_in_words(side), f"${side} bold")
    )
    limit = None if whole else _LONG_ARGUMENT
    return [Block(heading), Block(said(turn.argument), limit=limit)]


def _answer_blocks(turn: PlayedTurn, waiting: str) -> Iterator[Block]:
    if turn.problem:
        yield _hanging("! ", folded(turn.problem), "$error bold")
        yield Block(Content.styled("Your words are kept. Ctrl+R tries again.", "$muted"))
    elif turn.reply is None:
        yield _hanging("… ", folded(waiting, "$muted"), "$muted")
    else:
        parts = list(reply_parts(turn.reply))
        for number, part in enumerate(parts):
            yield from part
            if number < len(parts) - 1:
                yield _BLANK


def reply_parts(reply: Reply) -> Iterator[list[Block]]:
    """Return the parts of a reply, each a few blocks, to be set apart by blank lines."""
    opening = _silence(reply) if reply.silent else _opening(reply)
    if opening:
        yield opening
    if reply.answer:
        yield _quotation(reply.answer, heading=_answer_heading(reply.answer))
    if reply.chosen and not answers_itself(reply):
        yield _quotation(reply.chosen)
    if reply.because and reply.citation is None:
        yield [Block(said(reply.because))]
    # With nothing but a turn to offer, "therefore" words the turn, which is shown as such.
    if reply.therefore and not (reply.silent and reply.turned):
        yield [Block(said(reply.therefore))]
    if reply.turned:
        yield from _turned(reply.turned)
    near = nearest(reply)
    if near is not None:
        yield _nearest(near)
    if reply.question:
        yield [_hanging("? ", folded(reply.question, "bold"), "$focus bold")]
    if reply.notice:
        yield [_hanging("· ", folded(reply.notice, "$muted italic"), "$muted")]


def _turned(turned: TurnedEvidence) -> Iterator[list[Block]]:
    """Yield the author's own evidence, said to be turned, and what it then shows."""
    cite = _cite_lines(turned.citation, turned.voice, turned.speaker, "")
    heading = Content.styled(
        f"↺ your author's own evidence, turned ({stance_in_words(turned.stance)})", "$warning"
    )
    yield [Block(heading), *_barred(turned.citation, cite, "$warning")]
    yield [Block(said(f"{turned.tag} {turned.impact}".strip()))]


def _opening(reply: Reply) -> list[Block]:
    """Return what the user is heard to say, then the claim against it."""
    they_say, but = said(reply.they_say, "$muted"), said(reply.but)
    return [Block(part) for part in (they_say, but) if part]


def _silence(reply: Reply) -> list[Block]:
    """Return the words of a silent reply, marked so that it cannot pass for an answer."""
    first, *others = [part for part in (reply.they_say, reply.but) if part] or [
        "Nothing in the sources answers this."
    ]
    if reply.kind in _WORDS_ALONE:
        return [Block(said(part)) for part in (first, *others)]
    marked = _hanging("∅ ", said(others[-1] if others else first), "$warning bold")
    return [Block(said(first)), marked] if others else [marked]


def _answer_heading(answer: Counter) -> Content:
    return Content.assemble(
        (stance_in_words(answer.stance), f"${answer.stance} bold"),
        (f" · {voice_in_words(answer.voice, answer.speaker)}", "$muted"),
    )


def _quotation(counter: Counter, heading: Content = EMPTY) -> list[Block]:
    strength = f"strength: {strength_with_figure(counter.strength)}"
    cite = _cite_lines(counter.citation, counter.voice, counter.speaker, strength)
    above = [Block(heading)] if heading else []
    return [*above, *_barred(counter.citation, cite, f"${counter.stance}")]


def _barred(citation: Citation, cite: list[Content], style: str) -> list[Block]:
    """Return a quotation and its cite with a bar at their left."""
    bar, thin = Content.styled("┃ ", style), Content.styled("│ ", style)
    quote = Block(folded(citation.quote, "$quote"), bar, bar)
    return [quote, *(Block(line, thin, thin) for line in cite)]


def _cite_lines(
    citation: Citation, voice: Voice, speaker: str | None, strength: str
) -> list[Content]:
    """Return the cite: whose words, where, how strong, and what of the cite is missing."""
    source = citation.source
    places = [where_in_words(citation), published_in_words(source), strength]
    second = [part for part in (*places, spoken_missing(source)) if part]
    return [
        folded("— " + attribution(voice, speaker, source), "$muted"),
        folded(" · ".join(second), "$muted"),
    ]


def _nearest(counter: Counter) -> list[Block]:
    """Return the nearest passage of a silent reply, said to be no answer."""
    quote = excerpt(counter.citation.quote, _NEAREST_LENGTH)
    where = where_in_words(counter.citation)
    who = "" if counter.voice == "author" else f", {counter.voice}"
    text = f"{where}{who}, {strength_with_figure(counter.strength)}: {quote}"
    heading = Block(Content.styled("nearest, but it does not answer this:", "$muted"))
    return [heading, _hanging("  ◦ ", folded(text, "$muted"), "$muted")]


def _hanging(mark: str, content: Content, style: str) -> Block:
    """Return a block with a mark before its first line and the others indented as far."""
    return Block(content, Content.styled(mark, style), Content(" " * len(mark)))


def stance_and_voice(reply: Reply) -> tuple[Stance, Voice, str | None] | None:
    """Return whose view the shown quotation is, or None when nothing is quoted."""
    for shown in (reply.chosen, reply.turned, reply.answer):
        if shown is not None:
            return shown.stance, shown.voice, shown.speaker
    return None
