"""The names others import, and what they do."""

from __future__ import annotations

import pytest

import debater
from debater import errors
from debater.config import Settings
from tests.support import PACKS

PUBLIC = [
    "Citation", "Counter", "DebaterError", "Motion", "Reply", "Sparring", "__version__",
    "load_motion", "open_index",
]  # fmt: skip


def test_the_public_names_are_pinned() -> None:
    """A name is added or taken away on purpose only."""
    assert sorted(debater.__all__) == sorted(PUBLIC)
    assert dir(debater) == sorted(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_can_be_had(name: str) -> None:
    """Lazy names resolve."""
    assert getattr(debater, name) is not None


def test_another_name_is_an_attribute_error() -> None:
    """As for any module."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        debater.nothing  # noqa: B018


@pytest.mark.parametrize(
    ("child", "parent"),
    [
        ("ConfigError", "DebaterError"),
        ("PackError", "DebaterError"),
        ("DocumentError", "DebaterError"),
        ("IndexMissing", "IndexError_"),
        ("IndexStale", "IndexError_"),
        ("IndexCorrupt", "IndexError_"),
        ("IndexError_", "DebaterError"),
        ("ModelUnavailable", "DebaterError"),
        ("ProofError", "DebaterError"),
        ("StorageError", "DebaterError"),
    ],
)
def test_every_error_of_ours_is_a_debater_error(child: str, parent: str) -> None:
    """One except clause catches them all, and a family catches its own."""
    assert issubclass(getattr(errors, child), getattr(errors, parent))


def test_sparring_answers_and_keeps_the_round() -> None:
    """The example of the package's first lines works."""
    sparring = debater.Sparring("detente", side="against")
    reply = sparring.respond("Putin only understands force.")
    assert reply.chosen is not None
    assert reply.chosen.citation.quote in reply.because
    assert [turn.argument for turn in sparring.round.turns] == ["Putin only understands force."]


@pytest.mark.usefixtures("quick_builds")
def test_a_motion_can_be_loaded_and_its_index_opened_by_path() -> None:
    """By the folder of a pack, as by name."""
    folder = str(PACKS / "single")
    assert debater.load_motion(folder).statement == "The village should keep its night bus"
    with pytest.raises(debater.DebaterError):
        debater.open_index(folder)
    assert debater.open_index("detente").motion == debater.load_motion("detente")


@pytest.mark.parametrize("side", ["pro", "", "For"])
def test_a_side_that_is_none_is_refused(side: str) -> None:
    """In words, before anything is loaded."""
    with pytest.raises(debater.DebaterError, match="There is no side"):
        debater.Sparring("detente", side=side)  # type: ignore[arg-type]


def test_settings_stay_few_and_named_alike() -> None:
    """Each setting is a contract with settings files: pinned."""
    from dataclasses import fields

    assert {setting.name for setting in fields(Settings)} >= {"motion", "theme", "model", "motions"}
