"""The footer: the most important keys, as many as fit."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from debater.tui.commands import ACTIONS

_ORDER = (
    "enter", "slash", "n", "f", "e", "d", "u", "escape", "l", "left", "f6", "f1", "f2", "f3",
    "f4", "f5", "f7", "f9", "f8", "ctrl+q",
)  # fmt: skip
# What a narrow terminal leaves out, the first of these first; help and the way out stay.
_LEFT_OUT = ("u", "escape", "f8", "f2", "f5", "f9", "f4", "f3", "f7", "f6", "left", "l", "enter")
# The blanks around a key and its word, and at both ends of the line, as app.tcss has them.
_AROUND_KEY, _ENDS = 3, 2


class KeyLine(Footer):
    """A footer that shows a key and a word for each action with a label.

    Textual's own runs actions of one group together under the group's name.
    """

    def compose(self) -> ComposeResult:
        """Yield a key for each labelled action that is bound here, as many as fit."""
        if not self._bindings_ready:
            return
        bound = {
            active.binding.id: active.binding
            for active in reversed(self.screen.active_bindings.values())
            if active.binding.show
        }
        shown = {
            action.keys.split(",")[0]: FooterKey(
                bound[action.id].key,
                self.app.get_key_display(bound[action.id]),
                action.label,
                bound[action.id].action,
                tooltip=bound[action.id].tooltip,
            )
            for action in ACTIONS
            if action.label and action.id in bound
        }
        for name in _LEFT_OUT:
            if sum(map(_width, shown.values())) > self.app.size.width - _ENDS:
                shown.pop(name, None)
        yield from (shown[name] for name in _ORDER if name in shown)

    def on_resize(self) -> None:
        """Choose anew what fits."""
        self.refresh(recompose=True)


def _width(key: FooterKey) -> int:
    return cell_len(key.key_display) + cell_len(key.description) + _AROUND_KEY
