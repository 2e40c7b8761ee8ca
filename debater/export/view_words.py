"""What sparring and debates share in a view: paragraphs of words, quotations set apart in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from debater.export.model import Piece, Quoted
from debater.sparring.phrasing import in_quotes, short_cite
from debater.text import clean


def said(text: str) -> Iterator[Piece]:
    """Give words as one paragraph; none where there are none."""
    if words := clean(text).strip():
        yield Piece("said", words)


def remark(text: str) -> Iterator[Piece]:
    """Give a sentence of the program's own; none where it is empty."""
    if words := clean(text).strip():
        yield Piece("remark", words)


def set_apart(text: str, quoted: Quoted) -> Iterator[Piece]:
    """Give words with the quotation that stands in them set apart; its marks are left out.

    Nothing else is lost: without the quotation in them they are given as they are.
    """
    marked = in_quotes(quoted.citation.quote)
    # The cite follows the bot's own quotation; somebody's claim before it may be the same words.
    start = text.find(f"{marked} (")
    start = start if start >= 0 else text.find(marked)
    if start < 0:
        yield from said(text)
        return
    yield from said(text[:start])
    yield Piece("quoted", quoted=quoted)
    after = text[start + len(marked) :]
    # The quotation has its whole cite below it.
    cite = f" ({short_cite(quoted.citation)})"
    yield from said(after.removeprefix(cite) if after.startswith(cite) else after)


def day_in_words(stamp: str) -> str:
    """Say on which day a moment was, in UTC: ``12 March 2026``; nothing where none is given."""
    moment = _moment(stamp)
    return f"{moment.day} {moment:%B %Y}" if moment else ""


def time_in_words(stamp: str) -> str:
    """Say when a moment was: ``12 March 2026, 14:02 UTC``."""
    moment = _moment(stamp)
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC" if moment else ""


def _moment(stamp: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(stamp)
        return moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
