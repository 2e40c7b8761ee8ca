"""``debater openings``: what somebody could say on each side of a motion."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from debater.cli import options
from debater.cli.diagnostics import narrate, say
from debater.config import load_settings
from debater.motions.model import SIDES, Side

if TYPE_CHECKING:
    from debater.sparring.openings import Opening


@click.command("openings", epilog="Example: debater openings --motion detente --side against")
@options.motion
@click.option("--side", type=click.Choice(SIDES), default=None, help="The side YOU argue.  [both]")
@click.option("--seed", default=0, help="Another number offers others.  [0]")
@click.option("--most", default=6, type=click.IntRange(1, 50), help="How many a side.  [6]")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def command(motion: str | None, side: Side | None, seed: int, most: int, as_json: bool) -> None:
    """List lines to begin with on your side, from the motion's own material.

    Each says where it comes from: a passage of the sources on your side, with its place, or a
    claim that is often made on it, which the bot has an answer to.
    """
    # Deferred until the command line is known to be good: the motion and the reader of YAML.
    from debater import assemble
    from debater.guide_parts import load_starts
    from debater.sparring.openings import openings

    settings = load_settings()
    found = assemble.load_motion(motion or settings.motion, settings)
    starts = load_starts()
    sides: tuple[Side, ...] = SIDES if side is None else (side,)
    offered = [(one, o) for one in sides for o in openings(found, one, seed, (), starts, most)]
    for one in sides:
        if all(opening.kind == "start" for of, opening in offered if of == one):
            narrate(f"The sources hold nothing to begin with {one} the motion; general starts.")
    if as_json:
        records = [_record(one, opening) for one, opening in offered]
        say(json.dumps(records, ensure_ascii=False, indent=2))
        return
    for one, opening in offered:
        say(f"{one}: {opening.text} [{_origin(opening)}]")


def _origin(opening: Opening) -> str:
    # Deferred with what calls it.
    from debater.sparring.phrasing import short_cite, whose_words

    if opening.citation is not None:
        return f"{short_cite(opening.citation)}; {whose_words(opening.voice, opening.speaker)}"
    if opening.answered:
        return "often said on this side; the bot has an answer to it"
    return "a general start, for you to finish"


def _record(side: Side, opening: Opening) -> dict[str, Any]:
    citation = opening.citation
    return {
        "side": side,
        "text": opening.text,
        "kind": opening.kind,
        "answered": opening.answered,
        "voice": opening.voice if citation else None,
        "speaker": opening.speaker,
        "citation": None
        if citation is None
        else {
            "source": citation.source.id,
            "passage": citation.passage,
            "paragraphs": list(citation.paragraphs),
            "pages": list(citation.pages),
            "start": citation.start,
            "end": citation.end,
            "quote": citation.quote,
        },
    }
