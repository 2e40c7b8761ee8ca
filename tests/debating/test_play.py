"""A debate in play: what is typed is kept, the clock comes back, nothing runs past the reader."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from debater.debating.model import Exchange, Part, Speech
from debater.debating.play import DebateInPlay
from debater.debating.record import UNPROVED
from debater.errors import DebaterError, StorageError
from debater.motions.citation import cite
from debater.motions.model import Motion
from debater.store.keeper import Keeper
from debater.store.rounds import RoundStore
from tests.debating.support import FakeTime, begun, in_memory


@pytest.fixture
def time() -> FakeTime:
    """A clock set by hand."""
    return FakeTime()


def again(store: RoundStore, play: DebateInPlay, motion: Motion, time: FakeTime) -> DebateInPlay:
    """Take a debate up again, as the next start does."""
    stored = store.debates.load(play.store_id)
    assert stored is not None
    return DebateInPlay.resume(Keeper(None, store), stored, motion, time)


def test_a_killed_process_restores_clock_and_words(
    tmp_path: Path, time: FakeTime, detente: Motion
) -> None:
    """In mid-speech the draft and the time used are in the file; the clock comes back paused."""
    path = tmp_path / "rounds.db"
    store = RoundStore(path)
    play = in_memory(begun("lincoln-douglas"), time, store)
    play.start()
    words = ""
    for number in range(90):
        words += f"word{number} "
        time.passes(1.5)
        play.keep(words)
        play.tick()
    # Nothing is closed: what lies in the file is what a kill leaves.
    back = again(RoundStore(path), play, detente, time)
    assert back.draft == words
    assert back.clock.elapsed == pytest.approx(135, abs=1.6)
    assert not back.clock.running
    time.passes(3600)
    assert back.clock.elapsed == pytest.approx(135, abs=1.6)
    assert back.debate == play.debate


def test_preparation_is_restored(tmp_path: Path, time: FakeTime, detente: Motion) -> None:
    """What a side has used of its pool stays used, stage after stage."""
    store = RoundStore(tmp_path / "rounds.db")
    play = in_memory(begun("lincoln-douglas"), time, store)
    play.prepare()
    time.passes(70)
    play.tick()
    back = again(store, play, detente, time)
    assert back.clock.prep_left("for") == pytest.approx(240 - 70, abs=1.1)
    assert back.clock.prep_left("against") == 240
    back.speak("Something.")
    assert again(store, back, detente, time).clock.prep_left("for") == pytest.approx(170, abs=1.1)


def test_a_speech_over_time_is_never_cut(time: FakeTime) -> None:
    """The clock goes below zero; every word is taken, and the time it took is noted."""
    play = in_memory(begun("spar"), time)
    play.start()
    time.passes(500)
    assert play.clock.left == 120 - 500
    said = "word " * 3000
    assert play.speak(said).text == said
    assert play.debate.speeches[0].seconds == 500


def test_alerts_come_once_and_in_order(time: FakeTime) -> None:
    """Each bell of a stage is due once, even where a long time passed at once."""
    play = in_memory(begun("lincoln-douglas"), time)
    play.start()
    assert play.tick() == []
    time.passes(360)
    told = [bell.says for bell in play.tick()]
    assert told == ["One minute left.", "Thirty seconds left.", "Time."]
    assert play.tick() == []


def test_the_bots_speech_waits_where_points_may_be_offered(time: FakeTime) -> None:
    """After a speech with points the user goes on; elsewhere the next stage opens by itself."""
    play = in_memory(begun("world-schools"), time)
    play.speak("Ours.")
    play.spoke(Speech(1, "against", "bot", "Theirs."))
    assert play.move.kind == "go on"
    play.ask("Is that so?", point=True)
    assert (play.move.kind, play.move.by) == ("answer", "bot")
    play.answered(replace(play.debate.exchanges[-1], answer="It is."))
    play.go_on()
    assert (play.move.kind, play.move.by) == ("speak", "user")
    plain = in_memory(begun("public-forum"), time)
    plain.speak("Ours.")
    plain.spoke(Speech(1, "against", "bot", "Theirs."))
    assert plain.debate.stage == 2


def test_a_bot_without_questions_passes(time: FakeTime) -> None:
    """An examination then waits to be ended; in a crossfire the user may still ask."""
    play = in_memory(begun("lincoln-douglas"), time)
    play.speak("Ours.")
    assert (play.move.kind, play.move.by) == ("ask", "bot")
    play.asked(Exchange(1, "against", "bot", "", taken=False))
    assert play.move.kind == "go on"
    cross = in_memory(begun("public-forum"), time)
    cross.speak("Ours.")
    cross.spoke(Speech(1, "against", "bot", "Theirs."))
    cross.ask("Is it?")
    cross.answered(replace(cross.debate.exchanges[-1], answer="It is."))
    assert (cross.move.kind, cross.move.by) == ("ask", "bot")
    cross.asked(Exchange(2, "against", "bot", "", taken=False))
    assert (cross.move.kind, cross.move.by) == ("ask", "user")


def test_a_full_disk_goes_on_in_memory(time: FakeTime, detente: Motion) -> None:
    """What was said before and what failed to be written are both there afterwards."""

    class Failing(RoundStore):
        broken = False

        def __init__(self) -> None:
            super().__init__(None)
            real = self.debates.commit

            def commit(*args: object, **named: object) -> int:
                if self.broken:
                    raise StorageError("The disk is full.", "Make room.")
                return real(*args, **named)  # type: ignore[arg-type]

            self.debates.commit = commit  # type: ignore[method-assign]

    store = Failing()
    keeper = Keeper(None, store)
    play = DebateInPlay.begin(keeper, begun("lincoln-douglas"), time)
    play.speak("The first speech.")
    store.broken = True
    play.asked(Exchange(1, "against", "bot", "Is it?"))
    play.answer("Yes.")
    assert "full" in keeper.problem
    back = again(keeper.store, play, detente, time)
    assert back.debate == play.debate
    assert [speech.text for speech in back.debate.speeches] == ["The first speech."]
    assert back.debate.exchanges[0].answer == "Yes."


def test_a_quotation_that_cannot_be_proved_any_more_is_not_shown(
    time: FakeTime, detente: Motion
) -> None:
    """The source changed meanwhile: the part stays on the flow, its quotation does not."""
    store = RoundStore(None)
    play = in_memory(begun("lincoln-douglas", "against"), time, store)
    passage = detente.passages[1]
    source = detente.source(passage.source)
    sentence = passage.points[0].sentences[0]
    citation = cite(source, passage, sentence.span)
    part = Part(f"Because “{citation.quote}”", "A point", citation)
    play.spoke(Speech(0, "for", "bot", part.text, (part,)))
    changed = replace(source, text=source.text.replace("Russia", "Prussia"))
    motion = replace(detente, sources=(changed,))
    back = again(store, play, motion, time)
    kept = back.debate.speeches[0].parts[0]
    assert kept.citation is None
    assert UNPROVED in back.debate.speeches[0].text
    assert citation.quote not in back.debate.speeches[0].text
    assert again(store, play, detente, time).debate == play.debate


def test_events_nobody_can_read_are_counted_not_fatal(time: FakeTime, detente: Motion) -> None:
    """What another version wrote is passed over; the words before and after are there."""
    store = RoundStore(None)
    play = in_memory(begun("spar"), time, store)
    store.debates.commit(play.store_id, "telepathy", {"thought": "?"})
    store.debates.commit(play.store_id, "speech", {"text": 5})
    play.speak("Still here.")
    back = again(store, play, detente, time)
    assert back.unread == 2
    assert back.debate.speeches[0].text == "Still here."


def test_a_setup_nobody_can_read_is_told(time: FakeTime, detente: Motion) -> None:
    """A damaged setup is one sentence, never a traceback."""
    store = RoundStore(None)
    id = store.debates.start("detente", "for", 1, "spar", {"format": {"name": 3}})
    stored = store.debates.load(id)
    assert stored is not None
    with pytest.raises(DebaterError, match="cannot be read"):
        DebateInPlay.resume(Keeper(None, store), stored, detente, time)


def test_a_debate_is_among_the_recent_rounds(time: FakeTime) -> None:
    """It is listed with its format, counts the user's speeches and begins with the first."""
    store = RoundStore(None)
    play = in_memory(begun("spar"), time, store)
    play.speak("Talking lowers the risk.")
    listed = store.recent_rounds()[0]
    assert (listed.format, listed.turns, listed.beginning) == (
        "spar",
        1,
        "Talking lowers the risk.",
    )
    last = store.last_round()
    assert last is not None
    assert last.format == "spar"
