"""Evidence cards: cut with keys, read in three ways, listed, exported, deleted, brought back."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import ClassVar

import pytest
from rich.style import Style
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

import debater.tui
from debater.card_files import CardFiles
from debater.cards.cutting import word_spans
from debater.cards.model import Card, Cited
from debater.motions.citation import cite
from debater.motions.model import Motion, Passage
from debater.store.cards import CardStore
from debater.store.database import Database
from debater.store.keeper import Keeper
from debater.tui.commands import bindings
from debater.tui.desk import Desk
from debater.tui.program import Program
from debater.tui.screens.ask import ChoiceScreen
from debater.tui.screens.card import CardScreen
from debater.tui.screens.card_modals import HeadingsScreen
from debater.tui.screens.cards import CardsScreen
from debater.tui.screens.export import ExportScreen
from tests.support import run_python
from tests.tui.conftest import folded, on_screen, wait_until

STYLES = Path(debater.tui.__file__).parent / "styles"
HOSTILE = "[/nope] [@click=app.quit]x[/] \x1b]52;c;AAAA\x07"


class CardApp(Program):
    """Shows one screen and nothing else."""

    CSS_PATH: ClassVar[list[str]] = [str(path) for path in sorted(STYLES.glob("*.tcss"))]
    BINDINGS: ClassVar[list] = [*bindings("app")]

    def __init__(self, shown: Screen[None], environ: dict[str, str], theme: str) -> None:
        super().__init__(theme, environ)
        self.shown = shown

    async def on_mount(self) -> None:
        await self.push_screen(self.shown)


@dataclasses.dataclass
class Shelf:
    """Everything a test of cards holds: a motion, a database, and ways to open screens."""

    motion: Motion
    folder: Path
    environ: dict[str, str] = dataclasses.field(default_factory=dict)
    theme: str = "debater-dark"

    def __post_init__(self) -> None:
        self.path = self.folder / "rounds.db"
        self.keeper = Keeper(self.path)
        self.desk = Desk(self.folder / "log")
        self.files = CardFiles(lambda: self.keeper.store.database, lambda _: self.motion)

    def passage(self, number: int) -> Passage:
        return self.motion.passages[number]

    def cut(self, number: int = 1, tag: str = "", motion: str = "detente") -> int:
        """Keep a card around the first sentence of a passage."""
        passage = self.passage(number)
        sentence = passage.points[0].sentences[0]
        citation = cite(self.motion.source(passage.source), passage, sentence.span)
        return self.files.cut(motion, Cited(citation, passage.label.voice, tag))

    def kept(self, id: int = 1) -> Card:
        """Return a card as another process finds it on disk."""
        with closing(Database(self.path)) as database:
            stored = CardStore(database).card(id)
        assert stored is not None
        return self.files.read(stored)

    def spoil(self, id: int = 1, **values: object) -> None:
        """Change values of a card in the database."""
        stored = self.files.stored(id)
        self.files.store.change(id, {**stored.body, **values})

    @asynccontextmanager
    async def card(
        self, id: int = 1, size: tuple[int, int] = (100, 36)
    ) -> AsyncIterator[tuple[Pilot[int], CardScreen]]:
        """Open one card."""
        screen = CardScreen(id, self.keeper, self.files, self.desk)
        async with CardApp(screen, self.environ, self.theme).run_test(size=size) as pilot:
            await wait_until(pilot, lambda: screen.is_mounted and not screen.pane.loading)
            await pilot.pause(0.05)
            yield pilot, screen

    @asynccontextmanager
    async def cards(
        self, size: tuple[int, int] = (100, 36), motion: str | None = None
    ) -> AsyncIterator[tuple[Pilot[int], CardsScreen]]:
        """Open the list."""
        screen = CardsScreen(self.keeper, self.files, self.desk, motion)
        async with CardApp(screen, self.environ, self.theme).run_test(size=size) as pilot:
            await wait_until(pilot, lambda: screen.is_mounted and screen.focused is not None)
            yield pilot, screen


@pytest.fixture
def shelf(motion: Motion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """A shelf with a database of its own, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Shelf(motion, tmp_path)


def word(card: Card, number: int) -> str:
    """Return a word of a card by its number."""
    return word_spans(card.text)[number].of(card.text)


def marked(card: Card, kind: str = "underline") -> list[str]:
    """Return the stretches of a card that are underlined, or highlighted."""
    return [span.of(card.text) for span in getattr(card, kind)]


def styles(screen: CardScreen, text: str) -> list[Style]:
    """Return the styles of what the body draws that holds ``text``."""
    lines = [screen.pane.render_line(y) for y in range(screen.pane.size.height)]
    return [s.style for line in lines for s in line if text in s.text and s.style is not None]


# ── choosing and marking ────────────────────────────────────────────────────────────


async def test_each_mark_is_on_disk_when_its_key_has_been_pressed(shelf: Shelf) -> None:
    """Underline, highlight and clear, each found by another process; undo takes all back."""
    shelf.cut()
    first = shelf.kept()
    async with shelf.card() as (pilot, screen):
        await pilot.press("c", "ctrl+home")
        assert marked(shelf.kept()) == []
        await pilot.press("shift+right", "shift+right", "u")
        three = " ".join(word(first, n) for n in range(3))
        assert marked(shelf.kept()) == [three]
        assert marked(shelf.kept(), "highlight") == []
        await pilot.press("right", "h")
        assert marked(shelf.kept()) == [f"{three} {word(first, 3)}"]
        assert marked(shelf.kept(), "highlight") == [word(first, 3)]
        assert "read 1" in folded(pilot.app)
        await pilot.press("h")
        assert marked(shelf.kept(), "highlight") == []
        await pilot.press("ctrl+z", "z", "z", "z")
        assert shelf.kept() == first == screen.card
        await pilot.press("z")
        assert "There is nothing to undo." in folded(pilot.app)


async def test_words_are_chosen_without_shift(shelf: Shelf) -> None:
    """V begins, moving chooses, v ends; Escape lets go and only then leaves."""
    shelf.cut()
    async with shelf.card() as (pilot, screen):
        await pilot.press("ctrl+home", "v", "right", "right")
        assert screen.pane.cursor.chosen == (0, 2)
        assert "3 words chosen" in folded(pilot.app)
        await pilot.press("v", "c", "u")
        assert len(word_spans(marked(shelf.kept())[0])) == 3
        await pilot.press("escape")
        assert screen.pane.cursor.chosen == (2, 2)
        assert pilot.app.screen is screen
        await pilot.press("escape")
        await wait_until(pilot, lambda: pilot.app.screen is not screen)


async def test_moving_goes_by_word_line_sentence_and_paragraph(shelf: Shelf) -> None:
    """Each key goes somewhere and its opposite comes back."""
    shelf.cut(0)
    async with shelf.card(size=(60, 30)) as (pilot, screen):
        await pilot.press("plus", "ctrl+home")
        cursor = screen.pane.cursor
        card = screen.card
        assert card is not None
        for away, back in (("right", "left"), ("down", "up"), ("ctrl+right", "ctrl+left"),
                           ("ctrl+down", "ctrl+up"), ("end", "home"), ("ctrl+end", "ctrl+home"),
                           ("pagedown", "pageup")):  # fmt: skip
            await pilot.press(away)
            assert cursor.word > 0, away
            await pilot.press(back)
            assert cursor.word == 0, back
        await pilot.press("ctrl+right")
        assert word(card, cursor.word - 1).endswith((".", "?", "!", ".”"))
        await pilot.press("ctrl+home", "ctrl+down")
        assert cursor.place == shelf.passage(1).span.start - card.body.start


async def test_going_down_keeps_to_the_column(shelf: Shelf) -> None:
    """A short line between two long ones does not drag the cursor to the left."""
    shelf.cut(0)
    async with shelf.card(size=(60, 30)) as (pilot, screen):
        await pilot.press("plus", "ctrl+home", "end")
        cursor, layout = screen.pane.cursor, screen.pane.cursor.layout
        begun = cursor.word
        lines = [number for number, line in enumerate(layout.lines) if line.pieces]
        await pilot.press(*["down"] * (len(lines) - 1))
        assert cursor.line == lines[-1]
        await pilot.press(*["up"] * (len(lines) - 1))
        assert cursor.word == begun


async def test_the_mouse_chooses_words(shelf: Shelf) -> None:
    """A click puts the cursor on a word, dragging chooses."""
    shelf.cut()
    async with shelf.card() as (pilot, screen):
        pane = screen.pane
        layout = pane.cursor.layout
        left = pane.content_offset.x if hasattr(pane, "content_offset") else 1
        gutter = pane._gutter
        first, third = layout.lines[0].pieces[1], layout.lines[0].pieces[3]
        await pilot.mouse_down(pane, offset=(left + gutter + first.x, 1))
        assert pane.cursor.chosen == (1, 1)
        await pilot.hover(pane, offset=(left + gutter + third.x, 1))
        await pilot.mouse_up(pane, offset=(left + gutter + third.x, 1))
        assert pane.cursor.chosen == (1, 3)
        await pilot.hover(pane, offset=(left + gutter, 2))
        assert pane.cursor.chosen == (1, 3)


async def test_the_card_takes_in_paragraphs_and_gives_them_back(shelf: Shelf) -> None:
    """Below and above; the cursor stays on its word, and marks on theirs."""
    shelf.cut(1)
    first = shelf.kept()
    async with shelf.card() as (pilot, screen):
        await pilot.press("ctrl+home", "right")
        chosen = word(first, 1)
        await pilot.press("plus")
        grown = shelf.kept()
        assert grown.text.startswith(first.text)
        assert len(grown.body.paragraphs) > len(first.body.paragraphs)
        await pilot.press("b")
        both = shelf.kept()
        assert both.text.endswith(grown.text)
        assert marked(both) == marked(first)
        assert word(both, screen.pane.cursor.word) == chosen
        await pilot.press("minus", "B")
        assert shelf.kept() == first
        await pilot.press("minus")
        assert "at least" in folded(pilot.app)
        assert shelf.kept() == first


async def test_a_highlight_is_suggested_from_the_sentence_at_the_cursor(shelf: Shelf) -> None:
    """And nothing else stays marked."""
    shelf.cut(0)
    before = shelf.kept()
    async with shelf.card() as (pilot, screen):
        await pilot.press("ctrl+home", "right", "s")
        after = shelf.kept()
        assert after.underline[0].start == 0
        assert after.underline[-1].end <= before.underline[0].start
        assert after.highlight
        await pilot.press("ctrl+right", "s")
        assert shelf.kept() == before
        assert screen.pane.cursor.place == before.underline[0].start


async def test_a_warning_names_the_word_that_is_left_out(shelf: Shelf) -> None:
    """Reading a sentence without its “not” is said, and no longer once it is read."""
    shelf.cut(1)
    async with shelf.card() as (pilot, screen):
        card = screen.card
        assert card is not None
        words = [span.of(card.text) for span in word_spans(card.text)]
        place = words.index("not")
        await pilot.press("c", "ctrl+home", "h")
        await wait_until(pilot, lambda: "leaves out “not”" in folded(pilot.app))
        await pilot.press(*["shift+right"] * (len(words) - 1), "h")
        assert place > 0
        assert "clipping" not in folded(pilot.app)


# ── readings ────────────────────────────────────────────────────────────────────────


async def test_the_three_readings(shelf: Shelf) -> None:
    """All with marks; the rest shrunk; only what is read aloud; then all again."""
    shelf.cut(0)
    async with shelf.card() as (pilot, screen):
        card = screen.card
        assert card is not None
        await pilot.press("c", "ctrl+home", "shift+right", "h", "ctrl+end")
        first, last = (
            " ".join(word(card, n) for n in (0, 1)),
            word(card, len(word_spans(card.text)) - 1),
        )
        assert last in folded(pilot.app)
        await pilot.press("r")
        assert "what is not underlined shrunk" in folded(pilot.app)
        assert last in folded(pilot.app)
        await pilot.press("r")
        body = "\n".join(screen.pane.render_line(y).text for y in range(screen.pane.size.height))
        assert " ".join(body.replace("▐", " ").replace("▌", " ").split()).endswith(first)
        await pilot.press("u")
        assert "r shows the whole card" in folded(pilot.app)
        assert marked(shelf.kept(), "highlight") == [first]
        await pilot.press("r")
        assert "the whole card" in folded(pilot.app)


async def test_nothing_to_read_aloud_is_said(shelf: Shelf) -> None:
    """An empty page has a sentence, and every key on it does no harm."""
    shelf.cut()
    async with shelf.card() as (pilot, screen):
        await pilot.press("c", "r", "r")
        assert "nothing is read aloud" in folded(pilot.app)
        await pilot.press("right", "down", "home", "pagedown", "v", "u", "h", "s", "plus", "minus")
        assert pilot.app.is_running
        assert screen.pane.cursor.chosen is None


@pytest.mark.parametrize("theme", ["debater-dark", "debater-light", "debater-contrast", "ansi"])
@pytest.mark.parametrize("environ", [{}, {"NO_COLOR": "1"}])
async def test_marks_are_told_apart_without_colour(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, theme: str, environ: dict[str, str]
) -> None:
    """An underline is underlined; what is read is bold too, and on another ground."""
    if environ:
        monkeypatch.setenv("NO_COLOR", "1")
    shelf.theme, shelf.environ = theme, environ
    shelf.cut(1)
    async with shelf.card() as (pilot, screen):
        card = screen.card
        assert card is not None
        await pilot.press("c", "ctrl+home", "u", "right", "h", "ctrl+end")
        (under, *_), (read, *_), (bare, *_) = (styles(screen, word(card, n)) for n in range(3))
        assert under.underline
        assert not under.bold
        assert not under.reverse
        assert read.underline
        assert read.bold
        assert read.reverse or read.bgcolor != under.bgcolor
        assert not bare.underline
        plain = theme == "ansi" or bool(environ)
        assert bool(read.reverse) == plain
        assert "▐" in on_screen(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (140, 40), (40, 14)])
async def test_everything_fits(shelf: Shelf, size: tuple[int, int]) -> None:
    """Tag, cite, what is missing, counts and keys, at every size."""
    shelf.cut(1, "Russia is no rising power.")
    async with shelf.card(size=size) as (pilot, screen):
        shown = folded(pilot.app)
        assert "Russia is no rising power." in shown
        assert "missing: author, date" in shown
        assert "cut 31 words" in shown
        await wait_until(pilot, lambda: "1 Help" in on_screen(pilot.app))
        assert screen.pane.size.height >= 3
        words = word_spans(screen.card.text)  # type: ignore[union-attr]
        await pilot.press("ctrl+end")
        await pilot.pause(0.05)
        assert words[-1].of(screen.card.text) in on_screen(pilot.app)  # type: ignore[union-attr]


# ── tag, headings, cite ─────────────────────────────────────────────────────────────


async def test_the_tag_is_on_disk_at_each_key(shelf: Shelf) -> None:
    """As a draft while it is typed; as the card's once Enter takes it; undo takes it back."""
    shelf.cut(tag="Old.")
    async with shelf.card() as (pilot, screen):
        await pilot.press("t", *" New")
        drafts = shelf.keeper.store.drafts
        assert drafts.draft("card/1/tag") == "Old. New"
        assert shelf.kept().tag == "Old."
        await pilot.press("enter")
        await wait_until(pilot, lambda: shelf.kept().tag == "Old. New")
        assert drafts.draft("card/1/tag") == ""
        assert screen.focused is screen.pane
        await pilot.press("z")
        assert shelf.kept().tag == "Old."
        assert screen.tag.value == "Old."


async def test_a_tag_being_typed_comes_back_after_a_kill(shelf: Shelf) -> None:
    """The process is killed between two keys; the next one shows what was typed."""
    shelf.cut(tag="Old.")
    done = run_python(
        "import os, signal, sqlite3, sys\n"
        "from pathlib import Path\n"
        "from debater.store.keeper import Keeper\n"
        "keeper = Keeper(Path(sys.argv[1]))\n"
        "keeper.store.drafts.save_draft('card/1/tag', 'Half a ta')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n",
        None,
        str(shelf.path),
    )
    assert done.code != 0
    async with shelf.card() as (pilot, screen):
        assert screen.tag.value == "Half a ta"
        assert shelf.kept().tag == "Half a ta"
        assert "is back" in folded(pilot.app)
        await pilot.press("z")
        assert shelf.kept().tag == "Old."


async def test_letters_in_the_tag_are_no_commands(shelf: Shelf) -> None:
    """What is typed there marks nothing; Escape goes back to the body and keeps it."""
    shelf.cut()
    before = shelf.kept()
    async with shelf.card() as (pilot, screen):
        await pilot.press("t", *"chu sre+-")
        assert screen.tag.value == "chu sre+-"
        await pilot.press("escape")
        await wait_until(pilot, lambda: shelf.kept().tag == "chu sre+-")
        assert shelf.kept() == before.with_tag("chu sre+-")
        assert pilot.app.screen is screen


async def test_headings_are_asked_for_and_kept(shelf: Shelf) -> None:
    """Enter goes through the three; leaving keeps what was typed for the next time."""
    shelf.cut()
    async with shelf.card() as (pilot, screen):
        await pilot.press("p")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, HeadingsScreen))
        await pilot.press(*"Neg", "escape")
        await wait_until(pilot, lambda: pilot.app.screen is screen)
        assert shelf.kept().pocket == ""
        await pilot.press("p")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, HeadingsScreen))
        assert pilot.app.screen.query_one("#pocket", Input).value == "Neg"
        await pilot.press("enter", *"Talks", "enter", *"A2", "enter")
        await wait_until(pilot, lambda: pilot.app.screen is screen)
        card = shelf.kept()
        assert (card.pocket, card.hat, card.block) == ("Neg", "Talks", "A2")
        assert "Neg › Talks › A2" in folded(pilot.app)


async def test_the_cite_style_is_remembered(shelf: Shelf) -> None:
    """The next card is cited as the last one was."""
    shelf.cut()
    shelf.cut(2)
    async with shelf.card() as (pilot, screen):
        nsda = folded(pilot.app)
        await pilot.press("y", "y")
        assert "Cited as APA" in folded(pilot.app)
        assert "(para. " in folded(pilot.app)
        assert "(para. " not in nsda
    async with shelf.card(2) as (pilot, screen):
        assert screen.style == "apa"


# ── what can go wrong ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "values",
    [
        {"body": "Not so."},
        {"source": "gone"},
        {"body": 7},
        {"highlight": [[1, 2]]},
        {"stance": "red"},
    ],
)
async def test_a_card_that_is_not_in_its_source_is_a_sentence(
    shelf: Shelf, values: dict[str, object]
) -> None:
    """No traceback, no text that cannot be proved, and no key does harm."""
    shelf.cut()
    text = shelf.kept().text
    shelf.spoil(**values)
    async with shelf.card() as (pilot, screen):
        shown = folded(pilot.app)
        assert "not shown" in shown or "cannot be read" in shown
        assert text[:30] not in shown
        await pilot.press(*"uhcs+-bBzrtype", "right", "v", "escape")
        await wait_until(pilot, lambda: pilot.app.screen is not screen)
    assert shelf.files.stored(1).body["body"] == values.get("body", text)


async def test_a_card_that_is_gone_is_a_sentence(shelf: Shelf) -> None:
    """As when another window has deleted it."""
    async with shelf.card(7) as (pilot, _):
        assert "There is no card 7." in folded(pilot.app)


async def test_a_full_disk_is_said_and_the_card_stays(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is marked stays on the screen; the sentence says what to do."""
    shelf.cut()
    async with shelf.card() as (pilot, screen):
        shelf.keeper.store.close()
        await pilot.press("c")
        assert screen.card is not None
        assert screen.card.underline == ()
        assert "cannot be read or written" in folded(pilot.app)
        await pilot.press("ctrl+home", "u", "t", *"Kept", "enter")
        assert pilot.app.is_running
        # From then on it is kept in memory, and can be written from there.
        (kept,) = shelf.files.store.cards()
        assert shelf.files.read(kept).tag == "Kept"
        assert shelf.files.read(kept).underline == screen.card.underline


async def test_text_from_outside_is_plain_text(shelf: Shelf) -> None:
    """Markup and controls in tags, headings and speakers are only shown."""
    shelf.cut(tag=HOSTILE)
    shelf.spoil(speaker=HOSTILE, voice="reported", pocket=HOSTILE)
    async with shelf.card() as (pilot, _):
        assert "[@click=app.quit]x[/]" in folded(pilot.app)
        assert "\x1b" not in on_screen(pilot.app)
        await pilot.press("e")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
    async with shelf.cards() as (pilot, _):
        assert "[@click=app.quit]x[/]" in folded(pilot.app)
        await pilot.press("d")
        assert pilot.app.is_running


def test_opening_a_card_needs_no_word_library() -> None:
    """The screens are imported without python-docx, the encoder or the index."""
    done = run_python(
        "import sys, debater.tui.screens.cards\n"
        "print([m for m in ('docx', 'torch', 'faiss', 'genanki') if m in sys.modules])"
    )
    assert done.out == "[]\n"


# ── the list ────────────────────────────────────────────────────────────────────────


async def test_nothing_kept_is_said(shelf: Shelf) -> None:
    """An empty list is a sentence, and its keys do no harm."""
    async with shelf.cards() as (pilot, screen):
        assert "No card is kept yet." in folded(pilot.app)
        await pilot.press("enter", "e", "d", "u", "escape")
        await wait_until(pilot, lambda: pilot.app.screen is not screen)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_each_card_has_its_facts(shelf: Shelf, size: tuple[int, int]) -> None:
    """Tag or beginning, motion, paragraph, words; opened with Enter and left again."""
    shelf.cut(1, "Russia is no rising power.")
    shelf.cut(2)
    async with shelf.cards(size) as (pilot, screen):
        shown = folded(pilot.app)
        assert "Russia is no rising power." in shown
        assert "detente · ¶ 2 · cut 31 words, read" in shown
        assert shelf.kept(2).text[:40] in shown
        assert "2 cards" in shown
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, CardScreen))
        await wait_until(pilot, lambda: pilot.app.screen.card is not None)  # type: ignore[attr-defined]
        await pilot.press("t", *"Mine", "enter", "escape")
        await wait_until(pilot, lambda: pilot.app.screen is screen)
        await wait_until(pilot, lambda: "Mine" in folded(pilot.app))


async def test_words_that_are_not_in_their_source_are_not_listed(shelf: Shelf) -> None:
    """The card is, with its tag, and says so; exactly the words are left out."""
    shelf.cut(1, "Forged.")
    shelf.cut(2)
    shelf.spoil(1, body="Russia is a rising power.")
    async with shelf.cards() as (pilot, _):
        shown = folded(pilot.app)
        assert "Forged. ! its words are not in its source now" in shown
        assert "rising power" not in shown
        assert shelf.kept(2).text[:40] in shown


async def test_cards_are_filtered(shelf: Shelf) -> None:
    """By words of tag, text or headings; Escape shows all again."""
    shelf.cut(1, "Russia is no rising power.")
    shelf.cut(2, "Other.")
    async with shelf.cards() as (pilot, screen):
        await pilot.press("slash", *"ris pow")
        assert "1 of 2 cards" in folded(pilot.app)
        assert "Other." not in folded(pilot.app)
        await pilot.press(*" zzz")
        assert "No card has these words." in folded(pilot.app)
        await pilot.press("escape", "escape")
        assert "Other." in folded(pilot.app)
        assert pilot.app.screen is screen


async def test_a_deleted_card_is_brought_back(shelf: Shelf) -> None:
    """By the key for it, in this session and in a later one."""
    shelf.cut(1, "One.")
    shelf.cut(2, "Two.")
    async with shelf.cards() as (pilot, _):
        await pilot.press("delete")
        assert "Deleted “Two.”; u brings it back." in folded(pilot.app)
        assert [card.id for card in shelf.files.store.cards()] == [1]
        await pilot.press("u")
        assert "It is back." in folded(pilot.app)
        assert {card.id for card in shelf.files.store.cards()} == {1, 2}
        await pilot.press("d", "d")
        assert "No card is kept yet." in folded(pilot.app)
    async with shelf.cards() as (pilot, _):
        await pilot.press("u", "u")
        assert {card.id for card in shelf.files.store.cards()} == {1, 2}
        await pilot.press("u")
        assert "No deleted card can be brought back." in folded(pilot.app)


@pytest.mark.parametrize("ending", [".docx", ".md", ".html"])
async def test_a_card_is_exported(shelf: Shelf, tmp_path: Path, ending: str) -> None:
    """In each kind of file; one that is there already is refused, and the question stays."""
    shelf.cut(1, "Russia is no rising power.")
    async with shelf.card() as (pilot, screen):
        for again in (False, True):
            await pilot.press("e")
            await wait_until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
            field = pilot.app.screen.query_one(Input)
            assert "card-russia-is-no-rising-power" in field.value
            for _ in range(3):
                if field.value.endswith(ending):
                    break
                await pilot.press("tab")
            await pilot.pause(0.05)
            assert f"◉ {ending}" in on_screen(pilot.app)
            assert ".json" not in on_screen(pilot.app)
            field.value = str(tmp_path / f"card{ending}")
            await pilot.press("enter")
            if again:
                await wait_until(pilot, lambda: "is not overwritten" in folded(pilot.app))
            else:
                await wait_until(pilot, lambda: pilot.app.screen is screen)
                assert "Saved as" in folded(pilot.app)
    assert (tmp_path / f"card{ending}").stat().st_size > 300


async def test_cards_are_exported_into_one_file(shelf: Shelf, tmp_path: Path) -> None:
    """All of them; one that cannot be proved is left out, and named."""
    shelf.cut(1, "One tag.")
    shelf.cut(2, "Two tag.")
    shelf.cut(3, "Three tag.", motion="other")
    shelf.spoil(2, body="Not so.")
    async with shelf.cards() as (pilot, screen):
        await pilot.press("e")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ChoiceScreen))
        assert "Those on other: 1 card" in folded(pilot.app)
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        pilot.app.screen.query_one(Input).value = str(tmp_path / "cards.md")
        await pilot.press("enter")
        await wait_until(pilot, lambda: pilot.app.screen is screen)
        assert "1 card left out. Card 2 is left out: The words" in folded(pilot.app)
    text = (tmp_path / "cards.md").read_text("utf-8")
    assert "One tag." in text
    assert "Three tag." in text
    assert "Two tag." not in text


async def test_values_that_make_no_sense_are_listed_all_the_same(shelf: Shelf) -> None:
    """A list never fails for one card of it."""
    for body in ({}, {"body": 7, "highlight": "x", "paragraphs": {}}, {"highlight": [[1], 2]}):
        shelf.files.store.add("detente", body)
    shelf.cut()
    async with shelf.cards() as (pilot, _):
        assert "4 cards" in folded(pilot.app)
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: "cannot be read" in folded(pilot.app)
                         or "not shown" in folded(pilot.app))  # fmt: skip
