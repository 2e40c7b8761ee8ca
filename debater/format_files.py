"""Finds and reads formats of debate: the user's own files, and the shipped ones."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass, replace
from pathlib import Path

from debater import strict
from debater.config import Paths, paths
from debater.debating.format_checks import format_problems
from debater.debating.format_schema import FormatFile
from debater.debating.formats import format_of
from debater.debating.model import Format
from debater.errors import DebaterError, PackError, Problem
from debater.resources import shipped

_FOLDER = "formats"
_SUFFIX = ".yaml"
# What a newcomer is shown first; the others follow by the alphabet.
_SHOWN_FIRST = ("open", "spar")


@dataclass(frozen=True, slots=True)
class FormatSummary:
    """A format's file and what it holds; ``problem`` says why there is no ``format``.

    ``origin`` is ``yours`` or ``shipped``; ``hides`` is the shipped file of the same name
    that the user's own stands for.
    """

    name: str
    path: Path
    origin: str
    format: Format | None = None
    problem: str = ""
    hides: Path | None = None


def formats(where: Paths | None = None) -> list[FormatSummary]:
    """List every format, the user's own before a shipped one of the same name."""
    found = []
    for summary in _files(where or paths()).values():
        try:
            found.append(replace(summary, format=read_format(summary.path)))
        except DebaterError as error:
            found.append(replace(summary, problem=str(error)))
    return found


def load_format(name: str, where: Paths | None = None) -> Format:
    """Load a format by name, or by the path of its file.

    Raises ``PackError`` with every problem of the file, and ``DebaterError`` with the names
    that exist when there is none of that name.
    """
    return read_format(format_file(name, where))


def format_file(name: str, where: Paths | None = None) -> Path:
    """Find the file of a format by name or path.  Raises ``DebaterError`` when there is none."""
    if name.endswith(_SUFFIX) or os.sep in name or "/" in name:
        path = Path(name).expanduser()
        if not path.is_file():
            raise DebaterError(
                f"There is no file {path}.",
                "Check the path, or name a format; “debater formats list” shows them.",
            )
        return path
    known = _files(where or paths())
    if name not in known:
        near = difflib.get_close_matches(name.casefold(), known, n=1)
        meant = f" Did you mean “{near[0]}”?" if near else ""
        raise DebaterError(f"There is no format “{name}”; known are {', '.join(known)}.{meant}")
    return known[name].path


def read_format(path: Path) -> Format:
    """Read a format's file; it is named as the file is.

    Raises ``PackError`` with every problem, each with its line.
    """
    reading = strict.examine(path, FormatFile)
    problems = list(reading.problems)
    if reading.value is not None:
        for found in format_problems(reading.value, whole=not problems):
            entry = id(found.entry)
            line = reading.keys.get((entry, found.key), reading.lines.get(entry, 1))
            problems.append(Problem(path, line, found.what, found.mend))
    if problems or reading.value is None:
        raise PackError(sorted(problems, key=lambda problem: problem.line))
    return format_of(reading.value, path.stem)


def _files(where: Paths) -> dict[str, FormatSummary]:
    """Return the file of each format by name, as they are listed."""
    places = {"shipped": shipped("prompts") / _FOLDER, "yours": where.prompts / _FOLDER}
    found: dict[str, FormatSummary] = {}
    for origin, folder in places.items():
        for path in sorted(folder.glob(f"*{_SUFFIX}")):
            if path.is_file():
                hidden = found.get(path.stem)
                hides = hidden.path if hidden else None
                found[path.stem] = FormatSummary(path.stem, path, origin, hides=hides)
    first = {name: place for place, name in enumerate(_SHOWN_FIRST)}
    return {name: found[name] for name in sorted(found, key=lambda n: (first.get(n, 9), n))}
