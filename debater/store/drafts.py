"""What is being typed outside a round: in a drill, for a card's tag, and where a guide stands."""

from __future__ import annotations

from debater.store.database import Database


class DraftStore:
    """Keeps one text a place.  Each method raises ``StorageError`` when the file fails."""

    def __init__(self, database: Database) -> None:
        """Work in ``database``, which other stores may share."""
        self._database = database

    def save_draft(self, place: str, text: str) -> None:
        """Store what is being typed at a place; an empty text leaves nothing there."""
        with self._database.writing() as connection:
            if text:
                connection.execute(
                    "INSERT INTO drafts (place, text, touched) VALUES (?, ?, ?)"
                    " ON CONFLICT (place) DO UPDATE SET text = excluded.text,"
                    " touched = excluded.touched",
                    (place, text, self._database.clock()),
                )
            else:
                connection.execute("DELETE FROM drafts WHERE place = ?", (place,))

    def places(self, beginning: str) -> list[str]:
        """Return where something is being typed, of the places that begin so, the last first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT place FROM drafts WHERE substr(place, 1, ?) = ? ORDER BY touched DESC",
                (len(beginning), beginning),
            ).fetchall()
        return [place for (place,) in rows]

    def draft(self, place: str) -> str:
        """Return what was being typed at a place, empty where nothing was."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT text FROM drafts WHERE place = ?", (place,)).fetchone()
        return str(row[0]) if row else ""
