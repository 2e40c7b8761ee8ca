"""The guide's panel: one step at a time, a few lines above the composer."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from textual import events, on
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from debater.text import clean, clean_line
from debater.tui.commands import ACTIONS
from debater.tui.first_round import FirstRound
from debater.tui.screens.help import key_in_words

# Where the title of a step has no room beside the keys.
_NARROW = 60
_NEXT, _LEAVE = "round.guide_next", "round.guide_leave"


class GuidePanel(Static):
    """Shows the step that is on; a click on it goes on to the next."""

    class Clicked(Message):
        """The user clicks the panel, to go on."""

    def __init__(self, *, id: str) -> None:
        super().__init__("", id=id, markup=False)

    def show(self, guide: FirstRound, side: str) -> None:
        """Show where ``guide`` stands, for somebody who argues ``side`` (in words)."""
        step = guide.current
        if step is None:
            return
        named = {**_keys(), "side": side}
        ways = f"{named[_as_name(_NEXT)]} next · {named[_as_name(_LEAVE)]} leave"
        if self.app.size.width < _NARROW:
            self.border_title = f" {guide.number + 1}/{len(guide.steps)} · {ways} "
        else:
            place = f" Guide {guide.number + 1} of {len(guide.steps)} · "
            self.border_title = Content.assemble(
                place, (clean_line(step.title), "bold"), f" · {ways} "
            )
        text = filled(guide.text, named)
        praise = filled(f"✓ {guide.praise} ", named).stylize_before("$success")
        self.update(Content.assemble(praise, text) if guide.praise else text)

    @on(events.Click)
    def _clicked(self) -> None:
        self.post_message(self.Clicked())


class GuideOffer(Static):
    """Offers the guided round on the start screen, to somebody who has no rounds yet."""

    class Taken(Message):
        """The user clicks the offer."""

    def __init__(self, *, id: str) -> None:
        super().__init__("", id=id, markup=False)

    def on_mount(self) -> None:
        """Name the key that takes the offer."""
        text = (
            "New here? {start_guide} begins a guided round: five minutes, one small step after "
            "another, and you can leave it at any moment."
        )
        self.update(filled(text, _keys()))

    @on(events.Click)
    def _clicked(self) -> None:
        self.post_message(self.Taken())


def filled(text: str, named: Mapping[str, str]) -> Content:
    """Return ``text`` with each name in braces replaced, and told apart by its weight.

    A name that is not known stays as it is written.
    """
    parts: list[Content | tuple[str, str]] = []
    for before, name, _, _ in Formatter().parse(text):
        parts.append(Content(clean(before)))
        if name is not None:
            known = named.get(name)
            parts.append((known, "bold $focus") if known else Content(clean(f"{{{name}}}")))
    return Content.assemble(*parts)


def _keys() -> dict[str, str]:
    """The first key of every action, in words, by the action's id with ``_`` for ``.``."""
    return {_as_name(a.id): key_in_words(a.keys.split(",")[0]) for a in ACTIONS}


def _as_name(id: str) -> str:
    return id.replace(".", "_")
