"""The drill screen: asked, answered, compared with the source, and graded."""

from __future__ import annotations

from pathlib import Path

import pytest

from debater.motions.model import Motion
from debater.tui.desk import EngineState
from tests.tui.conftest import folded, on_screen, wait_until
from tests.tui.drilling import HOSTILE, VOICES, Desktop, press, put, settled, text_of


@pytest.fixture
def desktop(motion: Motion, tmp_path: Path) -> Desktop:
    """A desktop with a database of its own."""
    return Desktop(motion, tmp_path)


@pytest.mark.parametrize("size", [(80, 24), (140, 40), (40, 14)])
async def test_asks_shows_what_proves_it_and_takes_the_grade(
    desktop: Desktop, size: tuple[int, int]
) -> None:
    """A number answers, the passage and its cite are shown, a number grades; it is stored."""
    put(desktop.store, desktop.drill())
    async with desktop.open(size) as (pilot, screen):
        shown = folded(pilot.app)
        assert "Whose view is this?" in shown
        assert "FOR ▲" in shown
        assert "1 the author" in shown
        assert not screen.source.display
        await press(pilot, screen, "2")
        assert screen.phase == "answered"
        assert screen.compared is not None
        assert screen.compared.right is False
        text = "\n".join(block.content.plain for block in text_of(screen))
        assert "Not right: it is “the author”." in text
        assert "the author, “Why Trump Should Seek Détente With Russia”, ¶ 1" in text
        assert "author and date not given" in text
        assert "Look at who says it." in text
        await press(pilot, screen, "3")
        assert screen.phase == "idle"
        (review,) = desktop.store.reviews()
        assert (review.grade, review.answer) == (3, VOICES[1])


async def test_more_new_drills_than_a_day_has_are_offered(desktop: Desktop) -> None:
    """The idle page says how many wait, and asks some of them when they are wanted."""
    put(desktop.store, *(desktop.drill(number) for number in range(2)))
    async with desktop.open() as (pilot, screen):
        screen.sitting.new_a_day = 1
        screen.ask_next()
        await settled(pilot, screen)
        await press(pilot, screen, "1", "enter")
        assert screen.phase == "idle"
        assert "1 new drill waits for another day." in folded(pilot.app)
        assert "1 more new drill today" in folded(pilot.app)
        await press(pilot, screen, "enter")
        assert screen.phase == "asking"


async def test_the_source_opens_beside_the_answer_and_not_before(desktop: Desktop) -> None:
    """On a wide screen the source stands beside; on a narrow one F2 changes to it."""
    put(desktop.store, desktop.drill())
    async with desktop.open((140, 40)) as (pilot, screen):
        assert not screen.source.display
        await press(pilot, screen, "f2")
        assert "once you have answered" in folded(pilot.app)
        await press(pilot, screen, "1")
        assert screen.source.display
        assert screen.source.citation is not None
        assert "the author · ¶ 1" in folded(pilot.app)
        await press(pilot, screen, "f2")
        assert not screen.source.display
    async with desktop.open((80, 24)) as (pilot, screen):
        await press(pilot, screen, "1")
        assert not screen.source.display
        await press(pilot, screen, "f2")
        assert screen.source.display
        assert not screen.page.display
        await press(pilot, screen, "escape")
        assert screen.page.display


@pytest.mark.parametrize("typed", ["2", "conceding"])
async def test_a_choice_is_typed_too(desktop: Desktop, typed: str) -> None:
    """A number or a word in the composer is a choice; anything else is asked again."""
    put(desktop.store, desktop.drill())
    async with desktop.open() as (pilot, screen):
        screen.composer.focus()
        await press(pilot, screen, *"nonsense", "enter")
        assert screen.phase == "asking"
        assert "“nonsense” names none of them" in folded(pilot.app)
        screen.composer.write("")
        await press(pilot, screen, *typed, "enter")
        assert screen.answer == VOICES[1]


async def test_a_word_typed_at_the_list_goes_into_the_composer(desktop: Desktop) -> None:
    """Letters need no change of focus."""
    put(desktop.store, desktop.drill())
    async with desktop.open() as (pilot, screen):
        await press(pilot, screen, *"body")
        assert screen.composer.text == "body"
        await press(pilot, screen, "enter")
        assert screen.answer == VOICES[2]


async def test_the_suggested_grade_is_marked_and_enter_takes_it(desktop: Desktop) -> None:
    """Each grade says when the drill comes back; one is marked, and Enter takes that one."""
    put(desktop.store, desktop.drill())
    async with desktop.open() as (pilot, screen):
        await press(pilot, screen, "1")
        assert screen.compared is not None
        suggested = screen.compared.suggested
        shown = folded(pilot.app)
        assert all(f"{n} {name}: in " in shown for n, name in enumerate(
            ("again", "hard", "good", "easy"), start=1))  # fmt: skip
        assert shown.count("← suggested") == 1
        assert screen.listing.highlighted == suggested - 1
        await press(pilot, screen, "enter")
        assert [review.grade for review in desktop.store.reviews()] == [suggested]
        assert "Ctrl+Z takes that back" in folded(pilot.app)


async def test_everything_works_with_the_mouse(desktop: Desktop) -> None:
    """A click takes a choice, and another a grade."""
    put(desktop.store, desktop.drill())
    async with desktop.open((80, 24)) as (pilot, screen):
        await pilot.click("#drill-list", offset=(5, 1))
        await settled(pilot, screen)
        assert screen.answer == VOICES[0]
        await pilot.click("#drill-list", offset=(5, 4))
        await settled(pilot, screen)
        assert [review.grade for review in desktop.store.reviews()] == [4]


async def test_choices_need_no_engine_and_typed_answers_wait_for_it(desktop: Desktop) -> None:
    """What is typed is kept, and compared as soon as the engine is there."""
    put(desktop.store, desktop.drill(), desktop.typed())
    async with desktop.open() as (pilot, screen):
        await press(pilot, screen, "1", "3")
        assert pilot.app.wanted == ["detente"]  # type: ignore[attr-defined]
        await pilot.press(*"No", "enter")
        await pilot.pause(0.1)
        assert screen.phase == "comparing"
        assert "compared as soon as the engine is warm" in folded(pilot.app)
        assert desktop.drafts.draft("drill/b0") == "No"
        screen.engine_state = desktop.ready()
        await settled(pilot, screen)
        assert screen.phase == "answered"
        assert screen.compared is not None
        assert screen.compared.score is not None
        assert screen.compared.reason in " ".join(b.content.plain for b in text_of(screen))


async def test_without_an_engine_words_are_compared(desktop: Desktop) -> None:
    """An engine that cannot be opened keeps nobody from drilling."""
    put(desktop.store, desktop.typed())
    async with desktop.open() as (pilot, screen):
        screen.engine_state = EngineState("detente", "failed", sentence="No model.")
        await press(pilot, screen, *"Force", "enter")
        assert screen.phase == "answered"


async def test_a_paste_is_cleaned_and_kept(desktop: Desktop) -> None:
    """What is pasted is stored without waiting, and a terminal obeys none of it."""
    put(desktop.store, desktop.typed())
    async with desktop.open() as (pilot, screen):
        screen.composer.insert(HOSTILE)
        screen.engine_state = desktop.ready()
        await press(pilot, screen, "enter")
        assert screen.answer == "[/nope] [@click=app.quit]x[/] "
        assert "[/nope] [@click=app.quit]x[/]" in folded(pilot.app)


async def test_hostile_drills_are_shown_and_not_obeyed(desktop: Desktop) -> None:
    """Markup and escapes in a drill's texts are text."""
    hostile = desktop.drill(
        asks=HOSTILE, material=HOSTILE, choices=(HOSTILE, "b"), right=HOSTILE, explains=HOSTILE,
        origin=HOSTILE,
    )  # fmt: skip
    put(desktop.store, hostile)
    async with desktop.open() as (pilot, screen):
        assert "[/nope]" in on_screen(pilot.app)
        await press(pilot, screen, "2")
        assert "\x1b" not in on_screen(pilot.app)
        assert "[@click=app.quit]" in on_screen(pilot.app)


async def test_nothing_typed_is_checked_only_when_asked_twice(desktop: Desktop) -> None:
    """One Enter too many tells; the second shows the answer."""
    put(desktop.store, desktop.typed())
    async with desktop.open() as (pilot, screen):
        screen.engine_state = desktop.ready()
        await press(pilot, screen, "enter")
        assert screen.phase == "asking"
        assert "Enter again shows the answer" in folded(pilot.app)
        await press(pilot, screen, "enter")
        assert screen.phase == "answered"


async def test_works_without_colours(desktop: Desktop) -> None:
    """Right, wrong, the choice and the suggestion are words and shapes."""
    desktop.environ = {"NO_COLOR": "1"}
    put(desktop.store, desktop.drill())
    async with desktop.open((80, 24)) as (pilot, screen):
        await press(pilot, screen, "2")
        shown = folded(pilot.app)
        for mark in ("← right", "← you", "✗ Not right", "← suggested"):
            assert mark in shown


async def test_every_action_is_a_key_and_in_the_palette_and_in_help(desktop: Desktop) -> None:
    """The line of keys, the palette and help know the drills without being told."""
    put(desktop.store, desktop.drill())
    async with desktop.open((140, 40)) as (pilot, _):
        for key in ("f4 skip", "f7 make", "f9 retire", "f1 help"):
            assert key in folded(pilot.app).casefold()
        await pilot.press("f1")
        await pilot.pause(0.1)
        assert "Never ask this drill again" in folded(pilot.app)
        await pilot.press("escape")
        await pilot.press("ctrl+p")
        await pilot.press(*"retire")
        await wait_until(pilot, lambda: "Retire the drill" in folded(pilot.app))
