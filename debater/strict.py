"""Reads a YAML file into a dataclass, strictly, and reports every problem with its line.

The dataclass is the schema.  Unknown and repeated keys, missing values and wrong types
are problems; a plain ``no`` or ``12:30`` where text is wanted stays the text it looks
like, because values are read by the type that is wanted, not by YAML's guess.
"""

from __future__ import annotations

import dataclasses
import difflib
import math
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import yaml

from debater.errors import PackError, Problem
from debater.text import clean, unsafe_characters

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LARGEST = 8 * 1024 * 1024
_DEEPEST = 50
# Aliases of aliases can make a small file read for hours.
_MOST_VALUES = 300_000
_WANTED = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}

T = TypeVar("T")


class Plain(NamedTuple):
    """A value written without quotes: its line, the name of its place, and what it is read as."""

    line: int
    where: str
    value: str
    wanted: type


@dataclass(frozen=True)
class Reading(Generic[T]):
    """What could be read of a file, and everything that is wrong with it.

    ``value`` leaves out what could not be read, and is None where nothing is left;
    ``dropped`` holds the dataclasses of which one was left out.  ``lines`` has the line of
    each dataclass by its ``id()``, ``keys`` that of each of its values by (``id()``, name),
    and ``items`` those of the items of each list that has any, by its ``id()``; ``alive``
    keeps all of these, left out or not, so that no ``id()`` comes to stand for another.
    """

    value: T | None
    problems: tuple[Problem, ...] = ()
    plain: tuple[Plain, ...] = ()
    lines: Mapping[int, int] = dataclasses.field(default_factory=dict)
    keys: Mapping[tuple[int, str], int] = dataclasses.field(default_factory=dict)
    items: Mapping[int, tuple[int, ...]] = dataclasses.field(default_factory=dict)
    dropped: frozenset[type] = frozenset()
    alive: tuple[object, ...] = ()


class _Missing:
    """Stands for a value that could not be read; its problem is already noted."""


_MISSING = _Missing()


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file as it is stored, line ends included.

    Raises ``PackError`` when it cannot be read or is not UTF-8.
    """
    try:
        # A named pipe would be waited on for ever.
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise PackError([Problem(path, 1, "cannot be read (it is no plain file)")])
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise PackError([Problem(path, 1, f"cannot be read ({error.strerror})")]) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        mend = "save the file as UTF-8"
        raise PackError([Problem(path, line, "is not UTF-8 text", mend)]) from error


def load(path: Path, schema: type[T]) -> T:
    """Read the YAML file ``path`` into the dataclass ``schema``.

    A field without a default is required.  Fields may be str, int, float, bool, a
    Literal, another dataclass, a tuple or dict of these, or any of them or None.
    Raises ``PackError`` with every problem of the file at once.
    """
    value, _ = load_with_lines(path, schema)
    return value


def load_with_lines(path: Path, schema: type[T]) -> tuple[T, dict[int, int]]:
    """Like ``load``, and also return the line of each dataclass read, by its ``id()``."""
    reading = examine(path, schema)
    if reading.problems or reading.value is None:
        raise PackError(reading.problems)
    return reading.value, dict(reading.lines)


def examine(path: Path, schema: type[T]) -> Reading[T]:
    """Read what can be read of a file as ``load`` would, and collect what is wrong with it.

    There is at least one problem wherever anything was left out.
    """
    problems: list[Problem] = []
    reader = _Reader(path)
    try:
        value = reader.read(_compose(path, problems), schema, "the file")
    except PackError as error:
        return Reading(None, (*problems, *reader.problems, *error.problems))
    found = sorted([*problems, *reader.problems], key=lambda problem: problem.line)
    return Reading(
        None if value is _MISSING else typing.cast("T", value),
        tuple(found),
        tuple(reader.plain),
        reader.lines,
        reader.keys,
        reader.items,
        frozenset(reader.dropped),
        tuple(reader.alive),
    )


def _compose(path: Path, problems: list[Problem]) -> yaml.Node:
    """Return a file's YAML nodes; note what it must not hold.  Raises ``PackError``."""
    if path.is_file() and path.stat().st_size > _LARGEST:
        raise PackError([Problem(path, 1, "is larger than 8 MB", "split the motion")])
    text = read_text(path)
    unsafe = list(unsafe_characters(text))
    if unsafe:
        problems += [
            Problem(path, text.count("\n", 0, offset) + 1, f"holds {name}", "remove it")
            for offset, name in unsafe
        ]
        # The rest is read as if it were not there; in its place, so that lines stay.
        characters = list(text)
        for offset, _ in unsafe:
            characters[offset] = " "
        text = "".join(characters)
    try:
        _check_depth(path, text)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = f"is not valid YAML ({error.problem or error.context})"
        mend = "check the indentation and quotes there"
        raise PackError([Problem(path, mark.line + 1 if mark else 1, what, mend)]) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise PackError([Problem(path, 1, f"is not valid YAML ({error})")]) from error
    if node is None:
        raise PackError([Problem(path, 1, "is empty")])
    return node


def _check_depth(path: Path, text: str) -> None:
    """Refuse what is nested deeper than any schema: libyaml's composer would crash on it.

    Reading events, unlike composing nodes, does not recurse.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > _DEEPEST:
                mark = event.start_mark
                what = f"is not valid YAML here (nested deeper than {_DEEPEST} levels)"
                mend = "check the brackets and indentation there"
                raise PackError([Problem(path, (mark.line if mark else 0) + 1, what, mend)])
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1


class _Reader:
    """Walks a YAML node tree along a type, collecting problems."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.plain: list[Plain] = []
        self.lines: dict[int, int] = {}
        self.keys: dict[tuple[int, str], int] = {}
        self.items: dict[int, tuple[int, ...]] = {}
        self.dropped: set[type] = set()
        self.alive: list[object] = []
        self.types: dict[type, dict[str, Any]] = {}
        self.values = 0

    def problem(self, node: yaml.Node, what: str, mend: str = "") -> _Missing:
        self.problems.append(Problem(self.path, _line(node), what, mend))
        return _MISSING

    def read(self, node: yaml.Node, wanted: Any, where: str) -> Any:
        self.values += 1
        if self.values > _MOST_VALUES:
            what = "the file repeats itself by aliases until it is too large"
            raise PackError([Problem(self.path, _line(node), what, "write less of it")])
        origin = typing.get_origin(wanted)
        if origin in (typing.Union, types.UnionType):
            return self._optional(node, wanted, where)
        if origin is typing.Literal:
            return self._literal(node, typing.get_args(wanted), where)
        if origin is tuple:
            return self._list(node, typing.get_args(wanted)[0], where)
        if origin is dict:
            return self._dict(node, typing.get_args(wanted), where)
        if dataclasses.is_dataclass(wanted) and isinstance(wanted, type):
            return self._dataclass(node, wanted, where)
        return self._scalar(node, wanted, where)

    def _optional(self, node: yaml.Node, wanted: Any, where: str) -> Any:
        if _is_null(node):
            return None
        (inner,) = (arg for arg in typing.get_args(wanted) if arg is not type(None))
        return self.read(node, inner, where)

    def _literal(self, node: yaml.Node, allowed: tuple[object, ...], where: str) -> Any:
        if isinstance(node, yaml.ScalarNode) and node.value in allowed:
            return node.value
        got = f"“{node.value}”" if isinstance(node, yaml.ScalarNode) else "a list or block"
        choices = ", ".join(map(str, allowed))
        return self.problem(node, f"{where} is {got}", f"use one of: {choices}")

    def _list(self, node: yaml.Node, wanted: Any, where: str) -> Any:
        if not isinstance(node, yaml.SequenceNode):
            return self.problem(node, f"{where} must be a list", "write each item after a dash")
        read = [(self.read(item, wanted, f"an item of {where}"), item) for item in node.value]
        kept = tuple(value for value, _ in read if value is not _MISSING)
        if kept:
            self.alive.append(kept)
            self.items[id(kept)] = tuple(_line(at) for value, at in read if value is not _MISSING)
        return kept

    def _dict(self, node: yaml.Node, wanted: tuple[Any, ...], where: str) -> Any:
        key_type, value_type = wanted
        found = {}
        for name, value in self._entries(node, where):
            key = self.read(name, key_type, f"a key of {where}")
            read = self.read(value, value_type, f"{where}.{name.value}")
            if key is not _MISSING and read is not _MISSING:
                found[key] = read
        return found

    def _dataclass(self, node: yaml.Node, wanted: type[Any], where: str) -> Any:
        if wanted not in self.types:
            # Working them out takes longer than reading an entry.
            self.types[wanted] = typing.get_type_hints(wanted)
        hints = self.types[wanted]
        fields = {field.name: field for field in dataclasses.fields(wanted)}
        if not isinstance(node, yaml.MappingNode):
            self.dropped.add(wanted)
            return self.problem(node, f"{where} must be a block of “key: value” lines")
        values: dict[str, Any] = {}
        keys: dict[str, int] = {}
        for name, value in self._entries(node, where):
            if name.value not in fields:
                near = difflib.get_close_matches(str(name.value), fields, n=1)
                mend = f"did you mean “{near[0]}”?" if near else f"use: {', '.join(fields)}"
                self.problem(name, f"unknown key “{name.value}” in {where}", mend)
                continue
            label = name.value if where == "the file" else f"{where}.{name.value}"
            values[name.value] = self.read(value, hints[name.value], label)
            keys[name.value] = _line(name)
        complete = True
        for wanted_name, field in fields.items():
            required = (
                field.default is dataclasses.MISSING
                and field.default_factory is dataclasses.MISSING
            )
            if required and wanted_name not in values:
                self.problem(node, f"{where} has no “{wanted_name}”", f"add “{wanted_name}: …”")
            complete &= not required or values.get(wanted_name, _MISSING) is not _MISSING
        if not complete:
            self.dropped.add(wanted)
            return _MISSING
        # What could not be read is left at its default: its problem is noted.
        read = {name: value for name, value in values.items() if value is not _MISSING}
        made = wanted(**read)
        self.alive.append(made)
        self.lines[id(made)] = _line(node)
        self.keys.update({(id(made), name): keys[name] for name in read})
        return made

    def _entries(self, node: yaml.Node, where: str) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
        """Return the (key, value) nodes of a mapping, noting keys that are no text or repeat."""
        if not isinstance(node, yaml.MappingNode):
            self.problem(node, f"{where} must be a block of “key: value” lines")
            return []
        seen: dict[str, int] = {}
        entries = []
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.problem(key, f"a key of {where} is not text")
                continue
            if key.value in seen:
                first = seen[key.value]
                self.problem(key, f"“{key.value}” stands twice in {where}", f"see line {first}")
                continue
            seen[key.value] = _line(key)
            entries.append((key, value))
        return entries

    def _scalar(self, node: yaml.Node, wanted: Any, where: str) -> Any:
        if not isinstance(node, yaml.ScalarNode) or _is_null(node):
            got = "empty" if _is_null(node) else "a list or block"
            return self.problem(node, f"{where} is {got}", f"write {_WANTED[wanted]}")
        # An escape such as "\\e" is harmless in the file and is not once it is read.
        if clean(node.value) != node.value:
            _, name = next(unsafe_characters(node.value), (0, "an odd line end"))
            return self.problem(node, f"{where} holds {name}", "remove it")
        try:
            if wanted is bool:
                return {"true": True, "false": False}[node.value.lower()]
            value = wanted(node.value)
            if isinstance(value, float) and not math.isfinite(value):
                raise ValueError(node.value)
            if not node.style:  # libyaml's loader says "" where the other says None
                self.plain.append(Plain(_line(node), where, node.value, wanted))
            return value
        except (ValueError, KeyError):
            return self.problem(node, f"{where} is “{node.value}”", f"write {_WANTED[wanted]}")


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1 if node.start_mark else 1


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"
