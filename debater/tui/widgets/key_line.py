"""The footer: the most important keys, in the order of their actions, as many as fit."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from debater.tui.commands import ACTIONS


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
        for action in ACTIONS:
            binding = bound.get(action.id)
            if binding is not None:
                yield FooterKey(
                    binding.key,
                    self.app.get_key_display(binding),
                    action.label,
                    binding.action,
                    tooltip=binding.tooltip,
                )
