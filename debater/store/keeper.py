"""Keeps rounds on disk for as long as that works, and in memory afterwards.

The UI never stops because a disk is full or a folder is read-only; it says so once, in
the sentence of the ``StorageError``, and offers to save the round to a file.
"""

from __future__ import annotations

from pathlib import Path

from debater.errors import StorageError
from debater.store.debates import StoredDebate
from debater.store.rounds import Kind, RecentRound, RoundStore, StoredRound


class Keeper:
    """Holds the store in use; ``problem`` is the sentence when it is memory only.

    ``told`` is set once the user has been told.
    """

    def __init__(self, path: Path | None, store: RoundStore | None = None) -> None:
        """Open the store at ``path``, or use the one given."""
        self.problem = ""
        self.told = False
        self.store = store or self._open(path)

    def _open(self, path: Path | None) -> RoundStore:
        try:
            return RoundStore(path)
        except StorageError as error:
            self.problem = str(error)
            return RoundStore(None)

    @property
    def kept_aside(self) -> Path | None:
        """Where a damaged file was moved when the store was opened."""
        return self.store.kept_aside

    def fall_back(self, error: StorageError) -> None:
        """Go on in memory, and remember why."""
        self.problem = str(error)
        self.store = RoundStore(None)

    def last_round(self, kind: Kind = "any") -> StoredRound | None:
        """Return the round of a kind to continue, or None."""
        try:
            return self.store.last_round(kind)
        except StorageError as error:
            self.fall_back(error)
            return None

    def recent_rounds(self) -> list[RecentRound]:
        """Return the rounds that can be continued, newest first."""
        try:
            return self.store.recent_rounds()
        except StorageError as error:
            self.fall_back(error)
            return []

    def round(self, round_id: int) -> StoredRound | None:
        """Return a round with its turns, or None when it cannot be read any more."""
        try:
            return self.store.round(round_id)
        except StorageError as error:
            self.fall_back(error)
            return None

    def debate(self, round_id: int) -> StoredDebate | None:
        """Return a debate with its events, or None when it cannot be read any more."""
        try:
            return self.store.debates.load(round_id)
        except StorageError as error:
            self.fall_back(error)
            return None

    def close(self) -> None:
        """Close the store, so that SQLite folds its log into the file."""
        self.store.close()
