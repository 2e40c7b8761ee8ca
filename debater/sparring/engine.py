"""Engine: an argument in, a reply out.  (Being written: signatures are final.)"""

from __future__ import annotations

from debater.motions.model import Motion, Side
from debater.sparring.reply import Reply
from debater.sparring.rounds import Round


class Engine:
    """Answers arguments on one motion.  Safe to call from one thread at a time."""

    motion: Motion

    def answer(self, argument: str, round: Round) -> Reply:
        """Answer ``argument``, said after the turns of ``round`` (which does not hold it)."""
        raise NotImplementedError

    def another(self, round: Round) -> Reply | None:
        """Answer the last turn of ``round`` again, with the next best counter; None when
        no other passage answers it."""
        raise NotImplementedError

    def introduction(self, side: Side) -> str:
        """Say what the sources hold against ``side``: "2 of 18 passages oppose you, …"."""
        raise NotImplementedError
