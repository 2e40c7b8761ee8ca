"""The composer: new lines, history, drafts, pasting; nothing typed is lost."""

from __future__ import annotations

import time

from textual import events

from debater.tui.screens.round import RoundScreen
from tests.tui.conftest import Stage, answered, folded, on_screen, say, wait_until


async def test_enter_sends_and_ctrl_j_begins_a_line(stage: Stage) -> None:
    """Ctrl+J and Alt+Enter insert a new line where the cursor is; Enter sends."""
    async with stage.play() as (pilot, screen):
        await pilot.press("a", "ctrl+j", "b", "alt+enter", "c")
        assert screen.composer.text == "a\nb\nc"
        await pilot.press("enter")
        await wait_until(pilot, lambda: screen.play.turns)
        assert screen.play.turns[0].argument == "a\nb\nc"
        assert screen.composer.text == ""


async def test_keys_typed_fast_keep_their_order(stage: Stage) -> None:
    """A burst of keys, as a fast typist or a plain paste sends it, is taken in order."""
    async with stage.play() as (pilot, screen):
        for key in ("a", "ctrl+j", "b", "backspace", "c", "left", "d", "enter", "e", "f", "enter"):
            screen.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await wait_until(pilot, lambda: len(screen.play.turns) == 2)
        assert [turn.argument for turn in screen.play.turns] == ["a\ndc", "ef"]


def test_alt_enter_of_old_terminals_does_not_send() -> None:
    """ESC CR, as most terminals send Alt+Enter, is read as Ctrl+J and not as Enter."""
    from textual._xterm_parser import XTermParser

    import debater.tui.widgets.composer  # noqa: F401 - teaches the parser

    keys = [event.key for event in XTermParser().feed("\x1b\r") if isinstance(event, events.Key)]
    assert keys == ["ctrl+j"]


async def test_history_keeps_the_draft(stage: Stage) -> None:
    """Up on the first line brings back arguments; down on the last line, then the draft."""
    async with stage.play() as (pilot, screen):
        for text in ("first", "second"):
            await say(pilot, screen, text)
        screen.composer.write("my draft")
        await pilot.press("up")
        assert screen.composer.text == "second"
        assert screen.composer.draft == "my draft"
        await pilot.press("up")
        assert screen.composer.text == "first"
        await pilot.press("down", "down")
        assert screen.composer.text == "my draft"


async def test_sending_from_history_brings_the_draft_back(stage: Stage) -> None:
    """An earlier argument can be sent again without losing what was being written."""
    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "first")
        await answered(pilot, screen, 1)
        screen.composer.write("my draft")
        await pilot.press("up", "enter")
        await wait_until(pilot, lambda: len(screen.play.turns) == 2)
        assert screen.play.turns[1].argument == "first"
        assert screen.composer.text == "my draft"
        await wait_until(pilot, lambda: _draft(stage) == "my draft")


async def test_up_inside_the_text_moves_the_cursor(stage: Stage) -> None:
    """History is only entered from the first line on the screen, wrapped lines included."""
    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "first")
        screen.composer.write("word " * 60)
        await pilot.press("up")
        assert screen.composer.text == "word " * 60


def _draft(stage: Stage) -> str | None:
    last = stage.stored().last_round()
    return last.draft if last else None


async def test_a_draft_is_saved_while_typing(stage: Stage) -> None:
    """What is typed is on disk within a third of a second, without leaving the field."""
    async with stage.play() as (pilot, _):
        await pilot.press(*"half a")
        started = time.monotonic()
        await wait_until(pilot, lambda: _draft(stage) == "half a")
        assert time.monotonic() - started < 1


async def test_sending_clears_the_stored_draft(stage: Stage) -> None:
    """After sending, the draft on disk is empty and stays so."""
    async with stage.play() as (pilot, screen):
        await pilot.press(*"sent")
        await pilot.press("enter")
        await answered(pilot, screen, 1)
        await pilot.pause(0.4)
        assert _draft(stage) == ""


async def test_resuming_brings_back_turns_and_draft(stage: Stage) -> None:
    """A second start shows the reply as stored, without asking the engine again."""
    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "One.")
        await answered(pilot, screen, 1)
        await pilot.press(*"more")
        await pilot.press("f12")
        app = screen.app
        await wait_until(pilot, lambda: "Continue the last round" in on_screen(app))
        asked = list(stage.engine.asked)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, RoundScreen))
        again = app.screen
        assert isinstance(again, RoundScreen)
        await wait_until(pilot, lambda: again.play.turns and again.play.turns[0].reply)
        assert again.composer.text == "more"
        assert "They say so." in on_screen(app)
        assert stage.engine.asked == asked


async def test_a_reply_whose_source_changed_shows_its_notice(stage: Stage) -> None:
    """A quotation that can no longer be proved is not shown, and the turn says why."""
    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "One.")
        await answered(pilot, screen, 1)
        await pilot.press("f12")
        app = screen.app
        await wait_until(pilot, lambda: "Continue the last round" in on_screen(app))
        store = stage.stored()
        last = store.last_round()
        assert last is not None
        reply = last.turns[0].reply
        assert reply is not None
        reply["chosen"]["citation"]["quote"] = "Something nobody wrote."
        store.commit_reply(last.id, 1, reply)
        await pilot.press("f12")
        store.close()
        app._open_library()
        await pilot.pause(0.3)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "is not in the source now" in folded(app))
        assert "Something nobody wrote" not in on_screen(app)


async def test_a_page_is_pasted_whole_and_quickly(stage: Stage) -> None:
    """Twenty thousand characters arrive in under a second, all of them, cleaned."""
    line = "Détente is a bargain between rivals, and bargains need two sides to hold. "
    page = (line * 6 + "\n") * 45
    assert len(page) > 20_000
    async with stage.play() as (pilot, screen):
        started = time.monotonic()
        screen.app.post_message(events.Paste(page.replace("\n", "\r\n") + "\x1b[31m"))
        await wait_until(pilot, lambda: screen.composer.text == page)
        assert time.monotonic() - started < 2
        await wait_until(pilot, lambda: _draft(stage) == page)
        await pilot.press("enter")
        await answered(pilot, screen, 1)
        assert screen.play.turns[0].argument == page.strip("\n")
        assert "more lines" in on_screen(screen.app) or screen.transcript.scroll_y > 0


async def test_the_composer_grows_and_stops(stage: Stage) -> None:
    """It begins with three rows and grows to eight."""
    async with stage.play() as (pilot, screen):
        assert screen.composer.content_size.height == 3
        screen.composer.write("\n" * 4)
        await wait_until(pilot, lambda: screen.composer.content_size.height == 5)
        screen.composer.write("\n" * 40)
        await wait_until(pilot, lambda: screen.composer.content_size.height == 8)
