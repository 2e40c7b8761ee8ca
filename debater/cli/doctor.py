"""``debater doctor``: what is installed, where data lies, and whether it is sound."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import metadata

import click

import debater
from debater import assemble
from debater.cli.diagnostics import say
from debater.config import Settings, load_settings, paths
from debater.errors import DebaterError
from debater.motions.library import find_motion

_PACKAGES = ("textual", "sentence-transformers", "torch", "faiss-cpu", "numpy", "pyyaml")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor: sound or not, what was looked at, and what was found."""

    sound: bool
    what: str
    found: str


@click.command("doctor")
def command() -> int:
    """Say what is installed, where your data lies, and whether model and index are sound.

    Exits with 1 when something needs mending.
    """
    findings = list(_findings())
    for finding in findings:
        say(f"{'ok  ' if finding.sound else 'MEND'}  {finding.what}: {finding.found}")
    return 0 if all(finding.sound for finding in findings) else 1


def _findings() -> Iterator[Finding]:
    python = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    yield Finding(True, "debater", f"{debater.__version__} on Python {python}")
    for name in _PACKAGES:
        try:
            yield Finding(True, name, metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Finding(False, name, "not installed; reinstall debater")
    where = paths()
    settings = Settings()
    try:
        settings = load_settings()
        note = "" if where.settings.exists() else " (none; all defaults)"
        yield Finding(True, "settings", f"{where.settings}{note}")
    except DebaterError as error:
        yield Finding(False, "settings", str(error))
    yield _data_folder()
    yield _tried("rounds", _rounds)
    yield _tried("model", lambda: _model(settings))
    yield _tried(
        "motion offered first", lambda: str(find_motion(settings.motion, settings, where).folder)
    )
    for one in assemble.motions(settings):
        if one.problem:
            yield Finding(False, f"motion {one.name}", one.problem)
        else:
            yield _tried(f"index of {one.name}", partial(_index, one.name, settings))


def _tried(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(True, what, look())
    except DebaterError as error:
        return Finding(False, what, str(error))


def _data_folder() -> Finding:
    folder = paths().data
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if os.access(nearest, os.W_OK):
        return Finding(True, "data folder", str(folder))
    mend = "make it writable or set DEBATER_HOME to another folder"
    return Finding(False, "data folder", f"{folder} cannot be written; {mend}")


def _rounds() -> str:
    # sqlite3 is needed for nothing else here.
    from debater.store.database import inspect

    path = paths().database
    if not path.exists():
        return f"{path} (none yet)"
    return f"{path} ({inspect(path)} rounds)"


def _model(settings: Settings) -> str:
    # The model's code is imported only to look at it.
    from debater.retrieval.encode import model_name, query_encoder

    encoder = query_encoder(settings.model)
    name = model_name(settings.model)
    return (
        f"{name}, {encoder.dimension} dimensions, weights {encoder.fingerprint[:12]}… as published"
    )


def _index(name: str, settings: Settings) -> str:
    from debater.retrieval.index import check_index

    where = paths()
    found = find_motion(name, settings, where)
    error: DebaterError | None = None
    for folder in assemble.index_folders(found, settings, where):
        try:
            check_index(folder, found.folder)
        except DebaterError as wrong:
            error = wrong
            continue
        return str(folder)
    raise error or DebaterError("No index.", "Build it with: debater index build")
