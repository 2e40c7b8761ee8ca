"""How values of ``motion.yaml`` are written: one line a text, quoted where it must be."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import Any

import yaml

from debater.motions.schema import PassageEntry, SentenceEntry, TurnEntry

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT = "tag:yaml.org,2002:str"
_BRIEF = "stance voice speaker tag answers questions impact response turn".split()
_KEYS: dict[type[Any], list[str]] = {
    PassageEntry: ["paragraphs", "begins", "source", *_BRIEF, "sentences"],
    SentenceEntry: ["text", *_BRIEF],
    TurnEntry: ["quote", "tag", "impact"],
}


def shown_keys(entry: type[Any]) -> list[str]:
    """Return the keys of a part of the file in the order a coach reads them."""
    return _KEYS.get(entry, [])


def one_line(value: str, style: str | None = None, flow: bool = False) -> str:
    """Write a text as a scalar on one line, quoted as ``style`` has it where that can be.

    ``flow`` is whether it stands between brackets.
    """
    plain = style not in ("'", '"') and _plain(value, flow)
    if plain:
        return value
    if style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    shown: str = yaml.safe_dump(value, default_style='"', allow_unicode=True, width=10**9)
    return shown.removesuffix("\n")


@lru_cache(maxsize=4096)
def _plain(value: str, flow: bool) -> bool:
    """Tell whether YAML reads ``value`` as this very text when it stands without quotes."""
    if not value or not value.isprintable() or value != value.strip():
        return False
    for around in ("k: {}\n", "- {}\n", *(("[{}]\n", "{{k: {}}}\n") if flow else ())):
        try:
            node = yaml.compose(around.format(value), Loader=_Loader)
        except yaml.YAMLError:
            return False
        if not isinstance(node, yaml.CollectionNode) or len(node.value) != 1:
            return False
        inner = node.value[0][1] if isinstance(node.value[0], tuple) else node.value[0]
        if not isinstance(inner, yaml.ScalarNode):
            return False
        if inner.value != value or inner.tag != _TEXT:
            return False
    return True


def flow_value(value: Any) -> str:
    """Write a value so that it can stand between brackets."""
    if isinstance(value, str):
        return one_line(value, flow=True)
    if isinstance(value, tuple):
        return f"[{', '.join(map(flow_value, value))}]"
    if dataclasses.is_dataclass(value):
        return f"{{{', '.join(f'{key}: {flow_value(one)}' for key, one in _said(value))}}}"
    return str(value)


def block_lines(key: str, value: Any, column: int) -> list[str]:
    """Write ``key: value`` as lines indented by ``column``, lists and parts below the key."""
    blank = " " * column
    if isinstance(value, str):
        return [f"{blank}{key}: {one_line(value)}"]
    if dataclasses.is_dataclass(value):
        return [f"{blank}{key}:", *_part_lines(value, column + 2)]
    if not isinstance(value, tuple) or all(isinstance(one, int) for one in value):
        return [f"{blank}{key}: {flow_value(value)}"]
    lines = [f"{blank}{key}:"]
    return lines + [line for one in value for line in item_lines(one, column + 2)]


def item_lines(value: Any, column: int) -> list[str]:
    """Write an item of a list as lines, its dash indented by ``column``."""
    dash = f"{' ' * column}- "
    if isinstance(value, str):
        return [f"{dash}{one_line(value)}"]
    first, *rest = _part_lines(value, column + 2)
    return [f"{dash}{first.lstrip(' ')}", *rest]


def _part_lines(value: Any, column: int) -> list[str]:
    return [line for key, one in _said(value) for line in block_lines(key, one, column)]


def _said(value: Any) -> list[tuple[str, Any]]:
    """Return the keys of a part that say something, with their values."""
    defaults = {one.name: one.default for one in dataclasses.fields(value)}
    pairs = [(key, getattr(value, key)) for key in shown_keys(type(value))]
    return [(key, one) for key, one in pairs if one != defaults[key]]
