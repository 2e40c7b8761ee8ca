"""Finding motions: by name, by path, the nearest first."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from debater.config import Paths, Settings
from debater.errors import DebaterError
from debater.motions.library import all_motions, find_motion
from tests.support import DETENTE, PACKS, SHIPPED, copy_pack


def test_the_shipped_motion_is_found_by_name(where: Paths) -> None:
    """Without any motion of the user's own there is the default one."""
    found = find_motion("detente", Settings(), where)
    assert (found.folder, found.origin, found.hides) == (DETENTE, "shipped", ())


def test_the_users_own_motion_hides_a_shipped_one_and_says_so(where: Paths) -> None:
    """The nearest of a name wins, and the hidden folder is known."""
    mine = copy_pack(PACKS / "single", where.motions / "detente")
    found = find_motion("detente", Settings(), where)
    assert (found.folder, found.origin, found.hides) == (mine, "yours", (DETENTE,))


def test_folders_of_the_settings_come_first(where: Paths, tmp_path: Path) -> None:
    """Several folders, separated as in PATH, are searched in their order."""
    first = copy_pack(PACKS / "single", tmp_path / "one" / "bus")
    copy_pack(PACKS / "single", tmp_path / "two" / "bus")
    places = os.pathsep.join([str(tmp_path / "one"), str(tmp_path / "two")])
    found = find_motion("bus", Settings(motions=places), where)
    assert (found.folder, found.origin, len(found.hides)) == (first, "settings", 1)


@pytest.mark.parametrize("end", ["", "/", "/motion.yaml"])
def test_a_motion_is_found_by_path(where: Paths, end: str) -> None:
    """The folder or its motion.yaml, as a path."""
    found = find_motion(f"{PACKS / 'single'}{end}", Settings(), where)
    assert found.folder.resolve() == PACKS / "single"
    assert found.name == "single"


def test_an_unknown_name_gets_a_suggestion(where: Paths) -> None:
    """A slip of the finger is answered with the name that was meant."""
    with pytest.raises(DebaterError, match=r"“detent”\. Did you mean “detente”"):
        find_motion("detent", Settings(), where)


def test_a_name_like_no_other_lists_what_exists(where: Paths) -> None:
    """Without a near name, all are listed."""
    with pytest.raises(DebaterError, match=f"Use one of: {', '.join(SHIPPED)};"):
        find_motion("zzz", Settings(), where)


@pytest.mark.parametrize("name", ["", ".", "..", "/", "a\x00b", "~nobody/x", "x" * 5000])
def test_an_odd_name_is_refused_in_words(
    where: Paths, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is typed for a motion ends in our own error."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DebaterError, match="There is no motion"):
        find_motion(name, Settings(), where)


def test_listing_survives_places_that_are_none(where: Paths, tmp_path: Path) -> None:
    """A missing folder, a file in its place and an empty folder hold no motions."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    places = os.pathsep.join(str(tmp_path / name) for name in ("gone", "file", "empty"))
    assert [found.name for found in all_motions(Settings(motions=places), where)] == SHIPPED


def test_a_broken_motion_does_not_hide_the_others(
    where: Paths, pack: Callable[..., Path], tmp_path: Path
) -> None:
    """A list says what is wrong with one motion and still shows the rest."""
    from debater.assemble import motions

    pack("statement: [", name="broken")
    listed = {one.name: one for one in motions(Settings(motions=str(tmp_path)), where)}
    assert "is not valid YAML" in listed["broken"].problem
    assert not listed["detente"].problem


def test_the_folder_around_a_single_motion_will_do(where: Paths, tmp_path: Path) -> None:
    """Where --out made a motion, the folder named there finds it; of two none is guessed."""
    made = copy_pack(PACKS / "single", tmp_path / "out" / "bus")
    found = find_motion(str(tmp_path / "out"), Settings(), where)
    assert (found.name, found.folder) == ("bus", made)
    copy_pack(PACKS / "single", tmp_path / "out" / "tram")
    with pytest.raises(DebaterError, match="There is no motion"):
        find_motion(str(tmp_path / "out"), Settings(), where)
