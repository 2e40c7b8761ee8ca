"""Builds a motion's index: embeds its rows, and puts the files in place whole or not at all."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from debater.errors import IndexError_, IndexStale, StorageError
from debater.motions.model import Motion, Passage, Stance
from debater.motions.pack import pack_hashes
from debater.motions.passages import SEGMENTER_VERSION
from debater.retrieval.adapter import labels_fingerprint
from debater.retrieval.index import (
    FORMAT_VERSION,
    MANIFEST,
    PASSAGES,
    VECTORS,
    check_files,
    file_hash,
    read_manifest,
    rows,
    seal,
)

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from debater.retrieval.encode import Encoder


_AT_ONCE = 64
# (what is being done, how much of it is done, how much there is)
Progress = Callable[[str, int, int], None]


def no_progress(what: str, done: int, of: int) -> None:
    """Tell nobody."""


def build_index(
    motion: Motion,
    folder: Path,
    pack: Path,
    encoder: Encoder,
    model: str,
    progress: Progress = no_progress,
) -> None:
    """Build the index of ``motion`` (read from ``pack``) at ``folder``.

    Built beside it and renamed into place under a file lock; what stood there before is
    removed when it was sound and kept aside when it was damaged.  Raises
    ``StorageError`` when the folder cannot be written.
    """
    import faiss
    from filelock import FileLock

    listed, ranges = rows(motion)
    index = faiss.IndexFlatIP(encoder.dimension)
    index.add(_vectors([row.text for row in listed], encoder, progress))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        lock = folder.with_name(f".{folder.name}.lock")
        with FileLock(lock, timeout=60):
            aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
            try:
                faiss.write_index(index, str(aside / VECTORS))
                lines = [_dump_passage(passage) for passage in motion.passages]
                (aside / PASSAGES).write_text("".join(lines), "utf-8", newline="\n")
                manifest = _manifest(motion, pack, encoder, model, ranges, aside)
                text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
                (aside / MANIFEST).write_text(text, "utf-8", newline="\n")
                # A temporary folder is private; an index is as readable as its parent.
                aside.chmod(0o755)
                _replace(folder, aside)
            finally:
                shutil.rmtree(aside, ignore_errors=True)
                # Safe while it is held: whoever waits finds the file gone and makes it anew.
                lock.unlink(missing_ok=True)
    except (OSError, RuntimeError) as error:
        raise StorageError(
            f"The index cannot be written to {folder} ({error}).",
            "Check that the folder can be written and has room, or set DEBATER_HOME.",
        ) from error


def _vectors(texts: Sequence[str], encoder: Encoder, progress: Progress) -> npt.NDArray[np.float32]:
    """Return a unit vector a text, each different text encoded once."""
    import numpy as np

    vectors = np.zeros((len(texts), encoder.dimension), dtype=np.float32)
    rows: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        rows.setdefault(text, []).append(number)
    # Texts of like length together: a sentence padded to a page costs as much as the page.
    ordered = sorted(rows, key=len)
    for start in range(0, len(ordered), _AT_ONCE):
        progress("embedding", start, len(ordered))
        some = ordered[start : start + _AT_ONCE]
        for text, vector in zip(some, encoder.encode(some), strict=True):
            vectors[rows[text]] = vector
    progress("embedding", len(ordered), len(ordered))
    return vectors


def _replace(folder: Path, aside: Path) -> None:
    """Rename the new index into place; keep a damaged old one under another name."""
    if folder.exists():
        keep = False
        try:
            check_files(folder, read_manifest(folder))
        except IndexStale:
            # Written by another version of this program: nothing anybody would want back.
            pass
        except IndexError_:
            keep = True
        old = folder.with_name(f".{folder.name}-old-{os.getpid()}")
        if keep:
            stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
            old = folder.with_name(f"{folder.name}.damaged-{stamp}")
        folder.rename(old)
        aside.rename(folder)
        if not keep:
            shutil.rmtree(old, ignore_errors=True)
    else:
        aside.rename(folder)


def _manifest(
    motion: Motion,
    pack: Path,
    encoder: Encoder,
    model: str,
    ranges: dict[Stance, range],
    folder: Path,
) -> dict[str, Any]:
    manifest: dict[str, Any] = {
        "format": FORMAT_VERSION,
        "motion": {
            "name": motion.name,
            "statement": motion.statement,
            "topic": motion.topic,
            "sides": dict(motion.sides),
            "floor": motion.floor,
        },
        "sources": [
            {
                "id": s.id,
                "file": s.file,
                "stance": s.stance,
                "cite": dict(s.cite),
                "pages": {str(page): first for page, first in s.pages.items()},
            }
            for s in motion.sources
        ],
        "model": {
            "name": model,
            "sha256": encoder.fingerprint,
            "dimension": encoder.dimension,
            "prefixes": {"argument": "", "passage": ""},
        },
        "segmenter": SEGMENTER_VERSION,
        "labels": labels_fingerprint() if _predicted(motion) else "",
        "pack": pack_hashes(pack, tuple(source.file for source in motion.sources)),
        "rows": {stance: [chosen.start, chosen.stop] for stance, chosen in ranges.items()},
        "files": {name: file_hash(folder / name) for name in (PASSAGES, VECTORS)},
    }
    return {**manifest, "sha256": seal(manifest)}


def _predicted(motion: Motion) -> bool:
    return any(point.label.origin == "model" for point in motion.points())


def _dump_passage(passage: Passage) -> str:
    return json.dumps(dataclasses.asdict(passage), ensure_ascii=False) + "\n"
