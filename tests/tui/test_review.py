"""The review: every key is in the coach's file at once, and nothing typed is lost."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import click
import pytest
from textual.binding import Binding
from textual.color import Color
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, TextArea

from debater import assemble
from debater.cli.review import command, known_labels
from debater.config import Paths, Settings
from debater.errors import DebaterError
from debater.motions.coach_file import CoachFile
from debater.motions.library import Found
from debater.motions.model import Label, Motion, SourceStance
from debater.motions.pack import read_motion
from debater.motions.unlabelled import Reading
from debater.tui.review_app import ReviewApp
from debater.tui.screens.help import HelpScreen
from debater.tui.screens.review import ReviewScreen
from debater.tui.screens.review_keys import ACTIONS
from debater.tui.screens.review_modals import LineScreen, LinesScreen, TurnScreen
from debater.tui.themes import LIGHT
from tests.tui.conftest import folded, on_screen, wait_until

WritePack = Callable[..., Path]

ONE = (
    "Parking brings few shoppers to the centre. Ask any of them.\n\n"
    "Critics [/b] say that the shops will die. But most customers walk.\n\n"
    "Streets are for people.\n\n"
    "The last word is [@click=app.quit]open[/].\n"
)
TWO = "Buses are late here.\n\nTaxis are dear.\n"
MOTION = """\
statement: Cars should go [/]
sources:
  - {id: one, file: one.txt, title: "A [bold]title"}
  - {id: two, file: two.txt}

# Mine.
passages:
  - paragraphs: [3]   # sure
    begins: Streets are
    source: one
    stance: for
"""
SURE = {"Parking": 0.9, "Critics": 0.55, "The last": 0.7, "Buses": 0.8, "Taxis": 0.6}


def predicted(folder: Path) -> Motion:
    """Read a motion as a model would label it: critics are told, the rest follows."""

    def label(_: str, stance: SourceStance | None, passages: Sequence[Sequence[str]]) -> Reading:
        rows = []
        for sentences in passages:
            sure = next(s for words, s in SURE.items() if sentences[0].startswith(words))
            row = [Label("for", confidence=sure, reason="follows [/x]", origin="model")]
            row *= len(sentences)
            if sentences[0].startswith("Critics"):
                row[0] = Label("against", "reported", "critics[/]", sure, "told", "model")
            rows.append(row)
        return Reading(stance or "mixed", rows)

    return read_motion(folder, label)


@pytest.fixture
def folder(pack: WritePack) -> Path:
    """A motion of two sources, one passage of which its coach has labelled."""
    return pack(MOTION, one=ONE, two=TWO)


@asynccontextmanager
async def review(
    folder: Path, size: tuple[int, int] = (120, 36), **given: object
) -> AsyncIterator[tuple[Pilot[int], ReviewScreen]]:
    """Open the review of a motion."""
    app = ReviewApp(CoachFile(folder, predicted(folder)), Settings(), **given)  # type: ignore[arg-type]
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        yield pilot, app.screen


def text_of(folder: Path) -> str:
    """Return motion.yaml as it is stored."""
    return (folder / "motion.yaml").read_text()


def point(folder: Path, id: str) -> object:
    """Return a point as the file on disk has it."""
    return next(one for one in read_motion(folder).points() if one.id == id)


async def go_to(screen: ReviewScreen, pilot: Pilot[int], id: str) -> None:
    """Choose a point of the list."""
    screen.listing.highlighted = screen.shown.index(id)
    await pilot.pause()


# What is shown --------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 14)])
async def test_the_least_certain_stands_first(folder: Path, size: tuple[int, int]) -> None:
    """Points are listed by confidence, the coach's last, and the first is ready to be judged."""
    async with review(folder, size) as (pilot, screen):
        assert screen.shown == [
            "one:2/against", "one:2/for", "two:2/for", "one:4/for", "two:1/for", "one:1/for",
            "one:3/for",
        ]  # fmt: skip
        assert screen.focused is screen.listing
        await go_to(screen, pilot, "one:2/against")
        assert "? one ¶ 2 · ▼ against · 55% sure" in folded(screen.app)
        assert "1 of 7 reviewed" in folded(screen.app)


async def test_the_page_shows_the_passage_and_why(folder: Path) -> None:
    """Reason, speaker, the other part and both neighbours stand beside the passage."""
    async with review(folder) as (pilot, screen):
        await go_to(screen, pilot, "one:2/against")
        text = folded(screen.app)
        for part in (
            "▼ against · reported: critics[/] · one ¶ 2, A [bold]title",
            "? predicted, 55% sure: told",
            "another part (▲ for)",
            "1 Parking brings few", "2 ▌ Critics [/b] say that", "3 Streets are for people.",
        ):  # fmt: skip
            assert part in text
        await go_to(screen, pilot, "one:4/for")
        assert "follows [/x]" in folded(screen.app)
        assert "[@click=app.quit]open[/]" in folded(screen.app)
        assert "✓ your label" not in folded(screen.app)


async def test_the_notice_is_said_first(folder: Path) -> None:
    """What there is to know of the predictions stands on the first screen."""
    async with review(folder, notice="By words [/] alone.") as (_, screen):
        assert "By words [/] alone." in on_screen(screen.app)


async def test_no_colour_is_needed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR nothing holds a colour; shapes, words and a reversed row tell all."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with review(folder, environ={"NO_COLOR": "1"}) as (pilot, screen):
        await pilot.press("down")
        reversed_lines = [
            y
            for y in range(screen.listing.size.height)
            if any(one.style and one.style.reverse for one in screen.listing.render_line(y))
        ]
        assert reversed_lines == [2, 3]
        for strip in screen._compositor.render_strips():
            for segment in strip.apply_filter(screen.app._filters[-1], Color(0, 0, 0)):
                style = segment.style
                assert style is None or style.color is None or style.color.is_default
                assert style is None or style.bgcolor is None or style.bgcolor.is_default
        assert "▲ for" in on_screen(screen.app)


async def test_a_light_theme_is_worn(folder: Path) -> None:
    """The theme of the settings is put on, and an unknown one is replaced."""
    file = CoachFile(folder, predicted(folder))
    assert ReviewApp(file, Settings(theme=LIGHT.name)).theme == LIGHT.name
    assert ReviewApp(file, Settings(theme="neon[/]")).theme == "debater-dark"


async def test_many_passages_are_listed(pack: WritePack) -> None:
    """Three hundred passages are all there, and the last can be reached and judged."""
    text = "\n\n".join(f"Number {n} says that this is so." for n in range(1, 301))
    folder = pack("statement: It is so\nsources:\n  - {id: one, file: one.txt}\n", one=f"{text}\n")
    app = ReviewApp(CoachFile(folder), Settings())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.listing.option_count == 300
        await pilot.press("end", "a")
        assert "Number 300" in on_screen(app)
        assert read_motion(folder).passage("one:300").label.stance == "against"


# Labels ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "stance"), [("f", "for"), ("a", "against"), ("n", "neutral")])
async def test_a_key_labels_and_saves_at_once(folder: Path, key: str, stance: str) -> None:
    """A stance is in the file before the next key, marked in the list, which does not jump."""
    async with review(folder) as (pilot, screen):
        await go_to(screen, pilot, "two:2/for")
        await pilot.press(key)
        assert read_motion(folder).passage("two:2").label == Label(stance)  # type: ignore[arg-type]
        assert screen.shown[2] == f"two:2/{stance}"
        assert screen.listing.highlighted == 2
        assert "✓ two ¶ 2" in on_screen(screen.app)
        assert "2 of 7 reviewed" in on_screen(screen.app)
        assert text_of(folder).startswith(MOTION.rstrip("\n"))


async def test_one_part_of_two_is_relabelled(folder: Path) -> None:
    """Only the chosen part gets the stance; the other is written as predicted, and it is said."""
    async with review(folder) as (pilot, screen):
        await go_to(screen, pilot, "one:2/against")
        await pilot.press("n")
        first, second = read_motion(folder).passage("one:2").points
        assert (first.label.stance, second.label.stance) == ("neutral", "for")
        assert (first.label.voice, first.label.speaker) == ("reported", "critics[/]")
        assert "The other part of this passage is written as it was predicted." in folded(
            screen.app
        )
        await pilot.press("f")
        assert [p.label.stance for p in read_motion(folder).passage("one:2").points] == ["for"]
        assert screen.shown.count("one:2/for") == 1
        assert screen.chosen is not None
        assert screen.chosen.point.id == "one:2/for"


@pytest.mark.parametrize("key", ["enter", "c"])
async def test_confirming_goes_on_to_the_next(folder: Path, key: str) -> None:
    """A confirmed passage is written whole, and the next unreviewed point is chosen."""
    async with review(folder) as (pilot, screen):
        await pilot.press(key)
        assert {p.label.origin for p in read_motion(folder).passage("one:2").points} == {"coach"}
        assert screen.chosen is not None
        assert screen.chosen.point.id == "two:2/for"
        await pilot.press(key, key, key, key)
        assert "Every passage in the list is reviewed." in on_screen(screen.app)
        assert "7 of 7 reviewed" in on_screen(screen.app)


async def test_a_click_chooses_and_changes_nothing(folder: Path) -> None:
    """A click, or two, only shows a passage."""
    async with review(folder) as (pilot, screen):
        await pilot.click("#review-list", offset=(5, 5), times=2)
        assert screen.listing.highlighted == 2
        assert text_of(folder) == MOTION


async def test_the_voice_goes_round_and_asks_for_a_speaker(folder: Path) -> None:
    """Author, conceded, reported by somebody named, and the author again."""
    async with review(folder) as (pilot, screen):
        await go_to(screen, pilot, "one:3/for")
        await pilot.press("v")
        assert read_motion(folder).passage("one:3").label.voice == "conceded"
        await pilot.press("v")
        assert isinstance(screen.app.screen, LineScreen)
        await pilot.press(*"Ann", "enter")
        label = read_motion(folder).passage("one:3").label
        assert (label.voice, label.speaker) == ("reported", "Ann")
        assert "reported: Ann" in on_screen(screen.app)
        await pilot.press("v")
        assert text_of(folder) == MOTION


async def test_undo_takes_changes_back(folder: Path) -> None:
    """Each change is taken back where it was made, and then there is nothing left."""
    async with review(folder) as (pilot, screen):
        await go_to(screen, pilot, "two:2/for")
        await pilot.press("a", "home", "u")
        assert text_of(folder) == MOTION
        assert screen.chosen is not None
        assert screen.chosen.point.id == "two:2/for"
        assert not screen.chosen.reviewed
        await pilot.press("u")
        assert "There is nothing to undo." in on_screen(screen.app)


async def test_a_stance_it_has_is_not_written_again(folder: Path) -> None:
    """The stance a coach gave already leaves the file alone."""
    async with review(folder) as (pilot, screen):
        await go_to(screen, pilot, "one:3/for")
        await pilot.press("f")
        assert text_of(folder) == MOTION
        assert "It is labelled for already." in on_screen(screen.app)


# The brief ------------------------------------------------------------------------------


async def test_a_tag_that_cannot_be_saved_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the folder cannot be written the question stays, with the words and the reason."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    async with review(folder) as (pilot, screen):
        await go_to(screen, pilot, "one:3/for")
        with monkeypatch.context() as patch:
            patch.setattr(tempfile, "mkstemp", refuse)
            await pilot.press("t", *"A tag[/]", "enter")
            assert "cannot be written (Permission denied)" in folded(screen.app)
            assert screen.app.screen.query_one("#line", Input).value == "A tag[/]"
        await pilot.press("enter")
        assert screen.app.screen is screen
        assert read_motion(folder).passage("one:3").points[0].tag == "A tag[/]"
        assert "tag: A tag[/]" in on_screen(screen.app)


async def test_what_it_answers_is_one_a_line(folder: Path) -> None:
    """Lines are saved without the empty ones; left unsaved, they wait to be taken up again."""
    async with review(folder) as (pilot, screen):
        await go_to(screen, pilot, "one:3/for")
        await pilot.press("w", *"Streets", "enter", "enter", *"Cars", "escape")
        assert "what you wrote is there" in on_screen(screen.app)
        assert text_of(folder) == MOTION
        await pilot.press("w")
        assert isinstance(screen.app.screen, LinesScreen)
        assert screen.app.screen.query_one(TextArea).text == "Streets\n\nCars"
        await pilot.press("f8")
        assert read_motion(folder).passage("one:3").points[0].answers == ("Streets", "Cars")
        await pilot.press("w")
        assert screen.app.screen.query_one(TextArea).text == "Streets\nCars"
        await pilot.press("escape")
        assert screen.app.screen is screen


async def test_a_turn_is_chosen_among_the_sentences(folder: Path) -> None:
    """A sentence, its tag and its impact make a turn; “no turn” takes it away."""
    async with review(folder) as (pilot, screen):
        await go_to(screen, pilot, "one:1/for")
        await pilot.press("r", "down", "enter", *"They walk", "enter", *"Why", "enter")
        (one,) = read_motion(folder).passage("one:1").points
        assert one.turn is not None
        assert (one.turn.span.of(ONE), one.turn.tag, one.turn.impact) == (
            "Ask any of them.", "They walk", "Why",
        )  # fmt: skip
        await pilot.press("r")
        assert isinstance(screen.app.screen, TurnScreen)
        assert screen.app.screen.query_one(OptionList).highlighted == 2
        await pilot.press("home", "enter")
        assert read_motion(folder).passage("one:1").points[0].turn is None


@pytest.mark.parametrize("key", ["t", "r"])
async def test_what_was_typed_is_offered_until_it_is_saved(folder: Path, key: str) -> None:
    """A line left by Esc, once or twice, is there when the same is asked again."""
    async with review(folder) as (pilot, screen):
        await go_to(screen, pilot, "one:1/for")
        into = ["enter"] if key == "r" else []
        await pilot.press(key, *into, *"They walk", "escape", key, "escape", key)
        line = "#tag" if key == "r" else "#line"
        assert screen.app.screen.query_one(line, Input).value == "They walk"
        assert text_of(folder) == MOTION


async def test_a_turn_without_a_tag_is_refused(folder: Path) -> None:
    """Words alone are no turn: the question stays and says what is missing."""
    async with review(folder) as (pilot, screen):
        await go_to(screen, pilot, "one:1/for")
        await pilot.press("r", "enter", "enter", "enter")
        assert "A turn needs a tag." in folded(screen.app)
        assert text_of(folder) == MOTION


# Finding one's way ----------------------------------------------------------------------


async def test_a_filter_narrows_the_list(folder: Path) -> None:
    """Words of text, stance, voice or state narrow the list; Esc shows all again."""
    async with review(folder) as (pilot, screen):
        for words, found in (
            ("people", ["one:3/for"]),
            ("against", ["one:2/against"]),
            ("reviewed", ["one:3/for"]),
            ("two ¶ 1", ["two:1/for"]),
            ("nothing has this", []),
        ):
            await pilot.press("slash")
            screen.filter.value = words
            await pilot.press("enter")
            assert screen.shown == found
        assert "Esc shows all of them again" in folded(screen.app)
        await pilot.press("f", "c", "v", "t", "w", "r")
        assert screen.app.screen is screen
        assert text_of(folder) == MOTION
        await pilot.press("escape")
        assert len(screen.shown) == 7
        assert screen.focused is screen.listing


async def test_the_order_changes_and_the_choice_stays(folder: Path) -> None:
    """In document order, by side, and the least certain first again."""
    async with review(folder) as (pilot, screen):
        await go_to(screen, pilot, "two:2/for")
        await pilot.press("o")
        assert screen.shown == [
            "one:1/for", "one:2/against", "one:2/for", "one:3/for", "one:4/for", "two:1/for",
            "two:2/for",
        ]  # fmt: skip
        assert "in document order" in on_screen(screen.app)
        await pilot.press("o")
        assert screen.shown[-1] == "one:2/against"
        assert screen.chosen is not None
        assert screen.chosen.point.id == "two:2/for"
        await pilot.press("o")
        assert screen.shown[-1] == "one:3/for"


async def test_every_key_is_told(folder: Path) -> None:
    """Each action has an id, a tooltip and a group of its own words, and help lists it."""
    ids = [action.binding.id for action in ACTIONS]
    keys = [key for action in ACTIONS for key in action.keys.split(",")]
    assert len(set(ids)) == len(ids)
    assert len(set(keys)) == len(keys)
    async with review(folder, (120, 60)) as (pilot, screen):
        await pilot.press("f1")
        assert isinstance(screen.app.screen, HelpScreen)
        text = folded(screen.app)
        for action in ACTIONS:
            binding: Binding = action.binding
            assert binding.group is not None
            assert binding.tooltip
            assert " ".join(binding.tooltip.split()[:4]) in text


async def test_the_palette_does_what_the_keys_do(folder: Path) -> None:
    """An action found by its name runs on the passage that was chosen."""
    async with review(folder) as (pilot, screen):
        await go_to(screen, pilot, "one:3/for")
        await pilot.press("ctrl+p")
        await pilot.press(*"Label: neutral")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "stance: neutral" in text_of(folder))


async def test_edits_made_elsewhere_show_up(folder: Path) -> None:
    """A change made in an editor is kept and shown with the next change made here."""
    async with review(folder) as (pilot, screen):
        edited = MOTION.replace("stance: for", "stance: neutral\n    tag: Mine").replace(
            "# Mine.", "# Ours."
        )
        (folder / "motion.yaml").write_text(edited)
        await go_to(screen, pilot, "two:2/for")
        await pilot.press("a")
        assert text_of(folder).startswith(edited.rstrip("\n"))
        assert "one:3/neutral" in screen.shown


async def test_q_leaves(folder: Path) -> None:
    """Q ends the review with exit code 0."""
    async with review(folder) as (pilot, screen):
        app = screen.app
        await pilot.press("q")
    assert app.return_value == 0


# The command ----------------------------------------------------------------------------


def call(*args: str) -> None:
    """Run the command as the program would, with what it raises."""
    with click.Context(command):
        command.main(list(args), standalone_mode=False)


def test_a_shipped_motion_is_not_edited() -> None:
    """The sentence says how to make a copy."""
    with pytest.raises(DebaterError, match="export detente"):
        call("detente")


def test_without_a_terminal_nothing_opens(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a pipe the review refuses, and names the command that prints the labels."""
    monkeypatch.setattr(sys, "stdin", open("/dev/null"))  # noqa: SIM115, PTH123 - ended with the test
    with pytest.raises(DebaterError, match="needs a terminal"):
        call(str(folder))
    assert text_of(folder) == MOTION


def test_predictions_outlive_a_change_of_the_file(
    folder: Path, where: Paths, quick_builds: None, found: Callable[[Path], Found]
) -> None:
    """An index that is stale only by the coach's words still tells what was predicted."""
    known, notice = known_labels(found(folder), Settings(), where)
    assert known is None
    assert f"debater index build {folder}" in notice
    one = found(folder)
    built = assemble.build(one, Settings(), assemble.index_folders(one, Settings(), where)[0])
    CoachFile(folder, built).relabel(built.passage("two:2").points[0].id, "against")
    known, notice = known_labels(one, Settings(), where)
    assert notice == ""
    file = CoachFile(folder, known)
    assert file.motion.passage("two:2").label.origin == "coach"
    assert file.motion.passage("two:2").label.stance == "against"
    assert file.motion.passage("one:1") == built.passage("one:1")
    before = text_of(folder)
    for change in (
        ("Cars should go", "Cars should stay"),
        ("file: two.txt", "file: two.txt, stance: for"),
    ):
        (folder / "motion.yaml").write_text(before.replace(*change))
        asked_the_same = change[1].endswith(f"stance: {built.source('two').stance}")
        assert (known_labels(one, Settings(), where)[0] is not None) == asked_the_same
    (folder / "motion.yaml").write_text(before)
    (folder / "two.txt").write_text("Buses are early here.\n\nTaxis are dear.\n")
    assert known_labels(one, Settings(), where)[0] is None
