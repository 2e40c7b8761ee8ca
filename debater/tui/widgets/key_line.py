"""The footer: the most important keys, as many as fit."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from debater.tui.commands import ACTIONS

# What a narrow terminal cuts off stands last.
_ORDER = ("enter", "left", "f1", "f2", "f3", "f4", "f5", "f8", "ctrl+q")


class KeyLine(Footer):
    """A footer that shows a key and a word for each action with a label.

    Textual's own runs actions of one group together under the group's name.
    """

    def compose(self) -> ComposeResult:
        """Yield a key for each labelled action that is bound here."""
        if not self._bindings_ready:
            return
        bound = {
            active.binding.id: active.binding
            for active in reversed(self.screen.active_bindings.values())
            if active.binding.show
        }
        labelled = [action for action in ACTIONS if action.label]
        for action in sorted(labelled, key=lambda action: _ORDER.index(action.keys.split(",")[0])):
            binding = bound.get(action.id)
            if binding is not None:
                yield FooterKey(
                    binding.key,
                    self.app.get_key_display(binding),
                    action.label,
                    binding.action,
                    tooltip=binding.tooltip,
                )
