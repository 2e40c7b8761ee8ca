"""A debate for export: a part a stage, its speeches, questions, points and practice."""

from __future__ import annotations

from collections.abc import Iterator

from debater.debating.model import By, Debate, Exchange, Practice, Speech, Stage
from debater.debating.model import Part as SpeechPart
from debater.debating.record import UNPROVED, after, load_setup
from debater.errors import DebaterError
from debater.export.model import Entry, Part, Piece
from debater.export.passages import quoted
from debater.export.view_words import remark, said, set_apart
from debater.motions.citation import Citation
from debater.motions.model import Motion, Side, opposite
from debater.sparring.wording import count_in_words
from debater.store.whole import WholeRound
from debater.text import clean_line, words

_AGAIN = {"redo": "You, given again", "flip": "You, answering yourself"}
_WHO: dict[By, str] = {"user": "You", "bot": "Bot"}


def debate_of(whole: WholeRound, motion: Motion) -> tuple[Debate, int]:
    """Return a stored debate as it stood last, and how many of its events cannot be read.

    Every quotation is proved anew.  Raises ``DebaterError`` where it cannot be read at all.
    """
    debate = load_setup(whole.motion, whole.side, whole.seed, whole.setup or {})
    unread = 0
    for event in whole.events:
        try:
            debate = after(debate, event.kind, event.body, motion)
        except DebaterError:
            unread += 1
    return debate, unread


def clock_in_words(seconds: int) -> str:
    """Write a time as a clock shows it: ``3:05``."""
    return f"{seconds // 60}:{seconds % 60:02}"


def seats_in_words(debate: Debate, stage: Stage) -> str:
    """Say who speaks in a stage, or who asks whom: ``you``, ``bot asks you``."""
    names: dict[By, str] = {"user": "you", "bot": "bot"}
    first = names[debate.by(stage.seat)]
    if stage.kind == "speech":
        return first
    second = names[debate.by(stage.answerer)]
    asks = "you ask" if first == "you" else "bot asks"
    return (
        f"{first} and {second}, {asks} first" if stage.kind == "crossfire" else f"{asks} {second}"
    )


def stage_parts(debate: Debate, motion: Motion) -> Iterator[Part]:
    """Yield each stage that was begun, with what was said in it."""
    for number, stage in enumerate(debate.format.stages[: debate.stage + 1]):
        facts = f"{clock_in_words(stage.seconds)}, {seats_in_words(debate, stage)}"
        entries = tuple(_entries(debate, number, motion))
        if entries or number < debate.stage:
            yield Part(clean_line(stage.title), facts, entries)


def citations_of(debate: Debate) -> Iterator[Citation]:
    """Yield what the bot cites in a debate, pointed to or read out, as often as it does."""
    for speech in debate.speeches:
        yield from (part.citation for part in speech.parts if part.citation is not None)
    for exchange in debate.exchanges:
        if exchange.citation is not None:
            yield exchange.citation


def _entries(debate: Debate, number: int, motion: Motion) -> Iterator[Entry]:
    for speech in debate.speeches:
        if speech.stage == number:
            yield _speech(speech, motion)
    for exchange in debate.asked_in(number):
        yield from _exchange(debate, exchange, motion)
    for practice in debate.practice:
        if practice.speech.stage == number:
            yield _practice(practice)


def _speech(speech: Speech, motion: Motion) -> Entry:
    facts = [count_in_words(len(words(speech.text)), "word")]
    facts += [clock_in_words(speech.seconds)] if speech.seconds > 0 else []
    title = f"{_WHO[speech.by]} ({', '.join(facts)})"
    if speech.parts:
        pieces = tuple(piece for part in speech.parts for piece in _part(part, motion))
    else:
        pieces = tuple(said(speech.text))
    return Entry(title, speech.by, speech.side, pieces)


def _part(part: SpeechPart, motion: Motion) -> Iterator[Piece]:
    if part.citation is not None:
        yield from set_apart(part.text, quoted(motion, part.citation, part.voice))
    elif part.text.endswith(UNPROVED):
        yield from said(part.text.removesuffix(UNPROVED))
        yield from remark(UNPROVED)
    else:
        yield from said(part.text)


def _practice(practice: Practice) -> Entry:
    speech = practice.speech
    title = f"{_AGAIN[practice.kind]} ({count_in_words(len(words(speech.text)), 'word')})"
    return Entry(title, speech.by, speech.side, tuple(said(speech.text)))


def _exchange(debate: Debate, exchange: Exchange, motion: Motion) -> Iterator[Entry]:
    who = _WHO[exchange.by]
    if not exchange.question:
        none = tuple(remark("No further question."))
        yield Entry(who, exchange.by, exchange.side, none)
        return
    kind = "point of information" if exchange.point else "question"
    pieces = list(_told(exchange.question, exchange, motion))
    answer = list(_told(exchange.answer, exchange, motion))
    if exchange.point and exchange.by == "bot":
        taken = "Taken, to be answered in the speech." if exchange.taken else "Not taken."
        pieces += remark(taken)
    elif not answer and not (exchange.stage == debate.stage and not debate.over):
        pieces += remark("Left without an answer.")
    yield Entry(f"{who}, {kind}", exchange.by, exchange.side, tuple(pieces))
    if exchange.admission is not None:
        answer += remark(f"Admitted: {clean_line(exchange.admission.granted)}")
    if answer:
        other = opposite(exchange.side)
        by = _answering(debate, exchange, other)
        yield Entry(f"{_WHO[by]}, answer", by, other, tuple(answer))


def _told(text: str, exchange: Exchange, motion: Motion) -> Iterator[Piece]:
    """Give a question or an answer, with what it quotes set apart."""
    if text == UNPROVED:
        yield from remark(UNPROVED)
    elif exchange.citation is not None:
        yield from set_apart(text, quoted(motion, exchange.citation, exchange.voice))
    else:
        yield from said(text)


def _answering(debate: Debate, exchange: Exchange, side: Side) -> By:
    """Tell who answered: whoever of ``side`` has a seat in the stage."""
    stage = debate.format.stages[exchange.stage]
    for seat in (stage.answerer, stage.seat):
        if seat and debate.side_of(seat) == side:
            return debate.by(seat)
    return "user" if side == debate.side else "bot"
