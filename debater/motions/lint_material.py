"""What a check of a motion looks at and what it finds: the pack as far as it could be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from debater.errors import Problem
from debater.motions.heard import Heard
from debater.motions.model import Motion, Passage, Source
from debater.motions.schema import BriefEntry, PackEntry, PassageEntry
from debater.strict import Plain, Reading
from debater.text import excerpt


@dataclass(frozen=True, slots=True)
class Finding:
    """An error or a warning: the rule that found it, and where, what and what to do."""

    severity: Literal["error", "warning"]
    rule: str
    problem: Problem


@dataclass(frozen=True)
class Arguments:
    """The schema of ``arguments.yaml``."""

    arguments: tuple[Heard, ...]


@dataclass(frozen=True)
class Material:
    """What could be read of a pack, and ``called``, which names it on the command line.

    ``motion`` has the labels of the coach, and of the index's models where that is fresh
    (``labelled``), else those that words alone give.
    """

    called: str
    path: Path
    pack: PackEntry
    reading: Reading[Any]
    motion: Motion
    labelled: bool
    heard_path: Path
    heard: Reading[Arguments]

    def warn(
        self, rule: str, entry: object, what: str, mend: str, key: str = "", item: int = -1
    ) -> Finding:
        """Return a warning at an entry, or at the value of one of its keys, or at its item."""
        line = line_of(self.reading, entry, key, item)
        return Finding("warning", rule, Problem(self.path, line, what, mend))

    def warn_source(self, rule: str, source: Source, at: int, what: str, mend: str) -> Finding:
        """Return a warning at the offset ``at`` of a source's text."""
        line = source.text.count("\n", 0, at) + 1
        return Finding("warning", rule, Problem(self.path.parent / source.file, line, what, mend))

    def briefs(self) -> Iterator[Brief]:
        """Yield each brief of the coach: those of passages, and of sentences that differ."""
        held = {(p.source, n): p for p in self.motion.passages for n in p.paragraphs}
        sources = {source.id: source for source in self.motion.sources}
        for entry in self.pack.passages:
            source = entry.source or self.pack.sources[0].id
            passage = held.get((source, next(iter(entry.paragraphs), 0)))
            if passage is None or passage.paragraphs != entry.paragraphs:
                continue
            yield Brief(entry, entry, passage, sources[source])
            for part in entry.sentences:
                if part.stance != entry.stance:
                    yield Brief(part, entry, passage, sources[source])


class Brief(NamedTuple):
    """What a coach wrote of a passage, or of sentences in it, and that passage."""

    entry: BriefEntry
    of: PassageEntry
    passage: Passage
    source: Source

    @property
    def text(self) -> str:
        """The text of the passage."""
        return self.passage.span.of(self.source.text)


def line_of(reading: Reading[Any], entry: object, key: str = "", item: int = -1) -> int:
    """Return the line of an entry, of the value of a key of it, or of an item of that."""
    if item >= 0 and (lines := reading.items.get(id(getattr(entry, key)))):
        return lines[item]
    return reading.keys.get((id(entry), key)) or reading.lines.get(id(entry), 1)


# Plain values that readers of YAML 1.1 or 1.2 take for something that is written otherwise:
# no → false, 12:30 → 750, 010 → 8, 1e3 → 1000.0, 1.10 → 1.1.  2024 and 2024-01-05 are safe.
_GUESSED = tuple(
    (re.compile(pattern, re.ASCII), read_as)
    for pattern, read_as in (
        (r"(?i:y|n|yes|no|on|off|true|false)", "true or false"),
        (r"[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?", "a number to the base 60"),
        (r"[-+]?0(?:o?[0-7_]+|b[01_]+|x[\da-fA-F_]+)", "a number to another base"),
        (r"[-+]?(?:\d[\d_]*\.?\d*|\.\d+)[eE][-+]?\d+|[-+]?\.(?i:inf)|\.(?i:nan)", "a number"),
        (r"\+\d+|[-+]?\d+_[\d_]*|[-+]?\d*\.\d*0|[-+]?\d+\.|[-+]?\.\d+", "a number"),
        (r"\d{4}-\d\d?-\d\d?[Tt ]+\d.*|\d{4}-(?:\d-\d\d?|\d\d-\d)", "a point in time"),
    )
)
_PLAIN_INTEGER = re.compile(r"0|-?[1-9]\d*", re.ASCII)


def yaml_types(path: Path, plain: Sequence[Plain]) -> Iterator[Finding]:
    """Warn of values without quotes that other YAML tools read as something else."""
    for one in plain:
        shown = excerpt(one.value, 40)
        if one.wanted is str:
            read_as = next((name for how, name in _GUESSED if how.fullmatch(one.value)), "")
            mend = f'quote it: "{shown}"'
        else:
            integer = one.wanted is int and not _PLAIN_INTEGER.fullmatch(one.value)
            read_as = "another number or text" if integer else ""
            mend = f"write {int(one.value)}" if integer else ""
        if read_as:
            what = (
                f"{one.where} is {shown} without quotes, which other YAML tools read as {read_as}"
            )
            yield Finding("warning", "yaml-type", Problem(path, one.line, what, mend))
