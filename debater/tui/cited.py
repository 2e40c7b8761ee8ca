"""What a reply or a debate cites, as evidence cards can be cut of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from debater.cards.model import Cited
from debater.debating.model import Debate
from debater.sparring.phrasing import in_quotes
from debater.sparring.reply import Reply
from debater.sparring.wording import count_in_words, place
from debater.text import clean_line, excerpt

if TYPE_CHECKING:
    from debater.card_files import ListedCard

_BEGINNING = 90


def cited_in_reply(reply: Reply) -> tuple[Cited, ...]:
    """Return what a reply cites, in the order it is shown."""
    return _once(_of_reply(reply))


def _of_reply(reply: Reply) -> Iterator[Cited]:
    for counter in (reply.answer, reply.chosen):
        if counter is not None:
            yield Cited(counter.citation, counter.voice, counter.tag)
    if reply.turned is not None:
        yield Cited(reply.turned.citation, reply.turned.voice, reply.turned.tag)


def cited_in_debate(debate: Debate) -> tuple[Cited, ...]:
    """Return what was cited in a debate, the last first."""
    return _once(reversed(list(_of_debate(debate))))


def _of_debate(debate: Debate) -> Iterator[Cited]:
    said = [
        (speech.stage, 0, Cited(part.citation, part.voice, part.heading))
        for speech in debate.speeches
        for part in speech.parts
        if part.citation is not None
    ]
    asked = [
        (exchange.stage, 1, Cited(exchange.citation, exchange.voice))
        for exchange in debate.exchanges
        if exchange.citation is not None
    ]
    in_order = sorted([*said, *asked], key=lambda found: found[:2])
    yield from (cited for _, _, cited in in_order)


def _once(cited: Iterable[Cited]) -> tuple[Cited, ...]:
    """Leave out what is cited again, whatever for."""
    found = {(c.citation.source.id, c.citation.start, c.citation.end): c for c in cited}
    return tuple(found.values())


def cited_in_words(cited: Cited) -> str:
    """Put a citation on a line, to be chosen from a list."""
    beginning = in_quotes(excerpt(clean_line(cited.citation.quote), _BEGINNING))
    return f"{beginning} — {place(cited.citation)}"


def card_in_words(card: ListedCard) -> str:
    """Put a card on a line, to be chosen from a list."""
    named = clean_line(card.tag) or in_quotes(excerpt(clean_line(card.text), _BEGINNING))
    return f"{named} ({count_in_words(card.words, 'word')}, {card.read} read)"
