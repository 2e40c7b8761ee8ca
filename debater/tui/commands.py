"""Every action of the UI, once: its keys, its palette entry and its line of help.

Screens take their bindings from here, the palette lists them, and help is read back from
the bindings that are in force, so the three cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Literal

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen
from textual.theme import ThemeProvider

from debater.tui.themes import NAMES

Place = Literal["app", "start", "round", "debate", "flow", "rounds"]

WRITING = Binding.Group("Writing")
REPLY = Binding.Group("The reply")
READING = Binding.Group("Reading")
ROUND = Binding.Group("The round")
SPEECH = Binding.Group("Your speech")
FLOW = Binding.Group("Flow and ballot")
KEPT = Binding.Group("What is kept")
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
        "round.openings", "round", "ctrl+l,alt+i", "screen.openings", "What can I say?",
        "List lines to begin with on your side, each with where it comes from; the one you take "
        "goes into the composer.", WRITING,
    ),
    Action(
        "round.copy", "round", "f5", "screen.copy", "Copy the reply with its cite",
        "Copy the reply of the selected turn, quotation and cite included.", REPLY, label="Copy",
    ),
    Action(
        "round.card", "round", "f6,alt+c", "screen.card", "Cut an evidence card",
        "Make an evidence card of the passage of the chosen turn, and cut it.", REPLY,
        label="Card", in_composer=True, shown_as="F6",
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
        "Write the round as a page, a Word file, Markdown or JSON; nothing is overwritten.", ROUND,
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
        "round.guide", "round", "alt+g", "screen.guide", "Guided round",
        "Go through a round step by step, here and now; each step waits until you have done it.",
        ROUND,
    ),
    Action(
        "round.guide_next", "round", "alt+n", "screen.guide_next", "Next step of the guide",
        "Go on to the guide's next step, whatever this one waits for.", ROUND,
    ),
    Action(
        "round.guide_leave", "round", "alt+x", "screen.guide_leave", "Leave the guide",
        "End the guide; the round goes on.", ROUND,
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
        "start.format", "start", "f6", "screen.format", "Debate in a format",
        "Debate the chosen motion with speeches, a clock, a flow and a ballot.", ROUND,
        label="Format",
    ),
    Action(
        "start.drills", "start", "f3", "screen.drills", "Drills",
        "Drill what you dropped or answered weakly, claims and quotations, when it is due.", KEPT,
        label="Drills",
    ),
    Action(
        "start.progress", "start", "f4", "screen.progress", "Progress",
        "See what your rounds and drills add up to, by motion and side.", KEPT,
        label="Progress",
    ),
    Action(
        "start.cards", "start", "f5", "screen.cards", "Evidence cards",
        "Find, cut, export or delete the evidence cards you have made of what was cited.", KEPT,
        label="Cards",
    ),
    Action(
        "start.rounds", "start", "f7", "screen.rounds", "Rounds",
        "Find a round again: search, resume, name, fork, export or delete it.", KEPT,
        label="Rounds",
    ),
    Action(
        "rounds.resume", "rounds", "enter", "screen.resume", "Go on with the round",
        "Open the chosen round where it stood.", ROUND, label="Open",
    ),
    Action(
        "rounds.search", "rounds", "slash", "screen.search", "Search",
        "Search everything that was said, and names and motions; “quoted words” as they stand.",
        ROUND, label="Search", shown_as="/",
    ),
    Action(
        "rounds.rename", "rounds", "n,f2", "screen.rename", "Name it",
        "Give the chosen round a name.", ROUND, label="Name", shown_as="n",
    ),
    Action(
        "rounds.fork", "rounds", "f,f6", "screen.fork", "Fork it",
        "Begin a new round that goes on from a turn of this one; this one stays.", ROUND,
        label="Fork", shown_as="f",
    ),
    Action(
        "rounds.export", "rounds", "e,f8", "screen.export", "Export it",
        "Write the round as a page, a Word file, Markdown, or JSON.", ROUND, label="Export",
        shown_as="e",
    ),
    Action(
        "rounds.import", "rounds", "i", "screen.take_in", "Import a round",
        "Take in a round that was exported as JSON, beside those that are here.", ROUND,
    ),
    Action(
        "rounds.delete", "rounds", "d,delete", "screen.delete", "Delete it",
        "Delete the chosen round; u brings it back.", ROUND, label="Delete", shown_as="d",
    ),
    Action(
        "rounds.undo", "rounds", "u,ctrl+z", "screen.undo", "Bring back",
        "Bring back the round that was deleted last.", ROUND, label="Undo", shown_as="u",
    ),
    Action(
        "rounds.leave", "rounds", "escape", "screen.leave", "Back",
        "From the search to the list; from the list back to the motions.", PROGRAM,
        label="Back", in_composer=True, shown_as="Esc",
    ),
    Action(
        "start.guide", "start", "f2", "screen.guide", "Guided round",
        "Begin a round on détente with a guide: small steps, and you can leave at any moment.",
        ROUND, label="Guide",
    ),
    Action(
        "debate.enter", "debate", "enter", "screen.enter", "New line, or send",
        "In a speech begin a new line; under questions send the question or the answer.", SPEECH,
        in_composer=True,
    ),
    Action(
        "debate.newline", "debate", "ctrl+j,alt+enter", "screen.newline", "New line",
        "Begin a new line without sending.", SPEECH, in_composer=True,
    ),
    Action(
        "debate.deliver", "debate", "f6", "screen.deliver", "Deliver the speech, or go on",
        "End your speech, or your questions, and go on to what comes next.", SPEECH,
        label="Deliver", in_composer=True,
    ),
    Action(
        "debate.prepare", "debate", "f4", "screen.prepare", "Prep time",
        "Use your side's preparation time before a speech, or end it.", SPEECH, label="Prep",
    ),
    Action(
        "debate.pause", "debate", "f9", "screen.pause", "Pause the clock",
        "Stop the clock, or let it run again. Typing lets it run too.", SPEECH, label="Pause",
    ),
    Action(
        "debate.point", "debate", "f5", "screen.point", "Point of information",
        "Take the point the bot offers, or offer one on the bot's speech.", SPEECH, label="Point",
    ),
    Action(
        "debate.guide", "debate", "f2", "screen.guide", "Refutation guide",
        "Show which steps of a refutation your words have so far; it never writes for you.",
        SPEECH, label="Guide",
    ),
    Action(
        "debate.openings", "debate", "ctrl+l,alt+i", "screen.openings", "What can I say?",
        "List lines to begin with on your side, each with where it comes from; the one you take "
        "goes into the composer.", SPEECH,
    ),
    Action(
        "debate.write", "debate", "escape", "screen.write", "Go to the composer",
        "Go back to writing, from wherever the focus is.", SPEECH,
    ),
    Action(
        "debate.flow", "debate", "f7", "screen.flow", "Flow",
        "Go to the flow sheet and back; on a narrow screen it takes the transcript's place.",
        FLOW, label="Flow", in_composer=True,
    ),
    Action(
        "flow.correct", "flow", "l,enter", "correct", "Correct what it answers",
        "Say yourself which argument the chosen one answers; it stays as you say.", FLOW,
        label="Link", shown_as="l",
    ),
    Action(
        "debate.ballot", "debate", "f3", "screen.ballot", "Ballot",
        "Judge your speeches so far, each figure with the words that earned it.", FLOW,
        label="Ballot",
    ),
    Action(
        "debate.quotes", "debate", "alt+q", "screen.quotations", "Check the quotations",
        "Check what stands in quotation marks in what you are writing against the sources.", FLOW,
    ),
    Action(
        "debate.card", "debate", "alt+c", "screen.card", "Cut an evidence card",
        "Make an evidence card of a passage that was cited in this debate, and cut it.", FLOW,
    ),
    Action(
        "debate.redo", "debate", "alt+r", "screen.redo", "Rebuttal redo",
        "Give your last speech again and see both on the same ballot.", FLOW,
    ),
    Action(
        "debate.flip", "debate", "alt+o", "screen.flip", "Side flip",
        "Answer your own last speech from the other side.", FLOW,
    ),
    Action(
        "debate.alerts", "debate", "alt+s", "screen.alerts", "Alerts rung, shown or off",
        "Ring the terminal's bell with the alerts of the clock, only show them, or neither.",
        PROGRAM,
    ),
    Action(
        "debate.retry", "debate", "ctrl+r", "screen.retry", "Try again",
        "Try again what went wrong: opening the engine, or the bot's move.", PROGRAM,
    ),
    Action(
        "debate.save", "debate", "f8", "screen.save", "Save the debate to a file",
        "Write the debate as a page, a Word file, Markdown or JSON; nothing is overwritten.", FLOW,
        label="Save",
    ),
    Action(
        "debate.leave", "debate", "f12", "screen.leave", "Start screen",
        "Go back to the motions; the debate is kept and can be continued.", PROGRAM,
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
    """Lists in the command palette what can be done on the screen below it.

    A screen that lists its actions itself has a provider of its own, with these as ``known``.
    """

    known: ClassVar[tuple[Action, ...]] = ()

    def _actions(self) -> Iterator[Action]:
        place = getattr(self.screen, "place", None)
        yield from self.known or (one for one in ACTIONS if one.place in ("app", place))

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
