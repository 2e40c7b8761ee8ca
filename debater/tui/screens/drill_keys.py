"""Every action of the drills, once: its keys, its palette entry and its line of help."""

from __future__ import annotations

from textual.binding import Binding

from debater.tui.commands import PROGRAM, READING, WRITING, Action, Commands, actions
from debater.tui.widgets.key_line import ActionKeys

DRILL = Binding.Group("The drill")
# Choices, grades and offers have a number each.
NUMBERS = range(1, 10)

# The screen lists them itself, so that they belong to no place of the app.
ACTIONS = (
    Action(
        "drill.check", "app", "enter", "screen.check", "Check the answer",
        "Compare what you have written with what answers it; in a list take what is chosen.",
        WRITING, label="Check", in_composer=True, shown_as="⏎",
    ),
    Action(
        "drill.newline", "app", "ctrl+j,alt+enter", "screen.newline", "New line",
        "Begin a new line without checking.", WRITING, in_composer=True,
    ),
    Action(
        "drill.source", "app", "f2", "screen.toggle_source", "Show or hide the source",
        "Once you have answered: show the passage in its source, or hide it.", READING,
        label="Source",
    ),
    Action(
        "drill.citation", "app", "ctrl+g", "screen.citation", "Go to the citation",
        "Scroll the source to the sentence that is cited.", READING,
    ),
    Action(
        "drill.skip", "app", "f4", "screen.skip", "Skip the drill",
        "Leave this drill for later; it stays due, and what you wrote stays with it.", DRILL,
        label="Skip",
    ),
    Action(
        "drill.make", "app", "f7", "screen.make", "Make drills, or go on",
        "Make drills from a motion, or from your rounds; those there are keep their schedule. "
        "Pressed again it goes on with what is due.",
        DRILL, label="Make", in_composer=True,
    ),
    Action(
        "drill.retire", "app", "f9", "screen.retire", "Retire the drill",
        "Never ask this drill again; Ctrl+Z brings it back.", DRILL, label="Retire",
    ),
    Action(
        "drill.undo", "app", "ctrl+z,alt+z", "screen.undo", "Take the last grade back",
        "Grade the last drill again, or bring it back when it was retired.", DRILL, label="Undo",
    ),
    Action(
        "drill.write", "app", "escape", "screen.write", "Go to where you answer",
        "Go back to the composer or the list, from wherever the focus is.", WRITING,
    ),
    Action(
        "drill.retry", "app", "ctrl+r", "screen.retry", "Try again",
        "Try again what went wrong: opening the engine, or reading the drills.", PROGRAM,
    ),
    Action(
        "drill.leave", "app", "f12", "screen.leave", "Start screen",
        "Go back to the motions; what is graded is kept, and what is typed too.", PROGRAM,
    ),
)  # fmt: skip

PICK = [
    Binding(
        str(number), f"screen.pick({number})", "Take a choice by its number", show=False,
        tooltip="Take a choice or a grade by its number.", id="drill.pick", group=DRILL,
    )
    for number in NUMBERS
]  # fmt: skip

# What a narrow terminal leaves out, the first of these first; help and the way out stay.
_LEFT_OUT = ("drill.undo", "drill.retire", "drill.make", "drill.skip", "drill.source")


def bindings(*, composer: bool = False) -> list[Binding]:
    """Return the bindings of the drill screen, or those of its composer."""
    return [action.binding for action in ACTIONS if action.in_composer == composer]


class DrillCommands(Commands):
    """Lists in the command palette what can be done with a drill."""

    known = ACTIONS


def drill_key_line() -> ActionKeys:
    """Return the keys of the drills, as many as fit."""
    return ActionKeys((*ACTIONS, *actions("app")), _LEFT_OUT)
