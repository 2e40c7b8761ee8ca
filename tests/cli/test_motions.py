"""``debater motions``: what can be debated, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from debater.config import Paths
from debater.motions.model import STANCES, Motion, Source
from tests.conftest import RunDebater
from tests.support import DETENTE, PACKS, SHIPPED, copy_pack

KEYS = {
    "passage", "source", "paragraphs", "aliases", "start", "end", "stance", "voice", "speaker",
    "confidence", "origin", "reason", "sentences", "tag", "answers",
}  # fmt: skip


def test_the_list_counts_what_opposes_each_side(debater: RunDebater, detente: Motion) -> None:
    """The numbers are those of the motion's passages."""
    ran = debater("motions", "list", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert [one["name"] for one in ran.json] == SHIPPED
    (one,) = [one for one in ran.json if one["name"] == "detente"]
    assert (one["name"], one["folder"], one["origin"]) == ("detente", str(DETENTE), "shipped")
    assert one["passages"] == len(detente.passages)
    for side in ("for", "against"):
        assert one["opposing"][side] == len({p.passage for p in detente.opposing(side)})


def test_the_list_for_people_says_the_same(debater: RunDebater) -> None:
    """Name, statement and numbers on stdout."""
    ran = debater("motions", "list")
    assert ran.code == 0
    assert ran.out.count("(shipped)") == len(SHIPPED)
    assert "detente  The United States should seek détente with Russia\n" in ran.out


def test_the_users_own_motions_are_listed(debater: RunDebater, where: Paths) -> None:
    """A folder in the data folder is a motion."""
    copy_pack(PACKS / "single", where.motions / "bus")
    names = {one["name"]: one["origin"] for one in debater("motions", "list", "--json").json}
    assert names == {"bus": "yours"} | dict.fromkeys(SHIPPED, "shipped")


def test_a_motion_that_cannot_be_read_is_told_beside_the_others(
    debater: RunDebater, where: Paths
) -> None:
    """Its problem goes to stderr (or into the JSON), the others to stdout."""
    copy_pack(PACKS / "single", where.motions / "bus")
    (where.motions / "bus" / "motion.yaml").write_text("statement: [")
    ran = debater("motions", "list")
    assert ran.code == 0
    assert "bus:" in ran.err
    assert "is not valid YAML" in ran.err
    assert "detente" in ran.out
    problems = {one["name"]: one["problem"] for one in debater("motions", "list", "--json").json}
    assert "is not valid YAML" in problems["bus"]
    assert problems["detente"] == ""


def test_show_names_what_is_missing_and_every_passage(debater: RunDebater, detente: Motion) -> None:
    """Statement, both sides, the cite with its gaps, and a line for each point."""
    ran = debater("motions", "show", "detente")
    assert ran.code == 0
    assert detente.statement in ran.out
    assert "missing: author, date" in ran.out
    assert "¶8 (also ¶9)" in ran.out
    for point in detente.points():
        assert point.tag in ran.out


@pytest.mark.parametrize("name", ["detente", *sorted(p.name for p in PACKS.iterdir())])
def test_passages_as_json_can_be_checked_against_the_source(debater: RunDebater, name: str) -> None:
    """Every passage and sentence with offsets, label, confidence, and who labelled it."""
    folder = DETENTE if name == "detente" else PACKS / name
    ran = debater("motions", "passages", str(folder), "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json
    for value in ran.json:
        assert set(value) >= KEYS
        (file,) = [source.file for source in _sources(folder) if source.id == value["source"]]
        text = (folder / file).read_bytes().decode("utf-8")
        assert value["stance"] in STANCES
        assert value["origin"] in ("coach", "model")
        assert 0 <= value["confidence"] <= 1
        for sentence in value["sentences"]:
            assert text[sentence["start"] : sentence["end"]] == sentence["text"]
            assert value["start"] <= sentence["start"] < sentence["end"] <= value["end"]


def _sources(folder: Path) -> tuple[Source, ...]:
    from debater.motions.pack import read_motion

    return read_motion(folder).sources


def test_a_label_no_coach_gave_is_marked_as_a_guess(debater: RunDebater) -> None:
    """Where a passage merely follows its source, confidence and origin say so."""
    values = debater("motions", "passages", str(PACKS / "highstreet"), "--json").json
    origins = {value["passage"]: (value["origin"], value["confidence"]) for value in values}
    assert origins["walkers:1"] == ("coach", 1.0)
    assert origins["walkers:3"][0] == "model"
    assert origins["walkers:3"][1] < 1.0
    assert {v["stance"] for v in values if v["source"] == "drivers"} == {"against"}


def test_a_neutral_source_opposes_nobody(debater: RunDebater, pack: Callable[..., Path]) -> None:
    """Without a stance for the source or a label, a passage is neutral."""
    folder = pack("statement: It holds\nsources: [{id: s, file: text.txt}]\n", text="A text.\n")
    values = debater("motions", "passages", str(folder), "--json").json
    assert [value["stance"] for value in values] == ["neutral"]


@pytest.mark.parametrize("command", [("show", "nope"), ("passages", "nope", "--json")])
def test_an_unknown_motion_is_exit_code_1(debater: RunDebater, command: tuple[str, ...]) -> None:
    """One sentence, nothing on stdout."""
    ran = debater("motions", *command)
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1


def test_doctor_names_a_motion_offered_first_that_is_not_there(
    debater: RunDebater, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A setting that names no motion is something to mend, with the names there are."""
    assert debater("doctor").code == 0
    monkeypatch.setenv("DEBATER_MOTION", "detent")
    ran = debater("doctor")
    assert ran.code == 1
    assert (
        "MEND  motion offered first: There is no motion “detent”. Did you mean “detente”?"
        in ran.out
    )


def test_a_folder_named_on_the_command_line_comes_first(
    debater: RunDebater, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--motions DIR lists what lies there, and says which motion of a name it hides."""
    monkeypatch.setenv("DEBATER_MOTIONS", str(tmp_path / "two"))
    one = copy_pack(PACKS / "single", tmp_path / "one" / "detente")
    copy_pack(PACKS / "single", tmp_path / "two" / "bus")
    ran = debater("--motions", str(tmp_path / "one"), "motions", "list", "--json")
    named = {motion["name"]: motion for motion in ran.json}
    assert named["detente"]["folder"] == str(one)
    assert named["detente"]["hides"] == [str(DETENTE)]
    assert named["bus"]["origin"] == "settings"
    told = debater("--motions", str(tmp_path / "one"), "motions", "list")
    assert f"the motion in {one} hides the one in {DETENTE}" in told.err
