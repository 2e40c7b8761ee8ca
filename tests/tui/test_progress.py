"""The progress screen: figures and charts, of one motion or of all, at every size."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from textual.pilot import Pilot

import debater.tui
from debater.errors import StorageError
from debater.store.keeper import Keeper
from debater.store.progress import ProgressStore
from debater.tui.commands import bindings
from debater.tui.desk import Desk
from debater.tui.program import Program
from debater.tui.progress_text import scaled
from debater.tui.screens.ask import ChoiceScreen
from debater.tui.screens.progress import ProgressScreen
from tests.study.kept import DAY, NOW, Kept
from tests.tui.conftest import folded, on_screen, wait_until

STYLES = Path(debater.tui.__file__).parent / "styles"
HOSTILE = "[/nope] [@click=app.quit]x[/] \x1b]52;c;AAAA\x07"


class ProgressApp(Program):
    """Shows one screen and nothing else."""

    CSS_PATH: ClassVar[list[str]] = [str(path) for path in sorted(STYLES.glob("*.tcss"))]
    BINDINGS: ClassVar[list] = [*bindings("app")]

    def __init__(self, shown: ProgressScreen, environ: dict[str, str]) -> None:
        super().__init__("debater-dark", environ)
        self.shown = shown

    async def on_mount(self) -> None:
        await self.push_screen(self.shown)


@pytest.fixture
def kept() -> Kept:
    """Some weeks of two motions."""
    made = Kept()
    made.spar(NOW - 8 * DAY, met=3, silent=1, weakest=("Cages teach.",))
    made.spar(NOW - DAY, motion="voting", side="against", met=2, silent=0)
    made.debate(NOW - DAY, answered=4, dropped=2, quoted=3, held=2, weakest=("Animals suffer.",))
    drill = made.drill("a")
    made.review(drill, (NOW - 3 * DAY, 3), (NOW - DAY, 3), (NOW, 4))
    return made


@asynccontextmanager
async def opened(
    kept: Kept,
    folder: Path,
    size: tuple[int, int] = (140, 40),
    environ: dict[str, str] | None = None,
    summarise: Callable[[], bool] = lambda: False,
) -> AsyncIterator[tuple[Pilot[int], ProgressScreen]]:
    """Open the screen on what is kept, on a day that is set."""
    screen = ProgressScreen(
        Keeper(None, kept.store), Desk(folder / "log"), summarise,
        clock=lambda: NOW, folder=lambda: folder,
    )  # fmt: skip
    async with ProgressApp(screen, environ or {}).run_test(size=size) as pilot:
        await wait_until(pilot, lambda: screen.is_mounted and screen.focused is not None)
        await pilot.pause(0.1)
        yield pilot, screen


@pytest.mark.parametrize("size", [(140, 40), (130, 40), (80, 24), (60, 20), (40, 14)])
async def test_figures_and_charts_at_every_size(
    kept: Kept, tmp_path: Path, size: tuple[int, int]
) -> None:
    """Nothing is cut off or runs over its line; what does not fit is scrolled to."""
    async with opened(kept, tmp_path, size) as (pilot, _):
        seen = folded(pilot.app)
        for _ in range(30):
            await pilot.press("pagedown")
            seen += folded(pilot.app)
        for wanted in (
            "all motions", "Yours the sources answered", "Theirs you dropped",
            "Quotations that held", "Cages teach.", "Animals suffer.", "Reviews a day",
            "4 answered, 2 dropped", "2 held, 1 did not hold", "By motion", "voting", "Esc Back",
        ):  # fmt: skip
            assert wanted in seen
        assert "2 of 6" in seen or "2/6" in seen


@pytest.mark.parametrize("width", [80, 140])
async def test_the_columns_of_the_table_stand_below_their_heads(
    kept: Kept, tmp_path: Path, width: int
) -> None:
    """A figure ends where the head of its column ends."""
    async with opened(kept, tmp_path, (width, 40)) as (pilot, _):
        lines = on_screen(pilot.app).splitlines()
        head = next(line for line in lines if "AGAINST" in line)
        rounds = next(line for line in lines if "Rounds " in line)
        ends = [head.index(name) + len(name) for name in ("FOR ▲", "AGAINST ▼", "both")]
        assert [rounds[end - 1] for end in ends] == ["2", "1", "3"]


async def test_another_motion_is_shown(kept: Kept, tmp_path: Path) -> None:
    """With the arrows, or from a list; the figures are those of the motion alone."""
    async with opened(kept, tmp_path) as (pilot, screen):
        await pilot.press("right")
        assert "‹ voting ›" in folded(pilot.app)
        assert "Yours the sources answered – 2 of 2 2 of 2" in folded(pilot.app)
        await pilot.press("right", "right")
        assert "‹ all motions ›" in folded(pilot.app)
        await pilot.press("left")
        assert "‹ zoos ›" in folded(pilot.app)
        await pilot.press("m")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ChoiceScreen))
        await pilot.press("home", "enter")
        await wait_until(pilot, lambda: pilot.app.screen is screen)
        assert "‹ all motions ›" in folded(pilot.app)


async def test_nothing_yet_is_said(tmp_path: Path) -> None:
    """One sentence, no charts, and every key is harmless."""
    async with opened(Kept(), tmp_path, (80, 24)) as (pilot, screen):
        assert "There is nothing to count yet." in folded(pilot.app)
        await pilot.press("left", "right", "m", "escape", "pagedown", "escape")
        await wait_until(pilot, lambda: pilot.app.screen is not screen)


async def test_a_page_is_written_beside_what_is_there(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice gives two files; elsewhere it goes home, and where that cannot be, a sentence says."""
    home = tmp_path / "home"
    monkeypatch.setattr(Path, "home", lambda: home)
    async with opened(kept, tmp_path) as (pilot, screen):
        await pilot.press("h", "f8")
        names = ["debater-progress-2030-03-13-2.html", "debater-progress-2030-03-13.html"]
        assert sorted(path.name for path in tmp_path.glob("*.html")) == names
        assert f"{names[0]}." in folded(pilot.app).replace(" ", "")
        screen._folder = lambda: tmp_path / "no"
        await pilot.press("h")
        assert "cannot be written" in folded(pilot.app)
        assert len([*tmp_path.glob("**/*.html")]) == 2
        home.mkdir()
        await pilot.press("h")
        assert [path.name for path in home.iterdir()] == names[1:]


async def test_how_rounds_ended_is_written_down_meanwhile(kept: Kept, tmp_path: Path) -> None:
    """Rounds that are summarised while the screen is open are counted then."""
    id = kept.spar(NOW)
    asked: list[int] = []

    def summarise() -> bool:
        asked.append(id)
        kept._summarise(id, {"met": 77})
        return len(asked) == 1

    async with opened(kept, tmp_path, summarise=summarise) as (pilot, _):
        await wait_until(pilot, lambda: "80 of 81" in folded(pilot.app))
        assert "no figures" not in folded(pilot.app)


async def test_a_failing_disk_is_a_sentence(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said, and rounds are kept in memory; figures stay under the motion they are of."""

    def failing(*_: object) -> None:
        raise StorageError("The disk is broken.", "Get another.") from sqlite3.Error()

    async with opened(kept, tmp_path) as (pilot, screen):
        monkeypatch.setattr(ProgressStore, "rounds", failing)
        await pilot.press("right")
        assert "The disk is broken." in folded(pilot.app)
        assert "‹ all motions ›" in folded(pilot.app)
        assert "Rounds 2 1 3" in folded(pilot.app)
        keeper = screen._keeper
        assert keeper.problem.startswith("The disk is broken.")
        assert keeper.store is not kept.store
        assert keeper.store.path is None


async def test_words_from_outside_are_plain_text(kept: Kept, tmp_path: Path) -> None:
    """In motions and in claims; nothing in them is obeyed."""
    kept.spar(motion=f"/x/{HOSTILE}", met=1, weakest=(HOSTILE,))
    async with opened(kept, tmp_path) as (pilot, _):
        assert "[@click=app.quit]x[/]" in folded(pilot.app)
        assert "\x1b" not in on_screen(pilot.app)
        await pilot.click(offset=(20, 20))
        assert pilot.app.is_running


async def test_bars_are_told_apart_without_colours(kept: Kept, tmp_path: Path) -> None:
    """By shape, and by the words beside them."""
    async with opened(kept, tmp_path, environ={"NO_COLOR": "1"}) as (pilot, _):
        line = next(x for x in on_screen(pilot.app).splitlines() if "4 answered, 2 dropped" in x)
        # Rounded to whole cells: two thirds are full.
        assert abs(line.count("█") - 2 * line.count("░")) <= 1
        assert line.count("░") > 2


@pytest.mark.parametrize("full", [0, 1, 7, 1000])
@pytest.mark.parametrize("open", [0, 1, 9, 5000])
@pytest.mark.parametrize("longest", [4, 17, 40])
def test_a_bar_is_as_long_as_what_it_shows(full: int, open: int, longest: int) -> None:
    """What is there is never drawn as nothing, what is not never as something."""
    if not full + open:
        return
    first, second = scaled(full, open, max(full + open, 1000), longest)
    assert bool(first) == bool(full)
    assert bool(second) == bool(open)
    assert first + second <= max(longest, 2)


async def test_a_year_of_reviews_fits(tmp_path: Path) -> None:
    """Large counts neither run into each other nor off the screen."""
    kept = Kept()
    drill = kept.drill("a")
    kept.review(drill, *((NOW - timedelta(days=n // 40, minutes=n), 3) for n in range(400)))
    async with opened(kept, tmp_path, (80, 40)) as (pilot, screen):
        await pilot.press("end")
        await pilot.pause(0.05)
        assert "400 in 12 weeks" in folded(pilot.app)
        widest = max(len(line.rstrip()) for line in on_screen(screen.app).splitlines())
        assert widest <= 80
