"""From documents to a motion that can be argued, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from debater import assemble, packing
from debater.config import Paths, Settings
from debater.errors import DebaterError, DocumentError, ModelUnavailable, StorageError
from debater.motions.model import Label, SourceStance
from debater.motions.pack import read_motion
from debater.motions.unlabelled import Reading
from debater.packing import Wanted, new_motion

STATEMENT = "Cities should build trams"
FOR = """On rails

Trams run on time. They carry more people than buses do.

Critics say that tracks are dear. They forget how long a track lasts.
"""
AGAINST = "Tracks cannot move. A bus route can follow the city as it grows.\n"


class Reader:
    """A labeller that calls every source what it is told, or against."""

    def __init__(self, *_: object) -> None: ...

    def __call__(
        self, statement: str, stance: SourceStance | None, passages: Sequence[Sequence[str]]
    ) -> Reading:
        """Label every sentence alike."""
        side: SourceStance = stance or "against"
        label = Label("against" if side == "mixed" else side, confidence=0.65, origin="model")
        return Reading(side, [[label] * len(some) for some in passages], 1.0 if stance else 0.91)


@pytest.fixture
def make(
    where: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_builds: None
) -> tuple[list[str], Path]:
    """Two articles on disk, quick models, and what was told."""
    monkeypatch.setattr("debater.labelling.labeller.ModelLabeller", Reader)
    (tmp_path / "rails.txt").write_text(FOR, "utf-8")
    (tmp_path / "wheels.txt").write_text(AGAINST, "utf-8")
    return [], tmp_path


def new(make: tuple[list[str], Path], where: Paths, *wanted: Wanted, name: str = "trams") -> Path:
    """Make a motion in the user's folder."""
    told, _ = make
    return new_motion(name, STATEMENT, wanted, where.motions, Settings(), where, told.append)


def test_a_motion_of_two_sides_is_written_labelled_and_indexed(
    make: tuple[list[str], Path], where: Paths
) -> None:
    """Its files say what was given and what was inferred; it can be argued at once."""
    told, folder = make
    made = new(
        make,
        where,
        Wanted(str(folder / "rails.txt"), "for", {"author": "A. Reader"}),
        Wanted(str(folder / "wheels.txt")),
    )
    assert made == where.motions / "trams"
    assert sorted(path.name for path in made.iterdir()) == [
        "motion.yaml", "on-rails.txt", "wheels.txt",
    ]  # fmt: skip
    written = (made / "motion.yaml").read_text("utf-8")
    assert "stance: against  # inferred from its passages, 91% sure" in written
    assert "author: A. Reader" in written
    motion = read_motion(made)
    assert [source.stance for source in motion.sources] == ["for", "against"]
    engine = assemble.open_engine("trams", Settings(), where, pytest.fail)
    assert {label.confidence for label in (p.label for p in engine.motion.points())} == {0.65}
    assert any("“On rails”, 2 paragraphs" in sentence for sentence in told)
    assert any("Its cite lacks date, publication" in sentence for sentence in told)
    assert any("wheels argues against the motion (inferred, 91% sure)" in one for one in told)
    assert any("2 of 2 labels are too unsure to cite (under 70%)" in sentence for sentence in told)


def test_every_document_that_cannot_be_read_is_named(
    make: tuple[list[str], Path], where: Paths
) -> None:
    """And nothing is written."""
    _, folder = make
    (folder / "empty.txt").write_text("")
    wanted = [Wanted(str(folder / name)) for name in ("none.txt", "rails.txt", "empty.txt")]
    with pytest.raises(DocumentError) as error:
        new(make, where, *wanted)
    assert "none.txt" in str(error.value)
    assert "empty.txt" in str(error.value)
    assert not where.motions.exists()


def test_what_stands_there_is_left_alone(make: tuple[list[str], Path], where: Paths) -> None:
    """A second motion of a name is refused, with the way out."""
    _, folder = make
    made = new(make, where, Wanted(str(folder / "rails.txt")))
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    with pytest.raises(DebaterError, match="debater motions remove trams"):
        new(make, where, Wanted(str(folder / "wheels.txt")))
    assert {path.name: path.read_bytes() for path in made.iterdir()} == before


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden", "x" * 65])
def test_a_name_that_is_no_folder_is_refused(
    make: tuple[list[str], Path], where: Paths, name: str
) -> None:
    """Before anything is read."""
    with pytest.raises(DebaterError, match="A motion cannot be called"):
        new(make, where, Wanted("nowhere.txt"), name=name)


@pytest.mark.parametrize("point", ["write_pack", "_labelled", "_with_stances"])
def test_nothing_is_half_written(
    make: tuple[list[str], Path], where: Paths, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    """Wherever the disk gives up, neither a motion nor a trace of one is left."""
    _, folder = make

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packing, point, full)
    with pytest.raises(StorageError, match="No space left on device"):
        new(make, where, Wanted(str(folder / "rails.txt")))
    assert list(where.motions.iterdir()) == []


def test_without_a_model_the_motion_is_there_and_says_what_is_missing(
    make: tuple[list[str], Path], where: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the coach said is kept; labels and index come when the model is back."""
    told, folder = make

    def absent(model: str = "") -> None:
        raise ModelUnavailable("The embedding model is missing.", "Reinstall debater.")

    monkeypatch.setattr("debater.retrieval.encode.ReferenceEncoder", absent)
    made = new(make, where, Wanted(str(folder / "rails.txt"), "for"))
    assert read_motion(made).sources[0].stance == "for"
    assert any("not labelled yet" in sentence for sentence in told)
    assert not where.indexes.exists()
