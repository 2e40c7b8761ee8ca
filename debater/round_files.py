"""Rounds as files and how they ended: what the command line and the screens share.

Beside ``assemble``: puts the store, the motion, the flow and the judge together.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from debater.assemble import indexed, load_motion, motion_state, open_engine
from debater.config import Paths, Settings
from debater.errors import DebaterError, StorageError
from debater.motions.library import find_motion
from debater.motions.model import Motion
from debater.sparring.record import load_reply
from debater.sparring.rounds import Round, RoundTurn
from debater.store.rounds import RoundStore
from debater.store.whole import WholeRound
from debater.study.summary import (
    RoundSummary,
    dump_summary,
    load_summary,
    result_line,
    summary_of_debate,
    summary_of_round,
)

if TYPE_CHECKING:
    from debater.debating.opponent import Opponent
    from debater.export.model import RoundView

# So many rounds are tried before it is left for another time.
_LOOKED_THROUGH = 1000
# The endings of files a round can be written to, and what each is.
ENDINGS = {".html": "page", ".docx": "Word", ".md": "Markdown", ".json": "to import again"}


class RoundFiles:
    """Exports rounds, imports them, and writes down how they ended.

    ``store_of`` gives the store in use.  Engines are opened when a debate needs one (its flow
    and ballot) and kept.  Not for two threads at a time.
    """

    def __init__(
        self, store_of: Callable[[], RoundStore], settings: Settings, where: Paths
    ) -> None:
        self._store_of, self._settings, self._where = store_of, settings, where
        self._opponents: dict[str, tuple[object, Opponent]] = {}

    def view(self, id: int) -> tuple[WholeRound, Motion, RoundView]:
        """Return a round with all that is shown of it.

        Where its motion is gone, every word of the user's is there and no quotation.
        Raises ``DebaterError`` where there is no such round.
        """
        from debater.export.view import view_of

        whole = self._whole(id)
        judge = None
        if whole.format:
            # Without an engine there is no flow and no ballot, and every word all the same.
            with suppress(DebaterError):
                judge = self._opponent(whole.motion).judge
        motion = self._motion_or_none(whole)
        view = view_of(whole, motion, judge.make_flow if judge else None, judge)
        if whole.summary is not None:
            view = replace(view, result=result_line(load_summary(whole.summary)))
        return whole, motion, view

    def content(self, id: int, ending: str) -> str | bytes:
        """Return what a file of this ending holds of a round.  Raises ``DebaterError``."""
        write = _writer(ending)
        whole, motion, view = self.view(id)
        return write(whole, motion, view)

    def write(self, id: int, path: Path) -> None:
        """Write a round to a file that does not exist yet; its ending says what kind.

        Raises ``DebaterError``.
        """
        from debater.export.files import write_new

        write_new(path, self.content(id, path.suffix))

    def read(self, path: Path) -> tuple[int, tuple[str, ...]]:
        """Import the round in a JSON file, beside those that are there.

        Returns its id, and a sentence for each thing in it that cannot be proved here.
        Raises ``DebaterError`` for a file that is no exported round.
        """
        from debater.export.json_check import changed_sources, check_round
        from debater.export.json_round import read_round

        try:
            written = path.read_bytes()
        except OSError as error:
            raise DebaterError(
                f"{path} cannot be read ({error.strerror or error}).", "Check its name."
            ) from error
        whole = read_round(written)
        id = self._store_of().archive.put(whole)
        try:
            motion = self._motion(whole)
            changed = changed_sources(json.loads(written), motion)
            return id, (*changed, *check_round(whole, motion))
        except DebaterError as error:
            return id, (str(error),)

    # ── how rounds ended ────────────────────────────────────────────────────────────

    def summarise(self, limit: int = 50, pause: float = 0.0) -> bool:
        """Write down how rounds ended of which it is not written yet; tell whether any were.

        The newest come first, at most ``limit``.  ``pause`` are seconds between two of them,
        which leave a screen its time.  What cannot be read, whose motion is gone or has no index,
        is left as it is.
        """
        archive = self._store_of().archive
        written, motions = 0, _Motions(self._motion)
        for id in archive.unsummarised(_LOOKED_THROUGH):
            try:
                whole = self._whole(id)
                summary = self._summarised(whole, motions.of(whole))
            except StorageError:
                raise
            except DebaterError:
                continue
            said = len(whole.turns) + len(whole.events)
            written += archive.keep_summary(id, dump_summary(summary), said)
            if written >= limit:
                break
            time.sleep(pause)
        return written > 0

    def _summarised(self, whole: WholeRound, motion: Motion) -> RoundSummary:
        from debater.debating.quoting import check_quotations
        from debater.export.view_debate import debate_of

        if not whole.format:
            return summary_of_round(_round_of(whole, motion), whole.copied)
        if self._opened(whole.motion) is None:
            # Nobody waits for an index to be built before rounds are listed.
            found = find_motion(whole.motion, self._settings, self._where)
            known, why = indexed(found, self._settings, self._where)
            if known is None:
                raise DebaterError(why)
        opponent = self._opponent(whole.motion)
        debate, _ = debate_of(whole, motion)
        flow = opponent.judge.make_flow(debate)
        own = [speech.text for speech in debate.speeches if speech.by == "user"]
        checks = [check for text in own for check in check_quotations(text, motion)]
        return summary_of_debate(debate, flow, opponent.ballot(debate), checks)

    # ── what they need ──────────────────────────────────────────────────────────────

    def _whole(self, id: int) -> WholeRound:
        whole = self._store_of().archive.whole(id)
        if whole is None:
            raise DebaterError(f"There is no round {id}.", "List them with: debater rounds list")
        return whole

    def _motion(self, whole: WholeRound) -> Motion:
        # An engine's motion carries the labels of its index.
        opponent = self._opened(whole.motion)
        if opponent is not None:
            return opponent.engine.motion
        return load_motion(whole.motion, self._settings, self._where)

    def _motion_or_none(self, whole: WholeRound) -> Motion:
        """Return the round's motion, or one without sources where it is not there any more."""
        try:
            return self._motion(whole)
        except StorageError:
            raise
        except DebaterError:
            return Motion(whole.motion, Path(whole.motion).name, {}, "", (), ())

    def _opponent(self, name: str) -> Opponent:
        from debater.debate_parts import open_opponent

        opened = self._opened(name)
        if opened is None:
            state = motion_state(name, self._settings, self._where)
            engine = open_engine(name, self._settings, self._where)
            opened = open_opponent(engine, self._settings, self._where)
            self._opponents[name] = state, opened
        return opened

    def _opened(self, name: str) -> Opponent | None:
        """Return what was opened on a motion, while its files are as they were then."""
        if name not in self._opponents:
            return None
        state, opened = self._opponents[name]
        return opened if state == motion_state(name, self._settings, self._where) else None


class _Motions:
    """Loads each motion once, and remembers of which it cannot."""

    def __init__(self, load: Callable[[WholeRound], Motion]) -> None:
        self._load = load
        self._known: dict[str, Motion | DebaterError] = {}

    def of(self, whole: WholeRound) -> Motion:
        """Return the motion of a round.  Raises ``DebaterError``, each time."""
        if whole.motion not in self._known:
            try:
                self._known[whole.motion] = self._load(whole)
            except DebaterError as error:
                self._known[whole.motion] = error
        found = self._known[whole.motion]
        if isinstance(found, DebaterError):
            raise found
        return found


def _round_of(whole: WholeRound, motion: Motion) -> Round:
    """Return stored sparring as a round; a reply that cannot be read counts as none."""
    turns = []
    for turn in whole.turns:
        try:
            reply = load_reply(turn.reply, motion) if turn.reply is not None else None
        except DebaterError:
            reply = None
        turns.append(RoundTurn(turn.argument, reply))
    return Round(whole.motion, whole.side, tuple(turns), whole.seed)


Writer = Callable[[WholeRound, Motion, "RoundView"], "str | bytes"]


def _writer(ending: str) -> Writer:
    """Return what writes files of an ending.  Raises ``DebaterError`` for an unknown one."""
    ending = ending.casefold()
    if ending not in ENDINGS:
        known = ", ".join(ENDINGS)
        raise DebaterError(
            f"A round cannot be written as “{ending or 'a file without an ending'}”.",
            f"End the file's name with one of {known}.",
        )
    # Deferred: each kind of file has libraries of its own.
    if ending == ".json":
        from debater.export.json_round import dump_round, round_json

        return lambda whole, motion, view: round_json(dump_round(whole, motion, view))
    if ending == ".docx":
        from debater.export.round_docx import round_docx

        return lambda _, __, view: round_docx(view)
    if ending == ".md":
        from debater.export.round_markdown import round_markdown

        return lambda _, __, view: round_markdown(view)
    from debater.export.round_html import round_html

    return lambda _, __, view: round_html(view)
