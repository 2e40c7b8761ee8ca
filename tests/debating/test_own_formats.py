"""Formats of one's own: a file stands for a format, and everything wrong with it is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.config import Paths
from debater.debating.formats import bells_of
from debater.debating.model import Bell, Stage
from debater.errors import DebaterError, PackError, Problem
from debater.format_files import formats, load_format

OWN = """\
title: House round
summary: Two speeches.
sides: {for: Yes, against: No}
prep: {minutes: 1.5, when: pool}
seats:
  - {id: Y, title: Yes, side: first}
  - {id: N, title: No, side: second}
order:
  - id: Y1
    title: Yes
    minutes: 2.5
    speaker: Y
    bells:
      - {at: 2, says: Half a minute left.}
      - {at: 0.5, says: Warm up over., times: 2}
  - {id: N1, title: No, minutes: 1, speaker: N, role: final, new_arguments: false}
scale:
  parts:
    - {name: Points, low: 1, high: 10}
"""


@pytest.fixture
def own(where: Paths) -> Path:
    """The folder of the user's own formats."""
    folder = where.prompts / "formats"
    folder.mkdir(parents=True)
    return folder


def test_a_format_of_ones_own_is_listed_and_loaded(own: Path) -> None:
    """By name and by path; plain “Yes” and “No” stay names, and half minutes are counted."""
    (own / "house.yaml").write_text(OWN, "utf-8")
    (found,) = [one for one in formats() if one.origin == "yours"]
    format = load_format("house")
    assert format == found.format == load_format(str(own / "house.yaml"))
    assert (format.name, format.side_names) == ("house", {"for": "Yes", "against": "No"})
    first, last = format.stages
    assert (first.seconds, format.prep.seconds) == (150, 90)
    assert first.bells == (Bell(30, 2, "Warm up over."), Bell(120, 1, "Half a minute left."))
    assert (last.role, last.new_arguments, last.responds) == ("final", False, True)


def test_a_file_of_a_shipped_name_stands_for_the_shipped_one(own: Path) -> None:
    """The list says which file it hides."""
    (own / "spar.yaml").write_text(OWN, "utf-8")
    (found,) = [one for one in formats() if one.name == "spar"]
    assert found.origin == "yours"
    assert found.hides is not None
    assert found.hides != found.path
    assert load_format("spar").title == "House round"


def test_a_broken_file_is_listed_with_its_problem_and_never_replaced(own: Path) -> None:
    """The others are there all the same; the shipped one does not silently come back."""
    before = [one.name for one in formats()]
    (own / "spar.yaml").write_text("title: [", "utf-8")
    found = {one.name: one for one in formats()}
    assert list(found) == before
    assert found["spar"].format is None
    assert "spar.yaml:2: is not valid YAML" in found["spar"].problem
    with pytest.raises(PackError, match="is not valid YAML"):
        load_format("spar")


def test_a_name_that_does_not_exist_is_told_with_those_that_do() -> None:
    """And with the nearest of them; a missing file is told as a file."""
    with pytest.raises(DebaterError) as caught:
        load_format("Lincoln-Douglass")
    said = str(caught.value)
    assert said.startswith("There is no format “Lincoln-Douglass”; known are open, spar, ")
    assert said.endswith("Did you mean “lincoln-douglas”?")
    with pytest.raises(DebaterError, match=r"There is no file .*nowhere\.yaml"):
        load_format("nowhere.yaml")


# A change of the format above, the line it is told at, and what it is told as.
PROBLEMS = [
    ("title: House round", "title: ''", 1, "empty “title”"),
    ("summary: Two speeches.", "summary: ' '", 2, "empty “summary”"),
    ("against: No}", "against: ''}", 3, "no name for “against”"),
    ("for: Yes, ", "", 3, "no name for “for”"),
    ("against: No}", "against: yes}", 3, "both sides have one name"),
    ("minutes: 1.5", "minutes: 0", 4, "prep is 0 minutes long"),
    ("minutes: 1.5", "minutes: 90000", 4, "write minutes, not seconds"),
    ("{id: N, ", "{id: Y, ", 7, "two seats have the same “id”: Y"),
    ("{id: N, title: No", "{id: N, title: ''", 7, "a seat has an empty “title”"),
    ("side: second}", "side: first}", 5, "no seat belongs to the side that speaks second"),
    ("side: second}", "side: second}\n  - {id: Z, title: Z, side: first}", 8, "not in the order"),
    ("side: first}", "side: first, team: T}\n  - {id: Z, title: Z, side: first}", 7, "has no team"),
    ("first}", "first, team: T}\n  - {id: Z, title: Z, side: second, team: T}", 7, "on both sides"),
    ("    minutes: 2.5", "    minutes: 0", 11, "“Y1” is 0 minutes long"),
    ("    minutes: 2.5", "    minutes: -3", 11, "“Y1” is -3 minutes long"),
    ("    minutes: 2.5", "    minutes: 150", 11, "at most 120"),
    ("speaker: Y\n", "speaker: Yy\n", 12, "did you mean “Y”?"),
    ("    speaker: Y\n", "", 9, "without “speaker”"),
    ("speaker: Y\n", "speaker: Y\n    asks: N\n", 13, "is a speech, which has no “asks”"),
    ("speaker: Y\n", "speaker: Y\n    points_from: 1\n", 9, "only half"),
    ("speaker: Y\n", "speaker: Y\n    points_from: 2\n    points_until: 1\n", 14, "close before"),
    ("speaker: Y\n", "speaker: Y\n    points_from: 1\n    points_until: 4\n", 14, "outside the"),
    ("speaker: Y\n", "speaker: Y\n    points_from: -1\n    points_until: 2\n", 13, "outside the"),
    ("speaker: Y\n", "speaker: Y\n    points_from: 1\n    points_until: 2\n", 1, "take any"),
    ("{at: 2, ", "{at: 3, ", 14, "is at minute 3, outside of it"),
    ("{at: 2, ", "{at: 0, ", 14, "is at minute 0, outside of it"),
    ("{at: 2, ", "{at: 0.5, ", 15, "two bells of “Y1” have the same “at”: 0.5"),
    ("times: 2}", "times: 9}", 15, "is rung 9 times"),
    ("says: Half a minute left.", "says: ''", 14, "a bell of “Y1” has an empty “says”"),
    ("{id: N1,", "{id: Y1,", 16, "two entries of the order have the same “id”: Y1"),
    ("{id: N1, title: No", "{id: N1, title: ''", 16, "empty “title”"),
    ("speaker: N,", "speaker: Y,", 8, "the side that speaks second has no speech"),
    ("speaker: N,", "kind: examination, asks: N, answers: N,", 16, "a side questions itself"),
    ("speaker: N,", "kind: examination, asks: N,", 16, "an examination without “answers”"),
    ("speaker: N,", "kind: crossfire, asks: N, answers: Q,", 16, "a seat “Q” that does not exist"),
    ("speaker: N,", "kind: crossfire, reply: true, asks: N, answers: Y,", 16, "no reply speech"),
    (
        "speaker: N,",
        "kind: crossfire, asks: N, answers: Y, points_from: 0, points_until: 1,",
        16,
        "is no speech",
    ),
    ("high: 10}", "high: 1}", 19, "its low 1 is not below its high 1"),
    ("high: 10}", "high: 10, step: 0}", 19, "the step of the figure “Points” is 0"),
    ("high: 10}", "high: 10, step: 2}", 19, "steps of 2 do not lead from 1 to 10"),
    ("high: 10}", "high: 10}\n    - {name: Points, low: 1, high: 2}", 20, "two figures have"),
    ("name: Points", "name: ''", 19, "a figure has an empty “name”"),
    ("parts:\n    - {name: Points, low: 1, high: 10}", "parts: []", 18, "no figures"),
    ("high: 10}", "high: 10}\n  replies: [{name: R, low: 1, high: 2}]", 20, "no speech is one"),
    ("title: House", "most_points: 2\ntitle: House", 1, "no speech has points of information"),
    ("title: House", "most_points: -2\ntitle: House", 1, "most_points is -2"),
    ("high: 10}", "high: 10, step: 0.001}", 19, "more than 1000 steps"),
]


@pytest.mark.parametrize(("old", "new", "line", "what"), PROBLEMS)
def test_every_kind_of_problem_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, what: str
) -> None:
    """Each change of a sound format is refused, in words, where it stands, with a mend."""
    path = tmp_path / "house.yaml"
    assert old in OWN
    path.write_text(OWN.replace(old, new, 1), "utf-8")
    with pytest.raises(PackError) as caught:
        load_format(str(path))
    told = [one for one in caught.value.problems if what in str(one)]
    assert [one.line for one in told] == [line], caught.value.problems
    assert all(one.mend for one in caught.value.problems)


def test_the_order_tells_who_speaks_first(tmp_path: Path) -> None:
    """A first speech by the side that speaks second is a slip."""
    path = tmp_path / "house.yaml"
    swapped = OWN.replace("side: second", "side: X").replace("side: first", "side: second")
    path.write_text(swapped.replace("side: X", "side: first"), "utf-8")
    with pytest.raises(PackError, match=r"house\.yaml:12: “Y1” comes first, but"):
        load_format(str(path))


def test_open_sparring_has_nothing_that_needs_an_order(tmp_path: Path) -> None:
    """Seats, prep and a flip without an order are told, each at its key."""
    path = tmp_path / "house.yaml"
    head = OWN.partition("order:")[0]
    path.write_text(f"{head}flip: true\nscale: {{parts: [{{name: P, low: 1, high: 2}}]}}\n")
    with pytest.raises(PackError) as caught:
        load_format(str(path))
    told = [(one.line, one.what.partition("”")[0]) for one in caught.value.problems]
    assert told == [(4, "“prep"), (5, "“seats"), (8, "“flip")]


def test_all_problems_are_told_at_once_and_no_consequence_of_them(tmp_path: Path) -> None:
    """What cannot be read is told with what is wrong elsewhere, and what it leaves out is not."""
    path = tmp_path / "house.yaml"
    broken = OWN.replace("minutes: 2.5", "minutes: long").replace("high: 10}", "high: 0}")
    path.write_text(broken.replace("summary", "sumary"), "utf-8")
    with pytest.raises(PackError) as caught:
        load_format(str(path))
    assert [one.line for one in caught.value.problems] == [1, 2, 11]
    path.write_text(broken, "utf-8")
    with pytest.raises(PackError) as caught:
        load_format(str(path))
    assert [one.line for one in caught.value.problems] == [11, 19]


VALUE = re.compile(r"(?<=: )[^{},\n]+")
NONSENSE = ["1e308", "-1e308", "1e-320", ".nan", "0", "-1", "9" * 400, "''", "[]", "{}", "~", "- x"]


@given(
    st.lists(
        st.tuples(st.integers(0, len(VALUE.findall(OWN)) - 1), st.sampled_from(NONSENSE)),
        min_size=1,
        max_size=4,
    )
)
def test_no_nonsense_in_a_file_is_a_traceback(
    tmp_path: Path, changes: list[tuple[int, str]]
) -> None:
    """Whatever stands where a value should, there is a format, or problems with their lines."""
    text = OWN
    for place, value in changes:
        found = list(VALUE.finditer(text))
        start, end = found[place % len(found)].span()
        text = text[:start] + value + text[end:]
    path = tmp_path / "house.yaml"
    path.write_text(text, "utf-8")
    problems: tuple[Problem, ...] = ()
    stages: tuple[Stage, ...] = ()
    try:
        format = load_format(str(path))
        stages = format.stages
        assert all(bells_of(format, stage) for stage in stages)
    except PackError as error:
        problems = error.problems
    assert bool(problems) != bool(stages)
    assert all(1 <= problem.line <= text.count("\n") + 1 for problem in problems)
