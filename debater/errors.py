"""Every error this package raises on purpose, and the sentence a person reads.

    DebaterError(message, hint)
    ├── ConfigError            a setting that cannot be used
    ├── PackError              every problem of a motion's files, with file and line
    ├── DocumentError          a source that cannot be read
    ├── IndexError_            the built index of a motion
    │   ├── IndexMissing       it was never built
    │   ├── IndexStale         its sources, labels or model have changed since
    │   └── IndexCorrupt       its files are damaged
    ├── ModelUnavailable       the embedding model is missing or altered
    ├── ProofError             a quotation that is not, byte for byte, in its source
    └── StorageError           the user's rounds cannot be read or written

The command line turns each into one sentence on stderr and exit code 1; the
terminal UI shows the same sentence in place.  Nothing else is caught as "ours".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class DebaterError(Exception):
    """An error with a message (what and where) and a hint (what to do next)."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class ConfigError(DebaterError):
    """A setting, in the file or the environment, that cannot be used."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: where it is, what it is, and the mend."""

    path: Path
    line: int
    what: str
    mend: str = ""

    def __str__(self) -> str:
        mend = f"; {self.mend}" if self.mend else ""
        return f"{self.path}:{self.line}: {self.what}{mend}"


class PackError(DebaterError):
    """A motion whose files cannot be used; ``problems`` lists all of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        first = str(self.problems[0])
        more = len(self.problems) - 1
        extra = f" (and {more} more problem{'s' if more > 1 else ''})" if more else ""
        super().__init__(f"{first}{extra}.")


class DocumentError(DebaterError):
    """A source document that cannot be read."""


class IndexError_(DebaterError):
    """Something is wrong with the built index of a motion."""


class IndexMissing(IndexError_):
    """The motion has no built index."""


class IndexStale(IndexError_):
    """The index was built from other sources, labels or another model."""


class IndexCorrupt(IndexError_):
    """A file of the index is damaged."""


class ModelUnavailable(DebaterError):
    """The embedding model is missing, altered or cannot be loaded."""


class ProofError(DebaterError):
    """A quotation that its source does not contain at the place claimed."""


class StorageError(DebaterError):
    """The database of rounds cannot be read or written."""
