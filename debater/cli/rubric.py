"""``debater rubric``: what ballots are made by, to be read and changed."""

from __future__ import annotations

import click

from debater.cli.diagnostics import narrate, say
from debater.config import paths


@click.command("rubric")
def command() -> None:
    """Print the rubric of ballots: what is counted, how much it weighs, and which words count.

    A file rubrics/ballot.yaml in the folder of your own prompts takes the place of the
    shipped one; “debater doctor” names the folders.
    """
    # Deferred: the reader of YAML and what checks a rubric.
    from debater.assemble import RUBRIC, load_rubric, own_or_shipped

    where = paths()
    rubric = load_rubric(where)
    path = own_or_shipped(RUBRIC, where)
    own = where.prompts / RUBRIC
    if path == own:
        narrate(f"Your own rubric, version {rubric.version}: {path}")
    else:
        narrate(f"The shipped rubric, version {rubric.version}; one of yours would be {own}")
    say(path.read_text("utf-8-sig").rstrip("\n"))
