"""Every action on evidence cards, once: its keys, its palette entry and its line of help."""

from __future__ import annotations

from textual.binding import Binding

from debater.tui.commands import KEPT, PROGRAM, READING, Action, Commands, actions
from debater.tui.widgets.key_line import ActionKeys

MARKING = Binding.Group("Cutting the card")

# The screens list them themselves, so that they belong to no place of the app.
CARD = (
    Action(
        "card.underline", "app", "u", "screen.underline", "Underline",
        "Underline the chosen words, or take their underline away.", MARKING, label="Underline",
    ),
    Action(
        "card.highlight", "app", "h", "screen.highlight", "Highlight",
        "Read the chosen words aloud, or no longer.", MARKING, label="Highlight",
    ),
    Action(
        "card.clear", "app", "c", "screen.clear", "Clear the marks",
        "Take every underline and highlight away; Ctrl+Z brings them back.", MARKING,
        label="Clear",
    ),
    Action(
        "card.suggest", "app", "s", "screen.suggest", "Suggest the highlight anew",
        "Mark the sentence at the cursor, or those chosen, and nothing else: underlined, and what "
        "is to be read of it highlighted.", MARKING, label="Suggest",
    ),
    Action(
        "card.grow", "app", "plus,equals_sign", "screen.grow('after')",
        "Take in the paragraph below",
        "Let the card go on with the next paragraph of the source.", MARKING, label="More",
        shown_as="+",
    ),
    Action(
        "card.shrink", "app", "minus", "screen.shrink('after')", "Give the last paragraph back",
        "End the card a paragraph earlier.", MARKING, label="Less", shown_as="-",
    ),
    Action(
        "card.grow_before", "app", "b", "screen.grow('before')", "Take in the paragraph above",
        "Let the card begin a paragraph earlier in the source.", MARKING,
    ),
    Action(
        "card.shrink_before", "app", "B", "screen.shrink('before')",
        "Give the first paragraph back", "Begin the card a paragraph later.", MARKING,
    ),
    Action(
        "card.undo", "app", "ctrl+z,z", "screen.undo", "Undo",
        "Take the last change of the card back.", MARKING, label="Undo", shown_as="z",
    ),
    Action(
        "card.tag", "app", "t", "screen.tag", "Write the tag",
        "Go to the tag: one sentence that claims no more than the card does.", MARKING,
        label="Tag",
    ),
    Action(
        "card.place", "app", "p", "screen.headings", "Pocket, hat and block",
        "Name the headings the card stands under in a file of cards.", MARKING,
    ),
    Action(
        "card.reading", "app", "r", "screen.reading", "Change the reading",
        "The whole card with its marks; what is not underlined shrunk; what is read aloud alone.",
        READING, label="Reading",
    ),
    Action(
        "card.style", "app", "y", "screen.style", "Change the cite style",
        "Cite as debaters do (NSDA), as MLA, or as APA.", READING, label="Cite",
    ),
    Action(
        "card.export", "app", "e,f8", "screen.export", "Export the card",
        "Write the card as a Word file, Markdown or a page; nothing is overwritten.", KEPT,
        label="Export", shown_as="e",
    ),
    Action(
        "card.leave", "app", "escape", "screen.leave", "Back",
        "From the tag to the body, from chosen words to one, and from the card back.", PROGRAM,
        label="Back", in_composer=True, shown_as="Esc",
    ),
)  # fmt: skip

CARDS = (
    Action(
        "cards.open", "app", "enter", "screen.open", "Open the card",
        "Cut the chosen card, or read it.", KEPT, label="Open",
    ),
    Action(
        "cards.filter", "app", "slash", "screen.filter", "Filter",
        "Show only cards with these words in tag, text, headings or motion.", KEPT,
        label="Filter", shown_as="/",
    ),
    Action(
        "cards.export", "app", "e,f8", "screen.export", "Export cards",
        "Write the cards into one file: all, those listed, or those of a motion.", KEPT,
        label="Export", shown_as="e",
    ),
    Action(
        "cards.delete", "app", "d,delete", "screen.delete", "Delete the card",
        "Delete the chosen card; u brings it back.", KEPT, label="Delete", shown_as="d",
    ),
    Action(
        "cards.undo", "app", "u,ctrl+z", "screen.undo", "Bring back",
        "Bring back the card that was deleted last.", KEPT, label="Undo", shown_as="u",
    ),
    Action(
        "cards.leave", "app", "escape", "screen.leave", "Back",
        "From the filter to the list, from a filtered list to all, and from all cards back.",
        PROGRAM, label="Back", in_composer=True, shown_as="Esc",
    ),
)  # fmt: skip

# What a narrow terminal leaves out, the first of these first; help and the way out stay.
_LEFT_OUT = (
    "card.clear", "card.undo", "card.shrink", "card.grow", "card.style", "card.suggest",
    "card.tag", "card.export", "card.reading", "cards.undo", "cards.export",
    "cards.delete", "cards.filter", "card.highlight", "card.underline", "cards.open",
)  # fmt: skip


def bindings(known: tuple[Action, ...], *, composer: bool = False) -> list[Binding]:
    """Return the bindings of actions that belong to a list or body, or to the whole screen."""
    return [action.binding for action in known if action.in_composer == composer]


class CardCommands(Commands):
    """Lists in the command palette what can be done with a card."""

    known = (*CARD, *actions("app"))


class CardsCommands(Commands):
    """Lists in the command palette what can be done with the list of cards."""

    known = (*CARDS, *actions("app"))


def card_key_line(known: tuple[Action, ...]) -> ActionKeys:
    """Return the keys of one of the two screens, as many as fit."""
    return ActionKeys((*known, *actions("app")), _LEFT_OUT)
