"""``debater spar``: the UI for one motion and side, or the same round as plain lines."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from debater.cli import options
from debater.cli.diagnostics import narrate
from debater.config import Settings, limit_threads, load_settings, paths
from debater.errors import DebaterError, StorageError
from debater.motions.library import find_motion
from debater.motions.model import SIDES, Side, opposite
from debater.text import clean

if TYPE_CHECKING:
    from debater.sparring.engine import Engine
    from debater.sparring.reply import Reply
    from debater.store.rounds import RoundStore, StoredTurn

T = TypeVar("T")

_HELP = """Type an argument and press Enter. A line that begins with / is a command:
/next   the next best passage against your last argument
/why    why the last passage was chosen
/source the paragraph the last quotation stands in
/swap   begin a new round on the other side
/new    begin a new round on this side
/help   this list
/quit   end (so does the end of input)"""


@click.command("spar")
@options.motion
@click.option("--side", type=click.Choice(SIDES), help="The side you argue.  [asked, or for]")
@click.option("--plain", is_flag=True, help="Lines instead of a screen: for readers and pipes.")
@click.option("--resume", is_flag=True, help="With --plain: go on with the last round.")
def command(motion: str | None, side: Side | None, plain: bool, resume: bool) -> int | None:
    """Spar on a motion: you argue a side, the bot cites the sources against you."""
    limit_threads()
    if not plain:
        # Textual is imported only for the screen.
        from debater.tui.app import run

        # A side alone means the default motion; without either the UI asks.
        settings = load_settings()
        wanted = motion or (settings.motion if side else None)
        return run(_kept_name(wanted, settings) if wanted else None, side)
    if side is None and not resume and sys.stdin.isatty():
        side = click.prompt("Which side do you argue", type=click.Choice(SIDES), err=True)
    _PlainRound(motion, side, resume).run()
    return None


def resume_round(id: int) -> None:
    """Go on with the round of this id as plain lines."""
    _PlainRound(None, None, resume=True, id=id).run()


class _PlainRound:
    """A round as lines: arguments on stdin, replies on stdout, the rest on stderr."""

    def __init__(
        self, motion: str | None, side: Side | None, resume: bool, id: int | None = None
    ) -> None:
        # Deferred until the arguments are known to be good: NumPy, faiss, the model.
        from debater.sparring.rounds import Round

        settings = load_settings()
        self._store = _open_store()
        stored = None
        if id is not None:
            stored = self._store.round(id)
        elif resume:
            stored = self._store.last_round("sparring")
        if resume and stored is None:
            narrate("There is no round to go on with; this is a new one.")
        if stored is not None:
            motion, side = stored.motion, stored.side
        motion = motion or settings.motion
        self.engine = _open_engine(motion, settings)
        self._kept_name = _kept_name(motion, settings)
        side = side or "for"
        if stored is not None:
            self.round = Round(self.engine.motion.name, stored.side, seed=stored.seed)
            self._id = stored.id
            self._replay(stored.turns)
        else:
            self._begin(side)

    def run(self) -> None:
        """Read lines until the end of input or /quit."""
        narrate(f"Motion: {self.engine.motion.statement}. You argue {self.round.side}.")
        narrate(self.engine.introduction(self.round.side))
        if sys.stdin.isatty():
            narrate("Type /help for the commands.")
        for line in sys.stdin.buffer:
            said = clean(line.decode("utf-8", "replace")).strip()
            if said in ("/quit", "/exit"):
                break
            self._hear(said)
            sys.stdout.flush()

    def _begin(self, side: Side) -> None:
        from debater.sparring.rounds import Round

        seed = random.randrange(2**31)  # noqa: S311  # varies the wording, no secret
        self.round = Round(self.engine.motion.name, side, seed=seed)
        # Where that fails, _keep has begun the round in memory instead.
        started = self._keep(lambda store: store.start(self._kept_name, side, seed))
        if started is not None:
            self._id = started

    def _hear(self, said: str) -> None:
        if not said.startswith("/"):
            if said:
                self._argue(said)
            return
        match said.split()[0]:
            case "/next":
                self._next()
            case "/why":
                self._why()
            case "/source":
                self._source()
            case "/swap":
                self._begin(opposite(self.round.side))
                narrate(f"New round. You argue {self.round.side}.")
                narrate(self.engine.introduction(self.round.side))
            case "/new":
                self._begin(self.round.side)
                narrate(f"New round. You argue {self.round.side}.")
            case "/help":
                narrate(_HELP)
            case other:
                narrate(f"There is no command “{other}”; /help lists them.")

    def _argue(self, argument: str) -> None:
        # On disk before anything is computed: a crash loses the reply, never the words.
        number = self._keep(lambda store: store.commit_argument(self._id, argument))
        reply = self.engine.answer(argument, self.round)
        self.round = self.round.with_turn(argument, reply)
        self._say()
        if number:
            self._keep_reply(number, reply)

    def _keep_reply(self, number: int, reply: Reply) -> None:
        from debater.sparring.record import dump_reply

        self._keep(lambda store: store.commit_reply(self._id, number, dump_reply(reply)))

    def _say(self) -> None:
        from debater.cli.plain import reply_lines

        reply = self.round.turns[-1].reply
        if reply is not None:
            click.echo("\n".join(reply_lines(reply)) + "\n")

    def _next(self) -> None:
        reply = self.engine.another(self.round)
        if reply is None:
            narrate("No other passage answers that.")
            return
        self.round = self.round.with_reply(reply)
        self._say()
        self._keep_reply(len(self.round.turns), reply)

    def _why(self) -> None:
        chosen = self.round.replies[-1].chosen if self.round.replies else None
        if chosen is None:
            narrate("The last reply cites no passage.")
            return
        from debater.cli.plain import about_counter

        part = chosen.evidence
        click.echo(f"{about_counter(chosen)}.")
        if part.claim:
            click.echo(f"Its coach wrote that it answers: “{part.claim}” ({part.answers:.2f}).")
        click.echo(
            f"Similarity to your words: passage {part.passage:.2f}, sentence {part.sentence:.2f}, "
            f"shared words {part.lexical:.2f} ({', '.join(part.shared_words) or 'none'})."
        )

    def _source(self) -> None:
        citation = self.round.replies[-1].citation if self.round.replies else None
        if citation is None:
            narrate("The last reply cites no passage.")
            return
        from debater.sparring.phrasing import full_cite

        passage = self.engine.motion.passage(citation.passage)
        click.echo(passage.span.of(citation.source.text))
        click.echo(f"({full_cite(citation)})")

    def _replay(self, turns: tuple[StoredTurn, ...]) -> None:
        """Rebuild a stored round, answering what a crash left unanswered."""
        for turn in turns:
            reply = self._stored_reply(turn)
            if reply is None:
                reply = self.engine.answer(turn.argument, self.round)
                self._keep_reply(turn.number, reply)
            self.round = self.round.with_turn(turn.argument, reply)
        if turns:
            narrate(f"Going on after {len(turns)} turns; your last argument and its reply:")
            narrate(turns[-1].argument)
            self._say()

    def _stored_reply(self, turn: StoredTurn) -> Reply | None:
        """Read a turn's reply; one that another version wrote counts as not computed."""
        from debater.sparring.record import load_reply

        try:
            return load_reply(turn.reply, self.engine.motion) if turn.reply is not None else None
        except DebaterError:
            return None

    def _keep(self, write: Callable[[RoundStore], T]) -> T | None:
        """Write to the store; when that fails say so once and go on without it."""
        try:
            return write(self._store)
        except StorageError as error:
            narrate(f"{error.message} This round is not being saved.")
            self._store = _memory_store()
            self._id = self._store.start(self.round.motion, self.round.side, self.round.seed)
            return None


def _open_engine(name: str, settings: Settings) -> Engine:
    from debater import assemble

    return assemble.open_engine(name, settings, tell=narrate)


def _kept_name(name: str, settings: Settings) -> str:
    """Return what finds the motion again: its name, or its folder where it was named by path."""
    found = find_motion(name, settings, paths())
    return str(found.folder.resolve()) if found.origin == "path" else found.name


def _open_store() -> RoundStore:
    from debater.store.rounds import RoundStore

    try:
        store = RoundStore(paths().database)
    except StorageError as error:
        narrate(f"{error} This round is not being saved.")
        return _memory_store()
    if store.kept_aside is not None:
        narrate(f"The file of your rounds was damaged; it is kept as {store.kept_aside}.")
    return store


def _memory_store() -> RoundStore:
    from debater.store.rounds import RoundStore

    return RoundStore(None)
