"""Reads JSON values along a type, strictly: every problem as a sentence with its JSON path.

A dataclass is the schema of an object.  What honest files hold comes back exactly as it was.
"""

from __future__ import annotations

import dataclasses
import difflib
import itertools
import json
import math
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, NoReturn

from debater.errors import DebaterError
from debater.text import clean, excerpt, unsafe_characters

LARGEST = 64 * 1024 * 1024
LONGEST_TEXT = 1_000_000
LONGEST_LIST = 10_000
_DEEPEST = 20
_MOST_KEYS = 1000
# Of more than these the first ones say enough.
_MOST_PROBLEMS = 20
_INTEGERS = range(-(2**63), 2**63)

# What is wrong with the values of an object, and the mend.
Wrong = tuple[str, str]
Beyond = Callable[[Mapping[str, Any]], Wrong | None]

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class RoundFileError(DebaterError):
    """A file that is no exported round; ``problems`` are all of them, a sentence each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        more = len(self.problems) - 1
        extra = f"(And {more} more problem{'s' if more > 1 else ''}.)" if more else ""
        super().__init__(self.problems[0], extra)


def parse(text: str | bytes) -> object:
    """Return the JSON value a file holds.  Raises ``RoundFileError`` where it holds none."""
    if len(text) > LARGEST:
        what = f"The file is larger than {LARGEST // 2**20} MB, as no round is"
        _refuse(what, "choose a round that debater exported")
    try:
        read = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        return json.loads(read, object_pairs_hook=_object, parse_constant=_constant)
    except UnicodeDecodeError:
        _refuse("The file is not UTF-8 text", "export the round as JSON again")
    except json.JSONDecodeError as error:
        what = f"The file is not valid JSON (line {error.lineno}: {error.msg})"
        _refuse(what, "export the round as JSON again")
    except (ValueError, RecursionError) as error:
        why = "nested too deep" if isinstance(error, RecursionError) else excerpt(str(error), 100)
        _refuse(f"The file is not valid JSON ({why})", "export the round as JSON again")


def _refuse(what: str, mend: str) -> NoReturn:
    raise RoundFileError([f"{what}; {mend}."]) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return values


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


class Values:
    """Reads values and collects what is wrong with them.

    ``stands_for`` names another schema for a type that a file writes in another way, and
    ``needed`` the keys of a type that may not be missing although they have a default;
    ``beyond`` says what is wrong with an object whose values are each of their types.
    """

    def __init__(
        self,
        stands_for: Mapping[type, type] | None = None,
        needed: Mapping[type, frozenset[str]] | None = None,
        beyond: Mapping[type, Beyond] | None = None,
    ) -> None:
        self.problems: list[str] = []
        self.wrong = 0
        self._stands_for = dict(stands_for or {})
        self._needed = dict(needed or {})
        self._beyond = dict(beyond or {})

    def problem(self, path: str, what: str, mend: str) -> None:
        """Note one thing that is wrong; ``wrong`` counts those too many to be noted as well."""
        self.wrong += 1
        if len(self.problems) < _MOST_PROBLEMS:
            stop = "" if mend.endswith("?") else "."
            self.problems.append(f"{path} {what}; {mend}{stop}")

    def read(self, value: object, wanted: Any, path: str) -> Any:
        """Return ``value`` where it is of the type ``wanted``, cleaned text by text.

        What is not is noted, and comes back as None.
        """
        origin, inner = typing.get_origin(wanted), typing.get_args(wanted)
        if origin in (typing.Union, types.UnionType):
            if value is None and type(None) in inner:
                return None
            (wanted,) = (one for one in inner if one is not type(None))
            return self.read(value, wanted, path)
        if origin is typing.Literal:
            return self._choice(value, inner, path)
        if origin is tuple:
            return self._list(value, inner[0], path)
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(value, inner, path)
        if dataclasses.is_dataclass(wanted) and isinstance(wanted, type):
            return self._fields(value, wanted, path)
        return self._scalar(value, wanted, path)

    def plain(self, value: object, path: str, depth: int = 0) -> Any:
        """Return any JSON value, within the limits of a round's file."""
        if depth > _DEEPEST:
            return self.problem(path, f"is nested deeper than {_DEEPEST} levels", "write less")
        if isinstance(value, dict):
            if not self._sized(value, _MOST_KEYS, "keys", path):
                return None
            return {
                self._text(str(key), f"a key of {path}"): self.plain(
                    one, f"{path}{step(key)}", depth + 1
                )
                for key, one in value.items()
            }
        if isinstance(value, list):
            if not self._sized(value, LONGEST_LIST, "items", path):
                return None
            return [self.plain(one, f"{path}[{n}]", depth + 1) for n, one in enumerate(value)]
        if value is None or isinstance(value, bool):
            return value
        wanted = str if isinstance(value, str) else float if isinstance(value, float) else int
        return self._scalar(value, wanted, path)

    def keyed(self, value: object, keys: Iterable[str], path: str) -> dict[str, Any] | None:
        """Return an object that has all of ``keys`` and no others, its values unread."""
        names = tuple(keys)
        return self._keys(value, names, frozenset(names), path)

    def items(self, value: object, path: str) -> list[Any]:
        """Return a list, its items unread; an empty one where it is none or too long."""
        if not isinstance(value, list):
            self.problem(path, f"is {shown(value)}", "write a list, in brackets")
            return []
        return value if self._sized(value, LONGEST_LIST, "items", path) else []

    def _keys(
        self, value: object, names: tuple[str, ...], required: frozenset[str], path: str
    ) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            self.problem(path, f"is {shown(value)}", "write an object, in braces")
            return None
        # A file of nothing but unknown keys is not read for hours.
        for key in itertools.islice((key for key in value if key not in names), _MOST_PROBLEMS):
            near = difflib.get_close_matches(str(key)[:100], names, n=1)
            mend = f"did you mean “{near[0]}”?" if near else f"use: {', '.join(names)}"
            self.problem(path, f"has an unknown key {shown(key)}", mend)
        for name in names:
            if name in required and name not in value:
                self.problem(path, f"has no “{name}”", f"add “{name}”")
        return {name: value[name] for name in value if name in names}

    def _fields(self, value: object, wanted: Any, path: str) -> Any:
        wanted = self._stands_for.get(wanted, wanted)
        hints, optional = _schema(wanted)
        wrong_before = self.wrong
        required = frozenset(hints) - (optional - self._needed.get(wanted, frozenset()))
        found = self._keys(value, tuple(hints), required, path)
        if found is None:
            return None
        read = {key: self.read(one, hints[key], f"{path}.{key}") for key, one in found.items()}
        if self.wrong == wrong_before and (wrong := self._beyond.get(wanted, _nothing)(read)):
            self.problem(path, *wrong)
        return read

    def _mapping(self, value: object, inner: tuple[Any, ...], path: str) -> Any:
        key_type, value_type = inner
        names = tuple(typing.get_args(key_type))
        found = self._keys(value, names, frozenset(names), path)
        if found is None:
            return None
        return {key: self.read(one, value_type, f"{path}.{key}") for key, one in found.items()}

    def _list(self, value: object, wanted: Any, path: str) -> list[Any]:
        items = self.items(value, path)
        return [self.read(one, wanted, f"{path}[{number}]") for number, one in enumerate(items)]

    def _choice(self, value: object, allowed: tuple[Any, ...], path: str) -> Any:
        if isinstance(value, str) and value in allowed:
            return value
        choices = ", ".join(f"“{one}”" for one in allowed)
        return self.problem(path, f"is {shown(value)}", f"use one of: {choices}")

    def _scalar(self, value: object, wanted: type, path: str) -> Any:
        if wanted is str and isinstance(value, str):
            return self._text(value, path)
        if wanted is bool and isinstance(value, bool):
            return value
        if wanted is int and type(value) is int and value in _INTEGERS:
            return value
        number = type(value) is float or (type(value) is int and value in _INTEGERS)
        if wanted is float and number and math.isfinite(typing.cast("float", value)):
            return value
        wants = {str: "text, in quotes", bool: "true or false", int: "a whole number"}
        return self.problem(path, f"is {shown(value)}", f"write {wants.get(wanted, 'a number')}")

    def _text(self, value: str, path: str) -> str:
        if len(value) > LONGEST_TEXT:
            self.problem(path, f"is longer than {LONGEST_TEXT:,} characters", "write less")
            return ""
        # Nothing the product stores holds such characters; line ends of every kind it may.
        return clean(value) if next(unsafe_characters(value), None) else value

    def _sized(self, value: Any, most: int, things: str, path: str) -> bool:
        if len(value) <= most:
            return True
        self.problem(path, f"has {len(value):,} {things}", f"write at most {most:,}")
        return False


def shown(value: object) -> str:
    """Name a value in a sentence, shortly."""
    if isinstance(value, str):
        return f"“{excerpt(clean(value[:400]), 40)}”"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, (list, tuple)):
        return "a list"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int) and value not in _INTEGERS:
        return "a number of more digits than a round has"
    return repr(value) if isinstance(value, (int, float)) else "no JSON value"


def step(key: object) -> str:
    """Write a key as a step of a JSON path."""
    name = str(key)[:200]
    if _PLAIN_KEY.fullmatch(name) and len(name) <= 40:
        return f".{name}"
    return f"[{json.dumps(excerpt(clean(name), 40), ensure_ascii=False)}]"


def _nothing(_: Mapping[str, Any]) -> Wrong | None:
    return None


@lru_cache(maxsize=64)
def _schema(wanted: type) -> tuple[dict[str, Any], frozenset[str]]:
    """Return the keys of a dataclass with their types, and those that may be left out."""
    fields = dataclasses.fields(wanted)
    optional = {
        field.name
        for field in fields
        if field.default is not dataclasses.MISSING
        or field.default_factory is not dataclasses.MISSING
    }
    hints = typing.get_type_hints(wanted)
    return {field.name: hints[field.name] for field in fields}, frozenset(optional)
