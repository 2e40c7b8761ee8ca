"""Help: every key that is in force, read from the bindings themselves."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import App
from textual.binding import ActiveBinding, Binding
from textual.content import Content

from debater.tui.screens.modal import TextScreen

_EDITING = "Editing text, and moving about"
_KEY_WIDTH = 22


class HelpScreen(TextScreen):
    """Lists keys in groups."""

    def __init__(self, app: App[int], active: Iterable[ActiveBinding]) -> None:
        super().__init__("Help", help_text(app, active))


def help_text(app: App[int], active: Iterable[ActiveBinding]) -> Content:
    """Return the bindings in force, a group at a time, each with its keys and its help."""
    groups: dict[str, dict[str, list[Binding]]] = {}
    for _, binding, _, _ in active:
        if binding.system or not binding.description:
            continue
        group = binding.group.description if binding.group else _EDITING
        same = groups.setdefault(group, {}).setdefault(binding.id or binding.description, [])
        same.append(binding)
    # What belongs to the product comes first; the keys every text box has, last.
    ordered = sorted(groups.items(), key=lambda group: group[0] == _EDITING)
    parts: list[str | Content | tuple[str, str]] = [
        "Every action is in the command palette too: ",
        (app.get_key_display(Binding(app.COMMAND_PALETTE_BINDING, "")), "bold $focus"),
        ".\n",
    ]
    for name, by_action in ordered:
        parts += ["\n", (name, "bold"), "\n"]
        for same in by_action.values():
            parts.append(_line(app, same))
    return Content.assemble(*parts)


def _line(app: App[int], same: list[Binding]) -> Content:
    """Return one action: its keys, then what it does, indented where it wraps."""
    keys = ", ".join(dict.fromkeys(app.get_key_display(binding) for binding in same))
    help = same[0].tooltip or f"{same[0].description}."
    return Content.assemble((f"  {keys:<{_KEY_WIDTH}} ", "$focus"), help, "\n")
