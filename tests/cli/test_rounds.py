"""``debater rounds``: what is kept is found, named, forked, exported, imported and deleted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from debater.config import Paths
from debater.store.rounds import RoundStore
from tests.conftest import RunDebater
from tests.support import no_traceback

SAID = ("Putin only respects force.", "But that was long ago.", "Trust is built by small steps.")


@pytest.fixture
def store(where: Paths) -> Iterator[RoundStore]:
    """This test's rounds."""
    opened = RoundStore(where.database)
    yield opened
    opened.close()


@pytest.fixture
def sparred(debater: RunDebater) -> int:
    """Three turns of sparring, answered by the real engine."""
    said = "".join(f"{argument}\n" for argument in SAID)
    assert debater("spar", "--plain", "--side", "against", stdin=said.encode()).code == 0
    return 1


@pytest.fixture
def debated(debater: RunDebater) -> int:
    """A debate with a speech of the user's, and one of the bot's."""
    said = f"{' '.join(SAID)} “Russia is not a rising power.”\n/end\n".encode()
    ran = debater("debate", "--side", "for", "--first", "for", stdin=said)
    assert ran.code == 0
    return 1


def test_without_rounds_the_list_is_empty(debater: RunDebater) -> None:
    """Nothing on stdout, and an empty array as JSON."""
    assert debater("rounds", "list").out == ""
    assert json.loads(debater("rounds", "list", "--json").out) == []


def test_the_list_has_name_side_motion_date_and_result(debater: RunDebater, sparred: int) -> None:
    """A round is a line of facts and a line of words; as JSON it has every value."""
    assert debater("rounds", "rename", str(sparred), "Semi-final").code == 0
    out = debater("rounds", "list").out
    assert re.match(r"1  today, \d\d:\d\d  sparring, detente, you argued against: \S", out)
    assert "    Semi-final: “Putin only respects force.”" in out
    (record,) = json.loads(debater("rounds", "list", "--json").out)
    assert record["id"] == sparred
    assert (record["name"], record["side"], record["turns"]) == ("Semi-final", "against", 3)
    assert record["summary"]["version"] == 1
    assert record["result"]
    assert debater("rounds", "list", "--side", "for").out == ""
    assert debater("rounds", "list", "--motion", "other").out == ""


def test_a_search_finds_what_either_side_said(debater: RunDebater, sparred: int) -> None:
    """With the words that were found in brackets."""
    assert "[long] ago" in debater("rounds", "search", "long").out
    (record,) = json.loads(debater("rounds", "search", '"only respects"', "--json").out)
    assert record["id"] == sparred
    missing = debater("rounds", "search", "submarine")
    assert (missing.code, missing.out) == (0, "")
    assert missing.err == "No round has these words.\n"


def test_a_round_is_shown_and_exported_in_every_kind(
    debater: RunDebater, sparred: int, tmp_path: Path
) -> None:
    """To a file that its ending describes, or to standard output."""
    shown = debater("rounds", "show", str(sparred)).out
    for argument in SAID:
        assert argument in shown
    for kind in ("html", "docx", "md", "json"):
        path = tmp_path / f"round.{kind}"
        ran = debater("rounds", "export", str(sparred), "-o", str(path))
        assert (ran.code, ran.out) == (0, "")
        assert ran.err == f"Saved as {path}.\n"
        again = debater("rounds", "export", str(sparred), "-o", str(path))
        assert again.code == 1
        assert "overwritten" in again.err
    assert debater("rounds", "export", str(sparred)).out == (tmp_path / "round.md").read_text()
    piped = debater("rounds", "export", str(sparred), "--format", "html").out
    assert piped == (tmp_path / "round.html").read_text("utf-8")
    refused = debater("rounds", "export", str(sparred), "-o", str(tmp_path / "round.exe"))
    assert refused.code == 1
    no_traceback(refused)


@pytest.mark.parametrize("kind", ["sparred", "debated"])
def test_an_exported_round_imports_as_it_was(
    debater: RunDebater,
    store: RoundStore,
    tmp_path: Path,
    kind: str,
    request: pytest.FixtureRequest,
) -> None:
    """Sparring and a debate: the same words, replies, events, names and times."""
    id = request.getfixturevalue(kind)
    debater("rounds", "rename", str(id), "To share")
    debater("rounds", "list")
    path = tmp_path / "round.json"
    assert debater("rounds", "export", str(id), "-o", str(path)).code == 0
    ran = debater("rounds", "import", str(path))
    assert ran.code == 0
    new = int(ran.out)
    assert new != id
    before, after = store.archive.whole(id), store.archive.whole(new)
    assert before is not None
    assert after == before
    assert debater("rounds", "show", str(new)).out == debater("rounds", "show", str(id)).out


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b"[" * 100_000, b"null"])
def test_what_is_no_exported_round_is_refused(
    debater: RunDebater, store: RoundStore, tmp_path: Path, content: bytes
) -> None:
    """In one sentence, and nothing is kept of it."""
    path = tmp_path / "round.json"
    path.write_bytes(content)
    ran = debater("rounds", "import", str(path))
    assert ran.code == 1
    no_traceback(ran)
    assert store.archive.listed() == []
    gone = debater("rounds", "import", str(tmp_path / "gone.json"))
    assert gone.code == 1
    assert "cannot be read" in gone.err


def test_a_fork_adds_nothing_to_progress(debater: RunDebater, sparred: int) -> None:
    """What was said once is counted once; what is said in the fork counts."""
    before = json.loads(debater("progress", "--json").out)
    assert debater("rounds", "fork", str(sparred), "--turn", "2").code == 0
    after = json.loads(debater("progress", "--json").out)
    assert after["total"]["rounds"] == 2
    assert {**after["total"], "rounds": 1} == before["total"]
    assert after["weakest"] == before["weakest"]


def test_a_fork_is_a_round_of_its_own(debater: RunDebater, store: RoundStore, sparred: int) -> None:
    """It holds the turns before, and its number is printed."""
    ran = debater("rounds", "fork", str(sparred), "--turn", "2")
    fork = store.archive.whole(int(ran.out))
    assert fork is not None
    assert [turn.argument for turn in fork.turns] == list(SAID[:2])
    first = store.archive.whole(sparred)
    assert first is not None
    assert len(first.turns) == 3


def test_a_deleted_round_is_restored(debater: RunDebater, sparred: int) -> None:
    """It is in no list meanwhile, and what is asked of it says how to bring it back."""
    ran = debater("rounds", "delete", str(sparred))
    assert ran.code == 0
    assert "debater rounds restore 1" in ran.err
    assert debater("rounds", "list").out == ""
    shown = debater("rounds", "rename", str(sparred), "x")
    assert shown.code == 1
    assert "debater rounds restore 1" in shown.err
    assert debater("rounds", "restore").out.startswith("1  deleted 20")
    assert debater("rounds", "restore", str(sparred)).code == 0
    assert debater("rounds", "list").out != ""
    again = debater("rounds", "restore", str(sparred))
    assert again.code == 1


@pytest.mark.parametrize(
    "asked",
    [
        ("show", "9"), ("rename", "9", "x"), ("fork", "9", "--turn", "1"), ("delete", "9"),
        ("restore", "9"), ("export", "9"), ("resume", "9"), ("resume", "9", "--plain"),
    ],
)  # fmt: skip
def test_a_number_no_round_has_is_a_sentence(debater: RunDebater, asked: tuple[str, ...]) -> None:
    """For every command, with exit code 1."""
    ran = debater("rounds", *asked)
    assert ran.code == 1
    no_traceback(ran)
    assert "9" in ran.err


def test_one_unknown_number_deletes_nothing(debater: RunDebater, sparred: int) -> None:
    """What is asked for is checked before anything is done."""
    assert debater("rounds", "delete", str(sparred), "9").code == 1
    assert debater("rounds", "list").out != ""


@pytest.mark.parametrize("kind", ["sparred", "debated"])
def test_a_round_is_resumed_as_lines(
    debater: RunDebater, store: RoundStore, kind: str, request: pytest.FixtureRequest
) -> None:
    """Where it stood; what is said then is in the same round."""
    id = request.getfixturevalue(kind)
    ran = debater("rounds", "resume", str(id), "--plain", stdin=b"One more thing.\n")
    assert ran.code == 0
    whole = store.archive.whole(id)
    assert whole is not None
    said = [turn.argument for turn in whole.turns]
    said += [whole.draft, *(event.body.get("question", "") for event in whole.events)]
    said += [event.body.get("answer", "") for event in whole.events]
    assert any("One more thing." in text for text in said)


def test_a_round_whose_motion_is_gone_keeps_its_words(
    debater: RunDebater, store: RoundStore
) -> None:
    """They can be shown and exported, without quotations."""
    id = store.start("gone", "for", 1)
    store.commit_argument(id, "My only copy of this argument.")
    ran = debater("rounds", "show", str(id))
    assert ran.code == 0
    assert "My only copy of this argument." in ran.out
    assert debater("rounds", "list").code == 0


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("final-2026.03.12", "final-2026.03.12.html"),
        ("final.md", "final.html"),
        ("final.html", "final.html"),
        ("final", "final.html"),
    ],
)
def test_a_file_gets_the_ending_of_its_kind(
    debater: RunDebater, sparred: int, tmp_path: Path, name: str, written: str
) -> None:
    """A full stop in a name is no ending."""
    out = str(tmp_path / name)
    assert debater("rounds", "export", str(sparred), "--format", "html", "-o", out).code == 0
    assert [path.name for path in tmp_path.glob("final*")] == [written]


@pytest.mark.parametrize("motion", ["~nosuchuser/pack", "~", "x" * 4000, "a\\b"])
def test_a_round_on_a_motion_nobody_has_stops_nothing(
    debater: RunDebater, sparred: int, tmp_path: Path, motion: str
) -> None:
    """Imported from anywhere: it is listed, exported and deleted as any other."""
    file = tmp_path / "round.json"
    debater("rounds", "export", str(sparred), "-o", str(file))
    values = json.loads(file.read_text(encoding="utf-8"))
    values["round"]["motion"] = motion
    file.write_text(json.dumps(values), encoding="utf-8")
    taken = debater("rounds", "import", str(file))
    no_traceback(taken)
    for arguments in (("list",), ("show", "2"), ("search", "force"), ("delete", "2")):
        ran = debater("rounds", *arguments)
        no_traceback(ran)
        assert ran.code == (1 if taken.code and arguments[-1] == "2" else 0)


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00"])
def test_a_moment_at_the_end_of_the_calendar_is_refused(
    debater: RunDebater, sparred: int, tmp_path: Path, moment: str
) -> None:
    """Elsewhere it would be on no day at all; and one that is there already stops no list."""
    file = tmp_path / "round.json"
    debater("rounds", "export", str(sparred), "-o", str(file))
    values = json.loads(file.read_text(encoding="utf-8"))
    values["round"]["touched"] = moment
    file.write_text(json.dumps(values), encoding="utf-8")
    refused = debater("rounds", "import", str(file))
    assert refused.code == 1
    no_traceback(refused)


def test_numbers_beyond_the_databases_are_refused(debater: RunDebater) -> None:
    """As a wrong command line."""
    for arguments in (("show", str(2**63)), ("list", "--limit", str(2**70)), ("delete", "9" * 40)):
        ran = debater("rounds", *arguments)
        assert ran.code == 2
        no_traceback(ran)
