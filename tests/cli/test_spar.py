"""``debater spar --plain``: a whole round as lines."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from debater.config import Paths
from debater.store.rounds import RoundStore
from tests.conftest import RunDebater
from tests.support import PACKS, copy_pack, no_traceback

ROUND = """Putin only respects force.
/why
/source
/next
/next
/next
/next
/next
/next
/next
But that was long ago.
/swap
If we make concessions, Russia will calm down.
/why
/new
/why
/source
/next
/help
/nonsense
/

hello
What does the article say about NATO?
/quit
This is never read.
"""


def lines(text: str) -> bytes:
    """Text as it comes through a pipe."""
    return text.encode()


def test_a_whole_round_with_every_command(debater: RunDebater, where: Paths) -> None:
    """Replies on stdout, everything about the round on stderr, exit code 0, all of it stored."""
    ran = debater("spar", "--plain", "--side", "against", stdin=lines(ROUND))
    assert ran.code == 0
    no_traceback(ran)
    assert "You argue against" in ran.err
    assert "You argue for" in ran.err
    assert "There is no command “/nonsense”; /help lists them." in ran.err
    assert "/next   the next best passage" in ran.err
    assert "No other passage answers that." in ran.err
    assert "The last reply cites no passage." in ran.err
    assert "strength:" in ran.out
    assert "Similarity to your words:" in ran.out
    assert "This is never read" not in ran.out
    with sqlite3.connect(where.database) as database:
        rounds = database.execute("SELECT side FROM rounds ORDER BY id").fetchall()
        said = [row[0] for row in database.execute("SELECT argument FROM turns ORDER BY id")]
        unanswered = database.execute("SELECT 1 FROM turns WHERE reply IS NULL").fetchall()
    assert rounds == [("against",), ("for",), ("for",)]
    assert said == [
        "Putin only respects force.",
        "But that was long ago.",
        "If we make concessions, Russia will calm down.",
        "hello",
        "What does the article say about NATO?",
    ]
    assert unanswered == []


def test_source_shows_the_whole_paragraph_and_its_full_cite(
    debater: RunDebater, detente: object
) -> None:
    """The quotation can be read where it stands, with what its cite lacks."""
    ran = debater("spar", "--plain", "--side", "against",
                  stdin=lines("Putin only respects force.\n/source\n"))  # fmt: skip
    shown = [line for line in ran.out.splitlines() if line.startswith("(title:")]
    assert len(shown) == 1
    assert "missing: author, date" in shown[0]


def test_next_replaces_the_stored_reply(debater: RunDebater, where: Paths) -> None:
    """The next best answers the same argument: still one turn."""
    debater("spar", "--plain", "--side", "against",
            stdin=lines("We must punish Russia with sanctions and force.\n/next\n"))  # fmt: skip
    store = RoundStore(where.database)
    stored = store.last_round()
    store.close()
    assert stored is not None
    (turn,) = stored.turns
    assert turn.reply
    assert turn.reply["chosen"]["rank"] == 2


def test_the_end_of_input_ends_the_round(debater: RunDebater) -> None:
    """A pipe that just stops is exit code 0."""
    ran = debater("spar", "--plain", "--side", "for", stdin=b"Trust Putin")
    assert ran.code == 0
    assert ran.out


def test_no_input_at_all_is_no_error(debater: RunDebater, where: Paths) -> None:
    """A round nothing was said in is not gone on with."""
    assert debater("spar", "--plain", "--side", "for").code == 0
    ran = debater("spar", "--plain", "--resume")
    assert ran.code == 0
    assert "There is no round to go on with" in ran.err


def test_resume_goes_on_where_the_round_stopped(debater: RunDebater, where: Paths) -> None:
    """Same side, same round, the last reply shown again, the next turn added to it."""
    first = debater("spar", "--plain", "--side", "against",
                    stdin=lines("Putin only respects force.\n"))  # fmt: skip
    again = debater("spar", "--plain", "--resume", stdin=lines("Russia hates America.\n"))
    assert again.code == 0
    assert "Going on after 1 turn" in again.err
    assert "Putin only respects force." in again.err
    assert "You argue against" in again.err
    assert again.out.startswith(first.out)
    store = RoundStore(where.database)
    stored = store.last_round()
    store.close()
    assert stored is not None
    assert [turn.argument for turn in stored.turns] == [
        "Putin only respects force.",
        "Russia hates America.",
    ]


def test_a_resumed_round_remembers_what_was_cited(debater: RunDebater) -> None:
    """The same argument after a resume is not answered with the same passage."""
    said = lines("We must punish Russia with sanctions and force.\n")
    whole = debater("spar", "--plain", "--side", "against", stdin=said)
    again = debater("spar", "--plain", "--resume", stdin=said)
    quoted = [line for line in whole.out.splitlines() if "¶" in line]
    new = [line for line in again.out.removeprefix(whole.out).splitlines() if "¶" in line]
    assert quoted
    assert new
    assert quoted[0] != new[0]


def test_resume_answers_what_a_crash_left_unanswered(debater: RunDebater, where: Paths) -> None:
    """An argument without a reply gets one, and it is stored."""
    store = RoundStore(where.database)
    id = store.start("detente", "against", 5)
    store.commit_argument(id, "Putin only respects force.")
    store.close()
    ran = debater("spar", "--plain", "--resume")
    assert ran.code == 0
    assert "strength:" in ran.out
    store = RoundStore(where.database)
    stored = store.round(id)
    store.close()
    assert stored is not None
    assert stored.turns[0].reply


@pytest.mark.parametrize("reply", [{}, {"kind": "argument", "counters": []}, {"counters": 3}])
def test_a_stored_reply_nobody_can_read_is_answered_anew(
    debater: RunDebater, where: Paths, reply: dict[str, object]
) -> None:
    """A round of another version of debater can still be gone on with."""
    store = RoundStore(where.database)
    id = store.start("detente", "against", 5)
    store.commit_reply(id, store.commit_argument(id, "Putin only respects force."), reply)
    store.close()
    ran = debater("spar", "--plain", "--resume", stdin=lines("Russia hates America.\n"))
    assert ran.code == 0, ran.err
    assert ran.out.count("strength:") == 2


def test_resume_after_the_source_has_changed_hides_the_quotation(
    debater: RunDebater, where: Paths, quick_builds: None
) -> None:
    """The quotation is proved anew: found where its title was edited, gone where it was."""
    pack = copy_pack(PACKS / "highstreet", where.motions / "highstreet")
    said = lines("The high street is safe enough as it is and cars do no harm.\n")
    first = debater("spar", "--plain", "--motion", "highstreet", "--side", "against", stdin=said)
    assert "A street without cars" in first.out
    source = pack / "walkers.txt"
    source.write_text(source.read_text().replace("A street to walk in", "A street for walking in"))
    assert "A street without cars" in debater("spar", "--plain", "--resume").out
    source.write_text(source.read_text().replace("is a quieter street", "is a quiet street"))
    again = debater("spar", "--plain", "--resume")
    assert again.code == 0, again.err
    assert "is not in the source now" in again.out
    assert "A street without cars is" not in again.out


def test_a_motion_by_path_can_be_gone_on_with(
    debater: RunDebater, tmp_path: Path, quick_builds: None
) -> None:
    """A round begun on a folder goes on with that folder, not with a name nobody finds."""
    pack = copy_pack(PACKS / "highstreet", tmp_path / "elsewhere" / "highstreet")
    said = lines("The high street is safe enough as it is and cars do no harm.\n")
    debater("spar", "--plain", "--motion", str(pack), "--side", "against", stdin=said)
    again = debater("spar", "--plain", "--resume", stdin=said)
    assert again.code == 0, again.err


def test_a_damaged_database_is_told_and_the_round_goes_on(
    debater: RunDebater, where: Paths
) -> None:
    """The old file is kept aside and named; the new round is saved."""
    where.data.mkdir(parents=True)
    where.database.write_bytes(b"garbage " * 600)
    ran = debater("spar", "--plain", "--side", "for", stdin=lines("Trust Putin.\n"))
    assert ran.code == 0
    assert ran.out
    (aside,) = where.data.glob("*damaged*.db")
    assert str(aside) in ran.err
    assert aside.read_bytes() == b"garbage " * 600
    store = RoundStore(where.database)
    assert store.last_round()
    store.close()


def test_a_store_that_cannot_be_opened_costs_the_saving_only(
    debater: RunDebater, where: Paths
) -> None:
    """A file where the data folder should be: the round is played and said to be unsaved."""
    where.data.parent.mkdir(parents=True)
    where.data.write_text("in the way")
    ran = debater("spar", "--plain", "--side", "for", stdin=lines("Trust Putin.\nHe is honest.\n"))
    assert ran.code == 0
    assert "This round is not being saved" in ran.err
    assert "DEBATER_HOME" in ran.err
    assert ran.out.count("strength:") >= 1


def test_a_disk_that_fills_up_in_the_round_costs_the_saving_only(
    debater: RunDebater, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The argument is answered, and the user told once that it is not being saved."""
    from debater.errors import StorageError

    real = RoundStore.commit_argument
    calls: list[int] = []

    def full(store: RoundStore, round_id: int, argument: str) -> int:
        calls.append(round_id)
        if store.path is not None and len(calls) >= 2:
            raise StorageError("The disk is full.", "Make room.")
        return real(store, round_id, argument)

    monkeypatch.setattr(RoundStore, "commit_argument", full)
    said = "Trust Putin.\nWe can deal with Russia.\nFear of Russia is paranoia.\n"
    ran = debater("spar", "--plain", "--side", "for", stdin=lines(said))
    assert ran.code == 0
    assert ran.err.count("This round is not being saved.") == 1
    assert ran.out.count("strength:") >= 2


def test_an_unknown_motion_is_one_sentence(debater: RunDebater) -> None:
    """Exit code 1, and no round is left behind."""
    ran = debater("spar", "--plain", "--motion", "detent", "--side", "for", stdin=b"x\n")
    assert (ran.code, ran.out) == (1, "")
    assert "Did you mean “detente”" in ran.err
