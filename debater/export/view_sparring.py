"""Open sparring for export: a part a turn, what the user said and what the sources answer."""

from __future__ import annotations

from collections.abc import Iterator

from debater.errors import DebaterError
from debater.export.json_schema import is_reply
from debater.export.model import Entry, Part, Piece, Quoted
from debater.export.view_words import remark, said, time_in_words
from debater.motions.model import Motion, Side, opposite
from debater.sparring.phrasing import strength_with_figure
from debater.sparring.record import load_reply
from debater.sparring.reply import Counter, Reply, TurnedEvidence
from debater.sparring.wording import answers_itself, nearest, where_in_words
from debater.store.whole import WholeTurn
from debater.text import clean_line

_UNANSWERED = "Not answered yet."
_TURNED = "your author’s own evidence, turned"


def turn_part(turn: WholeTurn, side: Side, motion: Motion) -> Part:
    """Return a turn: the argument, and the reply with every quotation proved anew."""
    heard = Entry("You", "user", side, tuple(said(turn.argument)))
    answered = Entry("Bot", "bot", opposite(side), tuple(_answer(turn, motion)))
    return Part(f"Turn {turn.number}", time_in_words(turn.committed), (heard, answered))


def _answer(turn: WholeTurn, motion: Motion) -> Iterator[Piece]:
    if turn.reply is None:
        yield from remark(_UNANSWERED)
        return
    try:
        # Of a damaged reply a value may be of another type, which is found here and not below.
        reply = load_reply(turn.reply if is_reply(turn.reply) else {}, motion)
    except DebaterError as error:
        yield from remark(str(error))
        return
    yield from reply_pieces(reply)


def reply_pieces(reply: Reply) -> Iterator[Piece]:
    """Give the parts of a reply in the order the screen shows them."""
    yield from said(reply.they_say)
    yield from said(reply.but)
    if reply.answer:
        yield Piece("quoted", quoted=_counter(reply.answer))
    if reply.chosen and not answers_itself(reply):
        yield Piece("quoted", quoted=_counter(reply.chosen))
    if reply.citation is None:
        yield from said(reply.because)
    # With nothing but a turn to offer, "therefore" words the turn, which is set apart below.
    if not (reply.silent and reply.turned):
        yield from said(reply.therefore)
    if reply.turned:
        yield Piece("quoted", quoted=_turned(reply.turned))
        yield from said(f"{reply.turned.tag} {reply.turned.impact}")
    near = nearest(reply)
    if near is not None:
        yield from remark(_near_in_words(near))
    yield from said(reply.question)
    yield from remark(reply.notice)


def _counter(counter: Counter) -> Quoted:
    note = f"strength: {strength_with_figure(counter.strength)}"
    return Quoted(counter.citation, counter.voice, counter.speaker, counter.stance, note)


def _turned(turned: TurnedEvidence) -> Quoted:
    return Quoted(turned.citation, turned.voice, turned.speaker, turned.stance, _TURNED)


def _near_in_words(near: Counter) -> str:
    """Name the nearest passage of a silent reply, said to be no answer."""
    facts = [where_in_words(near.citation)]
    facts += [near.voice] if near.voice != "author" else []
    facts.append(strength_with_figure(near.strength))
    quote = clean_line(near.citation.quote)
    return f"Nearest, but it does not answer this: “{quote}” ({', '.join(facts)})"
