"""Keys, palette and help hold the same actions."""

from __future__ import annotations

import pytest
from textual.binding import Binding
from textual.command import CommandPalette

from debater.tui.commands import ACTIONS, Commands, Place, actions
from debater.tui.screens.help import HelpScreen, help_text, key_in_words
from debater.tui.themes import THEMES
from tests.tui.conftest import Stage, folded, on_screen, say, started, wait_until

# Keys that text boxes own, that quit, or that terminals and multiplexers keep for themselves.
TAKEN = {
    *(f"ctrl+{letter}" for letter in "acdekuvwxyzbmihs["),
    *("f6", "f7", "f10", "f11", "ctrl+p", "tab", "shift+tab"),
}


# Text boxes select with these: where there is none, or where ours binds them itself, they are free.
SELECTING = {"f6", "f7"}


@pytest.mark.parametrize("place", ["start", "round", "debate", "flow"])
def test_no_action_takes_a_key_that_belongs_to_another(place: Place) -> None:
    """No key of ours is one that text boxes, terminals or Textual own, and none stands twice."""
    free = SELECTING if place in ("start", "debate", "round") else set()
    keys = [key for action in (*actions("app"), *actions(place)) for key in action.keys.split(",")]
    assert not (TAKEN - free) & set(keys)
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("place", ["debate", "round"])
def test_a_composer_binds_the_keys_it_takes_from_text_boxes(place: Place) -> None:
    """A key that a text box uses to select reaches the screen from within its composer."""
    taken = [action for action in actions(place) if SELECTING & set(action.keys.split(","))]
    assert taken
    assert all(action.in_composer for action in taken)


def test_every_action_can_be_named_and_remapped() -> None:
    """Each has an id of its own, a title, a sentence of help and a group."""
    ids = [action.id for action in ACTIONS]
    assert len(ids) == len(set(ids))
    for action in ACTIONS:
        assert action.title
        assert action.help.endswith(".")
        assert action.group.description
        assert action.binding.id == action.id
        assert action.binding.tooltip == action.help


async def test_every_action_exists(stage: Stage) -> None:
    """Each action runs a method that its screen or the app has."""
    async with stage.play() as (_, screen):
        for action in (*actions("app"), *actions("round")):
            namespace, name = action.run.split(".")
            owner = screen.app if namespace == "app" else screen
            assert callable(getattr(owner, f"action_{name}"))


async def test_help_lists_every_binding_in_force(stage: Stage) -> None:
    """Help is read from the bindings: each key and each sentence of help stands in it."""
    async with stage.play() as (_, screen):
        active = list(screen.active_bindings.values())
        text = " ".join(help_text(screen.app, active).at(400).plain.split())
        for action in (*actions("app"), *actions("round")):
            assert action.help in text
            for key in action.keys.split(","):
                assert key_in_words(key) in text
        for _, binding, _, _ in active:
            assert binding.system or not binding.description or key_in_words(binding.key) in text


async def test_help_follows_a_changed_key(stage: Stage) -> None:
    """A key remapped by its id is the key that help shows."""
    async with stage.play() as (_, screen):
        screen.app.set_keymap({"round.why": "f5,ctrl+l"})
        active = list(screen.active_bindings.values())
        assert "Ctrl+L" in help_text(screen.app, active).at(100).plain


async def test_the_palette_has_every_action(stage: Stage) -> None:
    """On the round screen the palette discovers each action of the round and the app."""
    async with stage.play() as (_, screen):
        provider = Commands(screen)
        titles = [str(hit.text) async for hit in provider.discover()]
        expected = {a.title for a in ACTIONS if a.place in ("app", "round")}
        assert set(titles) == expected
        found = [hit async for hit in provider.search("swap")]
        assert "Swap sides" in {str(hit.text) for hit in found}


async def test_the_palette_runs_what_is_chosen(stage: Stage) -> None:
    """Choosing an entry does what its key would do."""
    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "One.")
        await pilot.press("ctrl+p")
        await wait_until(pilot, lambda: CommandPalette.is_open(screen.app))
        await pilot.press(*"show or hide")
        await wait_until(pilot, lambda: "Show or hide the source" in on_screen(screen.app))
        await pilot.pause(0.3)
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: screen.has_class("-source-toggled"))


async def test_help_and_palette_on_the_start_screen(stage: Stage) -> None:
    """The start screen has its own keys in help."""
    app = stage.app()
    async with app.run_test(size=(80, 40)) as pilot:
        await started(pilot, app)
        await pilot.press("f1")
        await wait_until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await wait_until(pilot, lambda: "Argue the other side of the motion." in folded(app))


async def test_the_theme_palette_offers_our_themes(stage: Stage) -> None:
    """Ctrl+T lists our four themes and no other, by names for people, and puts one on."""
    async with stage.play() as (pilot, screen):
        assert set(screen.app.available_themes) == set(THEMES)
        await pilot.press("ctrl+t")
        names = ("dark", "light", "high contrast", "terminal colours")
        await wait_until(pilot, lambda: all(name in on_screen(screen.app) for name in names))
        assert "debater-" not in on_screen(screen.app)
        await pilot.press(*"high")
        await wait_until(pilot, lambda: "terminal colours" not in on_screen(screen.app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: screen.app.theme == "debater-contrast")


async def test_every_theme_can_be_put_on(stage: Stage) -> None:
    """Changing the theme in the middle of a round keeps everything on the screen."""
    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "One.")
        for name in THEMES:
            screen.app.theme = name
            await pilot.pause(0.1)
            assert "You, FOR ▲" in on_screen(screen.app)


async def test_the_footer_fits_eighty_columns(stage: Stage) -> None:
    """Every labelled action of a round but copying is in view at eighty columns; all are at 100."""
    async with stage.play(size=(80, 24)) as (pilot, screen):
        await wait_until(pilot, lambda: "Quit" in on_screen(screen.app))
        labels = {one.label for one in (*actions("round"), *actions("app"))} - {"", "Copy"}
        footer = on_screen(screen.app).splitlines()[-1]
        assert all(label in footer for label in labels)
        await pilot.resize_terminal(100, 24)
        await wait_until(pilot, lambda: "F5 Copy" in on_screen(screen.app))


@pytest.mark.parametrize("width", [60, 50, 40, 24])
async def test_a_narrow_footer_keeps_help_and_the_way_out(stage: Stage, width: int) -> None:
    """Whatever the width, F1 and ^Q are whole; wider again, every key comes back."""
    async with stage.play(size=(width, 24)) as (pilot, screen):
        await wait_until(pilot, lambda: "^Q Quit" in on_screen(screen.app))
        footer = on_screen(screen.app).splitlines()[-1]
        assert "F1 Help" in footer
        assert "F8 Save" not in footer
        assert ("⏎ Send" in footer) == (width >= 40)
        await pilot.resize_terminal(100, 24)
        await wait_until(pilot, lambda: "F8 Save" in on_screen(screen.app))


def test_keys_are_written_as_on_keyboards() -> None:
    """Names of keys read as they are printed."""
    assert key_in_words(Binding("ctrl+j", "").key) == "Ctrl+J"
    assert key_in_words("alt+pageup") == "Alt+PgUp"
