"""An evidence card is made of what a round or a debate cites, in the whole app."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from debater.card_files import CardFiles
from debater.errors import StorageError
from debater.motions.citation import Citation
from debater.sparring.engine import Engine
from debater.store.cards import CardStore
from debater.tui.app import DebaterApp
from debater.tui.screens.ask import ChoiceScreen
from debater.tui.screens.card import CardScreen
from debater.tui.screens.cards import CardsScreen
from debater.tui.screens.progress import ProgressScreen
from debater.tui.screens.round import RoundScreen
from debater.tui.screens.start import StartScreen
from tests.debating.support import SPEECHES, FakeTime, begun
from tests.tui.conftest import Stage, answered, folded, say, started, wait_until
from tests.tui.test_debate import debating, deliver


def kept(stage: Stage) -> list[str]:
    """Return the bodies of the cards on disk, oldest first."""
    store = stage.stored()
    files = CardFiles(lambda: store.database, lambda _: stage.motion)
    found = [files.read(stored).text for stored in reversed(files.store.cards())]
    store.close()
    return found


async def on(pilot: Pilot[int], kind: type) -> None:
    """Wait for a screen of a kind."""
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, kind))
    await pilot.pause(0.05)


async def opened(pilot: Pilot[int]) -> CardScreen:
    """Wait for a card to be shown."""
    await on(pilot, CardScreen)
    screen = pilot.app.screen
    assert isinstance(screen, CardScreen)
    await wait_until(pilot, lambda: screen.card is not None)
    return screen


async def test_a_card_is_cut_of_a_reply_with_a_key_from_the_composer(stage: Stage) -> None:
    """It holds the whole passage, is marked where it answered, and what is typed stays."""
    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "Détente worked before.")
        await answered(pilot, screen, 1)
        screen.composer.write("and an")
        await pilot.press("f6")
        card = (await opened(pilot)).card
        assert card is not None
        counter = stage.engine.counter("for", 0)
        whole = stage.motion.passage(counter.citation.passage)
        assert counter.citation.quote in card.text
        assert card.text == whole.span.of(counter.citation.source.text)
        assert (card.stance, card.voice, card.tag) == ("against", counter.voice, counter.tag)
        read = " ".join(span.of(card.text) for span in card.highlight)
        assert read.split()[0] == counter.citation.quote.split()[0]
        await pilot.press("escape")
        await on(pilot, RoundScreen)
        assert screen.composer.text == "and an"
    assert kept(stage) == [card.text]


async def test_a_passage_with_a_card_offers_it_again(stage: Stage) -> None:
    """The card that is there, or another one; Escape makes none."""
    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "Détente worked before.")
        await answered(pilot, screen, 1)
        await pilot.press("f6")
        await opened(pilot)
        await pilot.press("escape")
        for keys, cards in ((("escape",), 1), (("enter",), 1), (("down", "enter"), 2)):
            await on(pilot, RoundScreen)
            await pilot.press("alt+c")
            await on(pilot, ChoiceScreen)
            assert "A card has this passage already" in folded(pilot.app)
            await pilot.press(*keys)
            if keys != ("escape",):
                await opened(pilot)
                await pilot.press("escape")
            await on(pilot, RoundScreen)
            assert len(kept(stage)) == cards


async def test_what_cites_nothing_has_no_card(stage: Stage) -> None:
    """Neither a round that has just begun nor a silent reply."""
    stage.engine.silent = True
    async with stage.play() as (pilot, screen):
        await pilot.press("f6")
        await wait_until(pilot, lambda: "There is no reply yet." in folded(pilot.app))
        await say(pilot, screen, "Détente worked before.")
        await answered(pilot, screen, 1)
        await pilot.press("f6")
        await wait_until(pilot, lambda: "This reply cites nothing" in folded(pilot.app))
    assert kept(stage) == []


async def test_a_debate_offers_what_was_cited_the_last_first(stage: Stage, engine: Engine) -> None:
    """Each passage once, with its place; the one chosen becomes a card."""
    async with debating(stage, engine, FakeTime(), begun("spar")) as (pilot, screen):
        await pilot.press("alt+c")
        await wait_until(pilot, lambda: "Nothing has been cited yet" in folded(pilot.app))
        await deliver(pilot, screen, SPEECHES[0])
        said = [p.citation for s in screen.debate.speeches for p in s.parts if p.citation]
        assert said
        await pilot.press("alt+c")
        await on(pilot, ChoiceScreen if len(set(map(place, said))) > 1 else CardScreen)
        if isinstance(pilot.app.screen, ChoiceScreen):
            offered = pilot.app.screen.query_one("#choices", OptionList)
            assert offered.option_count == len(set(map(place, said)))
            assert said[-1].quote[:40] in str(offered.get_option_at_index(0).prompt)
            await pilot.press("enter")
        card = (await opened(pilot)).card
        assert card is not None
        assert said[-1].quote in card.text
    assert kept(stage) == [card.text]


def place(citation: Citation) -> tuple[str, int, int]:
    """Return where a citation lies."""
    return citation.source.id, citation.start, citation.end


async def test_a_full_disk_is_a_sentence_and_the_next_card_is_kept_in_memory(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The round goes on."""

    def full(*_: object) -> int:
        monkeypatch.undo()
        raise StorageError("The disk is full.", "Make room.")

    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "Détente worked before.")
        await answered(pilot, screen, 1)
        monkeypatch.setattr(CardStore, "add", full)
        await pilot.press("f6")
        await wait_until(pilot, lambda: "The disk is full." in folded(pilot.app))
        assert isinstance(pilot.app.screen, RoundScreen)
        await pilot.press("f6")
        await opened(pilot)


async def test_cards_and_progress_open_from_the_start(stage: Stage) -> None:
    """F5 and F4, and Escape goes back."""
    app: DebaterApp = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await started(pilot, app)
        for key, kind in (("f5", CardsScreen), ("f4", ProgressScreen)):
            await pilot.press(key)
            await on(pilot, kind)
            await pilot.press("escape")
            await on(pilot, StartScreen)
