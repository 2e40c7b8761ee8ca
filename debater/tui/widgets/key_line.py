"""The footer: the most important keys, as many as fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from debater.tui.commands import ACTIONS, Action

_ORDER = (
    "enter", "slash", "n", "f", "e", "d", "u", "escape", "l", "left", "f6", "f1", "f2", "f3",
    "f4", "f5", "f7", "f9", "f8", "ctrl+q",
)  # fmt: skip
# What a narrow terminal leaves out, the first of these first; help and the way out stay.
_LEFT_OUT = ("u", "escape", "f5", "f8", "f2", "f9", "f4", "f3", "f7", "f6", "left", "l", "enter")
# The blanks around a key and its word, and at both ends of the line, as app.tcss has them.
_AROUND_KEY, _ENDS = 3, 2


class KeyLine(Footer):
    """A footer that shows a key and a word for each action with a label.

    Textual's own runs actions of one group together under the group's name.
    """

    left_out: ClassVar[tuple[str, ...]] = _LEFT_OUT

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
        self.leave_out(shown, self.left_out)
        yield from (shown[name] for name in _ORDER if name in shown)

    def leave_out(self, shown: dict[str, FooterKey], names: Iterable[str]) -> None:
        """Take keys away by name, the first of ``names`` first, until the others fit."""
        for name in names:
            if sum(map(_width, shown.values())) > self.app.size.width - _ENDS:
                shown.pop(name, None)

    def on_resize(self) -> None:
        """Choose anew what fits."""
        self.refresh(recompose=True)


class StartKeys(KeyLine):
    """The keys of the start screen, whose list and sides say themselves what is pressed."""

    left_out = ("f2", "left", "enter", "f4", "f5", "f3", "f7", "f6")


class ActionKeys(KeyLine):
    """The keys of actions that a screen lists itself, in their order, as many as fit."""

    def __init__(self, known: Sequence[Action], left_out: Sequence[str] = ()) -> None:
        """Show the labelled of ``known``; ``left_out`` are the ids a narrow terminal goes without.

        The first of these goes first.
        """
        super().__init__()
        self._known, self._left_out = known, left_out

    def compose(self) -> ComposeResult:
        """Yield a key for each labelled action."""
        if not self._bindings_ready:
            return
        shown = {action.id: self._key(action) for action in self._known if action.label}
        self.leave_out(shown, self._left_out)
        yield from shown.values()

    def _key(self, action: Action) -> FooterKey:
        binding = next(iter(action.binding.make_bindings([action.binding])))
        return FooterKey(
            binding.key,
            self.app.get_key_display(binding),
            action.label,
            action.run,
            tooltip=action.help,
        )


def _width(key: FooterKey) -> int:
    return cell_len(key.key_display) + cell_len(key.description) + _AROUND_KEY
