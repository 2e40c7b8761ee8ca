"""Opens a ``.zip`` that anybody may have made, and unpacks nothing that could do harm."""

from __future__ import annotations

import io
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath

from debater import strict
from debater.errors import DebaterError, PackError
from debater.motions.heard import HEARD_FILE
from debater.motions.library import RESERVED
from debater.motions.pack import PACK_FILE, read_motion
from debater.motions.schema import PackEntry
from debater.text import clean_line, excerpt, unsafe_characters

MB = 1024 * 1024
MOST_MEMBERS = 500
LARGEST_MEMBER = 50 * MB
LARGEST_TOTAL = 200 * MB
# Prose shrinks to a third or a tenth; what shrinks more than this was made to.
MOST_SHRUNK = 200
_AT_ONCE = 64 * 1024
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1 | 0x40 | 0x2000
_HEADER, _HEADER_SIZE = b"PK\x03\x04", 30
# What the library raises on bytes that are no sound .zip; NotImplementedError is a RuntimeError.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
    OverflowError,
)


class _Frugal(io.FileIO):
    """A file of which little is read at once: a directory is read whole before it is counted."""

    def read(self, size: int | None = -1, /) -> bytes:
        # A directory cut short here is told as damaged.
        return super().read(MB if size is None or size < 0 else min(size, MB)) or b""


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open a ``.zip`` and check all that can be known of it before unpacking."""
    if not path.is_file():
        raise DebaterError(f"There is no file {shown(str(path))}.", "Give the path of a .zip.")
    if path.stat().st_size > LARGEST_TOTAL:
        raise DebaterError(
            f"{shown(str(path))} is larger than {LARGEST_TOTAL // MB} MB.", "Split the motion."
        )
    with _Frugal(path) as file:
        try:
            archive = Archive(path, file)
        except _DAMAGE as error:
            raise DebaterError(
                f"{shown(str(path))} is no sound .zip.", "Ask for it to be exported again."
            ) from error
        with archive.zip:
            yield archive


class Archive:
    """An opened ``.zip`` whose members have been found harmless, with one motion in it."""

    def __init__(self, path: Path, file: _Frugal) -> None:
        self.path = path
        self.zip = zipfile.ZipFile(file)
        members = self.zip.infolist()
        if len(members) > MOST_MEMBERS:
            raise self.refuse(f"holds more than {MOST_MEMBERS} files")
        if problem := first_problem([_name(member) for member in members]):
            raise self.refuse(problem)
        for member in members:
            if problem := _member_problem(member):
                raise self.refuse(f"holds “{shown(_name(member))}”, which is {problem}")
        self._check_layout(file, members)
        self.files = {_composed(_name(one)): one for one in members if not one.is_dir()}
        packs = [path for path in self.files if path.name == PACK_FILE]
        if len(packs) != 1:
            several = f"several ({', '.join(shown(str(pack)) for pack in packs[:5])})"
            raise self.refuse(f"holds {several if packs else f'no {PACK_FILE}'}, not one motion")
        self.base = packs[0].parent

    @property
    def name(self) -> str:
        """What the motion is called: as its folder is, else as the file is."""
        return self.base.name or unicodedata.normalize("NFC", self.path.stem)

    def refuse(self, what: str) -> DebaterError:
        """Return the error that says what is wrong with this file."""
        hint = "Ask for it to be made with: debater motions export NAME"
        return DebaterError(f"{shown(str(self.path))} is not imported: it {what}.", hint)

    def _check_layout(self, file: _Frugal, members: Sequence[zipfile.ZipInfo]) -> None:
        """Refuse members that share bytes: a small file then unpacks to a huge one."""
        end = 0
        for member in sorted(members, key=lambda one: one.header_offset):
            if not end <= member.header_offset <= self.zip.start_dir - _HEADER_SIZE:
                raise self.refuse("holds files that overlap or lie outside it")
            file.seek(member.header_offset)
            header = file.read(_HEADER_SIZE)
            if not header.startswith(_HEADER):
                raise zipfile.BadZipFile("a member has no header")
            end = member.header_offset + _HEADER_SIZE + member.compress_size
            end += sum(struct.unpack_from("<HH", header, 26))
        if end > self.zip.start_dir:
            raise self.refuse("holds files that overlap or lie outside it")

    def unpack(self, folder: Path) -> tuple[str, ...]:
        """Unpack the motion into ``folder`` and read it; return the members left out."""
        shown = self.path / self.base
        pack = folder / PACK_FILE
        left = LARGEST_TOTAL - self._extract(self.base / PACK_FILE, pack, LARGEST_TOTAL)
        taken = {self.base / PACK_FILE}
        try:
            named = [entry.file for entry in strict.load(pack, PackEntry).sources]
            for name in (*named, HEARD_FILE):
                member = _composed(str(self.base / name))
                # A name that leads elsewhere matches no member; reading the motion tells it.
                if member in self.files and member not in taken:
                    taken.add(member)
                    left -= self._extract(member, folder / PurePosixPath(name), left)
            read_motion(folder)
        except PackError as error:
            # The folder aside is gone when this is read: name the file it came from.
            raise PackError(
                [
                    replace(one, path=shown / one.path.relative_to(folder))
                    if one.path.is_relative_to(folder)
                    else one
                    for one in error.problems
                ]
            ) from error
        return tuple(sorted(str(path) for path in self.files.keys() - taken))

    def _extract(self, path: PurePosixPath, target: Path, left: int) -> int:
        """Unpack one member and return its size, never writing more than the limits."""
        member, size = self.files[path], 0
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with self.zip.open(member) as packed, target.open("xb") as written:
                while part := packed.read(_AT_ONCE):
                    size += len(part)
                    if size > min(LARGEST_MEMBER, left):
                        raise self.refuse(
                            f"holds more than can be taken in ({LARGEST_MEMBER // MB} MB a file, "
                            f"{LARGEST_TOTAL // MB} MB in all), at “{shown(str(path))}”"
                        )
                    if size > max(MB, MOST_SHRUNK * member.compress_size):
                        raise self.refuse(
                            f"holds “{shown(str(path))}”, which unpacks to more than "
                            f"{MOST_SHRUNK} times its size"
                        )
                    written.write(part)
        except _DAMAGE as error:
            raise self.refuse(f"is damaged at “{shown(str(path))}”") from error
        return size


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name as stored: some tools write UTF-8 without saying so."""
    name = member.orig_filename
    if not member.flag_bits & _UTF8_NAME:
        with suppress(UnicodeError):
            return name.encode("cp437").decode("utf-8")
    return name


def _composed(name: str) -> PurePosixPath:
    """Return a name as a path; macOS stores “é” as two characters, which is the same name."""
    return PurePosixPath(unicodedata.normalize("NFC", name))


def _member_problem(member: zipfile.ZipInfo) -> str | None:
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR) or (
        kind == stat.S_IFDIR and not member.is_dir()
    ):
        return "a link or another special file"
    if member.flag_bits & _ENCRYPTED:
        return "encrypted"
    # The others are unpacked by the library without any bound.
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "packed by a method other than deflate"
    return None


def first_problem(names: Sequence[str]) -> str | None:
    """Say what keeps files of these names from lying side by side in one folder, anywhere."""
    seen: dict[PurePosixPath, str] = {}
    for name in names:
        if problem := _name_problem(name):
            return f"holds “{shown(name)}”, {problem}"
        # What is one file where case does not count, or where Windows drops a last dot.
        parts = (part.rstrip(" .") for part in PurePosixPath(name).parts)
        path = _composed("/".join(parts).casefold())
        if path in seen:
            same = "twice" if seen[path] == name else f"and “{shown(name)}”, one name to many"
            return f"holds “{shown(seen[path])}” {same}"
        seen[path] = name
    files = {path for path, name in seen.items() if not name.endswith("/")}
    for path in seen:
        if inside := files.intersection(path.parents):
            return f"holds “{shown(seen[inside.pop()])}” both as a file and as a folder"
    return None


def _name_problem(name: str) -> str | None:
    """Say why a member's name is not one of a plain file inside its folder."""
    odd = any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in name)
    if odd or next(unsafe_characters(name), None):
        return "with a character in its name that no name should have"
    if name.startswith("/") or "\\" in name or ":" in name:
        return "which names a place outside it (a slash first, a backslash or a colon)"
    parts = PurePosixPath(name).parts
    if not parts or not all(part.strip(" .") for part in parts):
        return "which names a place outside it"
    if any(RESERVED.match(part.partition(".")[0].strip()) for part in parts):
        return "a name that Windows reserves"
    return None


def shown(name: str) -> str:
    """Return a name from outside as it can be told: clean, and not too long."""
    return excerpt(clean_line(name), 80)
