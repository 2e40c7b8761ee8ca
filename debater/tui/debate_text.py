"""A debate as text for the screen: a heading a stage, then what was said in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from debater.debating.model import Debate, Exchange, Speech, Stage
from debater.motions.model import Side
from debater.sparring.phrasing import in_quotes
from debater.sparring.wording import count_in_words, side_in_words
from debater.text import words
from debater.tui.blocks import EMPTY, Block, folded, said

_BLANK = Block(EMPTY)


@dataclass(frozen=True, slots=True)
class Entry:
    """A piece of the transcript: ``key`` stays the same while what it shows may change."""

    key: str
    blocks: tuple[Block, ...]


def clock_in_words(seconds: float) -> str:
    """Write a time as a clock shows it: ``3:05``, or ``−0:12`` once it is over."""
    # What is left is rounded up, so that 0:00 is shown when nothing is left.
    whole = -int(-seconds // 1)
    sign, whole = ("−", -whole) if whole < 0 else ("", whole)
    return f"{sign}{whole // 60}:{whole % 60:02}"


def seats_in_words(debate: Debate, stage: Stage) -> str:
    """Say who speaks in a stage, or who asks whom: ``you``, ``bot asks you``."""
    names = {"user": "you", "bot": "bot"}
    first = names[debate.by(stage.seat)]
    if stage.kind == "speech":
        return first
    second = names[debate.by(stage.answerer)]
    if stage.kind == "crossfire":
        return f"{first} and {second}, {'you ask' if first == 'you' else 'bot asks'} first"
    return f"{first} {'ask' if first == 'you' else 'asks'} {second}"


def entries(debate: Debate) -> Iterator[Entry]:
    """Yield the transcript of a debate, in the order of its stages."""
    for number in range(min(debate.stage + 1, len(debate.format.stages))):
        yield Entry(f"stage-{number}", (_heading(debate, number),))
        for index, speech in enumerate(debate.speeches):
            if speech.stage == number:
                yield Entry(f"speech-{index}", tuple(_speech(debate, speech)))
        for index, exchange in enumerate(debate.exchanges):
            if exchange.stage == number:
                standing = number == debate.stage
                yield Entry(f"exchange-{index}", tuple(_exchange(exchange, standing)))
        yield from _practised(debate, number)


def _practised(debate: Debate, stage: int) -> Iterator[Entry]:
    """Yield what was practised on a speech, below it."""
    for index, practice in enumerate(debate.practice):
        if practice.speech.stage == stage:
            name = {"redo": "Given again", "flip": "Answered by yourself"}[practice.kind]
            heading = Block(Content.assemble(("── ", "$muted"), (name, "bold"), (" ──", "$muted")))
            blocks = (heading, Block(said(practice.speech.text)), _BLANK)
            yield Entry(f"practice-{index}", blocks)


def _heading(debate: Debate, number: int) -> Block:
    stage = debate.format.stages[number]
    of = len(debate.format.stages)
    facts = f"{number + 1}/{of} · {clock_in_words(stage.seconds)} · {seats_in_words(debate, stage)}"
    return Block(Content.assemble((f"{stage.title} ", "bold $focus"), (facts, "$muted")))


def _speech(debate: Debate, speech: Speech) -> Iterator[Block]:
    stage = debate.format.stages[speech.stage]
    who = "You" if speech.by == "user" else "Bot"
    facts = [count_in_words(len(words(speech.text)), "word")]
    facts += [clock_in_words(speech.seconds)] if speech.seconds else []
    yield Block(_who(who, speech.side, f"{stage.id} · {' · '.join(facts)}"))
    if not speech.parts:
        yield Block(said(speech.text))
        yield _BLANK
        return
    bar = Content.styled("│ ", f"${speech.side}")
    for part in speech.parts:
        text = said(part.text)
        if part.citation is not None:
            text = _marked(text, in_quotes(part.citation.quote))
        yield Block(text, bar, bar)
        yield _BLANK


def _exchange(exchange: Exchange, standing: bool) -> Iterator[Block]:
    if not exchange.question:
        yield Block(_who("Bot", exchange.side, "has no further question"))
        yield _BLANK
        return
    asker = "You" if exchange.by == "user" else "Bot"
    what = "rise on a point of information" if exchange.point else "ask"
    if exchange.by == "bot":
        what = "rises on a point of information" if exchange.point else "asks"
    yield Block(_who(asker, exchange.side, what))
    yield Block(folded(exchange.question), Content.styled("? ", "$focus bold"), Content("  "))
    if exchange.point and exchange.by == "bot":
        taken = "taken: answer it in your speech" if exchange.taken else "not taken"
        yield Block(Content.styled(taken, "$muted"))
    elif exchange.answer:
        answer = said(exchange.answer)
        if exchange.citation is not None:
            answer = _marked(answer, in_quotes(exchange.citation.quote))
        yield Block(answer, Content.styled("→ ", "$muted"), Content("  "))
    elif not standing:
        yield Block(Content.styled("left without an answer", "$muted"))
    elif exchange.by == "user":
        yield Block(Content.styled("… the sources are being asked", "$muted"))
    if exchange.admission is not None:
        granted = folded(exchange.admission.granted, "$warning")
        yield Block(granted, Content.styled("✓ admitted: ", "$warning bold"), Content("  "))
    yield _BLANK


def _who(name: str, side: Side, facts: str) -> Content:
    return Content.assemble(
        (f"{name}, ", "$muted"), (side_in_words(side), f"${side} bold"), (f"  {facts}", "$muted")
    )


def _marked(text: Content, quoted: str) -> Content:
    """Set a quotation off inside the sentence that introduces it."""
    start = text.plain.find(quoted)
    if start < 0:
        return text
    return text.stylize("$quote", start, start + len(quoted))
