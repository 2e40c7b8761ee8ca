"""A debate-practice partner: argue a motion, be answered with a cited passage against you.

    import debater

    sparring = debater.Sparring("detente", side="against")
    reply = sparring.respond("Putin only understands force.")
    print(reply.because)

Names are loaded on first use (PEP 562), so that ``import debater`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from debater.api import Sparring, load_motion, open_index
    from debater.errors import DebaterError
    from debater.motions.citation import Citation
    from debater.motions.model import Motion
    from debater.sparring.reply import Counter, Reply

__version__ = "0.1.0"

__all__ = [
    "Citation",
    "Counter",
    "DebaterError",
    "Motion",
    "Reply",
    "Sparring",
    "__version__",
    "load_motion",
    "open_index",
]

_HOMES = {
    "Citation": "debater.motions.citation",
    "Counter": "debater.sparring.reply",
    "DebaterError": "debater.errors",
    "Motion": "debater.motions.model",
    "Reply": "debater.sparring.reply",
    "Sparring": "debater.api",
    "load_motion": "debater.api",
    "open_index": "debater.api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
