"""How the UI reaches the rest of the product: a few calls, imported when first made.

Putting motions and engines together reads files and loads libraries, half a second and
more, and the first frame must not wait for that.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from debater.config import Paths, Settings
from debater.motions.model import SIDES, Motion
from debater.sparring.engine import Engine

if TYPE_CHECKING:
    from debater.assemble import MotionSummary
    from debater.debating.opponent import Opponent
    from debater.format_files import FormatSummary

Tell = Callable[[str], None]
FindMotions = Callable[[Settings, Paths], "list[MotionSummary]"]
LoadMotion = Callable[[str, Settings, Paths], Motion]
OpenEngine = Callable[[str, Settings, Paths, Tell], Engine]


def motions(settings: Settings, where: Paths) -> list[MotionSummary]:
    """List every motion that can be found."""
    from debater import assemble  # deferred: see the top of this module

    return assemble.motions(settings, where)


def summary(name: str, motion: Motion) -> MotionSummary:
    """Describe a motion that was loaded from a folder named on the command line."""
    from debater import assemble  # deferred: see the top of this module

    opposing = {side: len({p.passage for p in motion.opposing(side)}) for side in SIDES}
    return assemble.MotionSummary(
        name,
        Path(name),
        "folder",
        motion.statement,
        dict(motion.sides),
        opposing,
        len(motion.passages),
    )


def load_motion(name: str, settings: Settings, where: Paths) -> Motion:
    """Load a motion without any model."""
    from debater import assemble  # deferred: see the top of this module

    return assemble.load_motion(name, settings, where)


def motion_state(name: str, settings: Settings, where: Paths) -> object:
    """Return what changes when the files of a motion do."""
    from debater import assemble  # deferred: see the top of this module

    return assemble.motion_state(name, settings, where)


def open_engine(name: str, settings: Settings, where: Paths, tell: Tell) -> Engine:
    """Open everything needed to answer on a motion; ``tell`` is told what takes long."""
    from debater import assemble  # deferred: see the top of this module

    return assemble.open_engine(name, settings, where, tell)


def open_opponent(engine: Engine, settings: Settings, where: Paths) -> Opponent:
    """Put together the bot's side of debates."""
    from debater.debate_parts import open_opponent  # deferred: see the top of this module

    return open_opponent(engine, settings, where)


def formats(where: Paths) -> list[FormatSummary]:
    """List every format that can be found."""
    from debater.format_files import formats  # deferred: see the top of this module

    return formats(where)
