"""Untrusted text: nothing typed, pasted, stored or loaded reaches the terminal as a command."""

from __future__ import annotations

import dataclasses
from functools import partial
from pathlib import Path

from textual import events
from textual.widgets import Input, Static

from debater.assemble import MotionSummary
from debater.motions.model import Motion, Source
from debater.text import clean
from debater.tui.app import DebaterApp
from debater.tui.screens.export import ExportScreen
from debater.tui.screens.round import RoundScreen
from tests.tui.conftest import Stage, answered, on_screen, say, started, wait_until

HOSTILE = [
    "\x1b]52;c;aGFja2Vk\x07 clipboard",
    "\x1b[2J\x1b[31mred\x1b[0m and \x9b5m C1",
    "[/b] [@click=app.quit]click me[/] [$5] [/",
    "\u202egnisrever\u202c \u2066isolate\u2069 \ufeffmark",
    "nul\x00 bell\x07 back\x08 del\x7f",
    "lone \ud800 surrogate",
    "👩‍👩‍👧‍👦 🇺🇳 e\u0301 ﷽ शांति",
    "مرحبا بالعالم שלום עולם",
    "$error {0} %s ${HOME} `id`",
    "x" * 20_000,
]


def assert_harmless(app: DebaterApp) -> None:
    """Check every segment that would be written to the terminal."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            for character in segment.text:
                code = ord(character)
                assert code >= 32, repr(segment.text)
                assert not 127 <= code < 160, repr(segment.text)
                assert not 0x202A <= code <= 0x202E
                assert not 0x2066 <= code <= 0x2069
                assert not 0xD800 <= code <= 0xDFFF
            meta = segment.style.meta if segment.style else {}
            assert "app.quit" not in str(meta)


async def test_pasted_and_sent(stage: Stage) -> None:
    """Hostile text in composer, transcript, history, hints and toasts is inert."""
    async with stage.play(size=(100, 30)) as (pilot, screen):
        for number, text in enumerate(HOSTILE, start=1):
            screen.app.post_message(events.Paste(text))
            await wait_until(pilot, partial(written, screen, clean(text)))
            assert_harmless(screen.app)
            await pilot.press("enter")
            await answered(pilot, screen, number)
            assert_harmless(screen.app)
            await pilot.press("up")
            await wait_until(pilot, partial(written, screen, clean(text).strip("\n")))
            assert_harmless(screen.app)
            await pilot.press("down")
            screen.tell(text)
            screen.app.say(text)
            await pilot.pause(0.05)
            assert_harmless(screen.app)
            assert screen.app.is_running
        last = stage.stored().last_round()
        assert last is not None
        assert [turn.argument for turn in last.turns] == [clean(t).strip("\n") for t in HOSTILE]
        assert not any("\x1b" in turn.argument for turn in last.turns)


def written(screen: RoundScreen, text: str) -> bool:
    """Tell whether the composer holds exactly ``text``."""
    return screen.composer.text == text


async def test_a_click_on_markup_in_an_argument_does_nothing(stage: Stage) -> None:
    """An action written into an argument is text, wherever it is clicked."""
    async with stage.play(size=(100, 30)) as (pilot, screen):
        await say(pilot, screen, "[@click=app.quit]click me[/]")
        await answered(pilot, screen, 1)
        assert "[@click=app.quit]click me[/]" in on_screen(screen.app)
        for column in (3, 8, 20):
            await pilot.click(screen.transcript.views[0], offset=(column, 1))
        assert screen.app.is_running


async def test_in_the_path_to_save_to(stage: Stage, tmp_path: Path) -> None:
    """A hostile file name is cleaned where it enters, and its refusal is plain text."""
    async with stage.play(size=(100, 30)) as (pilot, screen):
        await pilot.press("f8")
        await wait_until(pilot, lambda: isinstance(screen.app.screen, ExportScreen))
        field = screen.app.screen.query_one(Input)
        field.value = ""
        screen.app.post_message(events.Paste(f"{tmp_path}/no/\x1b]0;title\x07\u202e[/b]x.md"))
        await wait_until(pilot, lambda: field.value)
        assert field.value == f"{tmp_path}/no/[/b]x.md"
        await pilot.press("enter")
        refusal = screen.app.screen.query_one("#refusal", Static)
        await wait_until(pilot, lambda: "cannot be written" in str(refusal.content))
        assert_harmless(screen.app)


async def test_in_a_motion(stage: Stage, motion: Motion) -> None:
    """Hostile names, statements, sides and problems of packs are shown as plain text."""
    bad = "".join(HOSTILE[:6])
    stage.summaries[:] = [
        MotionSummary(bad, Path("/x"), "user", bad, {"for": bad, "against": bad}, {"for": 1}, 1),
        MotionSummary(bad, Path("/y"), "user", problem=bad),
    ]
    app = stage.app()
    async with app.run_test(size=(100, 40)) as pilot:
        await started(pilot, app)
        assert_harmless(app)
        assert "[@click=app.quit]click me[/]" in on_screen(app)


async def test_in_a_source(stage: Stage, motion: Motion) -> None:
    """Control characters in a source and its cite become spaces, and offsets stay true."""
    text = "Title\n\nFirst\x1b[2J paragraph\u202e here. Second \x9b5m sentence.\r\n\r\nLast[/b]."
    cite = {"title": "T\x1b[2J[/b]", "author": "A\u202eB", "date": "2017\x07"}
    source = Source("detente", "x.txt", text, "mixed", cite)
    stage.motion = dataclasses.replace(motion, sources=(source,), passages=())
    async with stage.play(size=(120, 30)) as (pilot, screen):
        await wait_until(pilot, lambda: "First" in on_screen(screen.app))
        assert_harmless(screen.app)
        assert "First [2J paragraph  here." in on_screen(screen.app)


async def test_in_the_round_to_continue(stage: Stage) -> None:
    """A database written by another hand cannot reach the terminal either."""
    store = stage.stored()
    round_id = store.start("detente\x1b[2J", "for", 1)
    store.commit_argument(round_id, "\x1b]0;x\x07[/b]")
    store.save_draft(round_id, "draft \x1b[2J \u202e")
    store.close()
    app = stage.app()
    async with app.run_test(size=(100, 30)) as pilot:
        await started(pilot, app)
        assert_harmless(app)
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert_harmless(app)
        assert "draft" in on_screen(app)
