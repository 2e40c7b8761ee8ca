"""The public Python interface: load a motion, open its index, spar.

Settings and folders are the user's, as on the command line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from debater import assemble
from debater.config import limit_threads, load_settings, paths
from debater.errors import DebaterError
from debater.motions.library import find_motion
from debater.motions.model import SIDES, Motion, Side
from debater.sparring.reply import Reply
from debater.sparring.rounds import Round

if TYPE_CHECKING:
    from debater.retrieval.index import OpenIndex


def load_motion(name: str) -> Motion:
    """Load a motion by name, or by the path of its folder.  Raises ``DebaterError``."""
    return assemble.load_motion(name, load_settings())


def open_index(name: str) -> OpenIndex:
    """Open the built index of a motion, checked against its files.

    Raises ``IndexMissing``, ``IndexStale`` or ``IndexCorrupt`` when none is sound.
    """
    # faiss and NumPy are only needed here.
    from debater.retrieval.index import open_index as open_folder

    settings, where = load_settings(), paths()
    found = find_motion(name, settings, where)
    folders = assemble.index_folders(found, settings, where)
    for folder in folders[:-1]:
        try:
            return open_folder(folder, found.folder, None)
        except DebaterError:
            # The last folder's error is the one to report.
            continue
    return open_folder(folders[-1], found.folder, None)


class Sparring:
    """One round against the bot.

    ``side`` is the side the user argues.  ``respond`` keeps the turns in ``round``, so
    that no passage is cited twice while another answers.
    """

    def __init__(self, motion: str, side: Side, seed: int = 0) -> None:
        """Open the engine for ``motion``, a name or a path.  Raises ``DebaterError``."""
        if side not in SIDES:
            raise DebaterError(f"There is no side “{side}”.", "Use “for” or “against”.")
        limit_threads()
        self._engine = assemble.open_engine(motion, load_settings())
        self.motion = self._engine.motion
        self.round = Round(self.motion.name, side, seed=seed)

    def respond(self, text: str) -> Reply:
        """Answer ``text`` and add the turn to the round."""
        reply = self._engine.answer(text, self.round)
        self.round = self.round.with_turn(text, reply)
        return reply
