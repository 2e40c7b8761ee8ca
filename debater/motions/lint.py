"""Checks a motion: every error of all its files at once, and what a coach is warned of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from debater import strict
from debater.errors import PackError, Problem
from debater.motions.heard import HEARD_FILE, with_heard
from debater.motions.lint_material import Arguments, Finding, Material, yaml_types
from debater.motions.lint_rules import RULES
from debater.motions.model import Motion, Passage, Source, SourceStance
from debater.motions.pack import PACK_FILE, PackReader
from debater.motions.schema import PackEntry, SourceEntry
from debater.motions.unlabelled import by_cues


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found in the motion in ``folder``, in the order of files and lines.

    ``motion`` is what could be read of it, or None where that is nothing.
    """

    folder: Path
    findings: tuple[Finding, ...]
    motion: Motion | None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep the motion from being used."""
        return tuple(one for one in self.findings if one.severity == "error")


@dataclass(frozen=True)
class _Partial(PackEntry):
    """A pack that may lack what every pack must have, so that the rest can be looked at."""

    statement: str = "(missing)"
    sources: tuple[SourceEntry, ...] = ()


def check_pack(
    folder: Path, labelled: Motion | None = None, index: str = "", name: str = ""
) -> Report:
    """Check the motion in ``folder`` without any model, and report whatever is found.

    ``labelled`` is the motion as its fresh index has it, with the labels of the models;
    where there is none, ``index`` says in a few words why.  ``name`` is what names the
    motion on the command line, where that is not its folder.
    """
    path, heard_path = folder / PACK_FILE, folder / HEARD_FILE
    reading: strict.Reading[Any] = strict.examine(path, PackEntry)
    found = [_error("schema", problem) for problem in reading.problems]
    if reading.value is None:
        reading = strict.examine(path, _Partial)
    heard: strict.Reading[Arguments] = strict.Reading(None)
    # A link that leads nowhere is told, not taken for a file that is not there.
    if heard_path.exists() or heard_path.is_symlink():
        heard = strict.examine(heard_path, Arguments)
        found += [_error("arguments", problem) for problem in heard.problems]
    found += yaml_types(path, reading.plain)
    found += yaml_types(heard_path, heard.plain)
    pack = reading.value
    if pack is None:
        return Report(folder, _in_order(found, path, ()), None)
    problems, motion = _read(folder, pack, reading)
    told = {one.problem for one in found}
    found += [_error("pack", problem) for problem in problems if problem not in told]
    if any(one.severity == "error" for one in found):
        labelled = None
    elif index:
        mend = "it is built at the next start, or now by: debater index build"
        found.append(Finding("warning", "index", Problem(path, 1, index, mend)))
    if motion.sources:
        if heard.value is not None and labelled is None:
            motion = with_heard(motion, heard.value.arguments)
        whole = labelled or motion
        called = name or str(folder)
        material = Material(
            called, path, pack, reading, whole, labelled is not None, heard_path, heard
        )
        for rule in RULES:
            found += rule(material)
    return Report(folder, _in_order(found, path, pack.sources), labelled or motion)


def _error(rule: str, problem: Problem) -> Finding:
    return Finding("error", rule, problem)


def _in_order(
    found: Sequence[Finding], path: Path, sources: Sequence[SourceEntry]
) -> tuple[Finding, ...]:
    """Return findings by file, ``motion.yaml`` and its sources first, and by line."""
    files = [path, *(path.parent / source.file for source in sources)]
    place = {file: number for number, file in reversed(list(enumerate(files)))}

    def key(one: Finding) -> tuple[int, int, bool]:
        at = place.get(one.problem.path, len(files))
        return at, one.problem.line, one.severity == "warning"

    return tuple(sorted(dict.fromkeys(found), key=key))


def _read(
    folder: Path, pack: PackEntry, reading: strict.Reading[Any]
) -> tuple[list[Problem], Motion]:
    """Read a pack as ``read_motion`` does; return its problems and what could be read."""
    odd = {entry.id: problem for entry in pack.sources if (problem := _odd(folder, entry))}
    declared = {entry.id for entry in pack.sources}
    lost = SourceEntry in reading.dropped or bool(odd)
    usable = tuple(entry for entry in pack.sources if entry.id not in odd)
    entries = tuple(
        entry
        for entry in pack.passages
        # With a source left out, whose passage this is cannot be told.
        if (entry.source is not None or not lost) and entry.source not in odd
    )
    reader = _Collector(folder, replace(pack, sources=usable, passages=entries), reading)
    problems = list(odd.values())
    whole: Motion | None = None
    # Without a source nothing can be looked at, and why is told already.
    if usable or not (lost or reading.problems):
        try:
            whole = reader.read()
        except PackError as error:
            problems += error.problems
    follows = {f"there is no source “{id}”" for id in declared}
    kept = [
        problem
        for problem in problems
        # A source that cannot be read is one problem, not one for each of its passages.
        if problem.what not in follows
        and not (lost and problem.what.startswith("there is no source “"))
    ]
    return kept, whole or reader.partial()


def _odd(folder: Path, entry: SourceEntry) -> Problem | None:
    """Return what keeps a source's file from being looked up at all, or None."""
    path = folder / entry.file
    try:
        path.resolve()
        path.is_file()
    except (OSError, RuntimeError, ValueError) as error:
        # A name too long for the system, or links that lead to each other.
        why = getattr(error, "strerror", None) or "its links lead to each other"
        return Problem(path, 1, f"cannot be read ({why})", "correct “file:”")
    return None


class _Collector(PackReader):
    """Reads a pack that may be known to be wrong, and keeps what can be read of it."""

    def __init__(self, folder: Path, pack: PackEntry, reading: strict.Reading[Any]) -> None:
        """Read ``pack``, as ``reading`` found it, instead of the file."""
        self.folder = folder
        self.labeller = by_cues
        self.path = folder / PACK_FILE
        self.problems: list[Problem] = []
        # Its line is asked for by identity, and this may be a copy with less in it.
        self.pack, first = pack, reading.lines.get(id(reading.value), 1)
        self.lines = {**reading.lines, id(pack): first}
        self._kept: dict[str, tuple[Source, list[Passage]]] = {}

    def _passages(self, source: Source, entry: SourceEntry) -> tuple[SourceStance, list[Passage]]:
        stance, found = super()._passages(source, entry)
        whole = [passage for passage in found if passage.points]
        self._kept.setdefault(source.id, (replace(source, stance=stance), whole))
        return stance, found

    def partial(self) -> Motion:
        """Return the motion as far as it was read."""
        pack = self.pack
        return Motion(
            name=self.folder.resolve().name,
            statement=pack.statement.strip(),
            sides=dict(pack.sides),
            topic=pack.topic or pack.statement.strip(),
            sources=tuple(source for source, _ in self._kept.values()),
            passages=tuple(one for _, passages in self._kept.values() for one in passages),
            floor=pack.floor,
        )


def counts(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the number of errors and of warnings, in words, of those there are."""
    for severity in ("error", "warning"):
        number = sum(one.severity == severity for one in findings)
        if number:
            yield f"{number} {severity}{'s' if number > 1 else ''}"
