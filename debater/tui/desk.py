"""What the rounds of one run share: the state of the engine, one call at a time, the log."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from debater.errors import DebaterError
from debater.motions.model import Motion
from debater.sparring.engine import Engine

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class EngineState:
    """How far the engine of a motion has come; ``sentence`` says why it failed."""

    motion_name: str = ""
    phase: Literal["none", "opening", "ready", "failed"] = "none"
    motion: Motion | None = None
    engine: Engine | None = None
    sentence: str = ""

    @property
    def in_words(self) -> str:
        """Say the state as the header does."""
        if self.phase == "failed":
            return "no engine: Ctrl+R tries again"
        if self.phase != "ready":
            return "warming up…"
        words_only = self.engine is not None and self.engine.words_only
        return "words only: no model" if words_only else "ready"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something could not be done, in one sentence for the user."""

    sentence: str


class _LogFile(logging.FileHandler):
    """A log file that is made when first needed, and done without where it cannot be."""

    def emit(self, record: logging.LogRecord) -> None:
        # A log that cannot be written must not stop a round, which is why it is dropped.
        try:
            Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            super().emit(record)
        except OSError:
            return


class Desk:
    """Runs engine work one call at a time and turns whatever goes wrong into a sentence."""

    def __init__(self, log: Path) -> None:
        """Log what is unexpected to ``log``."""
        self._log_path = log
        self._log = logging.Logger("debater.tui")
        handler = _LogFile(log, delay=True, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        self._log.addHandler(handler)
        self._lock = threading.Lock()

    def attempt(self, work: Callable[[], T]) -> T | Refusal:
        """Do ``work`` when no other is being done; an error comes back as a refusal."""
        with self._lock:
            try:
                return work()
            except DebaterError as error:
                return Refusal(str(error))
            except Exception as error:  # noqa: BLE001 - logged; a bug must not end a round
                self._log.exception("unexpected")
                return Refusal(
                    f"Something unexpected went wrong ({type(error).__name__}); "
                    f"{self._log_path} says more."
                )
