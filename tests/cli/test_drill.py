"""``debater drill``: a sitting as lines, the list, and the deck for Anki."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from debater.config import Paths
from debater.motions.citation import cite
from debater.motions.model import Motion
from debater.store.database import Database
from debater.store.drafts import DraftStore
from debater.store.drills import DrillStore, StoredReview
from debater.study.model import Drill
from debater.study.record import dump_drill
from tests.conftest import RunDebater
from tests.support import no_traceback, run_python

VOICES = ("the author", "somebody else")


@pytest.fixture
def choice(detente: Motion) -> Drill:
    """A drill with choices, on a sentence of the author's own."""
    passage = detente.passages[0]
    spoken = passage.points[0].sentences[0]
    citation = cite(detente.source(passage.source), passage, spoken.span)
    return Drill(
        "a", "voice", "detente", "for", "Whose view is this?", citation.quote, VOICES,
        VOICES[0], citation, "author", None, "Look at who says it.", origin="from the motion",
    )  # fmt: skip


@pytest.fixture
def typed(choice: Drill) -> Drill:
    """A drill that asks for words, on the same sentence."""
    return replace(
        choice, key="b", kind="refute", choices=(), right="", asks="Answer this claim.",
        material="Détente helps nobody.", side="against",
    )  # fmt: skip


@contextmanager
def opened(where: Paths) -> Iterator[Database]:
    """Open the file of this test's user."""
    database = Database(where.database)
    yield database
    database.close()


def put(where: Paths, *drills: Drill) -> None:
    """Store drills, due at once."""
    with opened(where) as database:
        rows = [(d.key, d.kind, d.motion, d.side, dump_drill(d)) for d in drills]
        assert DrillStore(database).add(rows) == len(drills)


def reviews(where: Paths) -> list[StoredReview]:
    """Read what was graded."""
    with opened(where) as database:
        return DrillStore(database).reviews()


def lines(*said: str) -> bytes:
    """Lines as they come through a pipe."""
    return "".join(f"{line}\n" for line in said).encode()


def test_a_sitting_asks_compares_proves_and_grades(
    debater: RunDebater, where: Paths, choice: Drill, typed: Drill
) -> None:
    """Drills and what proves them are on stdout, the rest on stderr; grades are stored."""
    put(where, choice, typed)
    ran = debater("drill", stdin=lines("2", "", "It helps both countries.", "good"))
    assert ran.code == 0
    no_traceback(ran)
    assert choice.citation is not None
    assert "Drill 1: Whose view is this?; 0 due, 2 new; from the motion" in ran.err
    assert "Whose view is this?\n“But a new détente" in ran.out
    assert "1. the author\n2. somebody else\n" in ran.out
    assert "Not right: it is “the author”." in ran.out
    assert "[the author's own view]" in ran.out
    assert "(title: Why Trump Should Seek Détente With Russia; ¶1; missing: author, date" in ran.out
    assert f"“{choice.citation.quote}”" in ran.out.split("Détente helps nobody")[1]
    assert "only Enter: again." in ran.err
    assert "Graded again: it comes back in 1 minute." in ran.err
    assert "Graded good: it comes back in " in ran.err
    assert "2 drills graded." in ran.err
    found = [(review.grade, review.answer) for review in reviews(where)]
    assert found == [(1, "somebody else"), (3, "It helps both countries.")]


@pytest.mark.parametrize("ending", ["", "/quit"])
def test_what_was_answered_and_not_graded_is_kept(
    debater: RunDebater, where: Paths, typed: Drill, ending: str
) -> None:
    """The input ends before the grade: the answer is a draft, and Enter takes it up again."""
    put(where, typed)
    ran = debater("drill", stdin=lines("A first try.", *filter(None, [ending])))
    assert ran.code == 0
    assert "Your answer is kept and not graded" in ran.err
    assert reviews(where) == []
    with opened(where) as database:
        assert DraftStore(database).draft("drill/b") == "A first try."
    ran = debater("drill", stdin=lines("", "4"))
    assert "You had written: A first try." in ran.err
    assert [(one.grade, one.answer) for one in reviews(where)] == [(4, "A first try.")]


def test_an_input_that_ends_at_once_loses_nothing(
    debater: RunDebater, where: Paths, choice: Drill
) -> None:
    """No line at all is no answer."""
    put(where, choice)
    ran = debater("drill")
    assert (ran.code, reviews(where)) == (0, [])
    assert "The input has ended." in ran.err
    assert "Whose view is this?" in ran.out


def test_commands(debater: RunDebater, where: Paths, choice: Drill, typed: Drill) -> None:
    """Every command does what /help says."""
    put(where, choice, typed)
    said = ("/help", "/nonsense", "/undo", "/source", "maybe", "1", "/source", "9", "easy", "/undo")
    ran = debater("drill", stdin=lines(*said, "2", "/skip"))
    assert ran.code == 0
    assert "/retire never ask this drill again" in ran.err
    assert "There is no command “/nonsense”; /help lists them." in ran.err
    assert "There is no grade to take back." in ran.err
    assert "The source is shown once you have answered." in ran.err
    assert "“maybe” names none of them alone: type a number or a word of one." in ran.err
    assert "President Donald Trump avoided any mention of Russia" in ran.out
    assert "“9” is no grade; those are 1 again, 2 hard, 3 good, 4 easy." in ran.err
    assert "Taken back." in ran.err
    assert "You had answered: the author" in ran.err
    assert "1 skipped drill still due." in ran.err
    assert [(one.grade, one.answer) for one in reviews(where)] == [(2, "the author")]


def test_a_retired_drill_comes_back_with_undo_only(
    debater: RunDebater, where: Paths, choice: Drill, typed: Drill
) -> None:
    """Retiring goes on to the next drill; /undo brings it back."""
    put(where, choice, typed)
    debater("drill", stdin=lines("/retire"))
    assert "Drill 1: Refute this claim" in debater("drill").err
    assert "Whose view is this?" not in debater("drill", "--list").out
    ran = debater("drill", stdin=lines("/retire", "/undo", "Yes.", "3"))
    assert ran.code == 0
    assert [one.answer for one in reviews(where)] == ["Yes."]


def test_only_what_is_wanted_is_asked(
    debater: RunDebater, where: Paths, choice: Drill, typed: Drill
) -> None:
    """Side, kind, motion and limit choose."""
    put(where, choice, typed)
    assert "0 due, 2 new" in debater("drill", "--side", "against").err
    assert "0 due, 1 new" in debater("drill", "--side", "for").err
    assert "Refute this claim" in debater("drill", "--kind", "refute", "--kind", "redo").err
    assert "Nothing is due." in debater("drill", "--kind", "redo").err
    ran = debater("drill", "--motion", "detente", "--limit", "1", stdin=lines("1", "3", "x", "3"))
    assert len(reviews(where)) == 1
    assert "1 drill graded." in ran.err


def test_nothing_due_says_when_the_next_is(
    debater: RunDebater, where: Paths, choice: Drill
) -> None:
    """What was graded comes back later, and it is said when; without drills how to make some."""
    assert "“debater drill --make” makes some from a motion." in debater("drill").err
    put(where, choice)
    debater("drill", stdin=lines("1", "easy"))
    assert "Nothing is due; the next drill is in " in debater("drill").err


def test_the_new_drills_of_a_day_and_more(
    debater: RunDebater, where: Paths, choice: Drill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The setting says how many; what is left is told, and /more asks some of it."""
    monkeypatch.setenv("DEBATER_NEW_DRILLS", "1")
    put(where, *(replace(choice, key=key) for key in "abc"))
    ran = debater("drill", stdin=b"1\n\n")
    assert "1 new" in ran.err
    assert "2 new drills left for another day; /more asks 2 of them now." in ran.err
    assert debater("drill", stdin=b"").out == ""
    more = debater("drill", stdin=b"/more\n1\n4\n")
    assert "2 more new drills today." in more.err
    assert "1 drill graded." in more.err
    monkeypatch.setenv("DEBATER_NEW_DRILLS", "many")
    refused = debater("drill")
    assert refused.code == 1
    assert "“new_drills” must be a whole number from 0 to 1000, not “many”" in refused.err


def test_makes_drills_of_the_motion_first(debater: RunDebater, where: Paths) -> None:
    """--make tells how many are new, and then they are asked; again there are none to make."""
    ran = debater("drill", "--make", "--motion", "detente", "--side", "against", "--list")
    assert ran.code == 0
    assert " new drills from “detente”, arguing against; 0 from your last rounds." in ran.err
    kinds = {line.split()[0] for line in ran.out.splitlines()[1:]}
    assert {"refute", "voice", "quotation"} <= kinds
    assert "0 new drills from “detente”" in debater("drill", "--make", "--side", "against").err
    assert "Drill 1: " in debater("drill").err


def test_the_list(debater: RunDebater, where: Paths, choice: Drill, typed: Drill) -> None:
    """A line a drill, or one JSON array."""
    put(where, choice, typed)
    ran = debater("drill", "--list", "--kind", "refute")
    assert ran.out.splitlines()[0].split() == ["KIND", "MOTION", "SIDE", "DUE", "ASKS"]
    assert ran.out.splitlines()[1].split()[:4] == ["refute", "detente", "against", "new"]
    assert len(ran.out.splitlines()) == 2
    found = json.loads(debater("drill", "--list", "--json").out)
    assert [(one["key"], one["new"]) for one in found] == [("a", True), ("b", True)]


def test_the_deck_for_anki(
    debater: RunDebater, where: Paths, choice: Drill, typed: Drill, tmp_path: Path
) -> None:
    """The file holds a note a drill, and is never written over."""
    put(where, choice, typed)
    file = tmp_path / "deck.apkg"
    ran = debater("drill", "--anki", str(file), "--motion", "detente")
    assert (ran.code, ran.out) == (0, "")
    assert f"2 drills in {file}." in ran.err
    with zipfile.ZipFile(file) as archive:
        archive.extract("collection.anki2", tmp_path)
    with sqlite3.connect(tmp_path / "collection.anki2") as database:
        assert database.execute("SELECT count(*) FROM notes").fetchone() == (2,)
    again = debater("drill", "--anki", str(file))
    assert again.code == 1
    assert str(file) in again.err
    no_traceback(again)


def test_a_deck_of_nothing_is_refused(debater: RunDebater, tmp_path: Path) -> None:
    """Without drills no file is written, and it is said what to do."""
    ran = debater("drill", "--anki", str(tmp_path / "deck.apkg"))
    assert ran.code == 1
    assert "“debater drill --make” makes some." in ran.err
    assert not (tmp_path / "deck.apkg").exists()


def test_a_drill_whose_passage_is_gone_is_left_out(
    debater: RunDebater, where: Paths, choice: Drill, typed: Drill, tmp_path: Path
) -> None:
    """The others are asked, listed and exported; one sentence says why."""
    body = dump_drill(choice)
    body["citation"]["quote"] = "Nobody said this."
    with opened(where) as database:
        store = DrillStore(database)
        store.add([("0", "voice", "detente", "for", body), ("1", "voice", "gone", "for", body)])
    put(where, typed)
    ran = debater("drill")
    assert "Drill 1: Refute this claim" in ran.err
    assert ran.err.count("A drill is left out:") == 2
    assert ran.err.count("could not be proved") == 1
    ran = debater("drill", "--anki", str(tmp_path / "deck.apkg"))
    assert "1 drill in " in ran.err


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--list", "--anki", "x.apkg"), "choose one of them"),
        (("--json",), "--json goes with --list"),
        (("--kind", "nonsense"), "Invalid value for '--kind'"),
        (("--limit", "0"), "Invalid value for '--limit'"),
    ],
)
def test_usage(debater: RunDebater, args: tuple[str, ...], told: str) -> None:
    """A wish that cannot be met ends with 2 and a sentence."""
    ran = debater("drill", *args)
    assert ran.code == 2
    assert told in ran.err


def test_hostile_drills_and_answers_are_shown_and_not_obeyed(
    debater: RunDebater, where: Paths, choice: Drill
) -> None:
    """No escape of a drill or an answer reaches the terminal."""
    hostile = "\x1b]52;c;AAAA\x07[/b]"
    put(where, replace(choice, asks=hostile, material=hostile, explains=hostile, origin=hostile))
    ran = debater("drill", stdin=lines("/\x1b[2J", hostile, "1", "\x1b[2J", "3"))
    assert ran.code == 0
    assert "\x1b" not in ran.out + ran.err
    assert "[/b]" in ran.out
    assert len(reviews(where)) == 1


def test_help_needs_neither_model_nor_deck() -> None:
    """The help text loads no heavy library."""
    code = (
        "import sys, debater.cli.drill;"
        "print([m for m in ('genanki', 'docx', 'fsrs', 'numpy', 'torch', 'faiss', 'textual')"
        " if m in sys.modules])"
    )
    assert run_python(code).out.strip() == "[]"
