"""The start screen: what can be begun or continued, with keys or mouse."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path

import pytest

from debater.assemble import MotionSummary
from debater.errors import PackError, Problem
from debater.store.rounds import RoundStore
from debater.tui.app import DebaterApp
from debater.tui.screens.round import RoundScreen
from debater.tui.screens.start import MotionList, SideChoice
from tests.tui.conftest import SETTINGS, Stage, on_screen, started, wait_until

STAMPS = [f"2030-01-0{day}T12:00:00+00:00" for day in (2, 2, 3, 4, 5)]


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (160, 48)])
async def test_starts_with_the_keyboard_alone(stage: Stage, size: tuple[int, int]) -> None:
    """An arrow chooses the side and Enter begins a round on it, at every size."""
    app = stage.app()
    async with app.run_test(size=size) as pilot:
        await started(pilot, app)
        await pilot.press("right")
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, RoundScreen))
        assert isinstance(app.screen, RoundScreen)
        assert (app.screen.play.motion, app.screen.play.side) == ("detente", "against")


async def test_starts_with_the_mouse(stage: Stage) -> None:
    """A click chooses the side, a double click on the motion begins."""
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        start = await started(pilot, app)
        await pilot.click("#side", offset=(5, 2))
        assert start.query_one(SideChoice).side == "against"
        await pilot.click("#motions", offset=(5, 1))
        assert app.screen is start
        await pilot.click("#motions", offset=(5, 1), times=2)
        await wait_until(pilot, lambda: isinstance(app.screen, RoundScreen))


async def test_says_how_much_opposes_each_side(stage: Stage) -> None:
    """The list names motion, sides and counts in words, with shapes beside the sides."""
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await started(pilot, app)
        text = on_screen(app)
        assert "18 passages: 3 oppose FOR ▲, 17 oppose AGAINST ▼" in text
        assert "Seek détente with Russia" in text


async def test_a_broken_motion_shows_its_problem_and_cannot_begin(stage: Stage) -> None:
    """A motion with a problem is listed with the sentence, and skipped by the highlight."""
    broken = MotionSummary("broken", Path("/x"), "user", problem="x:3: no “sides”[/b]; add it.")
    stage.summaries.insert(0, broken)
    app = stage.app()
    async with app.run_test(size=(100, 24)) as pilot:
        await started(pilot, app)
        assert "! x:3: no “sides”[/b]; add it." in on_screen(app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, RoundScreen))
        assert isinstance(app.screen, RoundScreen)
        assert app.screen.play.motion == "detente"


async def test_a_motion_asked_for_is_listed_first(stage: Stage) -> None:
    """A folder named on the command line is offered even when no list holds it."""
    app = stage.app(motion="./my/motion")
    async with app.run_test(size=(80, 24)) as pilot:
        await started(pilot, app)
        assert "./my/motion · 18 passages: 3 oppose FOR ▲, 17 oppose" in on_screen(app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, RoundScreen))
        assert isinstance(app.screen, RoundScreen)
        assert app.screen.play.motion == "./my/motion"


async def test_no_motions_is_said_in_a_sentence(stage: Stage) -> None:
    """When the motions cannot be listed, the reason stands on the screen."""

    def refuse(*_: object) -> list[MotionSummary]:
        raise PackError([Problem(Path("m.yaml"), 2, "cannot be read")])

    app = stage.app(motions=refuse)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "m.yaml:2: cannot be read." in on_screen(app))


async def test_continues_the_last_round_first(stage: Stage) -> None:
    """A round with a turn or a draft is offered first, and Enter takes it up."""
    store = stage.stored()
    round_id = store.start("detente", "against", 7)
    store.commit_argument(round_id, "Russia is a threat.")
    store.save_draft(round_id, "And besides")
    store.close()
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await started(pilot, app)
        text = on_screen(app)
        assert "Continue the last round" in text
        assert "AGAINST ▼ · 1 turn · a draft · today, " in text
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, RoundScreen))
        screen = app.screen
        assert isinstance(screen, RoundScreen)
        await wait_until(pilot, lambda: screen.play.turns[0].reply)
        assert screen.composer.text == "And besides"
        assert screen.play.side == "against"


async def test_an_older_round_is_offered_and_resumed(stage: Stage) -> None:
    """Under the last round stand the others with their facts; Enter takes one up."""
    store = RoundStore(stage.where.database, iter(STAMPS).__next__)
    first = store.start("detente", "for", 7)
    store.commit_argument(first, "Sanctions have failed for ten years.")
    second = store.start("detente", "against", 8)
    store.commit_argument(second, "Russia is a threat.")
    store.close()
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await started(pilot, app)
        text = on_screen(app)
        places = [text.find(part) for part in (
            "Continue the last round", "AGAINST ▼ · 1 turn", "“Sanctions have failed for ten",
            "FOR ▲ · 1 turn · 3 January 2030 · detente", "detente · 18 passages",
        )]  # fmt: skip
        assert -1 not in places
        assert places == sorted(places)
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, RoundScreen))
        screen = app.screen
        assert isinstance(screen, RoundScreen)
        assert (screen.play.store_id, screen.play.side) == (first, "for")
        assert [turn.argument for turn in screen.play.turns] == [
            "Sanctions have failed for ten years."
        ]
        await pilot.press("f9")
        await wait_until(pilot, lambda: app.screen is not screen)
        assert isinstance(app.screen, RoundScreen)
        assert (app.screen.play.side, app.screen.play.turns) == ("against", [])


async def test_a_motion_can_be_begun_below_the_rounds(stage: Stage) -> None:
    """End goes past many rounds to the motion, and Enter begins a new round on it."""
    store = stage.stored()
    for number in range(12):
        store.commit_argument(store.start("detente", "for", 1), f"Round {number}.")
    store.close()
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        start = await started(pilot, app)
        assert start.query_one(MotionList).option_count == 9
        # The list scrolls, not the page: the sides stay in view to their last line.
        assert start.query_one("#start").max_scroll_y == 0
        await pilot.press("end", "right", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, RoundScreen))
        assert isinstance(app.screen, RoundScreen)
        assert (app.screen.play.side, app.screen.play.turns) == ("against", [])


async def test_a_round_that_is_gone_is_said(stage: Stage) -> None:
    """Choosing a round that another window has deleted leaves the start screen, with a word."""
    store = stage.stored()
    ids = [store.start("detente", "for", 1) for _ in range(2)]
    for round_id in ids:
        store.commit_argument(round_id, "One.")
    app = stage.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        start = await started(pilot, app)
        with sqlite3.connect(stage.where.database) as database:
            database.execute("DELETE FROM turns WHERE round = ?", (ids[0],))
            database.execute("DELETE FROM rounds WHERE id = ?", (ids[0],))
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: "is not there any more" in on_screen(app))
        assert app.screen is start
    store.close()


async def test_a_damaged_file_of_rounds_is_announced(stage: Stage) -> None:
    """A database set aside is named in one sentence, and the UI goes on."""
    stage.where.data.mkdir(parents=True)
    stage.where.database.write_bytes(b"this is no database, and never was one" * 60)
    app = stage.app()
    async with app.run_test(size=(120, 24), notifications=True) as pilot:
        await started(pilot, app)
        assert "The file of your rounds was damaged; it is kept as" in on_screen(app)


async def test_an_unknown_theme_is_said_and_replaced(stage: Stage) -> None:
    """A theme that does not exist leaves the dark one, with a sentence."""
    app: DebaterApp = stage.app(settings=dataclasses.replace(SETTINGS, theme="neon[/]"))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await started(pilot, app)
        assert app.theme == "debater-dark"
        assert "neon[/]" in on_screen(app)
