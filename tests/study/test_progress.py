"""Progress: what is counted, of which side and motion, on which day; worked out by hand."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.study.days import LocalDays, streak
from debater.study.progress import Figures
from debater.study.progress_words import days_in_words, figure_rows, since_first
from tests.study.kept import DAY, NOW, Kept


@pytest.fixture
def kept() -> Kept:
    """Nothing yet."""
    return Kept()


def test_without_anything_nothing_is_counted(kept: Kept) -> None:
    """No rounds, no drills, no streak; the weeks are there all the same."""
    found = kept.counted()
    assert found.empty
    assert set(asdict(found.total).values()) == {0}
    assert (found.motions, found.parts, found.weakest) == ((), {}, ())
    assert (found.streak, found.practised, days_in_words(found)) == (0, 0, "")
    assert len(found.weeks) == 12
    assert found.weeks[0].begins.isoformat() == "2029-12-24"
    assert {week.begins.weekday() for week in found.weeks} == {0}
    assert found.days[-1] == (date(2030, 3, 13), 0)


def test_figures_are_added_up_by_side_and_motion(kept: Kept) -> None:
    """Sparring and debates have figures of their own; both sides are always there."""
    kept.spar(met=3, silent=1)
    kept.spar(met=2, silent=2)
    kept.spar(side="against", met=5, silent=0)
    kept.debate(answered=4, dropped=2, quoted=3, held=1)
    kept.debate(motion="voting", side="against", answered=1, dropped=0, quoted=2, held=2)
    found = kept.counted()
    assert found.motions == ("voting", "zoos")
    assert found.sides["for"] == Figures(
        rounds=3, debates=1, met=5, silent=3, answered=4, dropped=2, quoted=3, held=1
    )
    assert found.sides["against"] == Figures(
        rounds=2, debates=1, met=5, silent=0, answered=1, dropped=0, quoted=2, held=2
    )
    assert found.total.rounds == 5
    assert found.total.held == 3
    assert list(found.parts) == [("voting", "against"), ("zoos", "for"), ("zoos", "against")]
    zoos = kept.counted(motion="zoos")
    assert (zoos.total.rounds, zoos.total.answered) == (4, 4)
    assert zoos.motions == found.motions
    assert kept.counted(motion="other").empty
    told = dict(figure_rows(found.sides["for"]))
    assert told["Yours the sources answered"] == "5 of 8"
    assert told["Theirs you dropped"] == "2 of 6"
    assert told["Drills due"] == "–"


def test_what_was_deleted_or_never_said_counts_nothing(kept: Kept) -> None:
    """A round without figures yet is counted as one, and said to be."""
    kept.store.archive.delete(kept.spar(met=3))
    kept.store.start("zoos", "for", 1)
    kept.spar()
    kept.spar(met=1)
    total = kept.counted().total
    assert (total.rounds, total.uncounted, total.met) == (2, 1, 1)


def test_figures_nobody_can_read_count_as_nothing(kept: Kept) -> None:
    """A summary that was tampered with spoils no other round."""
    kept.spar(met=2)
    for spoilt in ("no JSON", "[]", '{"met": -4, "silent": "9", "made": 1e99}', '{"met": true}'):
        kept.spoil("UPDATE rounds SET summary = ? WHERE id = ?", (spoilt, kept.spar()))
    for endless in ("1" * 5000, "[" * 995 + "]" * 995):
        spoilt = f'{{"met": {endless}, "weakest": [{endless}]}}'
        kept.spoil("UPDATE rounds SET summary = ? WHERE id = ?", (spoilt, kept.spar()))
    kept.spoil("UPDATE rounds SET started = 'then', touched = '' WHERE id = 2")
    found = kept.counted()
    assert (found.total.rounds, found.total.met, found.total.silent) == (7, 2, 0)
    assert found.weakest == ()
    assert found.practised == 1


def test_drills_and_what_was_known_again_on_a_later_day(kept: Kept) -> None:
    """Due, new and known; a second try on the same day is no recall."""
    first, second, _, retired = (kept.drill(key) for key in "abcd")
    morning = NOW - timedelta(hours=9)
    kept.review(first, (morning - DAY, 1), (morning - DAY, 3), (morning, 2), due=NOW + DAY)
    kept.review(second, (morning - 2 * DAY, 4), (morning, 1), (NOW, 4), (NOW, 1), due=NOW)
    kept.review(retired, (morning, 4))
    kept.drills.retire(retired)
    total = kept.counted().total
    assert (total.drills, total.due, total.new, total.kept) == (3, 1, 1, 1)
    assert (total.reviews, total.asked_again, total.recalled) == (8, 2, 1)
    assert dict(figure_rows(total))["Known again on a later day"] == "1 of 2"


def test_the_days_and_weeks_of_what_was_done(kept: Kept) -> None:
    """Reviews by day, rounds by the week they were last played in; earlier ones in sums alone."""
    drill = kept.drill("a")
    kept.review(drill, (NOW - 200 * DAY, 3), (NOW - 2 * DAY, 3), (NOW, 3), (NOW, 3))
    kept.spar(NOW - 200 * DAY, met=1)
    kept.spar(NOW - 9 * DAY, met=2)
    kept.debate(NOW - 2 * DAY, answered=3, dropped=1)
    found = kept.counted()
    counts = {day: count for day, count in found.days if count}
    assert counts == {date(2030, 3, 11): 1, date(2030, 3, 13): 2}
    played = {week.begins.isoformat(): week.figures for week in found.weeks if week.figures.rounds}
    assert set(played) == {"2030-03-04", "2030-03-11"}
    assert played["2030-03-11"].answered == 3
    assert [week.begins.isoformat() for week in since_first(found.weeks)] == sorted(played)
    assert (found.total.met, found.total.reviews) == (3, 4)


def test_a_day_is_the_learners_own(kept: Kept) -> None:
    """Shortly before midnight in UTC it is tomorrow in Delhi and today in New York."""
    kept.review(kept.drill("a"), (datetime(2030, 3, 12, 22, 30, tzinfo=UTC), 3))
    for zone, day in (("Asia/Kolkata", 13), ("America/New_York", 12)):
        found = kept.counted(NOW.astimezone(ZoneInfo(zone)))
        assert [when.day for when, count in found.days if count] == [day]


# In New York clocks went on before 10 March and back before 4 November, two hours into the day:
# 04:30 in UTC is half an hour before midnight in winter, and half an hour after it in summer.
SPRING = ("2030-03-10T04:30", "2030-03-11T03:30", "2030-03-12T04:30")
AUTUMN = ("2029-11-03T04:30", "2029-11-04T04:30", "2029-11-05T04:30")


@pytest.mark.parametrize(
    ("moments", "zone", "days", "length"),
    [
        # 9, 10 and 12 March: where summer time is forgotten, the last of them is the 11th.
        (SPRING, "America/New_York", [9, 10, 12], 1),
        ((*SPRING, "2030-03-12T03:30"), "America/New_York", [9, 10, 11, 12], 4),
        (SPRING, "UTC", [10, 11, 12], 3),
        # The 3rd and twice the 4th of November, which has 25 hours.
        (AUTUMN, "America/New_York", [3, 4], 2),
        (AUTUMN, "UTC", [3, 4, 5], 3),
        # Half past one in the afternoon of the same days, fourteen hours and more ahead.
        (AUTUMN, "Pacific/Kiritimati", [3, 4, 5], 3),
    ],
)
def test_a_streak_holds_where_the_clocks_change(
    kept: Kept, moments: tuple[str, ...], zone: str, days: list[int], length: int
) -> None:
    """A day of 23 or 25 hours is one day, and begins where the learner's clock says so."""
    made = sorted(datetime.fromisoformat(f"{moment}+00:00") for moment in moments)
    kept.review(kept.drill("a"), *((at, 3) for at in made))
    found = kept.counted((made[-1] + timedelta(hours=4)).astimezone(ZoneInfo(zone)))
    assert [day.day for day, count in found.days if count] == days
    assert (found.streak, found.practised) == (length, len(days))


ZONES = ("UTC", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia")
MOMENTS = st.datetimes(datetime(2008, 1, 1), datetime(2030, 6, 1), timezones=st.just(UTC))


@given(st.lists(MOMENTS), st.sampled_from(ZONES))
def test_days_found_together_are_those_found_one_by_one(moments: list[datetime], name: str) -> None:
    """Through changes of the clocks, and however long ago: as the calendar has them."""
    zone = ZoneInfo(name)
    stamps = sorted(moment.isoformat() for moment in moments)
    days = LocalDays(date(2030, 3, 13), zone)
    right = [datetime.fromisoformat(stamp).astimezone(zone).date() for stamp in stamps]
    assert days.of_ordered(stamps) == right
    assert [days(stamp) for stamp in stamps] == right


def test_moments_written_otherwise_are_read_one_by_one() -> None:
    """Another zone's, without a zone, and none at all."""
    days = LocalDays(date(2030, 3, 13), timezone(timedelta(hours=2)))
    stamps = sorted(["2030-03-12T23:30:00+00:00", "2030-03-13T23:30:00+05:00", "never"])
    assert days.of_ordered(stamps) == [date(2030, 3, 13), date(2030, 3, 13), None]


@pytest.mark.parametrize(
    ("ago", "length"),
    [((0, 1, 2), 3), ((1, 2), 2), ((0,), 1), ((2, 3), 0), ((0, 2, 3), 1), ((), 0)],
)
def test_a_streak_ends_today_or_yesterday(ago: tuple[int, ...], length: int) -> None:
    """Today may still come, so that a morning breaks none."""
    today = NOW.date()
    assert streak({today - number * DAY for number in ago}, today) == length


def test_a_streak_is_told_and_nobody_is_nagged(kept: Kept) -> None:
    """Days with anything count once; a day that was missed is not mentioned."""
    kept.spar(NOW - 5 * DAY, met=1)
    assert days_in_words(kept.counted()) == "A round or a review on 1 day."
    kept.review(kept.drill("a"), (NOW - DAY, 3), (NOW, 3))
    kept.spar(NOW, met=1)
    found = kept.counted()
    assert (found.streak, found.practised) == (2, 3)
    assert days_in_words(found) == "A round or a review on 3 days, the last 2 of them in a row."


def test_the_weakest_claims_come_first(kept: Kept) -> None:
    """Those that were weak most often, then the latest; each side and motion for itself."""
    kept.spar(NOW - 3 * DAY, met=1, weakest=("Cages teach.", "Zoos save."))
    kept.spar(NOW - 2 * DAY, met=1, weakest=("Zoos save.",))
    kept.debate(NOW - DAY, answered=1, dropped=1, weakest=("Animals suffer.",))
    kept.spar(NOW, side="against", met=1, weakest=("Zoos save.",))
    first, second, third, fourth = kept.counted().weakest
    assert (first.text, first.times, first.side) == ("Zoos save.", 2, "for")
    assert first.last == (NOW - 2 * DAY).date()
    assert (second.text, second.side, second.times) == ("Zoos save.", "against", 1)
    assert (third.text, third.dropped) == ("Animals suffer.", True)
    assert fourth.text == "Cages teach."
    kept.store.archive.delete(4)
    assert all(claim.side == "for" for claim in kept.counted().weakest)
