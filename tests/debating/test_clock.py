"""The clock counts what runs, rings each bell once, and never ends anything."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.debating.clock import Clock, ClockState, load_state
from debater.debating.model import Bell

BELLS = (Bell(60, 1, "Points."), Bell(360, 1, "No more points."), Bell(420, 2, "Time."))


class Now:
    """A time that passes when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture
def now() -> Now:
    """The time."""
    return Now()


@pytest.fixture
def clock(now: Now) -> Clock:
    """A clock with four minutes of prep a side and a speech of seven minutes on."""
    clock = Clock(now, prep=240)
    clock.begin(3, 420, BELLS)
    return clock


def test_a_stage_waits_to_be_started(clock: Clock, now: Now) -> None:
    """Until then no time passes and nothing rings."""
    now.wait(500)
    assert (clock.elapsed, clock.left, clock.running, clock.due()) == (0, 420, False, [])
    clock.start()
    now.wait(10)
    assert (clock.elapsed, clock.left, clock.running) == (10, 410, True)


def test_a_pause_takes_no_time(clock: Clock, now: Now) -> None:
    """Pausing twice, or resuming twice, is as once."""
    clock.start()
    now.wait(30)
    clock.pause()
    now.wait(99)
    clock.pause()
    assert clock.elapsed == 30
    clock.resume()
    now.wait(5)
    clock.resume()
    now.wait(5)
    assert clock.elapsed == 40


def test_time_that_is_over_goes_on_below_zero(clock: Clock, now: Now) -> None:
    """A speaker who is over the time is not stopped."""
    clock.start()
    now.wait(450)
    assert (clock.left, clock.running) == (-30, True)


def test_each_bell_is_rung_once_in_order(clock: Clock, now: Now) -> None:
    """However late the clock is asked."""
    clock.start()
    now.wait(59)
    assert clock.due() == []
    now.wait(1)
    assert clock.due() == [BELLS[0]]
    assert clock.due() == []
    now.wait(4000)
    assert clock.due() == list(BELLS[1:])
    assert clock.due() == []


def test_a_new_stage_begins_at_nothing(clock: Clock, now: Now) -> None:
    """With its own time and bells, not running, and with any prep ended."""
    clock.start()
    now.wait(430)
    clock.due()
    clock.start_prep("for")
    now.wait(20)
    clock.begin(4, 180, (Bell(10, 1, "Ten."),))
    now.wait(50)
    assert (clock.stage, clock.elapsed, clock.left, clock.running) == (4, 0, 180, False)
    assert (clock.in_prep, clock.prep_left("for")) == (None, 220)
    clock.start()
    now.wait(10)
    assert clock.due() == [Bell(10, 1, "Ten.")]


def test_each_side_draws_on_its_own_prep(clock: Clock, now: Now) -> None:
    """The stage stands meanwhile, and one side's prep ends where the other's begins."""
    clock.start()
    now.wait(10)
    clock.start_prep("for")
    now.wait(40)
    assert (clock.in_prep, clock.elapsed, clock.prep_left("for")) == ("for", 10, 200)
    clock.start_prep("against")
    now.wait(5)
    clock.stop_prep()
    now.wait(99)
    assert (clock.prep_left("for"), clock.prep_left("against")) == (200, 235)
    assert (clock.in_prep, clock.running, clock.elapsed) == (None, False, 10)


def test_prep_is_paused_and_resumed_as_a_stage_is(clock: Clock, now: Now) -> None:
    """And starting the stage ends it."""
    clock.start_prep("against")
    now.wait(10)
    clock.pause()
    now.wait(99)
    clock.resume()
    now.wait(10)
    assert (clock.prep_left("against"), clock.elapsed) == (220, 0)
    clock.start()
    now.wait(7)
    assert (clock.prep_left("against"), clock.elapsed, clock.in_prep) == (220, 7, None)


def test_ending_prep_that_is_not_on_leaves_the_stage_running(clock: Clock, now: Now) -> None:
    """Nothing to end, nothing paused."""
    clock.start()
    clock.stop_prep()
    now.wait(3)
    assert (clock.elapsed, clock.running) == (3, True)


def test_prep_rings_when_it_is_nearly_used_and_when_it_is(clock: Clock, now: Now) -> None:
    """Each once a side; overdrawn prep is below zero."""
    clock.start_prep("for")
    now.wait(209)
    assert clock.due() == []
    now.wait(1)
    assert [bell.says for bell in clock.due()] == ["Thirty seconds of prep left."]
    now.wait(40)
    assert [bell.says for bell in clock.due()] == ["The prep time is used up."]
    assert clock.due() == []
    assert clock.prep_left("for") == -10
    clock.start_prep("against")
    now.wait(240)
    assert len(clock.due()) == 2


def test_a_format_without_prep_rings_none(now: Now) -> None:
    """There is nothing to warn of."""
    clock = Clock(now)
    clock.start_prep("for")
    now.wait(99)
    assert clock.due() == []


def test_a_clock_comes_back_paused_where_it_stood(clock: Clock, now: Now) -> None:
    """From JSON, at another time of another process; what was rung is not rung again."""
    clock.start_prep("for")
    now.wait(30)
    clock.start()
    now.wait(100)
    stored = json.loads(json.dumps(clock.state().dump()))

    later = Now()
    later.seconds = 5.0
    state = load_state(stored)
    assert state == ClockState(3, 100.0, True, {"for": 30.0, "against": 0.0}, None)
    back = Clock.restore(state, later, seconds=420, bells=BELLS, prep=240)
    later.wait(77)
    assert (back.stage, back.running, back.elapsed, back.left) == (3, False, 100, 320)
    assert (back.prep_left("for"), back.due()) == (210, [])
    back.resume()
    later.wait(260)
    assert (back.elapsed, back.due()) == (360, [BELLS[1]])


def test_prep_that_was_on_comes_back_on_and_paused(clock: Clock, now: Now) -> None:
    """Resuming goes on with the prep, and its warning is not repeated."""
    clock.start_prep("against")
    now.wait(220)
    back = Clock.restore(clock.state(), now, seconds=420, bells=BELLS, prep=240)
    assert (back.in_prep, back.running, back.due()) == ("against", False, [])
    back.resume()
    now.wait(20)
    assert [bell.says for bell in back.due()] == ["The prep time is used up."]
    assert back.elapsed == 0


@pytest.mark.parametrize(
    "change",
    [
        {"elapsed": -1},
        {"elapsed": float("nan")},
        {"elapsed": "soon"},
        {"stage": None},
        {"stage": float("inf")},
        {"in_prep": "both"},
        {"in_prep": ["for"]},
        {"prep_used": {"for": 1}},
        {"prep_used": None},
    ],
)
def test_a_state_that_is_none_is_refused(change: dict[str, object]) -> None:
    """A damaged file must not set a clock to nonsense."""
    assert load_state(ClockState(1).dump()) == ClockState(1)
    with pytest.raises(ValueError):
        load_state({**ClockState(1).dump(), **change})
    with pytest.raises(ValueError):
        load_state({})


def test_a_time_that_is_set_back_gives_nothing_back(clock: Clock, now: Now) -> None:
    """Nor does it ring twice."""
    clock.start()
    now.wait(70)
    assert len(clock.due()) == 1
    now.wait(-500)
    assert (clock.elapsed, clock.due()) == (0, [])
    now.wait(500)
    assert (clock.elapsed, clock.due()) == (70, [])


# What a user may do, and how long each wait is; whole seconds, so that sums are exact.
STEPS = st.lists(
    st.one_of(
        st.integers(0, 300),
        st.sampled_from(["start", "pause", "resume", "for", "against", "stop", "due", "store"]),
    ),
    max_size=40,
)


@given(STEPS)
def test_every_second_is_counted_where_it_passed(steps: list[int | str]) -> None:
    """To the stage, to one side's prep, or nowhere; each bell rings once, stored or not."""
    now = Now()
    clock = Clock(now, prep=240)
    clock.begin(0, 420, BELLS)
    counted = {"stage": 0, "for": 0, "against": 0, "none": 0}
    on, running = "stage", False
    rung: list[Bell] = []
    for step in steps:
        if isinstance(step, int):
            now.wait(step)
            counted[on if running else "none"] += step
        elif step == "due":
            rung += clock.due()
        elif step == "store":
            rung += clock.due()
            clock = Clock.restore(clock.state(), now, seconds=420, bells=BELLS, prep=240)
            running = False
        elif step in ("for", "against"):
            clock.start_prep("for" if step == "for" else "against")
            on, running = step, True
        elif step == "stop":
            clock.stop_prep()
            on, running = "stage", running and on == "stage"
        else:
            getattr(clock, step)()
            on = "stage" if step == "start" else on
            running = step != "pause"
        assert (clock.running, clock.in_prep or "stage") == (running, on)
    assert clock.elapsed == counted["stage"]
    assert clock.left == 420 - counted["stage"]
    assert 240 - clock.prep_left("for") == counted["for"]
    assert 240 - clock.prep_left("against") == counted["against"]
    rung += clock.due()
    passed = [bell for bell in BELLS if bell.seconds <= counted["stage"]]
    assert [bell for bell in rung if bell in BELLS] == passed
    warned = sum((counted[side] >= 210) + (counted[side] >= 240) for side in ("for", "against"))
    assert len(rung) == len(passed) + warned
