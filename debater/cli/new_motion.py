"""``debater motions new``: from a coach's documents to a motion that can be argued."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import click

from debater import assemble
from debater.cli.diagnostics import narrate, progress_bar, say
from debater.config import load_settings, paths
from debater.motions.model import SIDES, SourceStance

_STANCES = ("for", "against", "mixed")
_CITE = ("author", "date", "publication", "url")
# What may be given for a cite element nobody knows, to keep the others in their order.
_UNKNOWN = ("", "-")
_T = TypeVar("_T")


class _SeveralValues(click.Command):
    """A command whose repeatable options may be followed by several values each.

    ``--from A B`` is read as ``--from A --from B``; the motion's name stands before.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        several = {o for p in self.params if getattr(p, "multiple", False) for o in p.opts}
        spread: list[str] = []
        current = ""
        for arg in args:
            if arg in several:
                current = arg
            elif arg.startswith("--"):
                current = ""
                spread.append(arg)
            else:
                spread += [current, arg] if current else [arg]
        # An option without a value is left for click to name.
        if args and args[-1] in several:
            spread.append(args[-1])
        return super().parse_args(ctx, spread)


@click.command(
    "new",
    short_help="Make a motion from articles.",
    cls=_SeveralValues,
    epilog="Example: debater motions new car-free --title “Cities should close their centres "
    "to cars” --from essay.pdf reply.docx --stance for against",
)
@click.argument("name")
@click.option("--title", required=True, help="What is debated, as a full sentence.")
@click.option(
    "--from",
    "sources",
    multiple=True,
    required=True,
    metavar="FILE_OR_URL…",
    help="Articles: txt, md, html, pdf, docx, epub or a web address.",
)
@click.option(
    "--stance",
    multiple=True,
    type=click.Choice(_STANCES),
    help="What the sources argue: one for all, or one each, in order.  [inferred]",
)
@click.option("--author", multiple=True, help="Of each source, in order; - where unknown.")
@click.option("--date", multiple=True, help="Likewise.")
@click.option("--publication", multiple=True, help="Likewise.")
@click.option("--url", multiple=True, help="Likewise.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to make the motion's own folder in.  [your motions]",
)
def command(
    name: str,
    title: str,
    sources: Sequence[str],
    stance: Sequence[SourceStance],
    author: Sequence[str],
    date: Sequence[str],
    publication: Sequence[str],
    url: Sequence[str],
    out: Path | None,
) -> None:
    """Make the motion NAME from articles: import, label, write, index.

    Its folder, printed on stdout, holds plain files: the texts and a motion.yaml to edit.
    """
    # Deferred until the arguments are known to be good: the readers and the labels' models.
    from debater.packing import Wanted, new_motion

    stances = _one_each("stance", stance, len(sources), shared=True)
    given = dict(zip(_CITE, (author, date, publication, url), strict=True))
    cites = {name: _one_each(name, values, len(sources)) for name, values in given.items()}
    wanted = [
        Wanted(
            location,
            stances[n] if stances else None,
            {
                name: values[n]
                for name, values in cites.items()
                if values and values[n] not in _UNKNOWN
            },
        )
        for n, location in enumerate(sources)
    ]
    settings, where = load_settings(), paths()
    with progress_bar() as progress:
        folder = new_motion(
            name, title, wanted, out or where.motions, settings, where, narrate, progress
        )
    called = shlex.quote(name if out is None else str(folder))
    motion = assemble.load_motion(str(folder), settings)
    side = max(SIDES, key=lambda one: len(motion.opposing(one)))
    narrate(f"Look over the labels:    debater motions review {called}")
    narrate(f"See what is wrong, thin: debater motions check {called}")
    narrate(f"Argue it:                debater spar --motion {called} --side {side}")
    say(str(folder))


def _one_each(name: str, values: Sequence[_T], count: int, shared: bool = False) -> Sequence[_T]:
    """Return a value a source, or none; raises a usage error for another number of them."""
    if shared and len(values) == 1:
        return list(values) * count
    if values and len(values) != count:
        one = "one for all, or one each" if shared else "one each (- where unknown)"
        raise click.UsageError(
            f"--{name} was given {len(values)} times for {count} sources: give {one}, in order."
        )
    return values
