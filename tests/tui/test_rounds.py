"""The list of rounds: searched, resumed, named, forked, exported, deleted and brought back."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from debater.sparring.record import dump_reply
from debater.store.rounds import RoundStore
from debater.tui.app import DebaterApp
from debater.tui.screens.ask import ChoiceScreen, LineScreen
from debater.tui.screens.export import ExportScreen
from debater.tui.screens.path import PathScreen
from debater.tui.screens.round import RoundScreen
from debater.tui.screens.rounds import RoundsScreen
from debater.tui.screens.start import StartScreen
from tests.tui.conftest import Stage, folded, on_screen, started, wait_until


def sparred(stage: Stage, *said: str, name: str = "") -> int:
    """Keep a round of these arguments, each answered; return its id."""
    store = stage.stored()
    id = store.start("detente", "for", 1)
    for number, argument in enumerate(said):
        store.commit_argument(id, argument)
        store.commit_reply(id, number + 1, dump_reply(stage.engine.reply("for", number)))
    if name:
        store.archive.rename(id, name)
    store.close()
    return id


@asynccontextmanager
async def rounds(
    stage: Stage, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[tuple[Pilot[int], RoundsScreen, DebaterApp]]:
    """Open the list of rounds from the start screen."""
    app = stage.app()
    async with app.run_test(size=size, notifications=True) as pilot:
        await started(pilot, app)
        await pilot.press("f7")
        await wait_until(pilot, lambda: isinstance(app.screen, RoundsScreen))
        screen = app.screen
        assert isinstance(screen, RoundsScreen)
        await wait_until(pilot, lambda: screen.is_mounted and screen.focused is not None)
        yield pilot, screen, app


def names(stage: Stage) -> list[str]:
    """Return how the rounds that are kept begin, newest first."""
    store = stage.stored()
    try:
        return [listed.beginning for listed in store.archive.listed()]
    finally:
        store.close()


async def test_nothing_kept_is_said(stage: Stage) -> None:
    """An empty list is a sentence, and its keys do no harm."""
    async with rounds(stage) as (pilot, _, app):
        assert "No round is kept yet." in on_screen(app)
        await pilot.press("enter", "n", "f", "e", "d", "u", "escape")
        await wait_until(pilot, lambda: isinstance(app.screen, StartScreen))


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (160, 48)])
async def test_each_round_has_its_facts(stage: Stage, size: tuple[int, int]) -> None:
    """Name or beginning, side, motion, result and date, at every size."""
    sparred(stage, "Talks lower the risk.", "Trade helps.", name="Semi-final")
    async with rounds(stage, size) as (pilot, _, app):
        await wait_until(pilot, lambda: "2 answered" in folded(app) or size[0] < 60)
        text = folded(app)
        assert "Semi-final" in text
        assert "FOR ▲ · detente" in text
        assert size[0] < 60 or "today" in text


async def test_a_search_finds_what_was_said_as_it_is_typed(stage: Stage) -> None:
    """The words found are shown; Escape goes back to the list, and again to all rounds."""
    sparred(stage, "Submarines are expensive.")
    sparred(stage, "Talks lower the risk.")
    async with rounds(stage) as (pilot, screen, app):
        await pilot.press("slash", *"subm")
        await wait_until(pilot, lambda: "1 round found" in folded(app))
        assert "Submarines are expensive" in folded(app)
        assert "Talks lower" not in folded(app)
        await pilot.press("x", "x")
        await wait_until(pilot, lambda: "No round has these words." in on_screen(app))
        await pilot.press("escape")
        assert screen.focused is not screen.query_one("#search", Input)
        await pilot.press("escape")
        await wait_until(pilot, lambda: "Talks lower" in folded(app))
        assert app.screen is screen


async def test_a_round_is_resumed_where_it_stood(stage: Stage) -> None:
    """Enter opens it; the start screen's key leads back to the list."""
    sparred(stage, "Talks lower the risk.")
    async with rounds(stage) as (pilot, screen, app):
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, RoundScreen))
        assert isinstance(app.screen, RoundScreen)
        assert [turn.argument for turn in app.screen.play.turns] == ["Talks lower the risk."]
        await pilot.press("f12")
        await wait_until(pilot, lambda: app.screen is screen)


async def test_a_round_is_named(stage: Stage) -> None:
    """The name is in the database when the question closes; an empty one takes it away."""
    sparred(stage, "Talks lower the risk.")
    async with rounds(stage) as (pilot, screen, app):
        for name, shown in (("Semi-final", "Semi-final"), ("", "“Talks lower the risk.”")):
            await pilot.press("n")
            await wait_until(pilot, lambda: isinstance(app.screen, LineScreen))
            app.screen.query_one(Input).value = name
            await pilot.press("enter")
            await wait_until(pilot, lambda: app.screen is screen)
            store = stage.stored()
            assert store.archive.listed()[0].name == name
            store.close()
            await wait_until(pilot, lambda shown=shown: shown in folded(app))  # type: ignore[misc]


async def test_a_round_is_forked_from_a_turn(stage: Stage) -> None:
    """The new round holds the turns before, opens at once, and the first one stays."""
    sparred(stage, "One thing.", "Another thing.", "A third.")
    async with rounds(stage) as (pilot, _, app):
        await pilot.press("f")
        await wait_until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        assert "after turn 2: “Another thing.”" in folded(app)
        await pilot.press("up", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, RoundScreen))
        assert isinstance(app.screen, RoundScreen)
        assert [t.argument for t in app.screen.play.turns] == ["One thing.", "Another thing."]
    store = stage.stored()
    assert sorted(listed.turns for listed in store.archive.listed()) == [2, 3]
    store.close()


async def test_a_deleted_round_is_brought_back(stage: Stage) -> None:
    """By the key for it, in this session and in a later one."""
    sparred(stage, "Talks lower the risk.")
    async with rounds(stage) as (pilot, _, app):
        await pilot.press("d")
        await wait_until(pilot, lambda: "u brings it back" in folded(app))
        assert names(stage) == []
        await pilot.press("u")
        await wait_until(pilot, lambda: "It is back." in on_screen(app))
        assert names(stage) == ["Talks lower the risk."]
        await pilot.press("d")
    async with rounds(stage) as (pilot, _, app):
        assert "No round is kept yet." in on_screen(app)
        await pilot.press("u")
        await wait_until(pilot, lambda: "Talks lower" in folded(app))
        await pilot.press("u")
        assert "No deleted round can be brought back." in on_screen(app)


@pytest.mark.parametrize("ending", [".html", ".md", ".docx", ".json"])
async def test_a_round_is_exported(stage: Stage, tmp_path: Path, ending: str) -> None:
    """In every kind of file; Tab goes through them."""
    sparred(stage, "Talks lower the risk.")
    async with rounds(stage) as (pilot, screen, app):
        await pilot.press("e")
        await wait_until(pilot, lambda: isinstance(app.screen, ExportScreen))
        field = app.screen.query_one(Input)
        for _ in range(4):
            if field.value.endswith(ending):
                break
            await pilot.press("tab")
        assert f"◉ {ending}" in on_screen(app)
        field.value = str(tmp_path / f"round{ending}")
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.screen is screen)
        assert (tmp_path / f"round{ending}").stat().st_size > 500


async def test_a_file_of_another_kind_is_refused(stage: Stage, tmp_path: Path) -> None:
    """And the question stays."""
    sparred(stage, "Talks lower the risk.")
    async with rounds(stage) as (pilot, _, app):
        await pilot.press("e")
        await wait_until(pilot, lambda: isinstance(app.screen, ExportScreen))
        app.screen.query_one(Input).value = str(tmp_path / "round.exe")
        await pilot.press("enter")
        await wait_until(pilot, lambda: ".html, .docx, .md, .json" in folded(app))
        assert list(tmp_path.glob("round*")) == []


async def test_a_round_is_imported_beside_the_others(stage: Stage, tmp_path: Path) -> None:
    """What is no exported round is refused and the question stays; what comes in is chosen."""
    original = sparred(stage, "Talks lower the risk.", name="Semi-final")
    written, broken = tmp_path / "round.json", tmp_path / "broken.json"
    broken.write_text('{"turns": [', encoding="utf-8")
    async with rounds(stage) as (pilot, screen, app):
        app.round_files.write(original, written)
        await pilot.press("i")
        await wait_until(pilot, lambda: isinstance(app.screen, PathScreen))
        field = app.screen.query_one(Input)
        refusal = app.screen.query_one("#refusal", Static)
        for name, told in (
            ("", "Write the name"),
            ("none.json", "cannot be read"),
            (broken, "JSON"),
        ):
            field.value = str(name)
            await pilot.press("enter")
            await wait_until(pilot, lambda told=told: told in str(refusal.content))  # type: ignore[misc]
        field.value = str(written)
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.screen is screen)
        assert "It is here." in folded(app)
        assert "2 rounds" in on_screen(app)
        assert screen.chosen is not None
        assert screen.chosen.id != original
        assert screen.chosen.name == "Semi-final"


async def test_an_imported_round_whose_source_reads_otherwise_says_so(
    stage: Stage, tmp_path: Path
) -> None:
    """It is kept all the same; nothing it quotes is shown unproved."""
    original = sparred(stage, "Talks lower the risk.")
    written = tmp_path / "round.json"
    async with rounds(stage) as (pilot, screen, app):
        app.round_files.write(original, written)
        values = json.loads(written.read_text(encoding="utf-8"))
        values["motion"]["sources"][0]["sha256"] = "0" * 64
        written.write_text(json.dumps(values), encoding="utf-8")
        await pilot.press("i")
        await wait_until(pilot, lambda: isinstance(app.screen, PathScreen))
        app.screen.query_one(Input).value = str(written)
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.screen is screen)
        assert "has another text here than in the file" in folded(app)


async def test_the_cursor_stays_beside_what_is_deleted(stage: Stage) -> None:
    """So that a second key deletes the next one and not the newest."""
    ids = [sparred(stage, f"Number {number}.") for number in range(4)]
    async with rounds(stage) as (pilot, screen, _):
        await pilot.press("down", "down", "d")
        assert screen.chosen is not None
        assert screen.chosen.id == ids[0]
        await pilot.press("up", "d")
        assert screen.chosen.id == ids[0]


@pytest.mark.parametrize("name", ["~nosuchuser/x.md", "/", ".", "  "])
async def test_a_name_that_is_no_file_keeps_the_question(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Enter and Tab say so, or give another; nothing crashes."""
    monkeypatch.chdir(tmp_path)
    sparred(stage, "Talks lower the risk.")
    async with rounds(stage) as (pilot, _, app):
        await pilot.press("e")
        await wait_until(pilot, lambda: isinstance(app.screen, ExportScreen))
        field = app.screen.query_one(Input)
        field.value = name
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert isinstance(app.screen, ExportScreen)
        await pilot.press("tab")
        assert isinstance(app.screen, ExportScreen)
        assert app.is_running


async def test_a_round_whose_setup_is_damaged_cannot_be_forked(stage: Stage) -> None:
    """It is said."""
    store = stage.stored()
    store.debates.start("detente", "for", 1, "spar", {"format": ["not", "an", "object"]})
    store.close()
    async with rounds(stage) as (pilot, _, app):
        await pilot.press("f")
        assert app.is_running


async def test_names_and_words_from_outside_are_plain_text(stage: Stage) -> None:
    """Markup, controls and directions in names and arguments are only shown."""
    sparred(stage, "[bold]No[/] \x1b[31mred\x07", name="[@click=app.quit]name[/] \u202eback")
    async with rounds(stage) as (pilot, _, app):
        text = on_screen(app)
        assert "[@click=app.quit]name[/] back" in text
        assert "[bold]No[/]" in text
        await pilot.press("slash", *"no")
        await wait_until(pilot, lambda: "1 round found" in folded(app))
        assert app.is_running


async def test_the_rounds_of_another_process_appear(stage: Stage) -> None:
    """Coming back to the list shows what has been kept meanwhile."""
    sparred(stage, "Talks lower the risk.")
    async with rounds(stage) as (pilot, screen, app):
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, RoundScreen))
        store = RoundStore(stage.where.database)
        store.commit_argument(store.start("detente", "for", 1), "From elsewhere.")
        store.close()
        await pilot.press("f12")
        await wait_until(pilot, lambda: app.screen is screen and "From elsewhere." in folded(app))
