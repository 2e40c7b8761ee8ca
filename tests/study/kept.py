"""A year that is made by hand: rounds, debates, drills and reviews on days of one's choice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from debater.motions.model import Side
from debater.store.drills import DrillStore
from debater.store.progress import ProgressStore
from debater.store.rounds import RoundStore
from debater.study.progress import Progress, progress
from debater.study.summary import RoundSummary, dump_summary

# A Wednesday.
NOW = datetime(2030, 3, 13, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)


class Kept:
    """A store whose clock is set by hand."""

    def __init__(self) -> None:
        self.now = NOW
        self.store = RoundStore(None, lambda: self.now.isoformat(timespec="seconds"))
        self.drills = DrillStore(self.store.database)

    def spar(
        self, at: datetime = NOW, motion: str = "zoos", side: Side = "for", **figures: object
    ) -> int:
        """Keep a round of one argument; with figures it is summarised."""
        self.now = at
        id = self.store.start(motion, side, 1)
        self.store.commit_argument(id, "Zoos teach.")
        return self._summarise(id, figures)

    def debate(
        self, at: datetime = NOW, motion: str = "zoos", side: Side = "for", **figures: object
    ) -> int:
        """Keep a debate of one speech; with figures it is summarised."""
        self.now = at
        id = self.store.debates.start(motion, side, 1, "spar", {"format": {}})
        self.store.debates.commit(id, "speech", {"by": "user", "text": "Zoos.", "stage": 0})
        return self._summarise(id, figures)

    def _summarise(self, id: int, figures: dict[str, object]) -> int:
        if figures:
            summary = RoundSummary(made=1, **figures)  # type: ignore[arg-type]
            assert self.store.archive.keep_summary(id, dump_summary(summary))
        return id

    def drill(self, key: str, motion: str = "zoos", side: Side = "for") -> int:
        """Keep a drill that is due from the beginning."""
        self.drills.add([(key, "refute", motion, side, {})], NOW - 300 * DAY)
        return next(one.id for one in self.drills.drills() if one.key == key)

    def review(self, drill: int, *graded: tuple[datetime, int], due: datetime = NOW) -> None:
        """Review a drill at these moments, with these grades."""
        for at, grade in graded:
            self.drills.review(drill, grade, "", None, {"step": 1}, due, at)

    def counted(self, now: datetime = NOW, motion: str | None = None) -> Progress:
        """Count it, in the zone of ``now``."""
        return progress(ProgressStore(self.store.database), now, motion, now.tzinfo)

    def spoil(self, sql: str, values: Iterable[object] = ()) -> None:
        """Change the database as no program of ours does."""
        with self.store.database.writing() as connection:
            connection.execute(sql, tuple(values))
