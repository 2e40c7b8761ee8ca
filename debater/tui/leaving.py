"""Leaving when the terminal closes or the system asks: saved first, and without fail."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from typing import Any

# How long leaving on a signal may take, in seconds.
_GRACE = 2.0


def heed_signals(leave: Callable[[int], None]) -> Callable[[], None]:
    """Call ``leave`` in the running loop on SIGTERM and SIGHUP; return what undoes this.

    No exit hook of Python or Textual runs on either.
    """
    loop = asyncio.get_running_loop()
    before: dict[int, Any] = {}

    def heed(number: int, _: object) -> None:
        # Once its terminal is gone, Textual's writer can block the loop for good: whatever
        # happens, the process ends.  All but the last quarter second is on disk by then.
        last = threading.Timer(_GRACE, os._exit, (128 + number,))
        last.daemon = True
        last.start()
        loop.call_soon_threadsafe(leave, number)

    def undo() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows knows no SIGHUP
        if number is not None and threading.current_thread() is threading.main_thread():
            before[number] = signal.signal(number, heed)
    return undo
