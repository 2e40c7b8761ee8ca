"""The bot of debates on the shipped motion, put together once."""

from __future__ import annotations

import pytest

from debater.config import Settings
from debater.debate_parts import open_opponent
from debater.debating.opponent import Opponent
from debater.sparring.engine import Engine


@pytest.fixture(scope="session")
def opponent(engine: Engine) -> Opponent:
    """The bot on détente."""
    return open_opponent(engine, Settings())
