"""``debater drill``: spaced drills as plain lines, listed, and as a deck for Anki."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from debater.cli.diagnostics import narrate, say
from debater.config import Settings, limit_threads, load_settings, paths
from debater.errors import DebaterError, StorageError
from debater.motions.library import find_motion
from debater.motions.model import SIDES, Motion, Side
from debater.sparring.counters import Likeness
from debater.sparring.wording import count_in_words
from debater.study.model import DRILL_KINDS, Drill, DrillKind
from debater.study.wording import when_in_words
from debater.text import clean_line, excerpt

if TYPE_CHECKING:
    from debater.store.drills import StoredDrill
    from debater.store.rounds import RoundStore
    from debater.study.sitting import Wanted

_ASKS_LENGTH = 60


@click.command("drill", epilog="Example: debater drill --make --motion detente --side for")
@click.option(
    "--motion",
    metavar="NAME|PATH",
    default=None,
    help="Only drills on this motion.  [all; made: of détente, or your setting]",
)
@click.option(
    "--side",
    type=click.Choice(SIDES),
    help="Only drills of this side, and of neither.  [both; made: for]",
)
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(DRILL_KINDS),
    multiple=True,
    help="Only drills of this kind; may be repeated.  [all]",
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Stop after N are graded.")
@click.option("--make", is_flag=True, help="First make drills from the motion and your rounds.")
@click.option("--list", "listed", is_flag=True, help="List the drills instead of asking them.")
@click.option("--json", "as_json", is_flag=True, help="With --list: one JSON array.")
@click.option(
    "--anki",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.apkg",
    help="Write the drills as a deck for Anki instead of asking them.",
)
def command(
    motion: str | None,
    side: Side | None,
    kinds: Sequence[DrillKind],
    limit: int | None,
    make: bool,
    listed: bool,
    as_json: bool,
    anki: Path | None,
) -> None:
    """Drill what you dropped and what the sources answer, as plain lines.

    Asks what is due, one drill at a time.  An answer a line is read from the input; how it
    did, and the passage that proves it, is printed; then a grade is read (1 again, 2 hard,
    3 good, 4 easy, or the word), and only Enter takes the one suggested.  The grade decides
    when the drill comes back.  /help lists the commands.

    The drills are on stdout, everything about them on stderr.  Each answer and each grade is
    kept as it is entered.
    """
    limit_threads()
    if listed and anki is not None:
        raise click.UsageError("--list and --anki are two things: choose one of them.")
    if as_json and not listed:
        raise click.UsageError("--json goes with --list.")
    settings = load_settings()
    name = _kept_name(motion, settings) if motion else None
    # Deferred until the wish is known to be good.
    from debater.study.sitting import Wanted

    wanted = Wanted(name, side, frozenset(kinds))
    store = _open_store()
    try:
        if make:
            _make(store, settings, motion or settings.motion, side or "for")
        if listed:
            _list(store, wanted, as_json=as_json)
        elif anki is not None:
            _export(store, settings, wanted, anki)
        else:
            _ask(store, settings, wanted, limit)
    finally:
        store.close()


def _open_store() -> RoundStore:
    from debater.store.rounds import RoundStore

    try:
        store = RoundStore(paths().database)
    except StorageError as error:
        narrate(f"{error} Nothing is being saved.")
        return RoundStore(None)
    if store.kept_aside is not None:
        narrate(f"The file of your rounds was damaged; it is kept as {store.kept_aside}.")
    return store


def _kept_name(motion: str, settings: Settings) -> str:
    """Return what finds the motion again: its name, or its folder where it was named by path."""
    found = find_motion(motion, settings, paths())
    return str(found.folder.resolve()) if found.origin == "path" else found.name


def _now() -> datetime:
    return datetime.now().astimezone()


# ── asking ──────────────────────────────────────────────────────────────────────────


def _ask(store: RoundStore, settings: Settings, wanted: Wanted, limit: int | None) -> None:
    from debater import assemble
    from debater.cli.drill_plain import PlainDrills
    from debater.store.drills import DrillStore
    from debater.study.scheduling import Scheduler
    from debater.study.sitting import Sitting

    drills = DrillStore(store.database)
    if not drills.counts(_now()).kept:
        narrate("There are no drills yet: “debater drill --make” makes some from a motion.")
        return
    load = partial(assemble.load_motion, settings=settings)
    sitting = Sitting(drills, store.drafts, Scheduler(), load, _now, wanted, settings.new_a_day)
    if sys.stdin.isatty():
        narrate("Type /help for the commands.")
    PlainDrills(sitting, partial(_likeness, settings=settings), limit).run(sys.stdin.buffer)


def _likeness(motion: str, settings: Settings) -> Likeness | None:
    """Open what compares answers; without it they are compared by their words."""
    # NumPy, faiss and the model: only when something typed is compared.
    from debater import assemble

    try:
        return assemble.open_engine(motion, settings, tell=narrate).likeness
    except DebaterError as error:
        narrate(f"{error} Answers are compared by their words alone.")
        return None


def _make(store: RoundStore, settings: Settings, motion: str, side: Side) -> None:
    from debater.drill_parts import DrillMaker

    maker = DrillMaker(lambda: store, settings, paths())
    made = maker.from_motion(_kept_name(motion, settings), side)
    rounds = maker.from_rounds()
    narrate(
        f"{count_in_words(made, 'new drill')} from “{clean_line(motion)}”, arguing {side}; "
        f"{rounds} from your last rounds."
    )


# ── listing and exporting ───────────────────────────────────────────────────────────


def _stored(store: RoundStore, wanted: Wanted) -> list[StoredDrill]:
    from debater.store.drills import DrillStore

    return [one for one in DrillStore(store.database).drills(wanted.motion) if wanted.holds(one)]


def _list(store: RoundStore, wanted: Wanted, *, as_json: bool) -> None:
    stored = sorted(_stored(store, wanted), key=lambda one: one.due)
    if as_json:
        say(json.dumps([_record(one) for one in stored], ensure_ascii=False, indent=2))
        return
    now = _now()
    rows = [("KIND", "MOTION", "SIDE", "DUE", "ASKS")]
    for one in stored:
        body = one.body
        about = clean_line(str(body.get("material") or body.get("asks") or ""))
        motion = clean_line(Path(one.motion).name)
        due = "new" if one.state is None else when_in_words(one.due, now)
        rows.append((one.kind, motion, one.side, due, excerpt(about, _ASKS_LENGTH)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        say("  ".join(cells).rstrip())


def _record(stored: StoredDrill) -> dict[str, Any]:
    """Return what the list says of a drill, for programs."""
    return {
        "key": stored.key,
        "kind": stored.kind,
        "motion": stored.motion,
        "side": stored.side,
        "due": stored.due.isoformat(),
        "new": stored.state is None,
        "asks": stored.body.get("asks"),
        "material": stored.body.get("material"),
    }


def _export(store: RoundStore, settings: Settings, wanted: Wanted, path: Path) -> None:
    from debater.export.anki import anki_package
    from debater.export.files import write_new

    motions, drills = _read(_stored(store, wanted), settings)
    if not drills:
        raise DebaterError("There are no such drills.", "“debater drill --make” makes some.")
    statements = {one.name: one.statement for one in motions}
    write_new(path, anki_package(drills, statements))
    narrate(f"{count_in_words(len(drills), 'drill')} in {path}.")


def _read(stored: list[StoredDrill], settings: Settings) -> tuple[list[Motion], list[Drill]]:
    """Read drills and prove their quotations; what cannot be is left out and told, once."""
    from debater import assemble
    from debater.study.record import load_drill

    motions: dict[str, Motion | None] = {}
    drills: list[Drill] = []
    told: set[str] = set()
    for one in stored:
        try:
            if one.motion not in motions:
                motions[one.motion] = None
                motions[one.motion] = assemble.load_motion(one.motion, settings)
            motion = motions[one.motion]
            if motion is not None:
                drills.append(load_drill(one.body, motion))
        except DebaterError as error:
            if str(error) not in told:
                narrate(f"A drill is left out: {error}")
            told.add(str(error))
    return [motion for motion in motions.values() if motion is not None], drills
