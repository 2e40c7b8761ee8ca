"""``debater formats``: what a debate can be like, for people and for programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from debater.config import Paths
from tests.conftest import RunDebater
from tests.contracts.test_imports import HEAVY, modules_of
from tests.support import ROOT

SHIPPED = sorted((ROOT / "prompts" / "formats").glob("*.yaml"))


@pytest.fixture
def own(where: Paths) -> Path:
    """The folder of the user's own formats."""
    folder = where.prompts / "formats"
    folder.mkdir(parents=True)
    return folder


def test_the_list_is_a_table(debater: RunDebater) -> None:
    """A row a format: name, title, speeches, minutes in all, prep."""
    ran = debater("formats", "list")
    assert (ran.code, ran.err) == (0, "")
    rows = {line.split()[0]: line.split()[1:] for line in ran.out.splitlines()}
    assert rows["NAME"] == ["TITLE", "SPEECHES", "MINUTES", "PREP"]
    assert rows["lincoln-douglas"] == ["Lincoln-Douglas", "5", "32:00", "4:00", "a", "side"]
    assert rows["spar"] == ["SPAR", "4", "12:00", "2:00", "before"]
    assert rows["open"] == ["Open", "sparring", "-", "no", "clock", "-"]
    assert len(rows) == 1 + len(SHIPPED)
    assert max(map(len, ran.out.splitlines())) <= 80


def test_the_list_for_programs_says_the_same(debater: RunDebater) -> None:
    """One JSON array; times in seconds."""
    found = {one["name"]: one for one in debater("formats", "list", "--json").json}
    assert set(found) == {path.stem for path in SHIPPED}
    one = found["public-forum"]
    assert (one["origin"], one["problem"], one["hides"]) == ("shipped", "", None)
    assert (one["speeches"], one["seconds"]) == (8, 35 * 60)
    assert one["prep"] == {"seconds": 180, "when": "pool"}


def test_ones_own_formats_are_marked_and_broken_ones_told(debater: RunDebater, own: Path) -> None:
    """Own files are in the list; a broken one is narrated, and the others are there."""
    sound = (ROOT / "prompts" / "formats" / "spar.yaml").read_text("utf-8")
    (own / "spar.yaml").write_text(sound.replace("title: SPAR", "title: Quick"), "utf-8")
    (own / "worse.yaml").write_text("title: Worse\n", "utf-8")
    ran = debater("formats", "list")
    assert ran.code == 0
    (row,) = [line for line in ran.out.splitlines() if line.startswith("spar")]
    assert "Quick" in row
    assert row.endswith("yours")
    assert "spar: your own" in ran.err
    assert "worse:" in ran.err
    assert "has no “summary”" in ran.err
    assert "worse" not in ran.out
    found = {one["name"]: one for one in debater("formats", "list", "--json").json}
    assert "worse.yaml:1:" in found["worse"]["problem"]
    assert "title" not in found["worse"]
    assert found["spar"]["hides"].endswith("spar.yaml")


def test_a_format_is_shown_with_its_order_and_rules(debater: RunDebater) -> None:
    """Times, who asks whom, prep, points, scale, and what brings no new arguments."""
    ran = debater("formats", "show", "lincoln-douglas")
    assert (ran.code, ran.err) == (0, "")
    assert "sides:  Affirmative (for) and Negative (against)\n" in ran.out
    assert "first:  Affirmative speaks before Negative\n" in ran.out
    assert "prep:   4:00 a side\n" in ran.out
    assert "scale:  Speaker points 26 to 30 by 0.1\n" in ran.out
    assert " 6:00  AC   Affirmative constructive: by Aff; need not answer\n" in ran.out
    assert " 3:00  CX1  Cross-examination of the affirmative: Neg asks Aff\n" in ran.out
    assert " 6:00  NR   Negative rebuttal: by Neg; no new arguments\n" in ran.out
    assert ran.out.endswith("32:00  in all, without prep\n")


def test_points_replies_and_a_flip_are_shown(debater: RunDebater) -> None:
    """Each where a format has them."""
    schools = debater("formats", "show", "world-schools").out
    assert "P1  First Proposition: points 1:00 to 7:00; need not answer\n" in schools
    assert "replies: Content 12 to 16 by 0.5, " in schools
    assert "take at most 2 points of information a speech\n" in schools
    assert "the side with fewer points cannot win\n" in schools
    assert "OR  Opposition reply: by O1; " in schools
    forum = debater("formats", "show", "public-forum").out
    assert "first:  either side, as a coin decides\n" in forum
    assert "A1 and B1; A1 asks first\n" in forum


def test_open_sparring_is_shown_without_an_order(debater: RunDebater) -> None:
    """There is no speech, no prep and nobody who speaks first."""
    ran = debater("formats", "show", "open")
    assert ran.code == 0
    assert "prep:   none\n" in ran.out
    assert "first:" not in ran.out
    assert "in all" not in ran.out


def test_a_format_is_shown_for_programs(debater: RunDebater) -> None:
    """One JSON object with every stage."""
    found = debater("formats", "show", "british-parliamentary", "--json").json
    assert [stage["id"] for stage in found["stages"]][:3] == ["PM", "LO", "DPM"]
    assert found["stages"][0]["points_until"] == 360
    assert found["side_names"] == {"for": "Government", "against": "Opposition"}


def test_a_format_that_does_not_exist_is_one_sentence(debater: RunDebater) -> None:
    """With the names that do, and exit code 1."""
    ran = debater("formats", "show", "polici")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("There is no format “polici”; known are open, spar, ")
    assert ran.err.endswith("Did you mean “policy”?\n")


def test_the_shipped_formats_are_sound(debater: RunDebater) -> None:
    """Each says so in a line."""
    ran = debater("formats", "check", *map(str, SHIPPED))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("the format is sound") == len(SHIPPED)


def test_every_problem_of_every_file_is_printed(debater: RunDebater, tmp_path: Path) -> None:
    """As “file:line: what; what to do”, with exit code 1; a sound file is still told as sound."""
    sound, broken = SHIPPED[-1], tmp_path / "house.yaml"
    text = (ROOT / "prompts" / "formats" / "spar.yaml").read_text("utf-8")
    broken.write_text(text.replace("answers: Con", "answers: Cnn").replace("low: 25", "low: 30"))
    ran = debater("formats", "check", str(broken), str(sound))
    assert (ran.code, ran.err) == (1, "")
    first, second, last = ran.out.splitlines()
    assert first == (
        f"{broken}:30: “CF” names a seat “Cnn” that does not exist; did you mean “Con”?"
    )
    assert second.startswith(f"{broken}:47: the figure “Speaker points” has no room: ")
    assert last.startswith(f"{sound}: the format is sound: ")


def test_what_would_drive_a_terminal_is_not_printed(debater: RunDebater, tmp_path: Path) -> None:
    """A file from somewhere is refused in plain words."""
    path = tmp_path / "house.yaml"
    path.write_text('title: "\\e[2Jgone"\nsummary: a\x1b[2J\n', "utf-8")
    ran = debater("formats", "check", str(path))
    assert ran.code == 1
    assert "\x1b" not in ran.out + ran.err
    assert "house.yaml:2: holds" in ran.out


def test_a_file_that_is_not_there_is_told_before_anything_is_checked(
    debater: RunDebater, tmp_path: Path
) -> None:
    """Nothing is printed on stdout."""
    ran = debater("formats", "check", str(SHIPPED[0]), str(tmp_path / "none.yaml"))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"There is no file {tmp_path / 'none.yaml'}.")


def test_formats_need_no_engine_and_no_screen() -> None:
    """Only the YAML parser is imported."""
    assert modules_of("formats", "list") & HEAVY == {"yaml"}
