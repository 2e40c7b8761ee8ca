"""JSON values as they lie in the database, where anybody may have written anything."""

from __future__ import annotations

import json
from typing import Any


def read_value(text: str | bytes | None) -> Any:
    """Read a stored value; None where there is none, or it cannot be read.

    That is what is no JSON, a number of too many digits, and lists nested too deep.
    """
    try:
        return json.loads(text) if text else None
    except (ValueError, TypeError, RecursionError):
        return None


def read_object(text: str | bytes | None) -> dict[str, Any] | None:
    """Read a stored object; what cannot be read, or is no object, counts as missing."""
    values = read_value(text)
    return values if isinstance(values, dict) else None
