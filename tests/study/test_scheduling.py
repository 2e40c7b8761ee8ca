"""When drills come back: as FSRS says, the same each time, and never by a broken state."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.study.model import Grade
from debater.study.scheduling import Scheduler
from tests.support import run_python

NOW = datetime(2030, 3, 4, 18, 30, 0, 250, tzinfo=UTC)


@given(
    st.lists(st.tuples(st.sampled_from([1, 2, 3, 4]), st.integers(1, 40_000)), max_size=12),
)
def test_states_go_through_json_and_stay_what_fsrs_gives(reviews: list[tuple[Grade, int]]) -> None:
    """Whatever is pressed and however late, dates and states equal the library's own."""
    direct = fsrs.Scheduler(desired_retention=0.9, enable_fuzzing=False)
    card, state, now = fsrs.Card(card_id=1, due=NOW), None, NOW
    for grade, minutes in reviews:
        now += timedelta(minutes=minutes)
        card, _ = direct.review_card(card, fsrs.Rating(grade), now)
        state, due = Scheduler().review(json.loads(json.dumps(state)), grade, now)
        assert due == card.due
        assert state == card.to_dict()


def test_a_new_drill_known_well_comes_back_in_days_and_a_forgotten_one_in_a_minute() -> None:
    """Again is a minute, good ten minutes, easy days."""
    times = {grade: Scheduler().review(None, grade, NOW)[1] - NOW for grade in (1, 3, 4)}
    assert times[1] == timedelta(minutes=1)
    assert times[3] == timedelta(minutes=10)
    assert times[4] > timedelta(days=5)


def test_a_local_time_is_taken_as_the_moment_it_is() -> None:
    """Due dates are in UTC whatever the clock's zone; a time without a zone is refused."""
    local = NOW.astimezone(timezone(timedelta(hours=5)))
    assert Scheduler().review(None, 3, local) == Scheduler().review(None, 3, NOW)
    assert Scheduler().review(None, 3, local)[1].utcoffset() == timedelta(0)
    with pytest.raises(ValueError, match="time zone"):
        Scheduler().review(None, 3, NOW.replace(tzinfo=None))


BROKEN: list[dict[str, Any]] = [
    {},
    {"card_id": "x"},
    {"stability": None},
    {"state": 2, "step": None, "stability": None},
    {"due": "yesterday"},
    {"due": "2030-01-01T00:00:00"},
    {"last_review": None},
    {"stability": -1.0},
    {"step": "one"},
    {"stability": float("inf")},
    {"stability": float("nan")},
    {"difficulty": 1e300},
    {"difficulty": None},
    {"state": 9},
    {"state": float("inf")},
]


@pytest.mark.parametrize("change", BROKEN, ids=repr)
def test_a_state_that_cannot_be_read_counts_as_none(change: dict[str, Any]) -> None:
    """A damaged schedule begins anew instead of stopping the learner."""
    state, _ = Scheduler().review(None, 3, NOW)
    broken = {**state, **change} if change else {}
    assert Scheduler().review(broken, 3, NOW) == Scheduler().review(None, 3, NOW)


def test_recall_falls_with_time() -> None:
    """A drill just reviewed is known; one never asked has no figure."""
    scheduler = Scheduler()
    state, due = scheduler.review(None, 4, NOW)
    soon, later = scheduler.recall(state, NOW), scheduler.recall(state, due)
    assert scheduler.recall(None, NOW) is None
    assert soon is not None
    assert later is not None
    assert soon > later > 0.85


def test_the_scheduler_costs_nothing_until_something_is_reviewed() -> None:
    """Importing it does not import the library."""
    code = "import sys, debater.study.scheduling as s; s.Scheduler(); print('fsrs' in sys.modules)"
    assert run_python(code).out.strip() == "False"
