"""What the app asks of every screen on which something is played and typed."""

from __future__ import annotations

from textual.reactive import reactive
from textual.screen import Screen

from debater.tui.desk import EngineState


class Played(Screen[None]):
    """A round or a debate: it is told of the engine, and keeps what is being typed."""

    engine_state: reactive[EngineState] = reactive(EngineState(), init=False)

    def save_draft(self) -> None:
        """Store what is being typed."""
        raise NotImplementedError
