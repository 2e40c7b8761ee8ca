"""When the disk fails: the words stay, the UI says so once, and goes on in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from debater.errors import StorageError
from debater.store.keeper import Keeper
from debater.store.rounds import RoundStore
from debater.tui.play import RoundInPlay
from tests.tui.conftest import Stage, answered, on_screen, say, shown, wait_until


class FailingStore(RoundStore):
    """A store whose writes fail once ``full`` is set."""

    full = False

    def _fail(self) -> None:
        if self.full:
            raise StorageError("Your rounds in /x[/b] cannot be written (disk full).", "Free some.")

    def commit_argument(self, round_id: int, argument: str) -> int:
        self._fail()
        return super().commit_argument(round_id, argument)

    def save_draft(self, round_id: int, draft: str) -> None:
        self._fail()
        super().save_draft(round_id, draft)

    def commit_reply(self, round_id: int, number: int, reply: dict[str, object]) -> None:
        self._fail()
        super().commit_reply(round_id, number, reply)


async def test_a_full_disk_is_said_once_and_the_round_goes_on(stage: Stage) -> None:
    """The sentence and the way out are shown, the header keeps saying it, turns go on."""
    store = FailingStore(stage.where.database)
    async with stage.play(store=store) as (pilot, screen):
        await say(pilot, screen, "One.")
        await answered(pilot, screen, 1)
        store.full = True
        await say(pilot, screen, "Two.")
        await answered(pilot, screen, 2)
        await say(pilot, screen, "Three.")
        await answered(pilot, screen, 3)
        text = on_screen(screen.app)
        assert "/x[/b] cannot be written (disk full)" in " ".join(text.split())
        assert "F8 saves the round" in text
        assert "kept in memory only" in text
        assert len(screen.app._notifications) == 1
        assert "They say so." in shown(screen.transcript.views[2])


async def test_a_store_that_cannot_open_starts_in_memory(stage: Stage) -> None:
    """A home that is a file does not stop the UI; the first screen says what is wrong."""
    stage.where.data.parent.mkdir(parents=True)
    stage.where.data.write_text("a file where the folder should be")
    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "One.")
        await answered(pilot, screen, 1)
        assert "kept in memory only" in on_screen(screen.app)
        await pilot.press(*"abc")
        await wait_until(pilot, lambda: screen.play.draft == "abc")


@pytest.mark.parametrize(
    "step",
    [
        lambda play: play.say("Next."),
        lambda play: play.keep_draft("half"),
        lambda play: play.answered(1, _reply()),
    ],
)
def test_a_round_keeps_its_turns_when_memory_takes_over(
    step: Callable[[RoundInPlay], object],
) -> None:
    """Whatever write fails first, the store in memory holds every turn said so far."""
    store = FailingStore(None)
    keeper = Keeper(None, store)
    play = RoundInPlay.begin(keeper, "detente", "for", 1)
    play.say("One.")
    store.full = True
    step(play)
    assert keeper.problem
    kept = keeper.store.round(play.store_id)
    assert kept is not None
    assert [turn.argument for turn in kept.turns] == [turn.argument for turn in play.turns]


def _reply() -> object:
    from debater.sparring.reply import Reply

    return Reply("argument", True, "They say.")


def test_a_store_whose_reading_fails_offers_no_round(stage: Stage) -> None:
    """A database that breaks while open is as good as none, with its sentence."""
    store = stage.stored()
    keeper = Keeper(None, store)
    store.database._connection.close()
    with pytest.raises(sqlite3.ProgrammingError):
        store.database._connection.execute("SELECT 1")
    assert keeper.last_round() is None
    assert "cannot be" in keeper.problem
