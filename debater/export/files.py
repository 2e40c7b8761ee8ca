"""Files that are written once and never overwritten."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from debater.errors import DebaterError

_LONGEST_STEM = 60


def file_stem(name: str) -> str:
    """Make a file's name of what a user called something: words, joined by hyphens."""
    return "-".join(re.findall(r"\w+", name))[:_LONGEST_STEM].strip("-") or "debater"


def working_folder() -> Path:
    """Return the folder the program was started in, or home where that is gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path.home()


def free_path(stem: str, suffix: str, folder: Path) -> Path:
    """Propose a file: a name not yet taken, in ``folder``, or at home where that is read-only."""
    if not os.access(folder, os.W_OK):
        folder = Path.home()
    path, count = folder / f"{stem}{suffix}", 1
    while os.path.lexists(path):
        count += 1
        path = folder / f"{stem}-{count}{suffix}"
    return path


def write_new(path: Path, data: str | bytes) -> None:
    """Write ``data`` to a file that does not exist yet.  Raises ``DebaterError``."""
    content = data.encode("utf-8") if isinstance(data, str) else data
    begun = False
    try:
        with path.open("xb") as file:
            begun = True
            file.write(content)
    except FileExistsError as error:
        raise DebaterError(
            f"{path} exists already and is not overwritten.", "Choose another name."
        ) from error
    except (OSError, ValueError) as error:
        if begun:
            # Half a file would only be in the way of the next try.
            with suppress(OSError):
                path.unlink()
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise DebaterError(f"{path} cannot be written ({why}).", "Choose another place.") from error
