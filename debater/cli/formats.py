"""``debater formats``: what a debate can be like, and whether your own format is sound."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from debater.cli.diagnostics import narrate, say
from debater.debating.model import Format, Prep, ScalePart, Stage
from debater.errors import PackError
from debater.format_files import FormatSummary, format_file, formats, load_format, read_format
from debater.motions.model import opposite
from debater.text import clean_line, excerpt

# What a file holds is repeated in a problem: no more of it than helps to find it.
_LENGTH = 400


@click.group("formats")
def command() -> None:
    """List, show and check formats of debate.

    Your own lie in prompts/formats/ in your settings folder, a file each; one of the name
    of a shipped format replaces it.
    """


@command.command("list", short_help="List formats: speeches, minutes, prep.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def list_formats(as_json: bool) -> None:
    """List every format: its name and title, how many speeches, how long, and its prep."""
    found = formats()
    if as_json:
        say(json.dumps([_record(one) for one in found], ensure_ascii=False, indent=2))
        return
    rows = [("NAME", "TITLE", "SPEECHES", "MINUTES", "PREP", "")]
    for one in found:
        if one.problem:
            narrate(f"{one.name}: {clean_line(one.problem)}")
        if one.hides:
            narrate(f"{one.name}: your own {one.path} stands for the shipped format.")
        if one.format is not None:
            rows.append((one.name, *_overview(one.format), "yours" * (one.origin == "yours")))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        say("  ".join(cells).rstrip())


def _overview(format: Format) -> tuple[str, str, str, str]:
    if not format.stages:
        return clean_line(format.title), "-", "no clock", "-"
    return (
        clean_line(format.title),
        str(_speeches(format)),
        _time(sum(stage.seconds for stage in format.stages)),
        _prep(format.prep),
    )


def _speeches(format: Format) -> int:
    return sum(stage.kind == "speech" for stage in format.stages)


def _record(one: FormatSummary) -> dict[str, Any]:
    """Return what the list says of a format, for programs."""
    record: dict[str, Any] = {
        "name": one.name,
        "file": str(one.path),
        "origin": one.origin,
        "hides": str(one.hides) if one.hides else None,
        "problem": one.problem,
    }
    if one.format is not None:
        record |= {
            "title": one.format.title,
            "summary": one.format.summary,
            "speeches": _speeches(one.format),
            "seconds": sum(stage.seconds for stage in one.format.stages),
            "prep": dataclasses.asdict(one.format.prep),
        }
    return record


@command.command("show", short_help="Show a format: order, times, prep, scale.")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="One JSON object; times in seconds.")
def show(name: str, as_json: bool) -> None:
    """Show a format: who speaks when and for how long, who asks whom, and how it is scored.

    NAME is a format or the path of its file.
    """
    format = load_format(name)
    if as_json:
        say(json.dumps(dataclasses.asdict(format), ensure_ascii=False, indent=2))
        return
    for line in _lines(format):
        say(line)


def _lines(format: Format) -> Iterator[str]:
    yield clean_line(format.title)
    yield clean_line(format.summary)
    yield ""
    yield from _sides(format)
    yield f"prep:   {_prep(format.prep)}"
    if format.most_points:
        yield f"points: take at most {format.most_points} points of information a speech"
    yield from _scale(format)
    if not format.stages:
        return
    yield ""
    width = max(len(stage.id) for stage in format.stages)
    for stage in format.stages:
        yield f"{_time(stage.seconds):>5}  {stage.id.ljust(width)}  {_stage(format, stage)}"
    yield f"{_time(sum(stage.seconds for stage in format.stages)):>5}  in all, without prep"


def _sides(format: Format) -> Iterator[str]:
    names = {side: clean_line(name) for side, name in format.side_names.items()}
    yield f"sides:  {names['for']} (for) and {names['against']} (against)"
    if format.flip:
        yield "first:  either side, as a coin decides"
    elif format.stages:
        yield f"first:  {names['for']} speaks before {names[opposite('for')]}"


def _stage(format: Format, stage: Stage) -> str:
    """Say what a stage is: who speaks or asks whom, and the rules that differ from the usual."""
    title = clean_line(stage.title)
    speaker = format.seat(stage.seat)
    if stage.kind == "examination":
        return f"{title}: {stage.seat} asks {stage.answerer}"
    if stage.kind == "crossfire":
        return f"{title}: {stage.seat} and {stage.answerer}; {stage.seat} asks first"
    notes = []
    # A seat that is called what its speech is called need not be named twice.
    if speaker.title != stage.title:
        notes.append(f"by {stage.seat}")
    if stage.points_from is not None and stage.points_until is not None:
        notes.append(f"points {_time(stage.points_from)} to {_time(stage.points_until)}")
    if not stage.responds:
        notes.append("need not answer")
    if not stage.new_arguments:
        notes.append("no new arguments")
    return f"{title}{': ' if notes else ''}{'; '.join(notes)}"


def _scale(format: Format) -> Iterator[str]:
    scale = format.scale
    yield f"scale:  {', '.join(map(_figure, scale.parts))}"
    if scale.replies:
        yield f"        replies: {', '.join(map(_figure, scale.replies))}"
    if not scale.low_point_win:
        yield "        the side with fewer points cannot win"


def _figure(part: ScalePart) -> str:
    return f"{clean_line(part.name)} {part.low:g} to {part.high:g} by {part.step:g}"


def _prep(prep: Prep) -> str:
    when = {"pool": "a side", "before": "before", "none": ""}[prep.when]
    return f"{_time(prep.seconds)} {when}" if when else "none"


def _time(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


@command.command(
    "check",
    short_help="List every problem of a format's file.",
    epilog="Exit code 1 when a file has problems.",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def check(files: Sequence[str]) -> int:
    """Check formats: print every problem as “file:line: what; what to do”.

    FILE is the file of a format, or the name of one.
    """
    # A name that does not exist is told before anything is printed.
    found = [format_file(file) for file in files]
    sound = [_sound(path) for path in found]
    return int(not all(sound))


def _sound(path: Path) -> bool:
    """Check one file, tell what is wrong with it, and return whether nothing is."""
    try:
        format = read_format(path)
    except PackError as error:
        for problem in error.problems:
            say(excerpt(clean_line(str(problem)), _LENGTH + len(str(path))))
        return False
    minutes = _time(sum(stage.seconds for stage in format.stages))
    speeches = f"{_speeches(format)} speeches, {minutes} in all" if format.stages else "no clock"
    say(f"{path}: the format is sound: {speeches}")
    return True
