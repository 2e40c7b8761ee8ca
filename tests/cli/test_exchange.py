"""``debater motions export``, ``import`` and ``remove``, as a coach and a script use them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from debater import assemble
from debater.cli import exchange, motions
from debater.config import Paths, load_settings
from debater.motions.library import find_motion
from tests.conftest import RunDebater
from tests.support import DETENTE, PACKS, copy_pack, no_traceback


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Have the commands among those of their group, and run in a folder of the test's own."""
    for command in (exchange.export, exchange.import_pack, exchange.remove):
        monkeypatch.setitem(motions.command.commands, str(command.name), command)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def bus(where: Paths) -> Path:
    """A motion of the user's own."""
    return copy_pack(PACKS / "single", where.motions / "bus")


def test_a_motion_goes_from_one_home_to_another(
    debater: RunDebater, where: Paths, bus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each time, the path alone is on stdout."""
    ran = debater("motions", "export", "bus")
    assert (ran.code, ran.out, ran.err) == (0, "bus.zip\n", "")
    monkeypatch.setenv("DEBATER_HOME", str(tmp_path / "student"))
    ran = debater("motions", "import", "bus.zip")
    folder = tmp_path / "student" / "data" / "motions" / "bus"
    assert (ran.code, ran.out) == (0, f"{folder}\n")
    assert ran.err.splitlines() == [
        "Next: debater motions check bus, debater spar --motion bus --side for"
    ]
    assert (folder / "bus.txt").read_bytes() == (bus / "bus.txt").read_bytes()


def test_export_writes_where_it_is_told(debater: RunDebater, bus: Path, tmp_path: Path) -> None:
    """Into a folder, or as a file; a motion may be named by its folder too."""
    (tmp_path / "out").mkdir()
    assert debater("motions", "export", "bus", "--out", "out").out == "out/bus.zip\n"
    assert debater("motions", "export", str(bus), "--out", "b.zip").out == "b.zip\n"
    ran = debater("motions", "export", "bus", "--out", "b.zip")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "There is a file b.zip already. Choose another with --out, or use --force.\n"
    )
    assert debater("motions", "export", "bus", "--out", "b.zip", "--force").code == 0


def test_an_unknown_motion_or_file_is_exit_code_1(debater: RunDebater) -> None:
    """One sentence, nothing on stdout."""
    for args in (("export", "nope"), ("import", "nope.zip"), ("remove", "nope", "--yes")):
        ran = debater("motions", *args)
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
        no_traceback(ran)


def test_import_says_what_it_hides(debater: RunDebater, where: Paths) -> None:
    """A name of a shipped motion may be used, and is told."""
    debater("motions", "export", "detente")
    ran = debater("motions", "import", "detente.zip")
    assert ran.code == 0
    assert f"It now hides the shipped one of that name, in {DETENTE}." in ran.err
    assert find_motion("detente", load_settings(), where).origin == "yours"


def test_import_says_what_hides_it(
    debater: RunDebater, bus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of the settings is nearer."""
    near = copy_pack(PACKS / "single", tmp_path / "club" / "tram")
    monkeypatch.setenv("DEBATER_MOTIONS", str(near.parent))
    debater("motions", "export", "bus")
    ran = debater("motions", "import", "bus.zip", "--as", "tram")
    assert ran.code == 0
    assert f"“tram” still means the motion in {near}" in ran.err


def test_import_says_what_was_left_out_without_obeying_it(debater: RunDebater, bus: Path) -> None:
    """The first few by name, the others by number."""
    debater("motions", "export", "bus")
    with zipfile.ZipFile("bus.zip", "a") as archive:
        for number in range(11):
            archive.writestr(f"bus/notes-{number:02}.md", "x")
    ran = debater("motions", "import", "bus.zip", "--as", "tram")
    left = next(line for line in ran.err.splitlines() if line.startswith("Left out"))
    assert left.startswith("Left out, as motion.yaml does not name it: bus/notes-00.md, ")
    assert left.endswith("bus/notes-07.md and 3 more.")


def test_a_hostile_name_in_a_zip_is_shown_as_plain_text(debater: RunDebater) -> None:
    """The refusal names the member, but no terminal obeys it."""
    with zipfile.ZipFile("evil.zip", "w") as archive:
        archive.writestr("bus/\x1b]0;owned\x07\x1b[31mx", "x")
    ran = debater("motions", "import", "evil.zip")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert "\x1b" not in ran.err
    no_traceback(ran)


def test_every_problem_of_the_motion_is_a_line(debater: RunDebater, where: Paths) -> None:
    """As for any motion, with the zip for a folder."""
    with zipfile.ZipFile("bad.zip", "w") as archive:
        archive.writestr("bus/motion.yaml", "statement: A\npasages: []\n")
    ran = debater("motions", "import", "bad.zip")
    assert (ran.code, ran.out) == (1, "")
    assert [line.split(": ")[0] for line in ran.err.splitlines()] == [
        "bad.zip/bus/motion.yaml:1",
        "bad.zip/bus/motion.yaml:2",
    ]
    assert list(where.motions.iterdir()) == []


def test_import_replaces_only_when_told_and_keeps_the_old(
    debater: RunDebater, bus: Path, where: Paths
) -> None:
    """The old motion is named where it is kept, and is in no list."""
    debater("motions", "export", "bus")
    (bus / "notes.txt").write_text("an evening's work")
    ran = debater("motions", "import", "bus.zip")
    assert (ran.code, ran.out) == (1, "")
    assert "--as NAME" in ran.err
    assert "--force" in ran.err
    ran = debater("motions", "import", "bus.zip", "--force")
    (kept,) = (where.motions / ".replaced").iterdir()
    assert f"is kept in {kept};" in ran.err
    assert (kept / "notes.txt").read_text() == "an evening's work"
    names = [one["name"] for one in debater("motions", "list", "--json").json]
    assert [name for name in names if "bus" in name] == ["bus"]


def test_remove_takes_the_motion_and_its_index(
    debater: RunDebater, bus: Path, where: Paths, quick_builds: None
) -> None:
    """Nothing of either is left; rounds are not touched, and that is said."""
    debater("index", "build", "bus")
    settings = load_settings()
    index = assemble.index_folders(find_motion("bus", settings, where), settings, where)[0]
    assert index.is_dir()
    where.database.write_bytes(b"rounds")
    ran = debater("motions", "remove", "bus", "--yes")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "“bus” is removed, and its index; rounds on it are kept.\n"
    assert list(where.motions.iterdir()) == []
    assert list(where.indexes.iterdir()) == []
    assert where.database.read_bytes() == b"rounds"


def test_a_motion_that_cannot_be_read_can_be_removed(debater: RunDebater, bus: Path) -> None:
    """What is broken is what people want to be rid of."""
    (bus / "motion.yaml").write_text("statement: [")
    assert debater("motions", "remove", "bus", "--yes").code == 0
    assert not bus.exists()


def test_remove_never_asks_where_nobody_can_answer(debater: RunDebater, bus: Path) -> None:
    """Without --yes it is a usage error, whatever is piped in."""
    ran = debater("motions", "remove", "bus", stdin=b"y\n")
    assert (ran.code, ran.out) == (2, "")
    assert "--yes" in ran.err
    assert bus.is_dir()


@pytest.mark.parametrize(
    ("answer", "gone"),
    [("y\n", True), (" Yes\n", True), ("n\n", False), ("\n", False), ("", False)],
)
def test_remove_asks_on_a_terminal(
    debater: RunDebater, bus: Path, answer: str, gone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a yes is one; the question is on stderr and says what would go."""

    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(io, "TextIOWrapper", Terminal)
    ran = debater("motions", "remove", "bus", stdin=answer.encode())
    assert f"Remove {bus} with 2 files, and its index? [y/N]" in ran.err
    assert (ran.code, ran.out) == (int(not gone), "")
    assert bus.exists() is not gone


def test_only_ones_own_motions_are_removed(
    debater: RunDebater, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shipped one, one of the settings and one by its path: a sentence what to do."""
    club = copy_pack(PACKS / "single", tmp_path / "club" / "tram")
    monkeypatch.setenv("DEBATER_MOTIONS", str(club.parent))
    other = copy_pack(PACKS / "single", tmp_path / "else" / "bike")
    for name, words in (
        ("detente", "it is shipped with the program"),
        ("tram", "take that folder out of the setting"),
        (str(other), "only a motion of yours is"),
    ):
        ran = debater("motions", "remove", name, "--yes")
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
        assert words in ran.err
    assert club.is_dir()
    assert other.is_dir()
    assert DETENTE.is_dir()


def test_removing_what_hid_a_shipped_motion_says_so(debater: RunDebater, where: Paths) -> None:
    """The name means the shipped one again."""
    copy_pack(PACKS / "single", where.motions / "detente")
    ran = debater("motions", "remove", "detente", "--yes")
    assert f"“detente” now means the motion in {DETENTE}." in ran.err
