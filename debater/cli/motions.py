"""``debater motions``: what can be debated, and what a motion holds."""

from __future__ import annotations

import dataclasses
import json

import click

from debater import assemble
from debater.cli import check, exchange, new_motion, review, try_motion
from debater.cli.diagnostics import narrate, say
from debater.config import load_settings, paths
from debater.motions.library import find_motion
from debater.motions.model import Motion, Passage
from debater.sparring.phrasing import paragraph_numbers, whose_words
from debater.text import clean_line, excerpt


class _InOrder(click.Group):
    """A group that lists its commands as a coach needs them, not by the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return [name for name in _ORDER if name in self.commands]


_ORDER = (
    *("new", "review", "check", "try"),
    *("list", "show", "passages", "export", "import", "remove"),
)


@click.group("motions", cls=_InOrder)
def command() -> None:
    """Make, check, review, try and share motions."""


@command.command("list", short_help="List motions, and how much opposes each side.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def list_motions(as_json: bool) -> None:
    """List every motion, and how many of its passages oppose each side."""
    summaries = assemble.motions(load_settings())
    if as_json:
        values = [
            {
                **dataclasses.asdict(one),
                "folder": str(one.folder),
                "hides": [str(folder) for folder in one.hides],
            }
            for one in summaries
        ]
        say(json.dumps(values, ensure_ascii=False, indent=2))
        return
    for one in summaries:
        for hidden in one.hides:
            narrate(f"{one.name}: the motion in {one.folder} hides the one in {hidden}.")
        if one.problem:
            narrate(f"{one.name}: {one.problem}")
            continue
        opposing = one.opposing or {}
        say(f"{one.name}  {clean_line(one.statement)}")
        say(
            f"    {one.passages} passages; {opposing.get('for', 0)} oppose someone arguing for, "
            f"{opposing.get('against', 0)} someone arguing against ({one.origin})"
        )


@command.command("show", short_help="Show a motion: sources, cites, passages.")
@click.argument("name")
def show(name: str) -> None:
    """Show a motion: its statement, sides, sources with what is missing, and passages."""
    settings, where = load_settings(), paths()
    found = find_motion(name, settings, where)
    motion = assemble.load_motion(name, settings)
    say(f"{motion.statement}")
    say(f"for:     {motion.sides['for']}")
    say(f"against: {motion.sides['against']}")
    say(f"folder:  {found.folder}")
    for source in motion.sources:
        say(f"source:  {source.id}: “{source.title}” ({source.file})")
        for element, value in source.cite.items():
            say(f"         {element}: {value}")
        if source.missing:
            say(f"         missing: {', '.join(source.missing)}")
    say("")
    for passage in motion.passages:
        _show_passage(motion, passage)


def _show_passage(motion: Motion, passage: Passage) -> None:
    also = f" (also {paragraph_numbers(passage.aliases)})" if passage.aliases else ""
    source = f"{passage.source} " if len(motion.sources) > 1 else ""
    for point in passage.points:
        label = point.label
        sign = {"for": "▲ for", "against": "▼ against", "neutral": "· neutral"}[label.stance]
        sure = f"; predicted, {label.confidence:.0%} sure" if label.origin == "model" else ""
        say(
            f"{source}{paragraph_numbers(passage.paragraphs)}{also}  {sign}; "
            f"{whose_words(label.voice, label.speaker)}{sure}"
        )
        text = motion.source(passage.source).text
        say(f"      {point.tag or excerpt(point.sentences[0].span.of(text), 90)}")


@command.command("passages", short_help="List passages: stance, voice, how sure.")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="One JSON array, an object a point.")
def passages(name: str, as_json: bool) -> None:
    """List each passage with its stance, voice, confidence and where the label came from."""
    motion = assemble.load_motion(name, load_settings())
    if not as_json:
        for passage in motion.passages:
            _show_passage(motion, passage)
        return
    values = [
        {
            "passage": passage.id,
            "source": passage.source,
            "paragraphs": list(passage.paragraphs),
            "aliases": list(passage.aliases),
            "start": passage.span.start,
            "end": passage.span.end,
            "stance": point.label.stance,
            "voice": point.label.voice,
            "speaker": point.label.speaker,
            "confidence": point.label.confidence,
            "origin": point.label.origin,
            "reason": point.label.reason,
            "sentences": [
                {
                    "start": sentence.span.start,
                    "end": sentence.span.end,
                    "voice": sentence.voice,
                    "speaker": sentence.speaker,
                    "text": sentence.span.of(motion.source(passage.source).text),
                }
                for sentence in point.sentences
            ],
            "tag": point.tag,
            "answers": list(point.answers),
        }
        for passage in motion.passages
        for point in passage.points
    ]
    say(json.dumps(values, ensure_ascii=False, indent=2))


for _one in (
    new_motion.command,
    review.command,
    check.command,
    try_motion.command,
    exchange.export,
    exchange.import_pack,
    exchange.remove,
):
    command.add_command(_one)
