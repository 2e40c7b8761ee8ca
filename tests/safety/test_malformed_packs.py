"""Packs damaged at random, in structure, text and files: always words, never a traceback."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from debater.cli import check, motions
from debater.config import Paths
from debater.errors import ModelUnavailable, PackError
from debater.motions.lint import check_pack
from debater.motions.pack import read_motion
from tests.conftest import RunDebater
from tests.support import PACKS, no_traceback

Files = dict[str, bytes]
Damage = Callable[[Files, random.Random], None]

ARGUMENTS = """\
arguments:
- {id: a1, side: against, text: Cars do no harm., accept: [1], source: walkers}
- {id: a2, side: for, text: Deliveries will go on., accept: [2], source: walkers}
- {id: a3, side: for, text: Nobody needs a car., kind: argument, accept: [1], source: drivers}
"""
JUNK: list[Any] = [
    None, True, -1, 0, 10**30, 1.5, float("nan"), "", " ", "x" * 3000, "\n\n", "\x1b[31m", "\u202e",
    "no", "../../up.txt", "/", ".", "🏳️‍🌈", [], [[]], {}, {"a": {"b": []}}, [None], [1, "a", {}],
    {"for": 1}, ["walkers"], "\ufeff", "a\nb: c", "n" * 300 + ".txt",
]  # fmt: skip
LINES = [
    b"\tstatement: x", b"  - ", b"- - - x", b"? [a]", b": :", b"<<: *anchor", b"x: &a [*a]",
    b"sources: &s [*s]", b"passages: *nobody", b"...", b"---", b"%YAML 9.9",
    b"!!python/object:os.x {}", b"statement: !!binary aGk=", b"\xff\xfe", b"\x00", b"\xc3\x28",
    b"\x1b]52;c;eA==\x07", b"[" * 3000, b"{" * 49, b"a: " * 30, b"'", b'"\\x1b"', b"|", b"&a *a",
    b"\xed\xa0\x80", b"0: {1: {2: {}}}", b"<<: {statement: x}", b"\xe2\x80\xa8", b"\x85",
    b"passages: []", b"@", b"`",
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of everything in a YAML value that can be replaced."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, item in inner:
        found.append((*path, key))
        if isinstance(item, dict | list):
            found += places(item, (*path, key))
    return found


def in_yaml(change: Callable[[Any, Any, random.Random], None]) -> Damage:
    """Make a damage of a change to a container of a YAML file, at a key of it."""

    def damage(files: Files, chance: random.Random) -> None:
        name = chance.choice(["motion.yaml", "motion.yaml", "arguments.yaml"])
        try:
            value = yaml.safe_load(files[name])
            path = chance.choice(places(value))
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError, yaml.YAMLError):
            return  # Damaged beyond that already.
        holder = value
        for key in path[:-1]:
            holder = holder[key]
        change(holder, path[-1], chance)
        files[name] = yaml.safe_dump(value, allow_unicode=True, sort_keys=False).encode()

    return damage


def replace(holder: Any, key: Any, chance: random.Random) -> None:
    """Put a value of another type or content in a place."""
    holder[key] = chance.choice(JUNK)


def rename(holder: Any, key: Any, chance: random.Random) -> None:
    """Misspell a key."""
    if isinstance(holder, dict):
        holder[chance.choice([f"{key}s", str(key)[1:], None, 7, "", str(key).upper()])] = (
            holder.pop(key)
        )


def delete(holder: Any, key: Any, chance: random.Random) -> None:
    """Leave a value out."""
    del holder[key]


def double(holder: Any, key: Any, chance: random.Random) -> None:
    """Say an item twice; the second time it is an alias."""
    if isinstance(holder, list):
        holder.insert(chance.randrange(len(holder) + 1), holder[key])


def in_lines(change: Callable[[list[bytes], int, random.Random], None]) -> Damage:
    """Make a damage of a change to the lines of a file."""

    def damage(files: Files, chance: random.Random) -> None:
        name = chance.choice(sorted(files) or ["motion.yaml"])
        lines = files.get(name, b"").split(b"\n")
        change(lines, chance.randrange(len(lines)), chance)
        files[name] = b"\n".join(lines)

    return damage


def insert(lines: list[bytes], at: int, chance: random.Random) -> None:
    """Put a line of trouble among the others."""
    lines.insert(at, chance.choice(LINES))


def indent(lines: list[bytes], at: int, chance: random.Random) -> None:
    """Break the indentation of a line."""
    lines[at] = chance.choice([b"\t", b" ", b"   ", b""]) + lines[at].lstrip()


def repeat(lines: list[bytes], at: int, chance: random.Random) -> None:
    """Repeat a few lines elsewhere."""
    lines[at:at] = lines[chance.randrange(len(lines)) :][:4]


def truncate(lines: list[bytes], at: int, chance: random.Random) -> None:
    """Lose the end."""
    del lines[at:]


def scramble(lines: list[bytes], at: int, chance: random.Random) -> None:
    """Overwrite some bytes of a line."""
    line = bytearray(lines[at])
    for _ in range(min(3, len(line))):
        line[chance.randrange(len(line))] = chance.randrange(256)
    lines[at] = bytes(line)


def lose(files: Files, chance: random.Random) -> None:
    """Lose a file, but not the one that makes the folder a motion."""
    files.pop(chance.choice(["walkers.txt", "drivers.txt", "arguments.yaml"]), None)


def recode(files: Files, chance: random.Random) -> None:
    """Save a file in another encoding, or with other line ends."""
    name = chance.choice(sorted(files))
    text = files[name].decode("utf-8", "replace")
    codec = chance.choice(["utf-16", "utf-8-sig", "utf-32", "cp500", "latin-1", "utf-7"])
    files[name] = text.replace("\n", chance.choice(["\n", "\r", "\r\n", "\x85", "\u2028"])).encode(
        codec, "replace"
    )


def empty(files: Files, chance: random.Random) -> None:
    """Leave nothing, or nothing that is a word."""
    files[chance.choice(sorted(files))] = chance.choice(
        [b"", b" \n", b"* * *\n", b"#\n", b"\n" * 9]
    )


DAMAGES: list[Damage] = [
    *map(in_yaml, (replace, replace, replace, rename, delete, double)),
    *map(in_lines, (insert, insert, indent, repeat, truncate, scramble)),
    lose,
    recode,
    empty,
]


def damaged(folder: Path, damages: list[tuple[Damage, int]]) -> Path:
    """Write a sound pack with these damages into ``folder``."""
    files = {path.name: path.read_bytes() for path in (PACKS / "highstreet").iterdir()}
    files["arguments.yaml"] = ARGUMENTS.encode()
    for damage, seed in damages:
        damage(files, random.Random(seed))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


chains = st.lists(
    st.tuples(st.sampled_from(DAMAGES), st.integers(0, 2**32)), min_size=1, max_size=4
)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, debater: RunDebater) -> None:
    """Have the command among its group's, no other motions to list, and no model to build with.

    The model is taken away after ``debater`` has put its own in place.
    """
    monkeypatch.setitem(motions.command.commands, "check", check.command)
    monkeypatch.setattr("debater.motions.library.shipped", lambda name: tmp_path / name)

    def unavailable(model: str = "") -> None:
        raise ModelUnavailable("There is no model.")

    monkeypatch.setattr("debater.retrieval.encode.query_encoder", unavailable)


@settings(max_examples=150)
@given(damages=chains)
def test_check_reports_whatever_was_done_to_a_pack(tmp_path: Path, damages: Any) -> None:
    """Only reports, each with its file and line; errors where reading refuses, and only there."""
    folder = damaged(tmp_path / "highstreet", damages)
    report = check_pack(folder)
    for one in report.findings:
        assert one.problem.path.is_relative_to(folder)
        assert one.problem.line >= 1
        assert one.problem.what
    try:
        read_motion(folder)
        refused = ()
    except PackError as error:
        refused = error.problems
    except OSError:
        return  # A name no system can look up.
    assert bool(report.errors) == bool(refused), (refused, report.errors)


@settings(max_examples=100)
@given(damages=chains)
def test_every_command_tells_a_damaged_pack_in_words(
    debater: RunDebater, where: Paths, damages: Any
) -> None:
    """Checked, listed and asked: exit code 0 or 1, no traceback, a line a problem."""
    folder = damaged(where.motions / "highstreet", damages)
    ran = debater("motions", "check", str(folder))
    no_traceback(ran)
    assert ran.code in (0, 1)
    *lines, last = ran.out.splitlines()
    assert all(re.match(r".+:\d+: (error|warning): \S", line) for line in lines)
    assert re.fullmatch(r"(\d+ errors?)?(, )?(\d+ warnings?)? in \d files?", last)
    assert ("error" in last) == (ran.code == 1)
    found = json.loads(debater("motions", "check", "--json", str(folder)).out)
    assert len(found) == len(lines)
    for other in (("motions", "list"), ("ask", "--side", "for", "--motion", str(folder), "Cars.")):
        ran = debater(*other)
        no_traceback(ran)
        assert ran.code in (0, 1)


def test_the_pack_that_is_damaged_is_sound(tmp_path: Path) -> None:
    """Without damage there is no error: what the tests above find is their own doing."""
    assert check_pack(damaged(tmp_path / "highstreet", [])).errors == ()
