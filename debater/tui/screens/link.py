"""Correcting the flow: what does this argument answer?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from debater.debating.flow_model import Argument
from debater.tui.blocks import folded

# What the user chose: the id of an argument, or nothing; None itself leaves the link alone.
Chosen = tuple[str | None]


class LinkScreen(ModalScreen["Chosen | None"]):
    """Offers the other side's arguments, and that it answers none of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Leave as it is", id="modal.close")
    ]

    def __init__(self, argument: Argument, targets: Sequence[Argument], now: str | None) -> None:
        """``now`` is the id of what the argument is linked to at present."""
        super().__init__()
        self.argument, self.targets, self.now = argument, list(targets), now

    def compose(self) -> ComposeResult:
        """Lay out the argument and what it may answer."""
        with Vertical(classes="box") as box:
            yield Static(folded(self.argument.heading, "bold"), markup=False)
            yield OptionList(*self._options(), id="links", markup=False)
        box.border_title = "What does this answer?"
        box.border_subtitle = "Enter chooses · Esc leaves it as it is"

    def _options(self) -> list[Option]:
        mark = "●" if self.now is None else "○"
        nothing = Option(Content(f"{mark} It answers nothing: an argument of its own"), id="none")
        options = [
            Option(
                Content.assemble(("● " if t.id == self.now else "○ ", "$focus"), folded(t.heading)),
                id=f"a{number}",
            )
            for number, t in enumerate(self.targets)
        ]
        return [*options, nothing]

    def on_mount(self) -> None:
        """Put the cursor on the present link."""
        ids = [target.id for target in self.targets]
        links = self.query_one("#links", OptionList)
        links.highlighted = ids.index(self.now) if self.now in ids else len(ids)

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        number = event.option_index
        self.dismiss((self.targets[number].id if number < len(self.targets) else None,))
