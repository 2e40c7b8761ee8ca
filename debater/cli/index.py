"""``debater index``: build, check and describe the index of a motion."""

from __future__ import annotations

import json
from pathlib import Path

import click

from debater import assemble
from debater.cli.diagnostics import narrate, progress_bar, say
from debater.config import load_settings, paths
from debater.errors import IndexMissing
from debater.motions.library import Found, find_motion


@click.group("index")
def command() -> None:
    """Build, check and describe the index of a motion.

    NAME is a motion or the folder of one; without it, your default motion.
    """


def _find(name: str | None) -> tuple[Found, list[Path]]:
    settings, where = load_settings(), paths()
    found = find_motion(name or settings.motion, settings, where)
    return found, assemble.index_folders(found, settings, where)


@command.command("build")
@click.argument("name", required=False)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to write it.  [your data folder]",
)
def build(name: str | None, out: Path | None) -> None:
    """Embed a motion's passages and write its index; a damaged one is kept aside."""
    found, folders = _find(name)
    folder = out or folders[0]
    narrate(f"Building the index of “{found.name}” …")
    with progress_bar() as progress:
        assemble.build(found, load_settings(), folder, progress)
    say(str(folder))


def _sound(found: Found, folders: list[Path]) -> tuple[Path, dict[str, object]]:
    """Return the index that would be used, checked; raises what is wrong with the nearest."""
    # NumPy is not needed to check hashes, but the module that reads indexes is.
    from debater.retrieval.index import check_index

    for folder in folders[:-1]:
        try:
            return folder, check_index(folder, found.folder)
        except IndexMissing:
            continue
    return folders[-1], check_index(folders[-1], found.folder)


@command.command("check")
@click.argument("name", required=False)
def check(name: str | None) -> None:
    """Check that the index is sound and was built from the files as they are now."""
    found, folders = _find(name)
    folder, _ = _sound(found, folders)
    say(f"{folder}: sound, and up to date with {found.folder}")


@command.command("info")
@click.argument("name", required=False)
def info(name: str | None) -> None:
    """Print the index's manifest: model, sources, hashes and rows of each stance."""
    found, folders = _find(name)
    folder, manifest = _sound(found, folders)
    narrate(str(folder))
    say(json.dumps(manifest, ensure_ascii=False, indent=2))
