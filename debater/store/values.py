"""JSON values as they lie in the database, where anybody may have written anything."""

from __future__ import annotations

import json
import math
from typing import Any


def read_value(text: str | bytes | None) -> Any:
    """Read a stored value; None where there is none, or it cannot be read.

    That is what is no JSON, a number of too many digits or that is none, and lists nested too
    deep.  Halves of characters, which cannot be written anywhere, become question marks.
    """
    try:
        if not text:
            return None
        value = json.loads(text, parse_constant=_refuse, parse_float=_finite)
        escaped = "\\ud" if isinstance(text, str) else b"\\ud"
        return _whole(value) if escaped in text.lower() else value  # type: ignore[operator]  # alike
    except (ValueError, TypeError, RecursionError):
        return None


def read_object(text: str | bytes | None) -> dict[str, Any] | None:
    """Read a stored object; what cannot be read, or is no object, counts as missing."""
    values = read_value(text)
    return values if isinstance(values, dict) else None


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(digits)
    return number


def _whole(value: Any) -> Any:
    """Return a value in whose texts every character is whole."""
    match value:
        case str():
            return value.encode("utf-8", "replace").decode("utf-8")
        case list():
            return [_whole(one) for one in value]
        case dict():
            return {_whole(name): _whole(one) for name, one in value.items()}
        case _:
            return value
