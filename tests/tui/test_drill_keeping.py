"""What drills keep: drafts, grades and what was taken back; and what is asked next."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from debater.errors import StorageError
from debater.motions.model import Motion
from debater.store.drills import DrillStore
from debater.study.record import dump_drill
from debater.study.sitting import Wanted
from tests.support import run_python
from tests.tui.conftest import folded, wait_until
from tests.tui.drilling import VOICES, Desktop, press, put


@pytest.fixture
def desktop(motion: Motion, tmp_path: Path) -> Desktop:
    """A desktop with a database of its own."""
    return Desktop(motion, tmp_path)


async def test_what_is_typed_is_on_disk_and_comes_back(desktop: Desktop) -> None:
    """A draft is stored while it is typed, and is there when the drill is asked again."""
    put(desktop.store, desktop.typed())
    async with desktop.open() as (pilot, screen):
        await pilot.press(*"half a")
        await wait_until(pilot, lambda: desktop.drafts.draft("drill/b0") == "half a")
    async with desktop.open() as (pilot, screen):
        assert screen.composer.text == "half a"
        screen.engine_state = desktop.ready()
        await press(pilot, screen, "enter", "2")
        assert desktop.drafts.draft("drill/b0") == ""
        assert [review.answer for review in desktop.store.reviews()] == ["half a"]


async def test_a_grade_is_taken_back(desktop: Desktop) -> None:
    """Ctrl+Z brings the drill back with its answer, and its schedule as it was."""
    put(desktop.store, desktop.drill(), desktop.drill(1))
    async with desktop.open() as (pilot, screen):
        first = screen.asked
        assert first is not None
        await press(pilot, screen, "2", "4")
        assert screen.asked is not None
        assert screen.asked.drill.key != first.drill.key
        await press(pilot, screen, "ctrl+z")
        assert screen.asked is not None
        assert screen.asked.drill.key == first.drill.key
        assert (screen.phase, screen.answer) == ("answered", VOICES[1])
        assert desktop.store.reviews() == []
        (stored,) = [d for d in desktop.store.due(desktop.clock()) if d.key == first.drill.key]
        assert stored.state is None
        await press(pilot, screen, "1")
        assert [review.grade for review in desktop.store.reviews()] == [1]


async def test_undo_in_an_empty_composer_takes_the_grade_back(desktop: Desktop) -> None:
    """The composer undoes its own words first."""
    put(desktop.store, desktop.drill(), desktop.typed(1))
    async with desktop.open() as (pilot, screen):
        await press(pilot, screen, "1", "3")
        assert screen.focused is screen.composer
        await press(pilot, screen, *"ab", "ctrl+z")
        assert (screen.composer.text, len(desktop.store.reviews())) == ("", 1)
        await press(pilot, screen, "ctrl+z")
        assert desktop.store.reviews() == []


async def test_skipping_leaves_a_drill_due(desktop: Desktop) -> None:
    """F4 goes on to the next; F7 goes on with what was skipped."""
    put(desktop.store, desktop.drill(), desktop.drill(1))
    async with desktop.open() as (pilot, screen):
        await press(pilot, screen, "f4", "f4")
        assert screen.phase == "idle"
        assert "2 drills skipped, and still due." in folded(pilot.app)
        await press(pilot, screen, "f7")
        assert screen.phase == "asking"
        assert desktop.store.reviews() == []


async def test_a_retired_drill_is_never_asked_again_and_can_be_brought_back(
    desktop: Desktop,
) -> None:
    """F9 retires, Ctrl+Z brings back."""
    put(desktop.store, desktop.drill())
    async with desktop.open() as (pilot, screen):
        await press(pilot, screen, "f9")
        assert screen.phase == "idle"
        assert desktop.store.due(desktop.clock() + timedelta(days=9999)) == []
        await press(pilot, screen, "ctrl+z")
        assert screen.phase == "asking"
        assert len(desktop.store.due(desktop.clock())) == 1


async def test_nothing_due_says_when_the_next_is_and_offers_to_make_some(desktop: Desktop) -> None:
    """With no drill at all it is said what drills are; a side of a motion makes some."""
    desktop.makes.drills = [desktop.drill()]
    async with desktop.open() as (pilot, screen):
        assert "There are no drills yet." in folded(pilot.app)
        await press(pilot, screen, "1")
        await wait_until(pilot, lambda: "nothing new to make" in folded(pilot.app))
        await pilot.press("3")
        await wait_until(pilot, lambda: screen.phase == "asking")
        assert desktop.makes.asked == [("rounds", ""), ("detente", "against")]
        assert "1 new drill made." in folded(pilot.app)
        await press(pilot, screen, "1", "4")
        assert "Done for now: 1 drill graded." in folded(pilot.app)
        assert "The next one comes in " in folded(pilot.app)


async def test_only_what_is_wanted_is_asked(desktop: Desktop) -> None:
    """Drills of another kind stay out, and are not counted."""
    put(desktop.store, desktop.drill(), desktop.typed())
    async with desktop.open(wanted=Wanted(kinds={"refute"})) as (pilot, screen):
        assert screen.asked is not None
        assert screen.asked.drill.kind == "refute"
        await press(pilot, screen, "f4")
        assert "1 drill skipped" in folded(pilot.app)


async def test_a_drill_whose_quotation_is_gone_is_left_out_with_a_reason(desktop: Desktop) -> None:
    """The others are asked; why it is left out is said at the end."""
    broken = dump_drill(desktop.drill())
    broken = {**broken, "citation": {**broken["citation"], "quote": "Nobody said this."}}
    desktop.store.add([("broken", "voice", "detente", "for", broken)])
    async with desktop.open() as (pilot, screen):
        assert screen.phase == "idle"
        assert "! A quotation could not be proved" in folded(pilot.app)


async def test_a_full_disk_keeps_the_drill_where_it_is(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A grade that cannot be stored is told, and can be given again."""
    put(desktop.store, desktop.drill())
    async with desktop.open() as (pilot, screen):
        await press(pilot, screen, "1")
        with monkeypatch.context() as patch:

            def refuse(*_: object, **__: object) -> None:
                raise StorageError("The disk is full.", "Make room.")

            patch.setattr(DrillStore, "review", refuse)
            await press(pilot, screen, "3")
            assert "The disk is full. Make room." in folded(pilot.app)
            assert screen.phase == "answered"
        await press(pilot, screen, "3")
        assert len(desktop.store.reviews()) == 1


async def test_leaving_keeps_what_is_typed(desktop: Desktop) -> None:
    """F12 goes back; the draft is stored before."""
    put(desktop.store, desktop.typed())
    async with desktop.open() as (pilot, _):
        await pilot.press(*"words", "f12")
        await wait_until(pilot, lambda: pilot.app.left)  # type: ignore[attr-defined]
        assert desktop.drafts.draft("drill/b0") == "words"


def test_opening_the_screen_imports_no_exporter() -> None:
    """The screen pays for neither Word nor Anki files."""
    code = (
        "import sys, debater.tui.screens.drill;"
        "print([m for m in ('docx', 'genanki', 'torch', 'faiss') if m in sys.modules])"
    )
    assert run_python(code).out.strip() == "[]"
