"""A damaged index is refused, whichever byte of whichever file it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from debater import assemble
from debater.config import Paths, Settings
from debater.errors import DebaterError, IndexCorrupt, IndexError_
from debater.motions.library import Found
from debater.motions.pack import read_motion
from debater.retrieval.build import build_index
from debater.retrieval.index import MANIFEST, PASSAGES, VECTORS, open_index
from tests.conftest import FakeEncoder
from tests.support import PACKS, copy_pack

PACK = PACKS / "highstreet"


@pytest.fixture
def folder(tmp_path: Path, fake_encoder: FakeEncoder) -> Path:
    """A sound index a test may damage."""
    build_index(read_motion(PACK), tmp_path / "index", PACK, fake_encoder, "a model")
    return tmp_path / "index"


@pytest.mark.parametrize("file", [PASSAGES, VECTORS])
@pytest.mark.parametrize("at", [0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0])
def test_any_flipped_byte_of_passages_or_vectors_is_found(
    folder: Path, file: str, at: float
) -> None:
    """From the first byte to the last: one bit is enough."""
    path = folder / file
    data = bytearray(path.read_bytes())
    data[int(at * (len(data) - 1))] ^= 1
    path.write_bytes(data)
    with pytest.raises(IndexCorrupt, match="contents have changed") as caught:
        open_index(folder, PACK, "fake")
    assert str(path) in str(caught.value)
    assert "debater index build" in caught.value.hint


def test_no_flipped_byte_of_the_manifest_goes_into_an_answer(folder: Path) -> None:
    """Whichever byte of the manifest flips, it is refused, or the index it opens is the same."""
    path = folder / MANIFEST
    sound = path.read_bytes()
    before = open_index(folder, PACK, "fake")
    for at in range(0, len(sound), 3):
        data = bytearray(sound)
        data[at] ^= 1
        path.write_bytes(data)
        try:
            opened = open_index(folder, PACK, "fake")
        except DebaterError:
            continue
        assert opened.motion == before.motion, f"byte {at}: {sound[at - 20 : at + 20]!r}"
        assert opened.rows == before.rows


@pytest.mark.parametrize("file", [MANIFEST, PASSAGES, VECTORS])
@pytest.mark.parametrize("how", ["empty", "missing", "truncated", "longer", "folder", "garbage"])
def test_files_that_are_not_whole_are_refused(folder: Path, file: str, how: str) -> None:
    """Empty, missing, cut, overlong, replaced: each ends in our own error with the file's name."""
    path = folder / file
    data = path.read_bytes()
    path.unlink()
    match how:
        case "empty":
            path.write_bytes(b"")
        case "truncated":
            path.write_bytes(data[: len(data) // 2])
        case "longer":
            path.write_bytes(data + b"x")
        case "folder":
            path.mkdir()
        case "garbage":
            path.write_bytes(b"\xff\x00" * 100)
    with pytest.raises(IndexCorrupt, match=file):
        open_index(folder, PACK, "fake")


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "null",
        '"text"',
        "{}",
        '{"format": 1}',
        '{"format": 1, "files": 3}',
        '{"format": 1, "files": {}}',
        pytest.param("[" * 100_000, id="deep"),
    ],
)
def test_a_manifest_of_another_shape_is_refused(folder: Path, text: str) -> None:
    """Valid JSON that is no manifest is our error, not a KeyError."""
    (folder / MANIFEST).write_text(text)
    with pytest.raises(IndexError_):
        open_index(folder, PACK, "fake")


@pytest.mark.parametrize(
    "key",
    [
        "segmenter",
        "files",
        "motion",
        "sources",
        "model",
        "pack",
    ],
)
def test_a_manifest_with_one_wrong_part_is_refused(folder: Path, key: str) -> None:
    """A part missing or of another type never reaches the search, nor ends in a KeyError."""
    path = folder / MANIFEST
    manifest = json.loads(path.read_text())
    for value in (None, 3, "x", [], {}, [{}], {"x": 1}):
        path.write_text(json.dumps({**manifest, key: value}))
        with pytest.raises(DebaterError):
            open_index(folder, PACK, "fake")


@pytest.mark.usefixtures("quick_builds")
def test_a_damaged_index_is_never_silently_used_to_answer(
    where: Paths, tmp_path: Path, found: Callable[[Path], Found]
) -> None:
    """An engine says that the index is damaged, or rebuilds it and says so."""
    pack = copy_pack(PACKS / "single", tmp_path / "bus")
    assemble.open_engine(str(pack), Settings(), where)
    folder = assemble.index_folders(found(pack), Settings(), where)[0]
    with (folder / VECTORS).open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\xaa")
    told: list[str] = []
    try:
        assemble.open_engine(str(pack), Settings(), where, told.append)
    except IndexCorrupt as error:
        told.append(str(error))
    assert any("damaged" in sentence for sentence in told)
