"""The shipped formats are those of the rule books; what follows from a format is right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from debater.debating.formats import bells_of, default_seats, words_for
from debater.debating.model import Bell, Format, Stage
from debater.format_files import formats, load_format
from debater.motions.model import Side

# The table of the rule books, entry by entry: who speaks (or who asks > whom) and minutes;
# “x” is a crossfire, which the first of the two opens.
ORDERS = {
    "open": "",
    "spar": "Pro 2, Con 2, Pro x Con 4, Pro 2, Con 2",
    "lincoln-douglas": "Aff 6, Neg > Aff 3, Neg 7, Aff > Neg 3, Aff 4, Neg 6, Aff 3",
    "public-forum": (
        "A1 4, B1 4, A1 x B1 3, A2 4, B2 4, A2 x B2 3, A1 3, B1 3, A1 x B1 3, A2 2, B2 2"
    ),
    "policy": (
        "1A 8, 2N > 1A 3, 1N 8, 1A > 1N 3, 2A 8, 1N > 2A 3, 2N 8, 2A > 2N 3, 1N 5, 1A 5, 2N 5, 2A 5"
    ),
    "policy-college": (
        "1A 9, 2N > 1A 3, 1N 9, 1A > 1N 3, 2A 9, 1N > 2A 3, 2N 9, 2A > 2N 3, 1N 6, 1A 6, 2N 6, 2A 6"
    ),
    "british-parliamentary": "PM 7, LO 7, DPM 7, DLO 7, MG 7, MO 7, GW 7, OW 7",
    "world-schools": "P1 8, O1 8, P2 8, O2 8, P3 8, O3 8, O1 4, P1 4",
    "karl-popper": (
        "A1 6, N3 > A1 3, N1 6, A3 > N1 3, A2 5, N1 > A2 3, N2 5, A1 > N2 3, A3 5, N3 5"
    ),
}
# Minutes, and whether a side draws on them between speeches or all prepare before.
PREP = {
    "open": (0, "none"),
    "spar": (2, "before"),
    "lincoln-douglas": (4, "pool"),
    "public-forum": (3, "pool"),
    "policy": (8, "pool"),
    "policy-college": (10, "pool"),
    "british-parliamentary": (15, "before"),
    "world-schools": (60, "before"),
    "karl-popper": (8, "pool"),
}
# The figures of a ballot: lowest, highest, step.
SCALES = {
    "open": [(25, 30, 0.5)],
    "spar": [(25, 30, 0.5)],
    "lincoln-douglas": [(26, 30, 0.1)],
    "public-forum": [(25, 30, 0.5)],
    "policy": [(26, 30, 0.1)],
    "policy-college": [(26, 30, 0.1)],
    "british-parliamentary": [(50, 100, 1)],
    "world-schools": [(24, 32, 1), (24, 32, 1), (12, 16, 1)],
    "karl-popper": [(25, 30, 0.5)],
}
# Minutes between which points of information may be offered, in these speeches only.
POINTS = {
    "british-parliamentary": dict.fromkeys(
        ("PM", "LO", "DPM", "DLO", "MG", "MO", "GW", "OW"), (1, 6)
    ),
    "world-schools": dict.fromkeys(("P1", "O1", "P2", "O2", "P3", "O3"), (1, 7)),
}
# The speeches nothing stands against yet, or that need not answer.
NEED_NOT_ANSWER = {
    "open": set(),
    "spar": {"PC", "CC"},
    "lincoln-douglas": {"AC"},
    "public-forum": {"A-Con", "B-Con"},
    "policy": {"1AC"},
    "policy-college": {"1AC"},
    "british-parliamentary": {"PM"},
    "world-schools": {"P1", "OR", "PR"},
    "karl-popper": {"A1"},
}
NO_NEW_ARGUMENTS = {
    "open": set(),
    "spar": {"PR", "CR"},
    "lincoln-douglas": {"1AR", "NR", "2AR"},
    "public-forum": {"A-Sum", "B-Sum", "A-FF", "B-FF"},
    "policy": {"1NR", "1AR", "2NR", "2AR"},
    "policy-college": {"1NR", "1AR", "2NR", "2AR"},
    "british-parliamentary": {"GW", "OW"},
    "world-schools": {"P3", "O3", "OR", "PR"},
    "karl-popper": {"A3", "N3"},
}
NAMES = list(ORDERS)


@pytest.fixture(params=NAMES)
def format(request: pytest.FixtureRequest) -> Format:
    """Each of the shipped formats."""
    return load_format(request.param)


def entry(stage: Stage) -> str:
    """Return a stage as the table above has it."""
    sign = {
        "speech": "",
        "examination": f" > {stage.answerer}",
        "crossfire": f" x {stage.answerer}",
    }
    return f"{stage.seat}{sign[stage.kind]} {stage.seconds / 60:g}"


def test_the_shipped_formats_are_listed_with_the_easiest_first() -> None:
    """All of the table, open sparring and SPAR before the others."""
    found = formats()
    assert {one.name for one in found} == set(NAMES)
    assert [one.name for one in found][:2] == ["open", "spar"]
    assert all(one.format is not None and one.origin == "shipped" for one in found)


def test_the_order_is_that_of_the_rule_book(format: Format) -> None:
    """Who speaks when, for how long, and who asks whom."""
    assert ", ".join(map(entry, format.stages)) == ORDERS[format.name]


def test_prep_and_scale_are_those_of_the_rule_book(format: Format) -> None:
    """The minutes to prepare, and every figure's range and step."""
    minutes, when = PREP[format.name]
    assert (format.prep.seconds, format.prep.when) == (minutes * 60, when)
    parts = [(part.low, part.high, part.step) for part in format.scale.parts]
    assert parts == SCALES[format.name]


def test_points_of_information_are_open_when_the_rule_book_says(format: Format) -> None:
    """Only in those two formats, never in a reply, and a speaker takes two at most."""
    found = {
        stage.id: (stage.points_from / 60, stage.points_until / 60)
        for stage in format.stages
        if stage.points_from is not None and stage.points_until is not None
    }
    assert found == POINTS.get(format.name, {})
    assert format.most_points == (2 if found else 0)


def test_what_need_not_answer_and_what_brings_nothing_new(format: Format) -> None:
    """The first speeches have nothing to answer, the last ones bring no new arguments."""
    speeches = [stage for stage in format.stages if stage.kind == "speech"]
    needless = {stage.id for stage in speeches if not stage.responds}
    closed = {stage.id for stage in speeches if not stage.new_arguments}
    assert needless == NEED_NOT_ANSWER[format.name]
    assert closed == NO_NEW_ARGUMENTS[format.name]
    assert not any(stage.responds for stage in format.stages if stage.kind != "speech")


def test_questions_go_from_one_side_to_the_other(format: Format) -> None:
    """Nobody cross-examines a partner."""
    for stage in format.stages:
        if stage.kind != "speech":
            assert format.seat(stage.seat).first != format.seat(stage.answerer).first


def test_only_public_forum_flips() -> None:
    """There con may begin; elsewhere the side for the motion does."""
    assert [name for name in NAMES if load_format(name).flip] == ["public-forum"]


def test_a_reply_of_world_schools_counts_half() -> None:
    """60 to 80 for a speech, 30 to 40 for a reply, and no win with fewer points."""
    format = load_format("world-schools")
    for figures, low, high in ((format.scale.parts, 60, 80), (format.scale.replies, 30, 40)):
        assert (sum(one.low for one in figures), sum(one.high for one in figures)) == (low, high)
    assert [stage.id for stage in format.stages if stage.reply] == ["OR", "PR"]
    assert not format.scale.low_point_win


@pytest.mark.parametrize(
    ("name", "side", "first", "seats"),
    [
        ("open", "for", "for", ()),
        ("lincoln-douglas", "against", "for", ("Neg",)),
        ("public-forum", "for", "for", ("A1", "A2")),
        ("public-forum", "for", "against", ("B1", "B2")),
        ("british-parliamentary", "for", "for", ("PM", "DPM")),
        ("british-parliamentary", "against", "for", ("LO", "DLO")),
        ("world-schools", "against", "for", ("O1", "O2", "O3")),
    ],
)
def test_a_user_sits_with_their_side(
    name: str, side: Side, first: Side, seats: tuple[str, ...]
) -> None:
    """All seats of the side, or of its opening team, whoever speaks first."""
    assert default_seats(load_format(name), side, first) == seats


def rung(format: Format, id: str) -> list[tuple[int, int]]:
    """Return when a stage's bells are rung, and how often; those only shown left out."""
    (stage,) = [stage for stage in format.stages if stage.id == id]
    return [(bell.seconds, bell.times) for bell in bells_of(format, stage) if bell.times]


def test_bells_of_parliamentary_speeches() -> None:
    """Once when points open, once when they close, twice at the end, as speakers count them."""
    parliament, schools = load_format("british-parliamentary"), load_format("world-schools")
    assert rung(parliament, "PM") == [(60, 1), (360, 1), (420, 2)]
    assert rung(schools, "O3") == [(60, 1), (420, 1), (480, 2)]
    says = [bell.says for bell in bells_of(parliament, parliament.stages[0])]
    assert says == [
        "Points of information may be offered; take one or two.",
        "No more points of information. One minute left.",
        "Thirty seconds left.",
        "Time.",
    ]


def test_bells_without_points_of_information() -> None:
    """A speech is warned twice, a questioner once; each hears one bell at the end."""
    format = load_format("lincoln-douglas")
    assert rung(format, "AC") == [(300, 1), (330, 1), (360, 1)]
    assert rung(format, "CX1") == [(150, 1), (180, 1)]
    assert rung(load_format("world-schools"), "OR") == [(180, 1), (210, 1), (240, 1)]


def test_a_short_speech_has_no_warning_before_it_begins() -> None:
    """A speech of a minute is warned at thirty seconds only, one of twenty never."""
    format = load_format("spar")
    minute = replace(format.stages[0], seconds=60)
    assert [bell.seconds for bell in bells_of(format, minute)] == [30, 60]
    assert [bell.seconds for bell in bells_of(format, replace(minute, seconds=20))] == [20]


def test_bells_of_its_own_stand_for_the_usual_ones() -> None:
    """Where a format names bells, nothing is added."""
    format = load_format("spar")
    own = (Bell(90, 3, "Hurry."),)
    assert bells_of(format, replace(format.stages[0], bells=own)) == own


def test_a_budget_of_words_follows_the_time() -> None:
    """Minutes times words a minute, half minutes too."""
    assert words_for(360, 150) == 900
    assert words_for(90, 150) == 225
    assert words_for(0, 150) == 0
