"""``debater motions new``: how its options are read, and what it prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from debater import packing
from debater.packing import Wanted
from tests.conftest import RunDebater
from tests.support import PACKS, copy_pack

Asked = dict[str, Any]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Asked:
    """What the command asked to be made; nothing is."""
    seen: Asked = {}

    def made(
        name: str,
        statement: str,
        wanted: Sequence[Wanted],
        into: Path,
        settings: object,
        where: object,
        tell: Callable[[str], None],
        progress: object,
    ) -> Path:
        seen.update(name=name, statement=statement, wanted=list(wanted), into=into)
        tell("It was read.")
        return copy_pack(PACKS / "single", into / name)

    monkeypatch.setattr(packing, "new_motion", made)
    return seen


def test_several_values_may_follow_one_option(debater: RunDebater, asked: Asked) -> None:
    """--from A B is --from A --from B, and so for what is said of each source in order."""
    ran = debater(
        "motions", "new", "trams", "--title", "Cities should build trams",
        "--from", "a.txt", "b.pdf", "--stance", "for", "against", "--author", "A. Reader", "-",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    assert asked["wanted"] == [
        Wanted("a.txt", "for", {"author": "A. Reader"}),
        Wanted("b.pdf", "against", {}),
    ]
    assert (asked["name"], asked["statement"]) == ("trams", "Cities should build trams")


def test_repeated_options_and_one_stance_for_all(debater: RunDebater, asked: Asked) -> None:
    """The usual form works too, with an equals sign as well."""
    ran = debater(
        "motions", "new", "trams", "--from=a.txt", "--from", "b.txt", "--stance", "against",
        "--title=Trams",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    assert asked["wanted"] == [Wanted("a.txt", "against"), Wanted("b.txt", "against")]


def test_stdout_has_the_folder_and_nothing_else(
    debater: RunDebater, asked: Asked, tmp_path: Path
) -> None:
    """What was read and what to do next is told on stderr."""
    out = tmp_path / "out"
    ran = debater("motions", "new", "trams", "--title", "T", "--from", "a", "--out", str(out))
    assert ran.out == f"{out / 'trams'}\n"
    assert ran.err.startswith("It was read.\n")
    assert f"debater motions review {out / 'trams'}" in ran.err
    assert asked["into"] == out


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--from", "a", "b", "--stance", "for", "for", "for"), "--stance was given 3 times for 2"),
        (("--from", "a", "b", "--author", "X"), "--author was given 1 times for 2 sources"),
        (("--from", "a", "--stance", "left"), "'left' is not one of"),
        (("--from",), "--from"),
        ((), "--from"),
    ],
)
def test_wrong_options_are_a_usage_error(
    debater: RunDebater, asked: Asked, args: tuple[str, ...], told: str
) -> None:
    """Exit code 2 and the option's name; nothing is read."""
    ran = debater("motions", "new", "trams", "--title", "T", *args)
    assert ran.code == 2
    assert told in ran.err
    assert not asked


def test_nothing_is_asked_of_the_user(debater: RunDebater) -> None:
    """A document that does not exist is one sentence, with stdin closed."""
    ran = debater("motions", "new", "trams", "--title", "T", "--from", "nowhere.pdf")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "“nowhere.pdf” does not exist. Check the spelling and the folder.\n"
