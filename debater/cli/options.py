"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from debater.motions.model import SIDES

# Ids and counts, as large as the database has them.
NUMBER = click.IntRange(1, 2**63 - 1)

side = click.option(
    "--side",
    type=click.Choice(SIDES),
    required=True,
    help="The side YOU argue; the answer opposes it.",
)
motion = click.option(
    "--motion",
    metavar="NAME|PATH",
    default=None,
    help="A motion by name, or the folder of one.  [default: détente, or your setting]",
)


def with_ending(file: Path, kind: str | None) -> Path:
    """Give a file the ending of its kind, unless it has it; without a kind leave it as it is."""
    if kind is None or file.suffix.casefold() == f".{kind}" or not file.name:
        return file
    known = file.suffix.casefold() in (".html", ".htm", ".docx", ".md", ".json")
    return file.with_suffix(f".{kind}") if known else file.with_name(f"{file.name}.{kind}")
