"""Shares a pack as one ``.zip``, and takes in such a file, whoever made it.

Only what ``motion.yaml`` names goes in or comes out.  A file from outside is unpacked
aside, within limits counted while reading, and put in place whole once it reads as a motion.
"""

from __future__ import annotations

import io
import os
import shutil
import stat
import tempfile
import unicodedata
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from debater.errors import DebaterError, StorageError
from debater.motions.archive import (
    LARGEST_TOTAL,
    MB,
    MOST_MEMBERS,
    first_problem,
    opened,
    shown,
)
from debater.motions.heard import HEARD_FILE
from debater.motions.library import Found, valid_name
from debater.motions.pack import PACK_FILE, read_motion


def export_pack(found: Found, out: Path, force: bool = False) -> Path:
    """Write a motion as one ``.zip`` to the file or into the folder ``out``; return its path.

    The same pack gives the same bytes.  Raises ``PackError`` when the motion does not load,
    ``DebaterError`` when it cannot be shared or there is such a file, ``StorageError``.
    """
    name = unicodedata.normalize("NFC", found.name)
    target = out / f"{name}.zip" if out.is_dir() else out
    if problem := valid_name(name):
        raise DebaterError(
            f"“{shown(name)}” cannot be shared under this name: {problem}.", "Rename its folder."
        )
    if target.suffix.lower() != ".zip":
        raise DebaterError(
            f"There is no folder {out}.", "Give --out a file that ends in .zip, or a folder."
        )
    motion = read_motion(found.folder)
    heard = {HEARD_FILE} if (found.folder / HEARD_FILE).exists() else set()
    files = sorted({PACK_FILE, *heard, *(str(PurePosixPath(s.file)) for s in motion.sources)})
    if problem := first_problem(files):
        raise DebaterError(
            f"“{name}” cannot be shared: it {problem}.",
            f"Rename the file, in {PACK_FILE} too.",
        )
    total = sum((found.folder / file).stat().st_size for file in files)
    if len(files) > MOST_MEMBERS or total > LARGEST_TOTAL:
        raise DebaterError(
            f"“{name}” is too large for one .zip: {len(files)} files, {total // MB} MB "
            f"({MOST_MEMBERS} files and {LARGEST_TOTAL // MB} MB can be taken in).",
            "Split the motion.",
        )
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if target.exists() and not force:
            raise DebaterError(
                f"There is a file {target} already.", "Choose another with --out, or use --force."
            )
        with aside.open("xb") as written:
            _write(written, name, found.folder, files)
        aside.replace(target)
    except OSError as error:
        raise StorageError(
            f"{target} cannot be written ({error.strerror or error}).",
            "Check that the folder can be written and has room, or choose another with --out.",
        ) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
    return target


def _write(written: io.BufferedIOBase, name: str, folder: Path, files: Sequence[str]) -> None:
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            # The date and the mode are those of no machine, so that the bytes are the same.
            info = zipfile.ZipInfo(f"{name}/{file}", (1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(info, (folder / file).read_bytes(), zipfile.ZIP_DEFLATED, 9)


@dataclass(frozen=True, slots=True)
class Imported:
    """A motion taken in: its folder, the members left out, and where the old one is kept."""

    folder: Path
    left_out: tuple[str, ...]
    kept: Path | None


def import_pack(file: Path, into: Path, name: str = "", force: bool = False) -> Imported:
    """Take in the motion of a ``.zip`` as a folder of its own in ``into``.

    It is called ``name``, else as in the file.  With ``force`` a motion of that name gives
    way and is kept in ``into/.replaced``.  On any failure nothing is changed.  Raises
    ``PackError`` with every problem of the motion, else ``DebaterError``.
    """
    try:
        with opened(file) as archive:
            name = name or archive.name
            if problem := valid_name(name):
                raise DebaterError(
                    f"A motion cannot be called “{shown(name)}”: {problem}.",
                    "Choose a name with --as NAME.",
                )
            folder = into / name
            if _taken(folder) and not force:
                raise DebaterError(
                    f"There is a motion “{name}” of yours already, in {folder}.",
                    "Import under another name with --as NAME, or replace it with --force.",
                )
            into.mkdir(parents=True, exist_ok=True)
            aside = Path(tempfile.mkdtemp(prefix=".import-", dir=into))
            try:
                made = aside / name
                made.mkdir()
                left_out = archive.unpack(made)
                return Imported(folder, left_out, _put(made, folder))
            finally:
                shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise StorageError(
            f"{shown(str(file))} cannot be imported into {into} ({error.strerror or error}).",
            "Check that the file can be read, and that the folder can be written and has room.",
        ) from error


def _put(made: Path, folder: Path) -> Path | None:
    """Rename a motion into place; return where the one that stood there is kept."""
    if not _taken(folder):
        made.rename(folder)
        return None
    # A folder further down, or the old motion would be listed beside the new one.
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    kept = folder.parent / ".replaced" / f"{folder.name}.replaced-{stamp}"
    kept.parent.mkdir(exist_ok=True)
    folder.rename(kept)
    try:
        made.rename(folder)
    except BaseException:
        kept.rename(folder)
        raise
    return kept


def _taken(folder: Path) -> bool:
    return folder.is_symlink() or folder.exists()


def remove_folder(folder: Path) -> None:
    """Remove a folder: out of sight at once, then with all it holds; of a link, the link.

    Raises ``StorageError``.
    """
    try:
        if folder.is_symlink():
            folder.unlink()
            return
        aside = Path(tempfile.mkdtemp(prefix=".removed-", dir=folder.parent))
        try:
            folder.rename(aside / folder.name)
        except OSError:
            aside.rmdir()
            raise
        shutil.rmtree(aside)
    except OSError as error:
        raise StorageError(
            f"{folder} cannot be removed ({error.filename}: {error.strerror or error}).",
            "Close what uses its files, or check that its folder can be written.",
        ) from error
