"""``debater motions try``: what would be cited against a claim, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from debater.cli import options
from debater.cli.diagnostics import narrate, say
from debater.config import limit_threads, load_settings
from debater.motions.model import Side
from debater.sparring.phrasing import (
    figure,
    in_quotes,
    place_in_source,
    whose_words,
)
from debater.sparring.reply import Kind
from debater.sparring.weighing import Candidate, Weighing
from debater.text import excerpt

_SIGNS = {"for": "▲ for", "against": "▼ against", "neutral": "· neutral"}
_QUOTE_LENGTH = 160
_FACTORS = ("fits", "on_motion", "opposes")
_NAMES = {
    "fits": "it fits what was said",
    "on_motion": "the claim is on the motion",
    "opposes": "it opposes (its label, discounted)",
    "passage": "whole passage, in meaning",
    "sentence": "best sentence, in meaning",
    "answers": "best of its answers lines",
    "answers_pair": "its two best answers lines",
    "heard": "nearest argument heard",
    "heard_mean": "nearest three arguments heard",
    "tag": "its tag",
    "question": "its best question",
    "lexical": "words in common, weighed",
}


@click.command(
    "try",
    short_help="Show what a claim would meet, and why.",
    epilog="Example: debater motions try detente --side against “Putin only respects force.”",
)
@click.argument("name")
@options.side
@click.option("--top", default=5, type=click.IntRange(1, 500), help="How many candidates.  [5]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object with every candidate.")
@click.argument("claim")
def command(name: str, side: Side, top: int, as_json: bool, claim: str) -> None:
    """Show what CLAIM, argued on your side of NAME, would meet, and why.

    Each candidate is shown with its strength and what that is made of; then what was kept
    out, and by which rule.
    """
    # Deferred until the arguments are known to be good: NumPy, faiss, the model.
    from debater import assemble

    limit_threads()
    engine = assemble.open_engine(name, load_settings(), tell=narrate)
    weighing = engine.weigh(claim, side)
    if as_json:
        say(json.dumps(_record(weighing), ensure_ascii=False, indent=2))
        return
    for line in lines(weighing, top):
        say(line)


def lines(weighing: Weighing, top: int) -> Iterator[str]:
    """Yield a weighing as lines: what would be cited, what is near, and what was kept out."""
    taken = _taken(weighing.kind)
    if taken:
        yield taken
    if weighing.off_motion:
        yield "The claim is about something else than the motion: nothing is cited."
    open_to_use = [one for one in weighing.candidates if one.verdict != "kept out"]
    kept_out = [one for one in weighing.candidates if one.verdict == "kept out"]
    if not open_to_use and weighing.candidates:
        yield "No passage opposes this side."
    elif open_to_use and open_to_use[0].verdict == "near":
        yield "Silence: nothing that opposes reaches the floor.  The nearest:"
    for one in open_to_use[:top]:
        yield from _candidate(one)
    if kept_out:
        yield f"Kept out ({len(kept_out)}), with the strength each would have if it opposed:"
        for one in kept_out[:top]:
            yield f"  {_place(one)}: {figure(one.counter.strength)}, {one.rule}"


def _taken(kind: Kind) -> str:
    if kind in ("argument", "off_motion"):
        return ""
    how = {
        "question": "a question about the sources: any passage may answer it",
        "quotation": "words of a source: it is told whose they are, then argued against",
    }.get(kind, f"what the program calls “{kind}”: nothing is weighed")
    return f"Taken as {how}."


def _candidate(one: Candidate) -> Iterator[str]:
    counter = one.counter
    yield f"{counter.rank}. {_place(one)}: {one.verdict}, {one.rule}"
    yield f"   {in_quotes(excerpt(counter.citation.quote, _QUOTE_LENGTH))}"
    factors = [
        f"{figure(one.parts[name])} {_NAMES[name]}" for name in _FACTORS if name in one.parts
    ]
    yield f"   strength {figure(counter.strength)} = {' × '.join(factors)}"
    parts = [f"{figure(v)} {_NAMES[n]}" for n, v in one.parts.items() if n not in _FACTORS]
    yield f"   it fits by: {'; '.join(parts)}"
    if counter.evidence.claim:
        yield f"   filed as answering: {in_quotes(excerpt(counter.evidence.claim, _QUOTE_LENGTH))}"


def _place(one: Candidate) -> str:
    counter = one.counter
    source = counter.citation.source.id
    label = one.point.label
    sure = f", predicted, {label.confidence:.0%} sure" if label.origin == "model" else ""
    return (
        f"{source} {place_in_source(counter.citation)}, {_SIGNS[counter.stance]}, "
        f"{whose_words(counter.voice, counter.speaker)}{sure}"
    )


def _record(weighing: Weighing) -> dict[str, Any]:
    return {
        "kind": weighing.kind,
        "off_motion": weighing.off_motion,
        "candidates": [
            {
                "rank": one.counter.rank,
                "passage": one.counter.citation.passage,
                "paragraphs": list(one.counter.citation.paragraphs),
                "quote": one.counter.citation.quote,
                "stance": one.counter.stance,
                "voice": one.counter.voice,
                "speaker": one.counter.speaker,
                "label": {
                    "origin": one.point.label.origin,
                    "confidence": one.point.label.confidence,
                    "reason": one.point.label.reason,
                },
                "verdict": one.verdict,
                "rule": one.rule,
                "strength": round(one.counter.strength, 4),
                "parts": {name: round(value, 4) for name, value in one.parts.items()},
                "claim": one.counter.evidence.claim,
            }
            for one in weighing.candidates
        ],
    }
