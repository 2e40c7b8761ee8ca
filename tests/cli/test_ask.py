"""``debater ask``: what others script against, key by key."""

from __future__ import annotations

import json
import queue
import threading
from typing import Any

import pytest

from debater.motions.model import CITE_ELEMENTS, SIDES, opposite
from tests.conftest import RunDebater
from tests.support import DETENTE, PACKS, no_traceback, start

SAID = "We need to be tough, because Putin only respects force."

SOURCE = {"id": str, "title": str, "author": (str, type(None)), "missing": list}
COUNTER = {
    "rank": int, "quote": str, "start": int, "end": int, "passage": str, "paragraphs": list,
    "stance": str, "voice": str, "speaker": (str, type(None)), "strength": float, "source": dict,
}  # fmt: skip
OBJECT = {
    "motion": str, "user_side": str, "argument": str, "silent": bool, "counters": list,
    "reply": dict,
}  # fmt: skip
REPLY = {"they_say": str, "but": str, "because": str, "therefore": str, "question": str}


def assert_shape(value: dict[str, Any], shape: dict[str, Any]) -> None:
    """Every key of the contract is there with its type; more keys may be."""
    for key, kind in shape.items():
        assert key in value, key
        assert isinstance(value[key], kind), f"{key}: {value[key]!r}"
        assert not (kind is int and isinstance(value[key], bool))


def assert_contract(value: dict[str, Any], side: str, stored: dict[str, str]) -> None:
    """Check one object against the contract, its quotations against the stored sources."""
    assert_shape(value, OBJECT)
    assert_shape(value["reply"], REPLY)
    assert value["user_side"] == side
    for rank, counter in enumerate(value["counters"], start=1):
        assert_shape(counter, COUNTER)
        assert_shape(counter["source"], SOURCE)
        assert counter["rank"] == rank
        text = stored[counter["source"]["id"]]
        assert text[counter["start"] : counter["end"]] == counter["quote"] != ""
        assert counter["stance"] == opposite(side)  # type: ignore[arg-type]
        assert counter["voice"] in ("author", "conceded", "reported")
        assert (counter["voice"] == "reported") <= bool(counter["speaker"])
        assert 0 <= counter["strength"] <= 1
        assert all(isinstance(number, int) for number in counter["paragraphs"])
        assert set(counter["source"]["missing"]) <= set(CITE_ELEMENTS)
        assert (counter["source"]["author"] is None) == ("author" in counter["source"]["missing"])
    if value["silent"]:
        assert value["reply"]["because"] == ""


ARTICLE = {"detente": (DETENTE / "detente.txt").read_bytes().decode()}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("said", [SAID, "Trust Putin.", "My cat likes tuna.", "hello", "", "?"])
def test_one_object_keeps_the_contract(debater: RunDebater, side: str, said: str) -> None:
    """Whatever is said: exit code 0, one JSON object on stdout, nothing on stderr."""
    ran = debater("ask", "--motion", "detente", "--side", side, "--json", said)
    assert ran.code == 0
    assert ran.err == ""
    assert_contract(ran.json, side, ARTICLE)
    assert ran.json["motion"] == "detente"
    assert ran.json["argument"] == said


def test_an_answered_argument_quotes_its_first_counter(debater: RunDebater) -> None:
    """The reply's reason is the first counter's quotation."""
    value = debater("ask", "--side", "against", "--json", SAID).json
    assert not value["silent"]
    assert value["counters"][0]["quote"] in value["reply"]["because"]
    assert all(value["reply"].values())


def test_a_silent_object_still_lists_the_nearest(debater: RunDebater) -> None:
    """Nothing answers, and the nearest passages are listed as weak."""
    value = debater(
        "ask", "--side", "against", "--json", "Diplomats in Vienna drink too much coffee."
    ).json
    strong = debater("ask", "--side", "against", "--json", SAID).json
    assert value["silent"]
    assert value["counters"]
    assert value["counters"][0]["strength"] < strong["counters"][0]["strength"]


@pytest.mark.parametrize("top", ["1", "5", "50"])
def test_top_says_how_many(debater: RunDebater, top: str) -> None:
    """At most that many counters, each once."""
    counters = debater("ask", "--side", "against", "--top", top, "--json", SAID).json["counters"]
    assert 1 <= len(counters) <= int(top)
    places = [(counter["passage"], counter["start"]) for counter in counters]
    assert len(set(places)) == len(places)


def test_offsets_count_characters_of_the_file_as_stored(
    debater: RunDebater, quick_builds: None
) -> None:
    """With a byte-order mark and Windows line ends, offsets are those of the file itself."""
    folder = PACKS / "crlf"
    said = "Nobody uses a path at night, and lamps are much too expensive."
    ran = debater("ask", "--motion", str(folder), "--side", "against", "--json", said)
    stored = {"park": (folder / "park.txt").read_bytes().decode("utf-8")}
    assert stored["park"].startswith("\ufeff")
    assert ran.json["counters"]
    assert_contract(ran.json, "against", stored)


def test_without_json_the_answer_is_lines_of_text(debater: RunDebater) -> None:
    """The same answer for people: the quotation, where it stands, and its strength in words."""
    ran = debater("ask", "--side", "against", SAID)
    value = debater("ask", "--side", "against", "--json", SAID).json
    assert ran.code == 0
    assert value["reply"]["because"] in ran.out
    assert "strength:" in ran.out


def test_text_can_come_from_a_pipe(debater: RunDebater) -> None:
    """Without TEXT, all of stdin is one argument, several lines of it."""
    ran = debater("ask", "--side", "against", "--json", stdin=b"Putin only\nrespects force.\n")
    assert ran.json["argument"] == "Putin only\nrespects force."


LINES = [SAID, "", "hello", "   ", "é 👩‍👩‍👧 “x”", "\t", "What does the article say about NATO?"]


def test_a_dash_answers_each_line_with_one_object_a_line(debater: RunDebater) -> None:
    """As many objects as lines, in order, empty lines included."""
    ran = debater("ask", "--side", "against", "-", stdin=("\n".join(LINES) + "\n").encode())
    assert ran.code == 0
    assert len(ran.objects) == len(LINES)
    for value, line in zip(ran.objects, LINES, strict=True):
        assert value["argument"] == line.strip()
        assert_contract(value, "against", ARTICLE)


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (b"", 0),
        (b"\n", 1),
        (b"a\n\n\nb", 4),
        (b"a\r\nb\r\n", 2),
        (b"no end", 1),
        (b"one\rline\n", 1),
        ("one\u2028line\x0bstill\n".encode(), 1),
        (b"\xff\xfe\x00\n", 1),
    ],
)
def test_lines_are_what_newlines_end(debater: RunDebater, data: bytes, count: int) -> None:
    """Only a newline ends a line, so that objects and lines stay in step."""
    ran = debater("ask", "--side", "for", "-", stdin=data)
    assert ran.code == 0
    assert len(ran.objects) == count


def test_each_line_is_answered_as_by_itself(debater: RunDebater) -> None:
    """Lines are separate arguments, not turns of one round."""
    ran = debater("ask", "--side", "against", "-", stdin=f"{SAID}\n{SAID}\n".encode())
    first, second = ran.objects
    assert first == second
    assert first == debater("ask", "--side", "against", "--json", SAID).json


def test_the_first_answer_arrives_before_the_second_line_is_sent() -> None:
    """Answers are flushed line by line: a program can hold a conversation."""
    process = start("ask", "--side", "against", "-")
    assert process.stdin
    assert process.stdout
    arrived: queue.Queue[bytes] = queue.Queue()
    stdout = process.stdout

    def read() -> None:
        for line in iter(stdout.readline, b""):
            arrived.put(line)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        for said in ("Putin only respects force.", "Soft power is a slogan."):
            process.stdin.write(said.encode() + b"\n")
            process.stdin.flush()
            assert json.loads(arrived.get(timeout=60))["argument"] == said
        process.stdin.close()
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
        reader.join(10)
        stdout.close()
        if process.stderr:
            process.stderr.close()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("ask", "x"), "--side"),
        (("ask", "--side", "pro", "x"), "--side"),
        (("ask", "--side", "for", "--top", "0", "x"), "--top"),
        (("ask", "--side", "for", "--top", "many", "x"), "--top"),
        (("ask", "--side", "for", "--jsn", "x"), "--jsn"),
        (("ask", "--side", "for", "x", "y"), "unexpected"),
        (("aks",), "aks"),
    ],
)
def test_wrong_usage_is_exit_code_2(debater: RunDebater, args: tuple[str, ...], says: str) -> None:
    """Usage goes to stderr with what was wrong; stdout stays empty."""
    ran = debater(*args)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    no_traceback(ran)


def test_an_unknown_motion_is_exit_code_1(debater: RunDebater) -> None:
    """One sentence on stderr with a suggestion; stdout stays empty."""
    ran = debater("ask", "--motion", "detent", "--side", "for", "--json", "x")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        "There is no motion “detent”. Did you mean “detente”? See: debater motions list"
    ]


def test_broken_settings_are_exit_code_1(
    debater: RunDebater, home: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip in the settings is told with the file and the key."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.toml").write_text('motoin = "x"\n')
    ran = debater("ask", "--side", "for", "x")
    assert (ran.code, ran.out) == (1, "")
    assert "did you mean “motion”" in ran.err


def test_a_reader_that_goes_away_is_no_error() -> None:
    """``debater ask … | head -1`` ends without a traceback."""
    process = start("ask", "--side", "against", "-")
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdin.write(b"Putin only respects force.\n")
    process.stdin.flush()
    process.stdout.readline()
    process.stdout.close()
    process.stdin.write(b"Putin only respects force.\n" * 50)
    process.stdin.close()
    assert process.wait(60) == 0
    assert process.stderr.read() == b""
    process.stderr.close()
