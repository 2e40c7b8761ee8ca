"""Every action of the review, once: its keys, its palette entry and its line of help."""

from __future__ import annotations

from textual.binding import Binding

from debater.tui.commands import PROGRAM, READING, Action, Commands, actions
from debater.tui.widgets.key_line import ActionKeys

LABEL = Binding.Group("The label")
BRIEF = Binding.Group("The brief")

# The review is an app of its own: its one screen is where all of it can be done.
ACTIONS = (
    Action(
        "review.for", "app", "f", "screen.stance('for')", "Label: for",
        "Say that the passage supports the motion.", LABEL, label="For",
    ),
    Action(
        "review.against", "app", "a", "screen.stance('against')", "Label: against",
        "Say that the passage speaks against the motion.", LABEL, label="Against",
    ),
    Action(
        "review.neutral", "app", "n", "screen.stance('neutral')", "Label: neutral",
        "Say that the passage argues neither way.", LABEL, label="Neutral",
    ),
    Action(
        "review.confirm", "app", "c,enter", "screen.confirm", "Confirm the label",
        "Take the prediction as it is, and go to the next one that is not reviewed.", LABEL,
        label="Confirm", shown_as="⏎",
    ),
    Action(
        "review.voice", "app", "v", "screen.voice", "Change the voice",
        "Change who speaks: the author, the author granting it, somebody who is reported.",
        LABEL, label="Voice",
    ),
    Action(
        "review.speaker", "app", "s", "screen.speaker", "Name the speaker",
        "Say who is reported.", LABEL,
    ),
    Action(
        "review.undo", "app", "u", "screen.undo", "Undo",
        "Take the last change back, in the file too.", LABEL, label="Undo",
    ),
    Action(
        "review.tag", "app", "t", "screen.tag", "Edit the tag",
        "Write one sentence that claims no more than the passage does.", BRIEF, label="Tag",
    ),
    Action(
        "review.answers", "app", "w", "screen.answers", "Edit what it answers",
        "Write claims of an opponent that the passage answers, one a line.", BRIEF,
        label="Answers",
    ),
    Action(
        "review.turn", "app", "r", "screen.turn", "Edit the turn",
        "Choose words of the author that can be turned, and say what they show instead.", BRIEF,
        label="Turn",
    ),
    Action(
        "review.filter", "app", "slash", "screen.filter", "Filter",
        "Show only passages with these words, or: for, against, reported, predicted …", READING,
        label="Filter", shown_as="/",
    ),
    Action(
        "review.all", "app", "escape", "screen.leave_filter", "Show all passages",
        "Take the filter away.", READING,
    ),
    Action(
        "review.order", "app", "o", "screen.order", "Change the order",
        "List the least certain first, in document order, or by side.", READING, label="Order",
    ),
    Action(
        "review.page", "app", "space", "screen.page(1)", "Scroll the passage down",
        "Read on in the passage.", READING,
    ),
    Action(
        "review.page_up", "app", "shift+space,b", "screen.page(-1)", "Scroll the passage up",
        "Go back in the passage.", READING,
    ),
    Action(
        "app.quit", "app", "ctrl+q,q", "app.quit", "Quit",
        "Leave; every change is saved already.", PROGRAM, label="Quit",
    ),
)  # fmt: skip

# Help and theme are those of the other screens.
PROGRAM_ACTIONS = tuple(one for one in actions("app") if one.id != "app.quit")

# What a narrow terminal leaves out, the first of these first; help and the way out stay.
_LEFT_OUT = "order turn filter undo tag answers voice confirm neutral against for".split()
_ORDER = "for against neutral confirm voice tag answers turn undo filter order".split()


def bindings(id: str = "") -> list[Binding]:
    """Return the bindings of the review screen, or that of one action."""
    known = (action for action in ACTIONS if action.id != "app.quit")
    return [action.binding for action in known if id in ("", action.id)]


def program_bindings() -> list[Binding]:
    """Return the bindings of the program around it."""
    return [action.binding for action in (*PROGRAM_ACTIONS, ACTIONS[-1])]


class ReviewCommands(Commands):
    """Lists in the command palette what can be done in a review."""

    known = (*ACTIONS, *PROGRAM_ACTIONS)


def review_key_line() -> ActionKeys:
    """Return the keys of the review, in the order of its work, as many as fit."""
    known = {one.id: one for one in (*ACTIONS, *PROGRAM_ACTIONS)}
    names = [*(f"review.{name}" for name in _ORDER), "app.help", "app.quit"]
    return ActionKeys([known[name] for name in names], [f"review.{name}" for name in _LEFT_OUT])
