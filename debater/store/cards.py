"""Evidence cards in the database: one JSON body each, changed as they are cut."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from debater.store.database import Database
from debater.store.values import read_object


@dataclass(frozen=True, slots=True)
class StoredCard:
    """A card as it lies in the database; ``body`` is proved only when the card is made of it."""

    id: int
    motion: str
    body: dict[str, Any]
    made: str
    touched: str


class CardStore:
    """Reads and writes cards.  Each method raises ``StorageError`` when the file fails."""

    def __init__(self, database: Database) -> None:
        """Work in ``database``, which other stores may share."""
        self._database = database

    def add(self, motion: str, body: Mapping[str, Any]) -> int:
        """Keep a new card and return its id."""
        now = self._database.clock()
        with self._database.writing() as connection:
            row = connection.execute(
                "INSERT INTO cards (motion, body, made, touched) VALUES (?, ?, ?, ?)",
                (motion, _json(body), now, now),
            )
            return int(row.lastrowid or 0)

    def change(self, id: int, body: Mapping[str, Any]) -> bool:
        """Keep a card as it is cut now; tell whether there is such a card."""
        now = self._database.clock()
        with self._database.writing() as connection:
            changed = connection.execute(
                "UPDATE cards SET body = ?, touched = ? WHERE id = ?", (_json(body), now, id)
            )
            return changed.rowcount > 0

    def card(self, id: int) -> StoredCard | None:
        """Return a card, or None where there is none or it is deleted."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT id, motion, body, made, touched FROM cards"
                " WHERE id = ? AND deleted IS NULL",
                (id,),
            ).fetchone()
        return _stored(row) if row else None

    def cards(self, motion: str | None = None, limit: int = 1000) -> list[StoredCard]:
        """Return the cards last cut first, of one motion or of all."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, motion, body, made, touched FROM cards WHERE deleted IS NULL"
                " AND (:motion IS NULL OR motion = :motion)"
                " ORDER BY touched DESC, id DESC LIMIT :limit",
                {"motion": motion, "limit": max(0, limit)},
            ).fetchall()
        return [_stored(row) for row in rows]

    def delete(self, id: int) -> bool:
        """Mark a card as deleted; tell whether there was one."""
        now = self._database.clock()
        return self._mark(now, "deleted IS NULL", id)

    def restore(self, id: int) -> bool:
        """Bring a deleted card back; tell whether there was one."""
        return self._mark(None, "deleted IS NOT NULL", id)

    def deleted(self) -> list[StoredCard]:
        """Return the cards that can be brought back, the last deleted first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, motion, body, made, touched FROM cards WHERE deleted IS NOT NULL"
                " ORDER BY deleted DESC, id DESC"
            ).fetchall()
        return [_stored(row) for row in rows]

    def _mark(self, value: str | None, where: str, id: int) -> bool:
        with self._database.writing() as connection:
            marked = connection.execute(
                f"UPDATE cards SET deleted = ? WHERE id = ? AND {where}",  # noqa: S608 - ours
                (value, id),
            )
            return marked.rowcount > 0


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _stored(row: tuple[int, str, str, str, str]) -> StoredCard:
    id, motion, text, made, touched = row
    return StoredCard(id, motion, read_object(text) or {}, made, touched)
