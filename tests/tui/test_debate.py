"""Whole debates on the screen: set up, spoken, timed, flowed, judged, and taken up again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from debater.debating.model import Debate
from debater.sparring.engine import Engine
from debater.tui.app import DebaterApp
from debater.tui.screens.debate import DebateScreen
from debater.tui.screens.link import LinkScreen
from debater.tui.screens.modal import TextScreen
from debater.tui.screens.setup import Pick, SetupScreen
from tests.debating.support import SPEECHES, FakeTime, begun
from tests.tui.conftest import Stage, folded, on_screen, started, wait_until


@pytest.fixture
def time() -> FakeTime:
    """A clock set by hand."""
    return FakeTime()


@asynccontextmanager
async def debating(
    stage: Stage, engine: Engine, time: FakeTime, debate: Debate, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[tuple[Pilot[int], DebateScreen]]:
    """Open an app straight into a debate that begins, with the real bot."""
    app = stage.app(open_engine=lambda *_: engine)
    app.now = time
    async with app.run_test(size=size, notifications=True) as pilot:
        await started(pilot, app)
        assert app.keeper is not None
        await app._open_debate(app.keeper, debate)
        yield pilot, await on_debate(pilot, app)


async def on_debate(pilot: Pilot[int], app: DebaterApp) -> DebateScreen:
    """Wait until a debate is on the screen and the bot is there."""
    await wait_until(pilot, lambda: isinstance(app.screen, DebateScreen))
    screen = app.screen
    assert isinstance(screen, DebateScreen)
    await wait_until(pilot, lambda: screen.play is not None and screen.opponent is not None)
    return screen


async def users_turn(pilot: Pilot[int], screen: DebateScreen) -> None:
    """Wait until the bot has made its moves and it is the user's."""
    await wait_until(
        pilot,
        lambda: (
            not screen._busy
            and screen.play is not None
            and (screen.play.move.by == "user" or screen.play.move.kind in ("go on", "end"))
        ),
    )
    await pilot.pause(0.05)


async def deliver(pilot: Pilot[int], screen: DebateScreen, text: str) -> None:
    """Write a speech and deliver it."""
    spoken = len(screen.debate.speeches)
    screen.composer.write(text)
    screen.composer.focus()
    await pilot.press("f6")
    if len(text.split()) < 15:
        await wait_until(pilot, lambda: "F6 again delivers them" in folded(screen.app))
        await pilot.press("f6")
    await wait_until(pilot, lambda: len(screen.debate.speeches) > spoken)
    await users_turn(pilot, screen)


@pytest.mark.parametrize("size", [(80, 24), (140, 40), (40, 14)])
async def test_a_debate_is_set_up_and_played_to_its_ballot(
    stage: Stage, engine: Engine, time: FakeTime, size: tuple[int, int]
) -> None:
    """F6, Enter, and SPAR is debated from the first word to the figures of the ballot."""
    app = stage.app(open_engine=lambda *_: engine)
    app.now = time
    async with app.run_test(size=size, notifications=True) as pilot:
        await started(pilot, app)
        await pilot.press("f6")
        await wait_until(pilot, lambda: isinstance(app.screen, SetupScreen))
        await pilot.press("enter")
        screen = await on_debate(pilot, app)
        assert screen.debate.format.name == "spar"
        await deliver(pilot, screen, SPEECHES[0])
        while screen.play is not None and screen.play.move.kind != "end":
            move = screen.play.move
            if move.kind == "speak":
                await deliver(pilot, screen, SPEECHES[1])
            elif move.kind in ("ask", "answer"):
                screen.composer.write(
                    "Do critics call it appeasement?" if move.kind == "ask" else "No."
                )
                await pilot.press("enter")
                await users_turn(pilot, screen)
                if len(screen.debate.exchanges) > 3:
                    await pilot.press("f6", "f6")
            else:
                await pilot.press("f6")
            await users_turn(pilot, screen)
        await pilot.press("f3")
        await wait_until(pilot, lambda: isinstance(app.screen, TextScreen))
        text = folded(app)
        assert "The clash that decided it" in text
        shown = app.screen.query_one(".text", Static).visual.at(70).plain  # type: ignore[attr-defined]
        assert "responsiveness" in shown
        assert "cannot judge" in shown


async def test_enter_never_ends_a_speech(stage: Stage, engine: Engine, time: FakeTime) -> None:
    """In a speech Enter begins a new line; only F6 delivers, and never an empty speech."""
    async with debating(stage, engine, time, begun("lincoln-douglas")) as (pilot, screen):
        await pilot.press("f6")
        assert "Nothing is written yet" in on_screen(screen.app)
        await pilot.press("a", "enter", "enter", "b")
        assert screen.composer.text == "a\n\nb"
        assert screen.debate.speeches == ()


async def test_the_clock_starts_with_the_first_word(
    stage: Stage, engine: Engine, time: FakeTime
) -> None:
    """Until something is typed no time passes; F9 stops the clock and lets it run again."""
    async with debating(stage, engine, time, begun("lincoln-douglas")) as (pilot, screen):
        assert screen.play is not None
        time.passes(60)
        await pilot.pause(0.3)
        assert "6:00 paused" in on_screen(screen.app)
        await pilot.press("a")
        time.passes(90)
        await wait_until(pilot, lambda: "4:30" in on_screen(screen.app))
        await pilot.press("f9")
        time.passes(50)
        await wait_until(pilot, lambda: "4:30 paused" in on_screen(screen.app))
        time.passes(500)
        await pilot.press("f9")
        time.passes(300)
        await wait_until(pilot, lambda: "−0:30 over time" in on_screen(screen.app))
        await pilot.press("b")
        assert screen.composer.text == "ab"


async def test_a_closed_terminal_loses_nothing(
    stage: Stage, engine: Engine, time: FakeTime
) -> None:
    """In mid-speech the next start has every word, the flow, and the clock waiting where it was."""
    app = stage.app(open_engine=lambda *_: engine)
    app.now = time
    async with app.run_test(size=(100, 30)) as pilot:
        await started(pilot, app)
        assert app.keeper is not None
        await app._open_debate(app.keeper, begun("public-forum"))
        screen = await on_debate(pilot, app)
        await deliver(pilot, screen, SPEECHES[0])
        while screen.debate.stage < 3:
            await pilot.press("f6")
            await users_turn(pilot, screen)
        await wait_until(pilot, lambda: screen.flow_now.arguments)
        before, flow = screen.debate, screen.flow_now
        await pilot.press("h", "a", "l", "f")
        time.passes(40)
        await wait_until(pilot, lambda: screen.play and screen.play.draft == "half")
        # The process ends here without another word to the app.
        app._exit = True
        store = stage.stored()
        draft = store.round(1)
        assert draft is not None
        assert draft.draft == "half"
    again = stage.app(open_engine=lambda *_: engine)
    again.now = time
    async with again.run_test(size=(100, 30)) as pilot:
        await started(pilot, again)
        assert "Continue the last debate" in on_screen(again)
        await pilot.press("enter")
        screen = await on_debate(pilot, again)
        assert screen.debate == before
        assert screen.composer.text == "half"
        assert "paused" in on_screen(again)
        await wait_until(pilot, lambda: screen.flow_now.arguments)
        assert screen.flow_now == flow


async def test_a_link_is_corrected_with_a_key_and_stays(
    stage: Stage, engine: Engine, time: FakeTime
) -> None:
    """On the flow l asks what an argument answers; the answer outlives the next laying out."""
    async with debating(stage, engine, time, begun("public-forum")) as (pilot, screen):
        await deliver(pilot, screen, SPEECHES[0])
        while screen.debate.stage < 3:
            await pilot.press("f6")
            await users_turn(pilot, screen)
        await deliver(pilot, screen, SPEECHES[1])
        await wait_until(pilot, lambda: screen.flow_now.of_stage(3))
        argument = screen.flow_now.of_stage(3)[0]
        await pilot.press("f7")
        screen.sheet.choose(argument.id)
        await pilot.press("l")
        await wait_until(pilot, lambda: isinstance(screen.app.screen, LinkScreen))
        links = screen.app.screen.query_one("#links", OptionList)
        links.highlighted = links.option_count - 1
        await pilot.press("enter")
        await wait_until(pilot, lambda: not screen.flow_now.links_of(argument.id))
        assert screen.debate.corrections == {argument.id: None}
        await pilot.press("l")
        await wait_until(pilot, lambda: isinstance(screen.app.screen, LinkScreen))
        screen.app.screen.query_one("#links", OptionList).highlighted = 0
        await pilot.press("enter")
        await wait_until(pilot, lambda: screen.flow_now.links_of(argument.id))
        (link,) = screen.flow_now.links_of(argument.id)
        assert link.by == "user"


async def test_only_ones_own_links_can_be_corrected(
    stage: Stage, engine: Engine, time: FakeTime
) -> None:
    """The bot's speech says itself what it answers."""
    async with debating(stage, engine, time, begun("public-forum")) as (pilot, screen):
        await deliver(pilot, screen, SPEECHES[0])
        await wait_until(pilot, lambda: screen.flow_now.of_stage(1))
        await pilot.press("f7")
        screen.sheet.choose(screen.flow_now.of_stage(1)[0].id)
        await pilot.press("l")
        await wait_until(pilot, lambda: "choose one of your own" in folded(screen.app))


async def test_points_of_information_go_both_ways(
    stage: Stage, engine: Engine, time: FakeTime
) -> None:
    """The bot rises while the user speaks; the user offers one on the bot's speech."""
    async with debating(stage, engine, time, begun("world-schools")) as (pilot, screen):
        screen.composer.write(
            "Russia is no rising power, and its economy has been weak for many years now. Talking "
            "with Moscow lowers the risk of war, because rivals who talk make fewer mistakes. And "
            "sanctions have hurt ordinary people without changing anything at all in the Kremlin."
        )
        await pilot.pause(0.05)
        time.passes(130)
        await wait_until(pilot, lambda: "The bot rises:" in folded(screen.app))
        await pilot.press("f5")
        await wait_until(pilot, lambda: screen.debate.exchanges[-1].taken)
        await pilot.press("f6")
        await wait_until(pilot, lambda: len(screen.debate.speeches) == 2)
        await users_turn(pilot, screen)
        screen.composer.write("Do critics speak for the author?")
        await pilot.press("f5")
        await wait_until(pilot, lambda: screen.debate.exchanges[-1].answer)
        assert screen.debate.exchanges[-1].point
        await pilot.press("f6")
        await users_turn(pilot, screen)
        assert screen.debate.stage == 2


async def test_quotations_are_checked_while_writing(
    stage: Stage, engine: Engine, time: FakeTime
) -> None:
    """Alt+Q shows what was dropped of a quotation; the letter is not written."""
    async with debating(stage, engine, time, begun("spar")) as (pilot, screen):
        said = "The source says “Russia is a rising power”."
        screen.composer.write(said)
        await pilot.press("alt+q")
        await wait_until(pilot, lambda: isinstance(screen.app.screen, TextScreen))
        assert "altered" in on_screen(screen.app)
        assert "not" in folded(screen.app)
        assert screen.composer.text == said


async def test_a_speech_is_given_again_and_compared(
    stage: Stage, engine: Engine, time: FakeTime
) -> None:
    """Alt+R, another go, F6: both stand on one ballot, and both are kept."""
    async with debating(stage, engine, time, begun("spar")) as (pilot, screen):
        await deliver(pilot, screen, "Russia is weak. Sanctions failed.")
        await pilot.press("alt+r")
        screen.composer.write(SPEECHES[0])
        await pilot.press("f6")
        await wait_until(pilot, lambda: isinstance(screen.app.screen, TextScreen))
        assert "(was " in on_screen(screen.app)
        assert [practice.kind for practice in screen.debate.practice] == ["redo"]
        assert screen.debate.speeches[0].text == "Russia is weak. Sanctions failed."


async def test_ones_own_speech_is_answered_from_the_other_side(
    stage: Stage, engine: Engine, time: FakeTime
) -> None:
    """Alt+O takes an answer to the user's own speech and judges it."""
    async with debating(stage, engine, time, begun("spar")) as (pilot, screen):
        await deliver(pilot, screen, SPEECHES[0])
        await pilot.press("alt+o")
        screen.composer.write(
            "They say that talking lowers the risk of war, but it did not in 1914."
        )
        await pilot.press("f6")
        await wait_until(pilot, lambda: isinstance(screen.app.screen, TextScreen))
        assert "Your answer to yourself" in on_screen(screen.app)
        assert screen.debate.practice[0].speech.side == "against"


async def test_prep_is_used_before_a_speech_only(
    stage: Stage, engine: Engine, time: FakeTime
) -> None:
    """F4 runs and ends the side's pool; notes typed meanwhile stay; in mid-speech it is refused."""
    async with debating(stage, engine, time, begun("lincoln-douglas")) as (pilot, screen):
        assert screen.play is not None
        await pilot.press("f4")
        time.passes(61)
        await wait_until(pilot, lambda: "prep 2:59" in on_screen(screen.app))
        await pilot.press("a")
        await wait_until(pilot, lambda: "prep 2:59" in on_screen(screen.app))
        assert screen.play.clock.in_prep == "for"
        await pilot.press("f4", "b")
        time.passes(5)
        await pilot.press("f4")
        await wait_until(pilot, lambda: "used before a speech begins" in folded(screen.app))
        assert screen.composer.text == "ab"
        assert screen.play.clock.prep_left("for") == 240 - 61
        assert screen.play.clock.elapsed == 5


async def test_alerts_are_shown_and_can_be_silent(
    stage: Stage, engine: Engine, time: FakeTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Alt+S turns the bell off and then the alerts; the clock goes on all the same."""
    rung: list[int] = []
    async with debating(stage, engine, time, begun("spar")) as (pilot, screen):
        monkeypatch.setattr(screen.app, "bell", lambda: rung.append(1))
        await pilot.press("a")
        time.passes(61)
        await wait_until(pilot, lambda: "One minute left." in on_screen(screen.app))
        assert rung == [1]
        await pilot.press("alt+s")
        time.passes(30)
        await wait_until(pilot, lambda: "Thirty seconds left." in on_screen(screen.app))
        assert rung == [1]
        await pilot.press("alt+s")
        time.passes(40)
        await wait_until(pilot, lambda: "−0:11 over time" in on_screen(screen.app))
        assert "Time." not in on_screen(screen.app)
        assert screen.composer.text == "a"


async def test_the_setup_names_what_there_is_to_choose(
    stage: Stage, engine: Engine, time: FakeTime
) -> None:
    """Seats and the coin follow the format; what is picked is what begins."""
    app = stage.app(open_engine=lambda *_: engine)
    app.now = time
    async with app.run_test(size=(100, 40)) as pilot:
        await started(pilot, app)
        await pilot.press("f6")
        await wait_until(pilot, lambda: isinstance(app.screen, SetupScreen))
        setup = app.screen
        assert isinstance(setup, SetupScreen)
        formats = setup.query_one("#formats", OptionList)
        names = [format.name for format in setup.formats]
        formats.highlighted = names.index("public-forum")
        await pilot.pause(0.05)
        assert "a coin decides" in on_screen(app)
        first = setup.query_one("#pick-first", Pick)
        first.index = 2
        setup.query_one("#pick-side", Pick).index = 0
        await pilot.pause(0.05)
        await pilot.press("enter")
        screen = await on_debate(pilot, app)
        assert (screen.debate.first, screen.debate.side) == ("against", "for")
        assert all(screen.debate.side_of(seat) == "for" for seat in screen.debate.seats)
        assert screen.debate.by(screen.debate.format.stages[0].seat) == "bot"


async def test_the_time_before_a_debate_can_be_used_when_the_bot_begins(
    stage: Stage, engine: Engine, time: FakeTime
) -> None:
    """The bot's first speech waits for F6, so that there is time to prepare."""
    debate = begun("british-parliamentary", "against")
    async with debating(stage, engine, time, debate, size=(80, 24)) as (pilot, screen):
        await pilot.pause(0.6)
        assert screen.debate.speeches == ()
        assert "F6 begins the debate" in folded(screen.app)
        await pilot.press("f4", "n", "o", "t", "e")
        time.passes(60)
        await wait_until(pilot, lambda: "prep 14:00" in on_screen(screen.app))
        await pilot.press("f6")
        await wait_until(pilot, lambda: len(screen.debate.speeches) == 1)
        assert screen.composer.text == "note"


async def test_letters_typed_on_the_flow_are_told_where_to_go(
    stage: Stage, engine: Engine, time: FakeTime
) -> None:
    """They are not lost without a word."""
    async with debating(stage, engine, time, begun("spar")) as (pilot, screen):
        await pilot.press("f7", "h")
        await wait_until(pilot, lambda: "Esc goes back to writing" in on_screen(screen.app))
