"""Drills made from motions and from rounds that were played, and stored."""

from __future__ import annotations

import pytest

from debater import drill_parts
from debater.config import Paths, Settings
from debater.drill_parts import DrillMaker
from debater.errors import DebaterError
from debater.sparring.engine import Engine
from debater.store.drills import DrillStore
from debater.store.rounds import RoundStore
from debater.study.record import load_drill
from tests.export.played import debated, sparred


@pytest.fixture
def store() -> RoundStore:
    """Rounds and drills in memory."""
    return RoundStore(None)


@pytest.fixture
def maker(
    store: RoundStore, where: Paths, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> DrillMaker:
    """What makes drills, on an engine that is open already."""

    def opened(name: str, *_: object) -> Engine:
        if name != "detente":
            raise DebaterError(f"There is no motion “{name}”.")
        return engine

    monkeypatch.setattr(drill_parts, "open_engine", opened)
    return DrillMaker(lambda: store, Settings(), where)


def test_drills_of_a_motion_are_made_once(store: RoundStore, maker: DrillMaker) -> None:
    """Made again nothing is new; those for the other side come beside."""
    made = maker.from_motion("detente", "for")
    assert made > 0
    drills = DrillStore(store.database)
    assert len(drills.drills("detente")) == made
    assert maker.from_motion("detente", "for") == 0
    assert maker.from_motion("detente", "against") > 0
    with pytest.raises(DebaterError):
        maker.from_motion("nowhere", "for")


def test_drills_of_rounds_are_of_what_happened_in_them(
    store: RoundStore, maker: DrillMaker, engine: Engine
) -> None:
    """Sparring and a debate each give some, once; every one of them can be asked."""
    store.archive.put(sparred(engine))
    store.archive.put(debated(engine, "lincoln-douglas"))
    made = maker.from_rounds()
    stored = DrillStore(store.database).drills()
    assert made == len(stored) > 0
    asked = [load_drill(one.body, engine.motion) for one in stored]
    assert {one.kind for one in asked} <= {"dropped", "weak", "redo"}
    assert any("debate" in one.origin for one in asked)
    assert maker.from_rounds() == 0


def test_a_round_on_a_motion_that_is_gone_is_left_out(
    store: RoundStore, maker: DrillMaker, engine: Engine
) -> None:
    """The other rounds still give theirs."""
    lost = store.start("gone", "for", 1)
    store.commit_argument(lost, "Nobody knows of what.")
    store.archive.put(debated(engine, "lincoln-douglas"))
    assert maker.from_rounds() > 0
    assert {one.motion for one in DrillStore(store.database).drills()} == {"detente"}
