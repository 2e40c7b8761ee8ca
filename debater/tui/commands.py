"""Every action of the UI, once: its keys, its palette entry and its line of help.

Screens take their bindings from here, the palette lists them, and help is read back from
the bindings that are in force, so the three cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen
from textual.theme import ThemeProvider

from debater.tui.themes import NAMES

Place = Literal["app", "start", "round"]

WRITING = Binding.Group("Writing")
REPLY = Binding.Group("The reply")
READING = Binding.Group("Reading")
ROUND = Binding.Group("The round")
PROGRAM = Binding.Group("The program")


@dataclass(frozen=True, slots=True)
class Action:
    """Something the user can do: ``run`` is what Textual runs, ``title`` names it in full.

    ``label`` is the short name for the footer; without one the footer leaves it out.
    """

    id: str
    place: Place
    keys: str
    run: str
    title: str
    help: str
    group: Binding.Group
    label: str = ""
    in_composer: bool = False
    shown_as: str | None = None

    @property
    def binding(self) -> Binding:
        """The key binding of this action."""
        return Binding(
            self.keys,
            self.run,
            self.label or self.title,
            show=bool(self.label),
            key_display=self.shown_as,
            tooltip=self.help,
            id=self.id,
            group=self.group,
        )


ACTIONS = (
    Action(
        "round.send", "round", "enter", "screen.send", "Send the argument",
        "Send what you have written; it is kept before it is answered.", WRITING,
        label="Send", in_composer=True,
    ),
    Action(
        "round.newline", "round", "ctrl+j,alt+enter", "screen.newline", "New line",
        "Begin a new line without sending.", WRITING, in_composer=True,
    ),
    Action(
        "round.older", "round", "alt+pageup", "screen.older", "Earlier argument of yours",
        "Bring back an earlier argument of this round to write it anew (also: up on the first "
        "line); your draft is kept.", WRITING,
    ),
    Action(
        "round.newer", "round", "alt+pagedown", "screen.newer", "Later argument of yours",
        "Go forward again, at last to your draft (also: down on the last line).", WRITING,
    ),
    Action(
        "round.write", "round", "escape", "screen.write", "Go to the composer",
        "Go back to writing, from wherever the focus is.", WRITING,
    ),
    Action(
        "round.another", "round", "f4", "screen.another", "Next best counter",
        "Answer your last argument again, with the next best passage.", REPLY, label="Another",
    ),
    Action(
        "round.why", "round", "f3", "screen.why", "Why this passage",
        "Show why this passage was chosen: its strength in parts, and its label.", REPLY,
        label="Why",
    ),
    Action(
        "round.copy", "round", "f5", "screen.copy", "Copy the reply with its cite",
        "Copy the reply of the selected turn, quotation and cite included.", REPLY, label="Copy",
    ),
    Action(
        "round.retry", "round", "ctrl+r", "screen.retry", "Try again",
        "Try again what went wrong: opening the engine, or answering a turn.", REPLY,
    ),
    Action(
        "round.source", "round", "f2", "screen.toggle_source", "Show or hide the source",
        "On a narrow screen: change between transcript and source. On a wide one: give the "
        "transcript the whole width, or not.", READING, label="Source",
    ),
    Action(
        "round.citation", "round", "ctrl+g", "screen.citation", "Go to the citation",
        "Scroll the source to the sentence the selected turn cites.", READING,
    ),
    Action(
        "round.previous", "round", "alt+up,ctrl+up", "screen.previous_turn", "Previous turn",
        "Select the turn before; the source shows what it cites.", READING,
    ),
    Action(
        "round.next", "round", "alt+down,ctrl+down", "screen.next_turn", "Next turn",
        "Select the turn after.", READING,
    ),
    Action(
        "round.earlier", "round", "alt+home", "screen.earlier", "Load earlier turns",
        "Show turns above those in the transcript.", READING,
    ),
    Action(
        "round.save", "round", "f8", "screen.save", "Save the round to a file",
        "Write the round as Markdown; an existing file is never overwritten.", ROUND,
        label="Save",
    ),
    Action(
        "round.swap", "round", "f9", "screen.swap", "Swap sides",
        "Begin a new round on the same motion, arguing the other side.", ROUND,
    ),
    Action(
        "round.new", "round", "ctrl+n", "screen.new_round", "New round",
        "Begin a new round on the same motion and side; this one is kept.", ROUND,
    ),
    Action(
        "round.leave", "round", "f12", "screen.leave", "Start screen",
        "Go back to the motions; the round is kept and can be continued.", ROUND,
    ),
    Action(
        "start.begin", "start", "enter", "screen.begin", "Start",
        "Begin a round on the chosen motion and side, or continue the chosen one.", ROUND,
        label="Start",
    ),
    Action(
        "start.swap", "start", "left,right", "screen.swap", "Change side",
        "Argue the other side of the motion.", ROUND, label="Side", shown_as="←→",
    ),
    Action(
        "app.help", "app", "f1", "app.help", "Help",
        "List every key, in groups.", PROGRAM, label="Help",
    ),
    Action(
        "app.theme", "app", "ctrl+t", "app.change_theme", "Theme",
        "Choose between the dark, light, high-contrast and terminal themes.", PROGRAM,
    ),
    Action(
        "app.quit", "app", "ctrl+q", "app.quit", "Quit",
        "Leave; the round and what you are writing are kept.", PROGRAM, label="Quit",
    ),
)  # fmt: skip


def actions(place: Place) -> tuple[Action, ...]:
    """Return the actions of one place, in the order they are shown."""
    return tuple(action for action in ACTIONS if action.place == place)


def bindings(place: Place, *, composer: bool = False) -> list[Binding]:
    """Return the bindings of a place, or those of its composer."""
    return [action.binding for action in actions(place) if action.in_composer == composer]


class Commands(Provider):
    """Lists in the command palette what can be done on the screen below it."""

    def _actions(self) -> Iterator[Action]:
        place = getattr(self.screen, "place", None)
        for action in ACTIONS:
            if action.place in ("app", place):
                yield action

    async def discover(self) -> Hits:
        """List everything, before anything is typed."""
        for action in self._actions():
            run = partial(run_on, self.screen, action)
            yield DiscoveryHit(action.title, run, help=action.help)

    async def search(self, query: str) -> Hits:
        """List what matches ``query``."""
        matcher = self.matcher(query)
        for action in self._actions():
            score = matcher.match(action.title)
            if score > 0:
                run = partial(run_on, self.screen, action)
                yield Hit(score, matcher.highlight(action.title), run, help=action.help)


class Themes(ThemeProvider):
    """Lists our themes by their names for people."""

    @property
    def commands(self) -> list[tuple[str, Callable[[], None]]]:
        """Return each name with what puts the theme on."""
        return [(name, partial(setattr, self.app, "theme", theme)) for theme, name in NAMES.items()]


async def run_on(screen: Screen[object], action: Action) -> None:
    """Run an action as if its key had been pressed on ``screen``."""
    await screen.run_action(action.run)
