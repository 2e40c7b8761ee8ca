"""Sessions killed at random moments: nothing that was confirmed is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.crash.sessions import kill_one


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_what_was_confirmed_is_there(seed: int, tmp_path: Path) -> None:
    """Arguments, replies, drafts, names, speeches, cards, grades; and the file is sound.

    ``python -m tests.crash.sessions --kill 200`` does it two hundred times.
    """
    seconds = random.Random(1000 + seed).uniform(0.05, 0.6)
    confirmed, lost = kill_one(tmp_path / "rounds.db", seed, seconds)
    assert confirmed > 5
    assert lost == []
