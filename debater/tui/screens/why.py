"""Why this passage: what its strength is made of, and where its label comes from."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from debater.motions.model import Label, Motion, Stance, Voice
from debater.sparring.phrasing import figure, strength_with_figure
from debater.sparring.reply import Counter, Reply, TurnedEvidence, strength_in_words
from debater.sparring.wording import (
    missing_in_words,
    place,
    stance_in_words,
    voice_in_words,
)
from debater.tui.blocks import folded, said
from debater.tui.screens.modal import TextScreen

_BAR = 20


class WhyScreen(TextScreen):
    """Explains the passage a reply shows."""

    def __init__(self, reply: Reply, motion: Motion) -> None:
        super().__init__("Why this passage", why_text(reply, motion))


def why_text(reply: Reply, motion: Motion) -> Content:
    """Return the explanation of the counter a reply is built on, or of the nearest one."""
    counter = reply.chosen or reply.answer
    if counter is None and reply.turned is not None:
        return Content("\n").join(_turned(reply.turned))
    counter = counter or next(iter(reply.counters), None)
    if counter is None:
        return Content("No passage was weighed for this reply.")
    lines = [*_chosen(reply, counter), EMPTY_LINE, *_strength(counter), EMPTY_LINE]
    lines += [*_evidence(counter), EMPTY_LINE, *_label(counter, motion)]
    return Content("\n").join(lines)


EMPTY_LINE = Content("")


def _turned(turned: TurnedEvidence) -> Iterator[Content]:
    """Yield why the author's own evidence is shown, and whose view it is."""
    yield folded(turned.citation.quote, "$quote")
    yield folded(place(turned.citation), "$muted")
    yield EMPTY_LINE
    yield Content(
        "No passage against you answers this. This one argues for your side, and its evidence can "
        "be turned: it is shown as such, and has no strength."
    )
    yield EMPTY_LINE
    yield Content.styled("Whose view it is", "bold")
    yield _view(turned.stance, turned.voice, turned.speaker)


def _chosen(reply: Reply, counter: Counter) -> Iterator[Content]:
    yield folded(counter.citation.quote, "$quote")
    yield folded(place(counter.citation), "$muted")
    if reply.silent:
        yield Content("This is the nearest passage; it does not answer the argument.")
    if counter.repeated:
        yield Content("This round has cited this passage before.")


def _strength(counter: Counter) -> Iterator[Content]:
    percent = f"{min(99, max(1, round(counter.strength * 100)))} in 100"
    meaning = {
        "strong": "it very likely answers what you said",
        "fair": "it more likely than not answers what you said",
        "weak": "it may well miss what you said",
    }[strength_in_words(counter.strength)]
    yield Content.assemble(("Strength  ", "bold"), strength_with_figure(counter.strength))
    yield Content(
        f"The chance that this passage answers your argument is put at {percent}: {meaning}. "
        "It does not say that the passage is true."
    )


def _evidence(counter: Counter) -> Iterator[Content]:
    evidence = counter.evidence
    yield Content.styled("What it is made of (0 to 1)", "bold")
    for name, value in (
        ("whole passage, in meaning", evidence.passage),
        ("its best sentence, in meaning", evidence.sentence),
        ("best line it answers, in meaning", evidence.answers),
        ("words in common, weighed", evidence.lexical),
    ):
        yield _measure(name, value)
    if evidence.claim:
        yield Content.assemble(("It is filed as answering: ", "$muted"), folded(evidence.claim))
    if evidence.shared_words:
        words = ", ".join(evidence.shared_words)
        yield Content.assemble(("Words in common: ", "$muted"), folded(words))


def _measure(name: str, value: float) -> Content:
    """Return one part of a strength as a bar and a figure."""
    full = round(min(1.0, max(0.0, value)) * _BAR)
    return Content.assemble(
        ("━" * full, "$focus"), ("┄" * (_BAR - full), "$muted"), f" {figure(value)}  {name}"
    )


def _label(counter: Counter, motion: Motion) -> Iterator[Content]:
    source = counter.citation.source
    yield Content.styled("Whose view it is", "bold")
    yield _view(counter.stance, counter.voice, counter.speaker)
    label = find_label(counter, motion)
    if label is not None:
        by_model = f"labelled by the model, confidence {figure(label.confidence)}: {label.reason}"
        yield folded("labelled by a coach" if label.origin == "coach" else by_model, "$muted")
    missing = missing_in_words(source.missing)
    if missing:
        yield folded(f"Of the cite: {missing}.", "$muted")


def _view(stance: Stance, voice: Voice, speaker: str | None) -> Content:
    return Content.assemble(
        (stance_in_words(stance), f"${stance} bold"), said(f" · {voice_in_words(voice, speaker)}")
    )


def find_label(counter: Counter, motion: Motion) -> Label | None:
    """Return the label of the point a counter was taken from, if the motion still has it."""
    return next((p.label for p in motion.points() if p.id == counter.point), None)
