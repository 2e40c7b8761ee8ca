"""A motion's built index: manifest, passages, and vectors sorted by stance.

Three files in a folder:

* ``passages.jsonl``  a passage a line: offsets, points, labels and briefs, without text
  (the text is the source's, so that the two can never differ);
* ``passages.faiss``  an exact inner-product index, its rows sorted by stance so that a
  search over one stance is a search over one range;
* ``manifest.json``   what they were built from and their hashes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from debater.errors import IndexCorrupt, IndexMissing, IndexStale
from debater.motions.model import (
    STANCES,
    Label,
    Motion,
    Passage,
    Point,
    Sentence,
    Source,
    Stance,
    Turn,
)
from debater.motions.pack import pack_hashes
from debater.motions.passages import SEGMENTER_VERSION
from debater.retrieval.adapter import labels_fingerprint
from debater.text import Span

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


FORMAT_VERSION = 3
MANIFEST, PASSAGES, VECTORS = "manifest.json", "passages.jsonl", "passages.faiss"


@dataclass(frozen=True, slots=True)
class Row:
    """What one vector stands for: a part of a point, by its kind and number."""

    point: str
    kind: Literal["passage", "sentence", "tag", "question", "answers", "heard"]
    number: int
    text: str


def rows(motion: Motion) -> tuple[list[Row], dict[Stance, range]]:
    """List what is embedded, sorted by stance, and the range of rows of each stance."""
    listed: list[Row] = []
    ranges: dict[Stance, range] = {}
    for stance in STANCES:
        first = len(listed)
        for passage in motion.passages:
            text = motion.source(passage.source).text
            for point in passage.points:
                if point.label.stance == stance:
                    listed += _point_rows(passage, point, text)
        ranges[stance] = range(first, len(listed))
    return listed, ranges


def _point_rows(passage: Passage, point: Point, text: str) -> Iterator[Row]:
    sentences = [sentence.span.of(text) for sentence in point.sentences]
    whole = passage.span.of(text) if len(passage.points) == 1 else " ".join(sentences)
    yield Row(point.id, "passage", 0, whole)
    for number, sentence in enumerate(sentences):
        yield Row(point.id, "sentence", number, sentence)
    if point.tag:
        yield Row(point.id, "tag", 0, point.tag)
    for number, question in enumerate(point.questions):
        yield Row(point.id, "question", number, question)
    for number, line in enumerate(point.answers):
        yield Row(point.id, "answers", number, line)
    for number, argument in enumerate(point.heard):
        yield Row(point.id, "heard", number, argument)


class OpenIndex:
    """An index on disk, opened for searching; vectors are memory-mapped."""

    def __init__(self, folder: Path, motion: Motion, manifest: dict[str, Any]) -> None:
        """Use ``open_index``; this only wires what it has checked."""
        # Deferred: listing motions or showing help needs no search engine.
        import faiss

        self.folder = folder
        self.motion = motion
        self.manifest = manifest
        self.rows, self._ranges = rows(motion)
        flags = faiss.IO_FLAG_MMAP_IFC
        try:
            self._faiss = faiss.read_index(str(folder / VECTORS), flags)
        except RuntimeError as error:
            raise _corrupt(folder / VECTORS, "it cannot be opened") from error
        if self._faiss.ntotal != len(self.rows):
            raise _corrupt(folder / VECTORS, "it has another number of rows than the passages")

    def similarities(
        self, vector: npt.NDArray[np.float32], stance: Stance
    ) -> list[tuple[Row, float]]:
        """Return every row of ``stance`` with its cosine to ``vector``, the nearest first.

        ``vector`` has shape (1, dimension); rows of other stances are never scored.
        """
        import faiss

        chosen = self._ranges[stance]
        if not chosen:
            return []
        selector = faiss.IDSelectorRange(chosen.start, chosen.stop)
        parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]  # set through SWIG
        cosines, ids = self._faiss.search(vector, len(chosen), params=parameters)
        return [(self.rows[i], float(c)) for i, c in zip(ids[0], cosines[0], strict=True)]

    def sentences_to_tag(self, point: Point) -> tuple[float, ...]:
        """Return the cosine of each quotable sentence of ``point`` to its tag, or nothing.

        The nearer a sentence is to the tag, the more of the point it carries.
        """
        mine = [(i, row) for i, row in enumerate(self.rows) if row.point == point.id]
        tags = [self._faiss.reconstruct(i) for i, row in mine if row.kind == "tag"]
        if not tags:
            return ()
        sentences = (self._faiss.reconstruct(i) for i, row in mine if row.kind == "sentence")
        return tuple(float(sentence @ tags[0]) for sentence in sentences)


def seal(manifest: dict[str, Any]) -> str:
    """Hash everything a manifest says, except this hash itself."""
    said = {key: value for key, value in manifest.items() if key != "sha256"}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read the manifest in ``folder``, and prove that it says what was written.

    Raises ``IndexMissing``, ``IndexStale`` for another format, or ``IndexCorrupt``.
    """
    path = folder / MANIFEST
    if not folder.is_dir():
        raise IndexMissing(f"There is no index at {folder}.", "Build it with: debater index build")
    try:
        manifest = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _corrupt(path, "it cannot be read") from error
    if not isinstance(manifest, dict):
        raise _corrupt(path, "it is no manifest")
    if manifest.get("format") != FORMAT_VERSION:
        raise IndexStale(
            f"The index at {folder} has another format than this version of debater writes.",
            "Rebuild it with: debater index build",
        )
    if manifest.get("sha256") != seal(manifest):
        raise _corrupt(path, "its contents have changed since it was built")
    return manifest


def open_index(folder: Path, pack: Path, fingerprint: str | None) -> OpenIndex:
    """Open the index at ``folder`` of the motion in ``pack``, and prove that it is sound.

    ``fingerprint`` is that of the model that will ask, or None to ask with words alone.
    Raises ``IndexMissing``, ``IndexCorrupt``, or ``IndexStale`` when the pack, the
    segmenter or the model has changed since.
    """
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    _check_fresh(folder, manifest, pack, fingerprint)
    return OpenIndex(folder, indexed_motion(folder, pack, manifest), manifest)


def check_index(folder: Path, pack: Path) -> dict[str, Any]:
    """Check an index without opening its vectors, and return its manifest. Raises as above."""
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    _check_fresh(folder, manifest, pack, None)
    return manifest


def check_files(folder: Path, manifest: dict[str, Any]) -> None:
    """Check the files a manifest names against its hashes.  Raises ``IndexCorrupt``."""
    for name in (PASSAGES, VECTORS):
        try:
            sound = file_hash(folder / name) == manifest["files"][name]
        except (OSError, KeyError, TypeError) as error:
            raise _corrupt(folder / name, "it cannot be read") from error
        if not sound:
            raise _corrupt(folder / name, "its contents have changed since it was built")


def _check_fresh(
    folder: Path, manifest: dict[str, Any], pack: Path, fingerprint: str | None
) -> None:
    reason = ""
    files = tuple(entry["file"] for entry in manifest["sources"])
    if manifest["segmenter"] != SEGMENTER_VERSION:
        reason = "this version of debater cuts passages differently"
    elif manifest["labels"] not in ("", labels_fingerprint()):
        reason = "its passages were labelled by other models"
    elif fingerprint is not None and manifest["model"]["sha256"] != fingerprint:
        reason = "it was built with another embedding model"
    else:
        now = pack_hashes(pack, files)
        then = manifest["pack"]
        changed = sorted(n for n in now.keys() | then.keys() if now.get(n) != then.get(n))
        if changed:
            reason = f"{' and '.join(changed)} changed since it was built"
    if reason:
        raise IndexStale(
            f"The index at {folder} is out of date: {reason}.",
            "Rebuild it with: debater index build",
        )


def indexed_motion(folder: Path, pack: Path, manifest: dict[str, Any]) -> Motion:
    """Return the motion as it was indexed, with its sources' text from ``pack``."""
    # The hashes were checked, so these bytes decode and every offset is right.
    sources = tuple(
        Source(
            entry["id"],
            entry["file"],
            (pack / entry["file"]).read_bytes().decode("utf-8"),
            entry["stance"],
            entry["cite"],
            {int(page): first for page, first in entry["pages"].items()},
        )
        for entry in manifest["sources"]
    )
    lines = (folder / PASSAGES).read_text("utf-8").splitlines()
    passages = tuple(_load_passage(json.loads(line)) for line in lines)
    return Motion(sources=sources, passages=passages, **manifest["motion"])


def _load_passage(values: dict[str, Any]) -> Passage:
    return Passage(
        id=values["id"],
        source=values["source"],
        paragraphs=tuple(values["paragraphs"]),
        span=Span(**values["span"]),
        points=tuple(_load_point(point) for point in values["points"]),
        aliases=tuple(values["aliases"]),
    )


def _load_point(values: dict[str, Any]) -> Point:
    turn = values["turn"]
    return Point(
        **{
            **values,
            "label": Label(**values["label"]),
            "sentences": tuple(
                Sentence(**{**sentence, "span": Span(**sentence["span"])})
                for sentence in values["sentences"]
            ),
            "answers": tuple(values["answers"]),
            "heard": tuple(values["heard"]),
            "questions": tuple(values["questions"]),
            "turn": Turn(**{**turn, "span": Span(**turn["span"])}) if turn else None,
        }
    )


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file.  Raises ``OSError``."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _corrupt(path: Path, why: str) -> IndexCorrupt:
    return IndexCorrupt(
        f"The index file {path} is damaged: {why}.", "Build it anew with: debater index build"
    )
