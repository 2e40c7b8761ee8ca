"""A debate as Markdown to take away: every speech and question, and the sources."""

from __future__ import annotations

from collections.abc import Iterator

from debater.debating.model import Debate, Exchange, Speech
from debater.motions.model import Motion
from debater.text import clean, clean_line
from debater.tui.debate_text import clock_in_words, seats_in_words
from debater.tui.round_text import source_line
from debater.sparring.wording import side_in_words


def debate_as_markdown(debate: Debate, statement: str, motion: Motion | None) -> str:
    """Write a debate stage by stage, with the sources it was argued from."""
    lines = [f"# {clean_line(statement)}", ""]
    lines += [f"{debate.format.title}; you argued {side_in_words(debate.side)}.", ""]
    for number in range(min(debate.stage + 1, len(debate.format.stages))):
        stage = debate.format.stages[number]
        facts = f"{clock_in_words(stage.seconds)}, {seats_in_words(debate, stage)}"
        lines += [f"## {stage.title} ({facts})", ""]
        for speech in debate.speeches:
            if speech.stage == number:
                lines += [*_speech(speech), ""]
        for exchange in debate.asked_in(number):
            lines += [*_exchange(exchange), ""]
    for practice in debate.practice:
        name = "Given again" if practice.kind == "redo" else "Answered by myself"
        lines += [f"## {name}", "", clean(practice.speech.text), ""]
    if motion is not None:
        lines += ["## Sources", ""]
        lines += [f"- {source_line(source)}" for source in motion.sources]
    return "\n".join(lines).rstrip() + "\n"


def _speech(speech: Speech) -> Iterator[str]:
    who = "You" if speech.by == "user" else "Bot"
    yield f"**{who}, {side_in_words(speech.side)}**"
    yield ""
    yield clean(speech.text)


def _exchange(exchange: Exchange) -> Iterator[str]:
    if not exchange.question:
        yield "**Bot:** no further question."
        return
    who = "You" if exchange.by == "user" else "Bot"
    kind = " (point of information)" if exchange.point else ""
    yield f"**{who}{kind}:** {clean(exchange.question)}"
    if exchange.answer:
        yield ""
        yield f"→ {clean(exchange.answer)}"
    if exchange.admission is not None:
        yield ""
        yield f"*Admitted:* {clean(exchange.admission.granted)}"
