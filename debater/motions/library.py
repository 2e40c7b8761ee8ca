"""Finds motions: named folders, the user's own, and the shipped ones; the nearest wins."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from debater.config import Paths, Settings
from debater.errors import DebaterError
from debater.motions.pack import PACK_FILE
from debater.resources import shipped

NAME_LENGTH = 64
# Names that Windows keeps for devices.
RESERVED = re.compile(r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")


@dataclass(frozen=True, slots=True)
class Found:
    """A motion's folder, where it was found, and the folders of the same name it hides."""

    name: str
    folder: Path
    origin: str
    hides: tuple[Path, ...] = ()


def valid_name(name: str) -> str | None:
    """Return in words what keeps ``name`` from naming a motion, or None when it may."""
    if not name:
        return "a motion needs a name"
    if len(name) > NAME_LENGTH:
        return f"a name has at most {NAME_LENGTH} characters, and this one has {len(name)}"
    # A folder's name has room for 255 bytes, one made aside for some fewer.
    if len(name.encode("utf-8", "replace")) > 3 * NAME_LENGTH:
        return "a name of such rare letters must be shorter"
    if name[0] in ".-":
        return "a name begins with neither a dot nor a dash"
    if not re.fullmatch(r"[\w-]+", name):
        return "a name is made of letters, digits, “-” and “_” only"
    if RESERVED.match(name):
        return "this name is reserved by Windows, so the motion could not be shared"
    return None


def places(settings: Settings, paths: Paths) -> list[tuple[str, Path]]:
    """Return the folders motions are looked for in, nearest first, with a word for each."""
    named = [Path(part).expanduser() for part in settings.motions.split(os.pathsep) if part]
    return [
        *(("settings", folder) for folder in named),
        ("yours", paths.motions),
        ("shipped", shipped("prompts") / "motions"),
    ]


def all_motions(settings: Settings, paths: Paths) -> list[Found]:
    """List every motion, the nearest of a name only, in the order of the places."""
    found: dict[str, list[tuple[str, Path]]] = {}
    for origin, place in places(settings, paths):
        for folder in _packs(place):
            found.setdefault(folder.name, []).append((origin, folder))
    return [
        Found(name, where[0][1], where[0][0], tuple(folder for _, folder in where[1:]))
        for name, where in found.items()
    ]


def find_motion(name: str, settings: Settings, paths: Paths) -> Found:
    """Find a motion by name, or by the path of its folder or of its motion.yaml.

    Raises ``DebaterError`` with the names that exist when there is none.
    """
    path = Path(name)
    with suppress(RuntimeError):  # nobody of that name has a home
        path = path.expanduser()
    if path.name == PACK_FILE:
        path = path.parent
    if (os.sep in name or "/" in name or path.name != name) and _is_pack(path):
        return Found(path.resolve().name, path, "path")
    known = all_motions(settings, paths)
    for found in known:
        if found.name == name:
            return found
    if _is_pack(path):
        return Found(path.resolve().name, path, "path")
    if len(within := list(_packs(path))) == 1:
        # The folder a motion was made in, rather than the motion's own.
        return Found(within[0].resolve().name, within[0], "path")
    raise DebaterError(f"There is no motion “{name}”.", _suggestion(name, [f.name for f in known]))


def _suggestion(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return f"Did you mean “{near[0]}”? See: debater motions list"
    return f"Use one of: {', '.join(known)}; or the path of a folder with a {PACK_FILE}."


def _is_pack(folder: Path) -> bool:
    """Tell whether ``folder`` holds a motion; a path that cannot exist holds none."""
    try:
        return (folder / PACK_FILE).is_file()
    except OSError:
        # A name too long for the system, or a folder that may not be entered.
        return False


def _packs(place: Path) -> Iterator[Path]:
    try:
        folders = sorted(folder for folder in place.iterdir() if _is_pack(folder))
    except (OSError, ValueError):
        # A place that does not exist, cannot be listed or cannot be named holds no motions.
        return
    yield from folders


def files_state(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Tell the state of a motion's files: what is equal twice was read alike, most likely.

    Names, times and sizes; nothing is opened.  What is gone meanwhile is left out.
    """
    found = []
    for path in sorted(folder.rglob("*")):
        with suppress(OSError):
            known = path.stat()
            found.append((str(path), known.st_mtime_ns, known.st_size))
    return tuple(found)
