"""The round screen: arguments are committed, answered in order, and explained."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual.widgets import Input

from debater.errors import DebaterError, ModelUnavailable
from debater.export.round_markdown import round_markdown
from debater.export.view import view_of
from debater.motions.model import Side
from debater.motions.pack import read_motion
from debater.sparring.record import dump_reply
from debater.sparring.reply import Kind, Reply, TurnedEvidence
from debater.store.whole import WholeRound, WholeTurn
from debater.tui.app import DebaterApp
from debater.tui.blocks import BlockStack
from debater.tui.round_text import reply_as_text
from debater.tui.screens.export import ExportScreen
from debater.tui.screens.help import HelpScreen
from debater.tui.screens.round import RoundScreen
from debater.tui.screens.start import StartScreen
from debater.tui.screens.why import WhyScreen, find_label, why_text
from debater.tui.turn_text import reply_parts
from tests.tui.conftest import DETENTE, Stage, answered, on_screen, say, shown, wait_until


async def test_a_reply_shows_its_parts_in_order(stage: Stage) -> None:
    """The user's words come first, then they say, but, quotation, cite, therefore, question."""
    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "Concessions never embolden anyone.")
        await answered(pilot, screen, 1)
        text = shown(screen.transcript.views[0])
        reply = screen.play.turns[0].reply
        assert reply is not None
        assert reply.citation is not None
        folded = " ".join(text.replace("┃", " ").split())
        parts = [
            "You, FOR ▲", "Concessions never embolden", "They say so.", "But it is not so.",
            " ".join(reply.citation.quote.split()), "as reported in “Why Trump", "¶ 1",
            "strength: fair (.62)", "author and date not given", "Therefore it falls.",
            "? Do you grant that?",
        ]  # fmt: skip
        places = [folded.find(part) for part in parts]
        assert -1 not in places
        assert places == sorted(places)
        assert "unused" not in text


async def test_the_argument_is_on_disk_before_the_engine_computes(stage: Stage) -> None:
    """While the engine is still thinking, the argument can be read from the database."""
    stage.engine.gate.clear()
    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "Kept before anything else.")
        last = stage.stored().last_round()
        assert last is not None
        assert [turn.argument for turn in last.turns] == ["Kept before anything else."]
        assert last.turns[0].reply is None
        stage.engine.gate.set()
        await answered(pilot, screen, 1)


async def test_arguments_sent_while_warming_up_are_answered_in_order(stage: Stage) -> None:
    """What is sent before the engine is ready is queued and answered in turn."""
    stage.opening.clear()
    async with stage.play() as (pilot, screen):
        for text in ("one", "two", "three"):
            await say(pilot, screen, text)
        assert "warming up…" in on_screen(screen.app)
        assert stage.engine.asked == []
        stage.opening.set()
        await answered(pilot, screen, 3)
        assert stage.engine.asked == ["one", "two", "three"]
        assert "ready" in on_screen(screen.app)


def make_long(stage: Stage) -> None:
    """Let every reply be taller than a small terminal."""
    short = stage.engine.reply

    def long(side: Side, number: int, they_say: str = "They say so.") -> Reply:
        return dataclasses.replace(short(side, number, they_say), therefore="It falls. " * 150)

    stage.engine.reply = long  # type: ignore[method-assign]


async def test_a_long_reply_is_read_from_its_beginning(stage: Stage) -> None:
    """A reply taller than the transcript shows its first words, and that more follows."""
    make_long(stage)
    async with stage.play(size=(80, 24)) as (pilot, screen):
        app = screen.app
        for number, text in enumerate(("One.", "Two."), start=1):
            await say(pilot, screen, text)
            await answered(pilot, screen, number)
            await wait_until(pilot, lambda: "more below ↓" in on_screen(app))
            await wait_until(pilot, lambda: "They say so." in on_screen(app))
            assert "Do you grant that?" not in on_screen(app)
        for _ in range(9):
            await pilot.press("pagedown")
        await wait_until(pilot, lambda: "Do you grant that?" in on_screen(app))
        await wait_until(pilot, lambda: "more below ↓" not in on_screen(app))


async def test_a_reply_in_full_view_says_nothing_of_more(stage: Stage) -> None:
    """Where the whole turn fits, there is no word of more below."""
    async with stage.play(size=(100, 40)) as (pilot, screen):
        await say(pilot, screen, "One.")
        await answered(pilot, screen, 1)
        await wait_until(pilot, lambda: "Do you grant that?" in on_screen(screen.app))
        await wait_until(pilot, lambda: "more below" not in on_screen(screen.app))
        assert not screen.transcript.has_class("-more")


@pytest.mark.parametrize("back", [0, 2])
@pytest.mark.parametrize("size", [(60, 20), (140, 30), (80, 14)])
async def test_the_selected_turn_stays_in_view_when_resized(
    stage: Stage, size: tuple[int, int], back: int
) -> None:
    """After the terminal changes its size, the selected turn is still the one that is read."""
    make_long(stage)
    async with stage.play(size=(80, 24)) as (pilot, screen):
        for number, text in enumerate(("One.", "Two.", "Three.", "Four."), start=1):
            await say(pilot, screen, text)
            await answered(pilot, screen, number)
        for _ in range(back):
            await pilot.press("alt+up")
        view = screen.transcript.view(4 - back)
        assert view is not None

        def begins_in_view() -> bool:
            top = view.region.y + (0 if back else view.reply_line)
            return screen.transcript.content_region.contains(view.region.x, top)

        await wait_until(pilot, begins_in_view)
        await pilot.resize_terminal(*size)
        await wait_until(pilot, lambda: screen.size == size)
        await pilot.pause(0.1)
        await wait_until(pilot, begins_in_view)


async def test_empty_text_only_hints(stage: Stage) -> None:
    """Sending nothing, or white space, commits nothing and says so."""
    async with stage.play() as (pilot, screen):
        screen.composer.write("  \n ")
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Nothing is written yet" in on_screen(screen.app))
        assert screen.play.turns == []


async def test_an_engine_error_keeps_the_argument_and_can_be_retried(stage: Stage) -> None:
    """The turn stays with the one-sentence error, and Ctrl+R has it answered."""
    stage.engine.errors = [DebaterError("The index[/b] is damaged.", "Rebuild it.")]
    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "Still here.")
        await wait_until(pilot, lambda: screen.play.turns[0].problem)
        await pilot.pause(0.05)
        text = shown(screen.transcript.views[0])
        assert "Still here." in text
        assert "! The index[/b] is damaged. Rebuild it." in text
        await pilot.press("ctrl+r")
        await answered(pilot, screen, 1)
        assert "They say so." in shown(screen.transcript.views[0])


async def test_a_bug_in_the_engine_is_logged_and_said(stage: Stage) -> None:
    """Any other exception becomes one sentence, with its traceback in the log."""
    stage.engine.errors = [ZeroDivisionError("a bug")]
    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "Divide.")
        await wait_until(pilot, lambda: screen.play.turns[0].problem)
        assert "ZeroDivisionError" in screen.play.turns[0].problem
        assert "Traceback" in stage.where.log.read_text("utf-8")


async def test_an_engine_that_cannot_open_is_said_and_retried(stage: Stage) -> None:
    """The sentence stands above the composer, and Ctrl+R opens the engine again."""
    stage.open_errors.append(ModelUnavailable("The model is altered.", "Install it again."))
    async with stage.play() as (pilot, screen):
        await wait_until(pilot, lambda: "The model is altered." in on_screen(screen.app))
        await say(pilot, screen, "Waiting.")
        await pilot.press("ctrl+r")
        await answered(pilot, screen, 1)


async def test_words_only_is_said_in_the_header(stage: Stage) -> None:
    """Without a model the header says that words alone are compared."""
    stage.engine.words_only = True
    async with stage.play() as (pilot, screen):
        await wait_until(pilot, lambda: "words only: no model" in on_screen(screen.app))


async def test_silence_looks_different(stage: Stage) -> None:
    """A reply without an answer is marked and lists the nearest as no answer."""
    stage.engine.silent = True
    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "Cheese is cheap.")
        await answered(pilot, screen, 1)
        text = shown(screen.transcript.views[0])
        assert "∅ Nothing in the sources answers this." in text
        assert "nearest, but it does not answer this:" in text
        assert "┃" not in text


def words_of(reply: Reply) -> str:
    """Return a reply as the transcript shows it, on one line."""
    stack = BlockStack([block for part in reply_parts(reply) for block in part])
    return " ".join(stack.at(200).plain.split())


def saved(reply: Reply) -> str:
    """Return a reply as it is saved."""
    values = json.dumps(dump_reply(reply))
    turn = WholeTurn(1, "One.", "2030-01-01T00:00:00+00:00", json.loads(values))
    stamp = turn.committed
    whole = WholeRound("detente", "for", 1, stamp, stamp, turns=(turn,))
    return round_markdown(view_of(whole, read_motion(DETENTE)))


def test_silence_lists_the_one_nearest_passage(stage: Stage) -> None:
    """Of several near passages the nearest is listed, and none that is hardly near at all."""
    near, second = stage.engine.counter("for", 0), stage.engine.counter("for", 1)
    assert near.citation.quote != second.citation.quote
    silent = Reply("argument", True, "They say.", "Nothing.", counters=(near, second))
    for text in (words_of(silent), saved(silent)):
        assert text.lower().count("nearest") == 1
        assert second.citation.quote[:30] not in text
        assert near.citation.quote[:30] in text
    far = dataclasses.replace(near, strength=0.049)
    unlike = dataclasses.replace(silent, counters=(far,))
    off = dataclasses.replace(silent, kind="off_motion")
    for reply in (unlike, off):
        assert words_of(reply) == "They say. ∅ Nothing."
        assert "nearest" not in saved(reply).lower()


@pytest.mark.parametrize("kind", ["question", "challenge"])
def test_an_answer_is_shown_as_a_quotation(stage: Stage, kind: Kind) -> None:
    """What a question or a challenge is answered with stands barred, between words and question."""
    counter = stage.engine.counter("for", 0)
    text = words_of(
        Reply(kind, False, "It stands.", because="unused", therefore="So it falls.",
              question="Why not?", answer=counter)
    )  # fmt: skip
    quote = f"┃ {' '.join(counter.citation.quote.split())}"[:40]
    parts = ["It stands.", "▼ against", quote, "So it falls.", "? Why not?"]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert "unused" not in text


@pytest.mark.parametrize("kind", ["answer", "challenge"])
def test_words_alone_are_not_marked_as_silence(kind: Kind) -> None:
    """A yes taken up, or a challenge to nothing, is a reply and not a gap in the sources."""
    reply = Reply(kind, True, "Yes, you say.", "It needs a reason.", question="Why?")
    assert words_of(reply) == "Yes, you say. It needs a reason. ? Why?"


def test_a_quotation_answered_by_itself_is_shown_once(stage: Stage) -> None:
    """Where answer and counter cite the same words, there is one block and one copy."""
    one, other = stage.engine.counter("for", 0), stage.engine.counter("for", 1)
    twice = Reply("quotation", False, "They say.", chosen=one, answer=one)
    apart = dataclasses.replace(twice, chosen=other)
    assert words_of(twice).count("strength: ") == 1
    assert "▼ against" in words_of(twice)
    assert words_of(apart).count("strength: ") == 2
    assert reply_as_text(twice).count("strength: ") == 1
    assert reply_as_text(apart).count("strength: ") == 2


async def test_the_source_shows_the_cited_sentence(stage: Stage) -> None:
    """Stance and voice stand above the page, and the marked sentence is scrolled to."""
    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "One.")
        await say(pilot, screen, "Two.")
        await answered(pilot, screen, 2)
        await wait_until(pilot, lambda: "▌" in on_screen(screen.app))
        text = on_screen(screen.app)
        assert "▼ against · reported: many among the U.S." in text
        assert "They argue that any" in text
        assert screen.query_one("#page").scroll_y > 0


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_narrow_screen_shows_one_pane_and_changes_over(
    stage: Stage, size: tuple[int, int]
) -> None:
    """Under a hundred columns a key changes between transcript and source."""
    async with stage.play(size=size) as (pilot, screen):
        await say(pilot, screen, "One.")
        await answered(pilot, screen, 1)
        assert screen.transcript.display
        assert not screen.source.display
        await pilot.press("f2")
        assert screen.source.display
        assert not screen.transcript.display
        await wait_until(pilot, lambda: "▌" in on_screen(screen.app))
        await pilot.press("f2")
        assert screen.transcript.display


async def test_the_next_best_counter_replaces_the_reply(stage: Stage) -> None:
    """F4 shows another passage and stores it; when there is none it says so."""
    async with stage.play() as (pilot, screen):
        await pilot.press("f4")
        await wait_until(pilot, lambda: "There is no reply yet" in on_screen(screen.app))
        await say(pilot, screen, "One.")
        await answered(pilot, screen, 1)
        await pilot.press("f4")
        await wait_until(pilot, lambda: "Another." in shown(screen.transcript.views[0]))
        last = stage.stored().last_round()
        assert last is not None
        assert last.turns[0].reply is not None
        assert last.turns[0].reply["they_say"] == "Another."
        await pilot.press("f4")
        await wait_until(pilot, lambda: "No other passage" in on_screen(screen.app))


async def test_why_explains_strength_and_label(stage: Stage) -> None:
    """The explanation names the parts, the line answered, shared words and the label."""
    async with stage.play(size=(120, 48)) as (pilot, screen):
        await say(pilot, screen, "One.")
        await answered(pilot, screen, 1)
        await pilot.press("f3")
        await wait_until(pilot, lambda: isinstance(screen.app.screen, WhyScreen))
        parts = [
            "fair (.62)", ".60", ".70", ".80", ".20", "A line it answers.", "russia, putin",
            "labelled by a coach", "▼ against · reported",
        ]  # fmt: skip
        await wait_until(pilot, lambda: all(part in on_screen(screen.app) for part in parts))
        assert "confidence" not in on_screen(screen.app)
        await pilot.press("escape")
        assert screen.app.screen is screen


def test_why_explains_the_authors_own_evidence(stage: Stage) -> None:
    """Not the nearest passage, which was not quoted; and no strength that it does not have."""
    counter = stage.engine.counter("against", 1)
    turned = TurnedEvidence(
        counter.citation, "for", "author", None, "It can be turned.", "So it falls."
    )
    reply = Reply("argument", True, "They say so.", counters=(counter,), turned=turned)
    text = why_text(reply, stage.motion).plain
    assert text.startswith(counter.citation.quote)
    assert "its evidence can be turned" in text
    assert "Strength" not in text
    assert "▲ for · the author" in text


def test_why_says_how_sure_a_model_was(stage: Stage) -> None:
    """A label of the model has its confidence and reason; a coach's says only whose it is."""
    counter = stage.engine.counter("for", 0)
    label = find_label(counter, stage.motion)
    assert label is not None
    reply = stage.engine.reply("for", 0)
    text = why_text(reply, stage.motion).plain
    assert "labelled by a coach\n" in f"{text}\n"
    assert "is put at 62 in 100: it more likely than not answers what you said." in text
    machine = dataclasses.replace(label, origin="model", confidence=0.7, reason="names Putin")
    points = [
        dataclasses.replace(point, label=machine) if point.id == counter.point else point
        for point in stage.motion.points()
    ]
    other = SimpleNamespace(points=lambda: points)
    text = why_text(reply, other).plain  # type: ignore[arg-type]
    assert "labelled by the model, confidence .70: names Putin" in text


async def test_swapping_sides_begins_a_round_on_the_other_side(stage: Stage) -> None:
    """The motion stays, the side changes, and the old round stays in the store."""
    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "One.")
        await answered(pilot, screen, 1)
        app = screen.app
        await pilot.press("f9")
        await wait_until(pilot, lambda: app.screen is not screen)
        swapped = app.screen
        assert isinstance(swapped, RoundScreen)
        assert (swapped.play.side, swapped.play.motion, swapped.play.turns) == (
            "against", "detente", [],
        )  # fmt: skip
        await wait_until(pilot, lambda: "AGAINST ▼  ·  ready" in on_screen(app))
        last = stage.stored().last_round()
        assert last is not None
        assert last.turns[0].argument == "One."


async def test_a_reply_for_another_round_is_dropped(stage: Stage) -> None:
    """A reply that comes after the round was left changes nothing in the new one."""
    stage.engine.gate.clear()
    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "Too late.")
        app = screen.app
        await pilot.press("ctrl+n")
        await wait_until(pilot, lambda: app.screen is not screen)
        fresh = app.screen
        assert isinstance(fresh, RoundScreen)
        await wait_until(pilot, lambda: fresh.is_mounted and fresh.focused is not None)
        stage.engine.gate.set()
        await say(pilot, fresh, "In time.")
        await answered(pilot, fresh, 1)
        assert [turn.argument for turn in fresh.play.turns] == ["In time."]


async def test_copying_says_what_happened(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reply goes out with quotation and cite; a failing system clipboard is admitted."""
    import pyperclip

    copied: list[str] = []
    monkeypatch.setattr(pyperclip, "copy", copied.append)
    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "One.")
        await answered(pilot, screen, 1)
        reply = screen.play.turns[0].reply
        assert reply is not None
        assert reply.citation is not None
        await pilot.press("f5")
        await wait_until(pilot, lambda: "Copied the reply" in on_screen(screen.app))
        assert reply.citation.quote in copied[0]
        assert "author, date, publication, url, accessed and qualifications not" in copied[0]
        assert screen.app.clipboard == copied[0]

        def fail(_: str) -> None:
            raise pyperclip.PyperclipException("none")

        monkeypatch.setattr(pyperclip, "copy", fail)
        await pilot.press("f5")
        await wait_until(pilot, lambda: "your terminal's clipboard" in on_screen(screen.app))


async def test_saving_writes_markdown_and_never_overwrites(stage: Stage, tmp_path: Path) -> None:
    """The round is written to a new file; an existing one is refused with a sentence."""
    taken = tmp_path / "taken.md"
    taken.write_text("mine")
    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "One.\nTwo lines.")
        await answered(pilot, screen, 1)
        await pilot.press("f8")
        await wait_until(pilot, lambda: isinstance(screen.app.screen, ExportScreen))
        field = screen.app.screen.query_one(Input)
        assert Path(field.value).name.startswith("debater-detente-")
        field.value = str(taken)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "is not overwritten" in on_screen(screen.app))
        assert taken.read_text() == "mine"
        field.value = str(tmp_path / "round.md")
        await pilot.press("enter")
        await wait_until(pilot, lambda: screen.app.screen is screen)
        text = (tmp_path / "round.md").read_text("utf-8")
        assert "you argued FOR ▲" in text
        assert "One.\\\nTwo lines." in text
        assert "> “" in text


async def test_selecting_a_turn_shows_its_citation(stage: Stage) -> None:
    """Alt+up goes back a turn and the source follows; alt+down returns."""
    async with stage.play() as (pilot, screen):
        for text in ("One.", "Two."):
            await say(pilot, screen, text)
        await answered(pilot, screen, 2)
        second = screen.source.citation
        await pilot.press("alt+up")
        assert screen.chosen == 1
        assert screen.source.citation != second
        assert screen.transcript.views[0].has_class("-chosen")
        await pilot.press("alt+down")
        assert screen.source.citation == second


async def test_many_turns_are_loaded_a_part_at_a_time(stage: Stage) -> None:
    """Of a long round the last sixteen turns are mounted, and fifty earlier ones on demand."""
    store = stage.stored()
    round_id = store.start("detente", "for", 1)
    for number in range(120):
        store.commit_argument(round_id, f"Argument {number + 1}.")
    store.close()
    stage.opening.clear()
    app = stage.app()
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_until(pilot, lambda: "Continue" in on_screen(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, RoundScreen))
        screen = app.screen
        assert isinstance(screen, RoundScreen)
        await wait_until(pilot, lambda: len(screen.transcript.views) == 16)
        await pilot.press("alt+home")
        await wait_until(pilot, lambda: len(screen.transcript.views) == 66)
        numbers = [view.turn.number for view in screen.transcript.views]
        assert numbers == list(range(55, 121))


async def test_leaving_goes_to_the_start_and_offers_the_round(stage: Stage) -> None:
    """F12 shows the start screen with the round to continue."""
    async with stage.play() as (pilot, screen):
        app = screen.app
        await say(pilot, screen, "One.")
        await answered(pilot, screen, 1)
        await pilot.press("f12")
        await wait_until(pilot, lambda: isinstance(app.screen, StartScreen))
        await wait_until(pilot, lambda: "Continue the last round" in on_screen(app))


async def test_help_opens_and_closes(stage: Stage) -> None:
    """F1 lists the keys; Escape goes back to the round."""
    async with stage.play() as (pilot, screen):
        await pilot.press("f1")
        await wait_until(pilot, lambda: isinstance(screen.app.screen, HelpScreen))
        await pilot.pause(0.05)
        assert "Send what you have written" in on_screen(screen.app)
        await pilot.press("escape")
        assert screen.app.screen is screen


async def test_quitting_returns_zero(stage: Stage) -> None:
    """Ctrl+Q leaves with exit code 0."""
    app: DebaterApp = stage.app(motion="detente", side="for")
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: isinstance(app.screen, RoundScreen))
        await pilot.press("ctrl+q")
    assert app.return_value == 0
