"""A simulated term of study schedules every drill as the fsrs library does by itself."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.study import simulate


def test_every_state_and_due_date_is_what_fsrs_gives(tmp_path: Path) -> None:
    """After 1,500 reviews on a clock set by hand, state and date are equal to the microsecond."""
    year = simulate(tmp_path / "rounds.db", 1500)
    assert year.different == []
    assert year.reviews == 1500
    assert year.drills > 100
    assert year.days > 100
