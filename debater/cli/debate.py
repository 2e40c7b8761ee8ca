"""``debater debate``: a whole debate in a format, as plain lines."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

import click

from debater.cli import options
from debater.cli.diagnostics import narrate
from debater.config import Settings, limit_threads, load_settings, paths
from debater.errors import DebaterError
from debater.motions.library import find_motion
from debater.motions.model import SIDES, Side, opposite

if TYPE_CHECKING:
    from debater.debating.model import Debate, Format
    from debater.debating.opponent import Opponent
    from debater.debating.play import DebateInPlay
    from debater.store.debates import StoredDebate
    from debater.store.keeper import Keeper

_FORMAT = "spar"
# As in the settings.
_SLOWEST, _QUICKEST = 40, 600


@click.command(
    "debate",
    epilog="Example: debater debate --format lincoln-douglas --side against",
)
@options.motion
@click.option("--side", type=click.Choice(SIDES), help="The side you argue.  [asked, or for]")
@click.option(
    "--format",
    "format_name",
    metavar="NAME|FILE",
    help=f"A format by name, or its file: “debater formats list” shows them.  [{_FORMAT}]",
)
@click.option(
    "--seat",
    "seats",
    multiple=True,
    metavar="SEAT",
    help="A seat you take; may be repeated.  [all of your side, or its opening team]",
)
@click.option(
    "--first",
    type=click.Choice(SIDES),
    help="The side that speaks first, where a coin decides.  [a coin]",
)
@click.option("--resume", is_flag=True, help="Go on with the last debate, as it was set up.")
@click.option(
    "--words-a-minute",
    "pace",
    type=click.IntRange(_SLOWEST, _QUICKEST),
    help="The pace of speeches, which sets their budget of words.  [150, or your setting]",
)
def command(
    motion: str | None,
    side: Side | None,
    format_name: str | None,
    seats: Sequence[str],
    first: Side | None,
    resume: bool,
    pace: int | None,
) -> None:
    """Debate in a format, as plain lines: for screen readers and pipes.

    The transcript is on stdout; what is expected of you, and the clock's alerts, on stderr.
    A speech goes over as many lines as you want, and the line /end delivers it; under
    questions each line is a question or an answer.  /help lists every command.

    A speech's clock starts with its first line.  A terminal read by lines has no timer:
    alerts are told with the next line you enter, and nothing is ever cut.  Each line is
    kept as it is entered, so --resume restores a speech that was broken off.
    """
    limit_threads()
    if resume and (motion or side or format_name or seats or first):
        raise click.UsageError("--resume goes on with a debate as it was set up; leave the rest.")
    settings = load_settings()
    if pace is not None:
        settings = replace(settings, words_a_minute=str(pace))
    from debater.store.keeper import Keeper

    # What is wrong with the wish is told before anything is opened.
    format = None if resume else _format(format_name or _FORMAT)
    keeper = Keeper(paths().database)
    try:
        if keeper.kept_aside is not None:
            narrate(f"The file of your rounds was damaged; it is kept as {keeper.kept_aside}.")
        stored = _last_debate(keeper) if resume else None
        if resume and stored is None:
            narrate("There is no debate to go on with; this is a new one.")
        if stored is not None:
            begun: Debate | StoredDebate = stored
        else:
            begun = _set_up(format or _format(_FORMAT), motion, side, seats, first, settings)
        _play(begun, keeper, settings)
    finally:
        keeper.close()


def resume_debate(id: int) -> None:
    """Go on with the debate of this id as plain lines.  Raises ``DebaterError``."""
    from debater.store.keeper import Keeper

    keeper = Keeper(paths().database)
    try:
        stored = keeper.debate(id)
        if stored is None:
            raise DebaterError(f"There is no debate {id}.", "List them with: debater rounds list")
        _play(stored, keeper, load_settings())
    finally:
        keeper.close()


def _play(begun: Debate | StoredDebate, keeper: Keeper, settings: Settings) -> None:
    """Open the bot and play."""
    # Deferred until the wish is known to be good: NumPy, faiss, the model.
    from debater import assemble, debate_parts
    from debater.cli.debate_plain import PlainDebate

    engine = assemble.open_engine(begun.motion, settings, tell=narrate)
    opponent = debate_parts.open_opponent(engine, settings)
    play = _in_play(begun, keeper, opponent)
    rings = settings.alerts == "bell" and sys.stderr.isatty()
    # Who types has their own words before them.
    plain = PlainDebate(play, opponent, echoes=not sys.stdin.isatty(), rings=rings)
    plain.tells = settings.alerts != "off"
    plain.run(sys.stdin.buffer)


def _in_play(begun: Debate | StoredDebate, keeper: Keeper, opponent: Opponent) -> DebateInPlay:
    from debater.debating.model import Debate
    from debater.debating.play import DebateInPlay

    if isinstance(begun, Debate):
        return DebateInPlay.begin(keeper, begun, monotonic)
    return DebateInPlay.resume(keeper, begun, opponent.motion, monotonic)


def _last_debate(keeper: Keeper) -> StoredDebate | None:
    last = keeper.last_round("debate")
    return keeper.debate(last.id) if last is not None else None


def _format(name: str) -> Format:
    from debater.format_files import load_format

    format = load_format(name)
    if not format.stages:
        raise DebaterError(
            f"“{format.title}” has no speeches: it goes turn by turn.",
            "Use “debater spar --plain”, or a format of “debater formats list”.",
        )
    return format


def _set_up(
    format: Format,
    motion: str | None,
    side: Side | None,
    seats: Sequence[str],
    first: Side | None,
    settings: Settings,
) -> Debate:
    """Return the debate that was wished for, in which nothing has happened yet."""
    from debater.debating.formats import default_seats
    from debater.debating.model import Debate

    name = _kept_name(motion or settings.motion, settings)
    if not format.flip:
        if first not in (None, "for"):
            raise click.UsageError(f"In {format.title} no coin is flipped: “for” speaks first.")
        first = "for"
    taken, speaks_first = _seats(format, seats)
    if side is None and not (taken and first) and sys.stdin.isatty():
        side = click.prompt("Which side do you argue", type=click.Choice(SIDES), err=True)
    if taken:
        if side is None:
            side = "for" if first is None else first if speaks_first else opposite(first)
        turn = side if speaks_first else opposite(side)
        if first is not None and first != turn:
            raise click.UsageError(
                f"Where “{first}” speaks first, {', '.join(taken)} argues “{opposite(side)}”."
            )
        first = turn
    side = side or "for"
    coin: Side = random.choice(SIDES)  # noqa: S311  # no secret
    first = first or coin
    taken = taken or default_seats(format, side, first)
    seed = random.randrange(2**31)  # noqa: S311  # varies the wording, no secret
    return Debate(format, name, side, taken, first, seed)


def _seats(format: Format, wanted: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """Return the seats that were named, in the format's order, and whether they speak first.

    Raises ``UsageError`` for a seat that does not exist, and for seats of both sides.
    """
    names = {name.casefold() for name in wanted}
    known = {seat.id.casefold(): seat for seat in format.seats}
    for name in wanted:
        if name.casefold() not in known:
            every = ", ".join(seat.id for seat in format.seats)
            raise click.UsageError(f"{format.title} has no seat “{name}”; it has {every}.")
    taken = [seat for id, seat in known.items() if id in names]
    if len({seat.first for seat in taken}) > 1:
        raise click.UsageError("The seats you take must be of one side.")
    return tuple(seat.id for seat in taken), bool(taken) and taken[0].first


def _kept_name(name: str, settings: Settings) -> str:
    """Return what finds the motion again: its name, or its folder where it was named by path."""
    found = find_motion(name, settings, paths())
    return str(found.folder.resolve()) if found.origin == "path" else found.name
