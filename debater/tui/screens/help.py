"""Help: every key that is in force, read from the bindings themselves."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import App
from textual.binding import ActiveBinding, Binding
from textual.content import Content

from debater.tui.blocks import EMPTY, Block, BlockStack
from debater.tui.screens.modal import TextScreen

_EDITING = "Editing text, and moving about"
_KEY_WIDTH = 18
_NARROW = 60
_NAMES = {
    "pageup": "PgUp", "pagedown": "PgDn", "escape": "Esc", "slash": "/", "plus": "+", "minus": "-",
    "equals_sign": "=",
}  # fmt: skip


class HelpScreen(TextScreen):
    """Lists keys in groups."""

    def __init__(self, app: App[int], active: Iterable[ActiveBinding]) -> None:
        super().__init__("Help", help_text(app, active))


def help_text(app: App[int], active: Iterable[ActiveBinding]) -> BlockStack:
    """Return the bindings in force, a group at a time, each with its keys and its help."""
    groups: dict[str, dict[str, list[Binding]]] = {}
    for _, binding, _, _ in active:
        if binding.system or not binding.description:
            continue
        group = binding.group.description if binding.group else _EDITING
        same = groups.setdefault(group, {}).setdefault(binding.id or binding.description, [])
        same.append(binding)
    palette = key_in_words(app.COMMAND_PALETTE_BINDING)
    blocks = [
        Block(
            Content.assemble((palette, "bold $focus"), " opens the palette: it lists every action.")
        )
    ]
    # What belongs to the product comes first; the keys every text box has, last.
    for name, by_action in sorted(groups.items(), key=lambda group: group[0] == _EDITING):
        blocks += [Block(EMPTY), Block(Content.styled(name, "bold"))]
        narrow = app.size.width < _NARROW
        blocks += [block for same in by_action.values() for block in _line(same, narrow)]
    return BlockStack(blocks)


def _line(same: list[Binding], narrow: bool) -> list[Block]:
    """Return one action: its keys, then what it does, beside them or on lines below."""
    keys = ", ".join(dict.fromkeys(key_in_words(binding.key) for binding in same))
    help = Content(same[0].tooltip or f"{same[0].description}.")
    if narrow:
        indent = Content(" " * 4)
        return [Block(Content.styled(f"  {keys}", "$focus")), Block(help, indent, indent)]
    left = Content.styled(f"  {keys:<{_KEY_WIDTH}} ", "$focus")
    return [Block(help, left, Content(" " * (_KEY_WIDTH + 3)))]


def key_in_words(key: str) -> str:
    """Write a key as it is printed on keyboards: ``Ctrl+J``, ``Alt+Page Up``, ``F4``."""
    parts = [_NAMES.get(part, part.capitalize()) for part in key.split("+")]
    if len(key) == 1 and key.isalpha():
        # A key that is a letter alone is another with Shift.
        return f"Shift+{key}" if key.isupper() else key
    return "+".join(parts)
