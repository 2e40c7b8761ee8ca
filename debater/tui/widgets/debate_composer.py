"""The composer of a debate: in a speech Enter begins a new line, under questions it sends."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from debater.tui.commands import bindings
from debater.tui.widgets.composer import Composer


class DebateComposer(Composer):
    """Writes speeches, questions and answers; the keys of a debate reach it first."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("debate", composer=True)]
