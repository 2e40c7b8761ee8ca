"""Options that several commands share."""

from __future__ import annotations

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
