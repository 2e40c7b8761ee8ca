"""The start screen: what can be begun or continued, with keys or mouse."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from debater.assemble import MotionSummary
from debater.errors import PackError, Problem
from debater.tui.app import DebaterApp
from debater.tui.screens.round import RoundScreen
from debater.tui.screens.start import SideChoice
from tests.tui.conftest import SETTINGS, Stage, on_screen, started, wait_until


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
