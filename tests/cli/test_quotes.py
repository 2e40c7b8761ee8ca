"""``debater quotes``: the quotations of a text, for people and for programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import RunDebater
from tests.contracts.test_imports import HEAVY, modules_of
from tests.support import no_traceback

SPEECH = """I begin with the evidence.

The author says “Russia is a rising power, as some wrongly assume”, and adds that
“a new détente with Russia is in the best interest of both countries.”
Then “Putin breakfasts on caviar and champagne every day”.
"""


@pytest.fixture
def speech(tmp_path: Path) -> Path:
    """A speech in a file."""
    path = tmp_path / "speech.txt"
    path.write_text(SPEECH, "utf-8")
    return path


def test_a_line_a_quotation_with_its_diff(debater: RunDebater, speech: Path) -> None:
    """The line it stands in, the verdict, the words and the sentence; the exit code is 0."""
    ran = debater("quotes", str(speech))
    assert (ran.code, ran.err) == (0, "")
    altered, exact, unknown = ran.out.splitlines()
    assert altered.startswith(
        "3: altered, clipped: “Russia is [−not−] a rising power, as some wrongly assume” "
        "You dropped ‘not’; compare “Why Trump Should Seek Détente With Russia”, ¶2"
    )
    assert exact.startswith("4: exact: “a new détente")
    assert unknown.startswith("5: not found: “Putin breakfasts")


def test_json_holds_spans_diffs_and_citations(debater: RunDebater, speech: Path) -> None:
    """One array; the offsets fit the text."""
    altered, exact, unknown = debater("quotes", "--json", "--motion", "detente", str(speech)).json
    assert [one["verdict"] for one in (altered, exact, unknown)] == [
        "altered",
        "exact",
        "not found",
    ]
    assert SPEECH[exact["start"] : exact["end"]] == exact["quoted"]
    assert exact["citation"]["paragraphs"] == [1]
    assert "¶1" in exact["citation"]["cite"]
    assert {"kind": "dropped", "words": "not"} in altered["changes"]
    assert altered["clipped"] is True
    assert unknown["citation"] is None


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_a_pipe_is_read(debater: RunDebater, arguments: tuple[str, ...]) -> None:
    """With - or nothing for the file."""
    ran = debater("quotes", *arguments, stdin=b'\xef\xbb\xbf"Russia is not a rising power"\r\n')
    assert ran.code == 0
    assert ran.out.startswith("1: exact: “Russia is not a rising power” Word for word in ")


def test_no_quotation_is_told_on_stderr(debater: RunDebater) -> None:
    """Data is empty then: no line, or an empty array."""
    ran = debater("quotes", stdin=b"I quote nobody.")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "Nothing in it stands in quotation marks.\n"
    assert debater("quotes", "--json", stdin=b"I quote nobody.").json == []


def test_what_cannot_be_read_is_told_in_words(debater: RunDebater, tmp_path: Path) -> None:
    """A missing file, a folder, an unknown motion: a sentence and exit code 1."""
    for arguments in (
        (str(tmp_path / "none.txt"),),
        (str(tmp_path),),
        ("--motion", "no-such-motion", "-"),
    ):
        ran = debater("quotes", *arguments)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err
        no_traceback(ran)


def test_hostile_bytes_are_cleaned(debater: RunDebater) -> None:
    """What a terminal would obey is gone, and bytes that are no text do no harm."""
    ran = debater("quotes", stdin="“\x1b[31mRussia is not a rising power”".encode() + b"\xff\xfe")
    assert ran.code == 0
    assert "\x1b" not in ran.out
    assert ran.out.startswith("1: exact")


def test_it_loads_no_engine(speech: Path) -> None:
    """Help needs nothing heavy; checking needs neither torch nor a screen."""
    assert not HEAVY & modules_of("quotes", "--help")
    assert not {"torch", "faiss", "textual", "bm25s"} & modules_of("quotes", str(speech))
