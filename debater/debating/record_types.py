"""Checks that values read back from a store are of the types their dataclasses say."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeVar

from debater.motions.citation import Citation

T = TypeVar("T")


def checked(value: T, wanted: Any) -> T:
    """Return ``value`` when it is of the type ``wanted``, all the way down.

    Raises ``ValueError`` when it is not.  A citation has proved itself already.
    """
    if not _is(value, wanted):
        raise ValueError(f"no {wanted}: {value!r}")
    return value


def _is(value: Any, wanted: Any) -> bool:
    origin, inner = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (typing.Union, types.UnionType):
        return any(_is(value, one) for one in inner)
    if origin is typing.Literal:
        return isinstance(value, str) and value in inner
    if origin is tuple:
        return isinstance(value, tuple) and all(_is(one, inner[0]) for one in value)
    if origin is not None and issubclass(origin, Mapping):
        keys, values = inner
        return isinstance(value, Mapping) and all(
            _is(key, keys) and _is(one, values) for key, one in value.items()
        )
    if wanted is Citation:
        return isinstance(value, Citation)
    if isinstance(wanted, type) and dataclasses.is_dataclass(wanted):
        hints = _hints(wanted)
        return type(value) is wanted and all(_is(getattr(value, n), h) for n, h in hints.items())
    if wanted is float:
        return type(value) in (int, float)
    return type(value) is wanted


@lru_cache(maxsize=64)
def _hints(wanted: type) -> dict[str, Any]:
    return typing.get_type_hints(wanted)
