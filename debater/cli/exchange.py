"""``debater motions export``, ``import`` and ``remove``: motions from one machine to another."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from debater import assemble
from debater.cli.diagnostics import narrate, say
from debater.config import Paths, Settings, load_settings, paths
from debater.errors import DebaterError
from debater.motions.exchange import Imported, export_pack, remove_folder
from debater.motions.exchange import import_pack as take_in
from debater.motions.library import Found, find_motion
from debater.text import clean_line, excerpt

_NAMED = 8


@click.command(
    "export",
    short_help="Write a motion as one .zip.",
    epilog="Example: debater motions export car-free --out handouts/",
)
@click.argument("name")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE.zip|DIR",
    help="Where to write it.  [NAME.zip here]",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def export(name: str, out: Path | None, force: bool) -> None:
    """Write the motion NAME as one .zip, to be given to others; its path is on stdout.

    It holds motion.yaml, the sources and arguments.yaml where there is one, nothing else.
    """
    found = find_motion(name, load_settings(), paths())
    say(str(export_pack(found, out or Path(), force)))


@click.command(
    "import",
    short_help="Take in a .zip that was exported.",
    epilog="Example: debater motions import car-free.zip --as cars",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.zip")
@click.option("--as", "name", default="", metavar="NAME", help="What to call it.  [as it was]")
@click.option("--force", is_flag=True, help="Replace a motion of yours; the old one is kept.")
def import_pack(file: Path, name: str, force: bool) -> None:
    """Take in a motion that was exported, as one of yours; its folder is on stdout.

    Nothing is taken in that motion.yaml does not name, and nothing at all unless the
    motion is sound.
    """
    where = paths()
    imported = take_in(file, where.motions, name, force)
    _tell(imported, load_settings(), where)
    say(str(imported.folder))


def _tell(imported: Imported, settings: Settings, where: Paths) -> None:
    """Say what was left out, what was replaced and what hides what."""
    name, left = imported.folder.name, imported.left_out
    if left:
        named = ", ".join(excerpt(clean_line(one), 60) for one in left[:_NAMED])
        more = f" and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
        narrate(f"Left out, as motion.yaml does not name it: {named}{more}.")
    if imported.kept:
        narrate(f"The motion it replaces is kept in {imported.kept}; delete that when you like.")
    found = find_motion(name, settings, where)
    if found.origin != "yours":
        narrate(f"“{name}” still means the motion in {found.folder}, a folder of your settings.")
    elif found.hides:
        narrate(f"It now hides the shipped one of that name, in {found.hides[-1]}.")
    narrate(f"Next: debater motions check {name}, debater spar --motion {name} --side for")


@click.command("remove", short_help="Remove a motion of yours.")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask; needed where stdin is no terminal.")
def remove(name: str, yes: bool) -> int:
    """Remove a motion of yours: its folder with all it holds, and its index.

    Rounds on it are kept.
    """
    settings, where = load_settings(), paths()
    found = find_motion(name, settings, where)
    if found.origin != "yours":
        raise DebaterError(f"“{found.name}” is not removed: {_why_not(found)}")
    if not yes and not _agreed(found):
        narrate("Nothing is removed.")
        return 1
    # Told by the folder's place, so before it is gone.
    index = assemble.index_folders(found, settings, where)[0]
    remove_folder(found.folder)
    if index.exists():
        remove_folder(index)
    narrate(f"“{found.name}” is removed, and its index; rounds on it are kept.")
    if found.hides:
        narrate(f"“{found.name}” now means the motion in {found.hides[0]}.")
    return 0


def _why_not(found: Found) -> str:
    """Say what to do about a motion that is not the user's own."""
    if found.origin == "shipped":
        return (
            "it is shipped with the program and stays; a motion of yours of the same name "
            "(debater motions new or import) is used in its place."
        )
    if found.origin == "settings":
        return (
            f"it lies in a folder named in your settings; delete {found.folder} yourself, "
            "or take that folder out of the setting “motions”."
        )
    return f"only a motion of yours is, by its name; delete {found.folder} yourself."


def _agreed(found: Found) -> bool:
    """Ask on a terminal whether a motion may go; elsewhere nobody is asked anything."""
    if not sys.stdin.isatty():
        raise click.UsageError(f"Say --yes to remove “{clean_line(found.name)}” without asking.")
    files = sum(path.is_file() for path in found.folder.rglob("*"))
    count = f"{files} file{'s' if files != 1 else ''}"
    question = f"Remove {found.folder} with {count}, and its index?"
    # Not click's own question: it writes a part of it to stdout.
    click.echo(f"{clean_line(question)} [y/N] ", nl=False, err=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes")
