"""Building, opening and searching an index."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from debater import assemble
from debater.config import Paths, Settings
from debater.errors import IndexMissing, IndexStale, StorageError
from debater.motions.library import Found, find_motion
from debater.motions.model import STANCES
from debater.motions.pack import read_motion
from debater.retrieval.build import build_index
from debater.retrieval.encode import Encoder
from debater.retrieval.index import (
    MANIFEST,
    PASSAGES,
    VECTORS,
    check_index,
    indexed_motion,
    open_index,
    rows,
)
from tests.conftest import FakeEncoder
from tests.support import DETENTE, PACK_NAMES, PACKS, ROOT, SHIPPED, copy_pack

INDEXES = ROOT / "index"


def build(pack: Path, folder: Path, encoder: Encoder) -> None:
    """Build the index of a pack with an encoder."""
    build_index(read_motion(pack), folder, pack, encoder, "a model")


@pytest.mark.parametrize("name", PACK_NAMES)
def test_an_index_gives_back_the_motion_it_was_built_from(
    name: str, tmp_path: Path, fake_encoder: FakeEncoder
) -> None:
    """Every offset, label and line survives the way to disk and back."""
    build(PACKS / name, tmp_path / "index", fake_encoder)
    opened = open_index(tmp_path / "index", PACKS / name, "fake")
    assert opened.motion == read_motion(PACKS / name)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_indexes_are_fresh_and_their_own_motions(name: str, encoder: Encoder) -> None:
    """The artefacts in the repository belong to the files and the model beside them."""
    opened = open_index(INDEXES / name, DETENTE.parent / name, encoder.fingerprint)
    assert opened.motion == read_motion(DETENTE.parent / name)


def test_the_shipped_vectors_are_the_encoders(encoder: Encoder) -> None:
    """A sample of stored rows equals what the encoder gives for their texts, within 1e-4."""
    opened = open_index(INDEXES / "detente", DETENTE, encoder.fingerprint)
    for stance in ("for", "against"):
        chosen = [row for row in opened.rows if row.point.endswith(stance)][::17]
        for row in chosen:
            found = dict(opened.similarities(encoder.encode([row.text]), stance))
            assert found[row] == pytest.approx(1.0, abs=1e-4)


def test_a_search_returns_rows_of_its_stance_only(
    tmp_path: Path, fake_encoder: FakeEncoder
) -> None:
    """Every row of the stance asked for, nearest first, none of another, with true cosines."""
    pack = PACKS / "highstreet"
    build(pack, tmp_path / "index", fake_encoder)
    opened = open_index(tmp_path / "index", pack, None)
    points = {point.id: point.label.stance for point in opened.motion.points()}
    vector = fake_encoder.encode(["Cars do harm"])
    for stance in STANCES:
        found = opened.similarities(vector, stance)
        expected = [row for row in opened.rows if points[row.point] == stance]
        assert sorted(row.text for row, _ in found) == sorted(row.text for row in expected)
        assert [cosine for _, cosine in found] == sorted((c for _, c in found), reverse=True)
        for row, cosine in found:
            true = fake_encoder.encode([row.text]) @ vector.T
            np.testing.assert_allclose(cosine, true[0][0], atol=1e-5)


def test_no_row_holds_text_of_two_stances(tmp_path: Path) -> None:
    """A passage that argues both ways is embedded a point at a time."""
    motion = read_motion(PACKS / "highstreet")
    listed, ranges = rows(motion)
    both = next(p for p in motion.passages if len(p.points) == 2)
    text = motion.source(both.source).text
    for point in both.points:
        (whole,) = [row.text for row in listed if row.point == point.id and row.kind == "passage"]
        other = next(p for p in both.points if p is not point)
        assert all(sentence.span.of(text) not in whole for sentence in other.sentences)
    assert sum(map(len, ranges.values())) == len(listed)


def test_an_index_that_was_never_built_is_missing(tmp_path: Path) -> None:
    """It says where it was looked for and how to build it."""
    with pytest.raises(IndexMissing, match="debater index build"):
        open_index(tmp_path / "none", DETENTE, None)


def change_source(pack: Path) -> None:
    """Add a sentence to a source."""
    path = pack / "walkers.txt"
    path.write_text(path.read_text() + "\nOne more paragraph.\n")


def change_pack(pack: Path) -> None:
    """Change a label."""
    path = pack / "motion.yaml"
    path.write_text(path.read_text().replace("stance: for", "stance: neutral", 1))


def remove_source(pack: Path) -> None:
    """Take a source away."""
    (pack / "drivers.txt").unlink()


@pytest.mark.parametrize("change", [change_source, change_pack])
def test_a_changed_pack_makes_its_index_stale(
    change: Callable[[Path], None], tmp_path: Path, fake_encoder: FakeEncoder
) -> None:
    """An index never answers for files it was not built from, and names what changed."""
    pack = copy_pack(PACKS / "highstreet", tmp_path / "pack")
    build(pack, tmp_path / "index", fake_encoder)
    change(pack)
    with pytest.raises(IndexStale, match=r"(walkers\.txt|motion\.yaml) changed"):
        open_index(tmp_path / "index", pack, "fake")


def test_a_removed_source_is_told_by_name(tmp_path: Path, fake_encoder: FakeEncoder) -> None:
    """A pack that lost a file cannot be opened through its old index."""
    pack = copy_pack(PACKS / "highstreet", tmp_path / "pack")
    build(pack, tmp_path / "index", fake_encoder)
    remove_source(pack)
    with pytest.raises(Exception, match=r"drivers\.txt"):
        open_index(tmp_path / "index", pack, "fake")


def test_another_model_makes_the_index_stale(tmp_path: Path, fake_encoder: FakeEncoder) -> None:
    """Vectors of one model are never compared with those of another."""
    build(PACKS / "single", tmp_path / "index", fake_encoder)
    with pytest.raises(IndexStale, match="another embedding model"):
        open_index(tmp_path / "index", PACKS / "single", "other")


@pytest.mark.parametrize("constant", ["SEGMENTER_VERSION", "FORMAT_VERSION"])
def test_another_version_makes_the_index_stale(
    tmp_path: Path, fake_encoder: FakeEncoder, constant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another version of debater cut or wrote is built anew."""
    build(PACKS / "single", tmp_path / "index", fake_encoder)
    monkeypatch.setattr(f"debater.retrieval.index.{constant}", 999)
    with pytest.raises(IndexStale):
        open_index(tmp_path / "index", PACKS / "single", "fake")


def test_a_rebuild_replaces_a_stale_index(tmp_path: Path, fake_encoder: FakeEncoder) -> None:
    """A sound old index leaves nothing behind."""
    pack = copy_pack(PACKS / "highstreet", tmp_path / "pack")
    folder = tmp_path / "indexes" / "one"
    build(pack, folder, fake_encoder)
    change_source(pack)
    build(pack, folder, fake_encoder)
    assert check_index(folder, pack)
    assert [path.name for path in folder.parent.iterdir()] == ["one"]


@pytest.mark.parametrize("file", [MANIFEST, PASSAGES, VECTORS])
def test_a_damaged_index_is_kept_aside_when_rebuilt(
    tmp_path: Path, fake_encoder: FakeEncoder, file: str
) -> None:
    """Nobody's files are deleted: the damaged folder stays beside the new one, unchanged."""
    folder = tmp_path / "indexes" / "one"
    build(PACKS / "single", folder, fake_encoder)
    (folder / file).write_bytes(b"damaged")
    build(PACKS / "single", folder, fake_encoder)
    assert check_index(folder, PACKS / "single")
    (aside,) = [p for p in folder.parent.iterdir() if p.name.startswith("one.damaged-")]
    assert (aside / file).read_bytes() == b"damaged"


def test_a_foreign_folder_in_the_way_is_kept(tmp_path: Path, fake_encoder: FakeEncoder) -> None:
    """--out on a folder with somebody's own files does not lose them."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "diary.txt").write_text("mine")
    build(PACKS / "single", folder, fake_encoder)
    kept = list(tmp_path.glob("mine.damaged-*/diary.txt"))
    assert [path.read_text() for path in kept] == ["mine"]


def test_concurrent_builds_leave_one_sound_index(tmp_path: Path, fake_encoder: FakeEncoder) -> None:
    """Four builds at once take turns; the result is sound and nothing else is left."""
    folder = tmp_path / "indexes" / "one"
    errors: list[BaseException] = []
    barrier = threading.Barrier(4)

    def work() -> None:
        try:
            barrier.wait(30)
            build(PACKS / "highstreet", folder, fake_encoder)
        except BaseException as error:  # noqa: BLE001  # shown by the assertion below
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    assert check_index(folder, PACKS / "highstreet")
    assert [path.name for path in folder.parent.iterdir()] == ["one"]


def test_an_index_that_cannot_be_written_is_told(tmp_path: Path, fake_encoder: FakeEncoder) -> None:
    """A file where the folder should be ends in one sentence."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match="cannot be written"):
        build(PACKS / "single", tmp_path / "file" / "index", fake_encoder)


def test_a_failed_build_leaves_the_old_index_alone(
    tmp_path: Path, fake_encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When writing fails half way (a full disk), the index that stood there still stands."""
    folder = tmp_path / "indexes" / "one"
    build(PACKS / "single", folder, fake_encoder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_text", full)
    with pytest.raises(StorageError, match="No space left"):
        build(PACKS / "single", folder, fake_encoder)
    monkeypatch.undo()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [p.name for p in folder.parent.iterdir() if not p.name.endswith(".lock")] == ["one"]


@pytest.mark.usefixtures("quick_builds")
def test_a_stale_shipped_index_is_built_into_the_users_folder(where: Paths, tmp_path: Path) -> None:
    """An engine on a changed pack builds once, tells so, and next time just opens."""
    pack = copy_pack(PACKS / "single", tmp_path / "bus")
    told: list[str] = []
    assemble.open_engine(str(pack), Settings(), where, told.append)
    assert len(told) == 1
    assert "Building the index" in told[0]
    folder = assemble.index_folders(Found("bus", pack, "path"), Settings(), where)[0]
    assert folder.is_relative_to(where.indexes)
    assemble.open_engine(str(pack), Settings(), where, told.append)
    assert len(told) == 1


def test_two_motions_of_one_name_have_indexes_of_their_own(where: Paths, tmp_path: Path) -> None:
    """The folder and the model are part of where an index lies."""
    one, two = (Found("bus", tmp_path / place / "bus", "path") for place in ("a", "b"))
    folders = {
        assemble.index_folders(found, Settings(model=model), where)[0]
        for found in (one, two)
        for model in ("", "another")
    }
    assert len(folders) == 4


def test_the_shipped_motion_is_loaded_from_its_index(where: Paths) -> None:
    """Listing and showing need no segmenter while the index is fresh."""
    found = find_motion("detente", Settings(), where)
    manifest = check_index(INDEXES / "detente", found.folder)
    assert indexed_motion(INDEXES / "detente", found.folder, manifest) == read_motion(found.folder)


def test_arguments_heard_are_indexed_and_their_change_makes_it_stale(
    tmp_path: Path, fake_encoder: FakeEncoder
) -> None:
    """What a coach files in arguments.yaml stands under its point; adding the file is a change."""
    pack = copy_pack(PACKS / "single", tmp_path / "pack")
    build(pack, tmp_path / "index", fake_encoder)
    motion = read_motion(pack)
    passage = motion.passages[0]
    side = "against" if passage.label.stance == "for" else "for"
    (pack / "arguments.yaml").write_text(
        "arguments:\n"
        f"  - {{id: a, side: {side}, text: Said before., accept: [{passage.paragraphs[0]}]}}\n"
        f"  - {{id: b, side: {side}, text: Never., kind: unanswerable}}\n"
    )
    with pytest.raises(IndexStale, match=r"arguments\.yaml changed"):
        open_index(tmp_path / "index", pack, "fake")
    build(pack, tmp_path / "index", fake_encoder)
    opened = open_index(tmp_path / "index", pack, "fake")
    assert [row.text for row in opened.rows if row.kind == "heard"] == ["Said before."]
    assert opened.motion.passages[0].points[0].heard == ("Said before.",)
