"""Keeps how far the guide has come, beside what else is being typed."""

from __future__ import annotations

from typing import Protocol

from debater.errors import StorageError
from debater.tui.first_round import FirstRound, Kept, read_kept

# Its name among the drafts.
PLACE = "guide/first-round"


class Notes(Protocol):
    """Where drafts that belong to no round are kept."""

    def draft(self, place: str) -> str | None:
        """Return what is kept under ``place``."""
        ...

    def save_draft(self, place: str, text: str) -> None:
        """Keep ``text`` under ``place``."""
        ...


def read_guide(notes: Notes | None) -> Kept:
    """Return how far the guide has come."""
    try:
        return read_kept((notes.draft(PLACE) if notes is not None else "") or "")
    except StorageError:
        # The round itself says when nothing can be kept; the guide is only not offered.
        return Kept("over")


def keep_guide(notes: Notes | None, guide: FirstRound, round_id: int) -> None:
    """Keep how far ``guide`` has come in the round of this id."""
    try:
        if notes is not None:
            notes.save_draft(PLACE, guide.kept(round_id))
    except StorageError:
        # As above; a step of the guide is no loss.
        return


def guide_is_over(notes: Notes | None) -> bool:
    """Tell whether the guide has been gone through, or left."""
    return read_guide(notes).stage == "over"
