"""Mistakes in a pack: all of them at once, each as file:line: what; what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from debater.errors import PackError
from debater.motions.pack import read_motion
from tests.conftest import RunDebater
from tests.support import no_traceback

TEXT = "A first paragraph. It has a second sentence.\n\nA second paragraph, and no more.\n"
HEAD = "statement: It holds\nsources:\n- {id: s, file: text.txt, stance: for}\n"
PASSAGE = "passages:\n- paragraphs: [1]\n  begins: A first paragraph\n  stance: for\n"

WritePack = Callable[..., Path]


def problems(folder: Path) -> list[str]:
    """Read the pack and return its problems, the folder's path left out."""
    with pytest.raises(PackError) as caught:
        read_motion(folder)
    lines = [str(problem) for problem in caught.value.problems]
    assert all(re.match(r".+:\d+: \S", line) for line in lines), lines
    return [line.removeprefix(f"{folder}/") for line in lines]


def test_all_problems_come_at_once(pack: WritePack) -> None:
    """Five mistakes of five kinds are five problems with five different lines."""
    folder = pack(
        HEAD + "passages:\n"
        "- paragraphs: [7]\n  begins: A first\n  stance: for\n"
        "- paragraphs: [2]\n  begins: Something else\n  stance: for\n"
        "- paragraphs: [1]\n  begins: A first paragraph\n  stance: for\n  voice: reported\n"
        "  sentences:\n  - text: [It was never written]\n    stance: against\n"
        "  turn: {quote: not in the text, tag: x}\n",
        text=TEXT,
    )
    found = problems(folder)
    assert len(found) == 5
    assert len({line.split(":")[1] for line in found}) == 5
    text = "\n".join(found)
    assert "motion.yaml:5: there is no paragraph 7; text.txt has paragraphs 1 to 2" in text
    assert "motion.yaml:8: paragraph 2 does not begin so" in text
    assert "it begins “A second paragraph, and no more" in text
    assert "“It was never written” is not found in the passage" in text
    assert "a reported voice names no speaker" in text
    assert "“not in the text” is not found in the passage; copy it word for word" in text


@pytest.mark.parametrize(
    ("motion", "says"),
    [
        (HEAD + "pasages: []\n", "4: unknown key “pasages” in the file; did you mean “passages”?"),
        (HEAD + "statement: Again\n", "4: “statement” stands twice in the file; see line 1"),
        (HEAD + PASSAGE.replace("[1]", "[]"), "paragraphs [] are not one run"),
        (HEAD + PASSAGE.replace("[1]", "[2, 1]"), "paragraphs [2, 1] are not one run"),
        (HEAD + PASSAGE.replace("[1]", "[0]"), "there is no paragraph 0"),
        (HEAD + PASSAGE.replace("[1]", "[-1]"), "there is no paragraph -1"),
        (HEAD + PASSAGE.replace("A first paragraph", "''"), "paragraph 1 does not begin so"),
        (
            HEAD + PASSAGE + PASSAGE.removeprefix("passages:\n"),
            "8: paragraph 1 stands twice; see line 5",
        ),
        (HEAD + PASSAGE + "  source: other\n", "there is no source “other”; check its id"),
        (HEAD + PASSAGE.replace("for", "pro"), "use one of: for, against, neutral"),
        (HEAD + "floor: 2\n", "floor is 2.0; write a number from 0 to 1"),
        ("statement: ' '\nsources:\n- {id: s, file: text.txt}\n", "the statement is empty"),
        ("statement: It holds\nsources: []\n", "the motion has no sources"),
        ("statement: It holds\n", "the file has no “sources”"),
        (HEAD + "- {id: s, file: text.txt}\n", "the source id “s” stands twice; rename one"),
        (HEAD + "- {id: t, file: text.txt}\n" + PASSAGE, "this passage names no source"),
        ("statement: A\nsources:\n- {id: s, file: gone.txt}\n", "gone.txt:1: cannot be read"),
        ("statement: A\nsources:\n- {id: s, file: .}\n", "cannot be read"),
        (
            HEAD + PASSAGE + "  sentences:\n  - {text: [Absent], stance: against}\n",
            "“Absent” is not found",
        ),
        (
            HEAD + PASSAGE + "  sentences:\n  - {text: [''], stance: against}\n",
            "is not found in the passage",
        ),
        ("", "motion.yaml:1: is empty"),
        ("statement: [\n", "is not valid YAML"),
        ("[" * 5000, "nested deeper"),
    ],
)
def test_each_mistake_is_told_with_its_line(pack: WritePack, motion: str, says: str) -> None:
    """One mistake, one sentence that says where it is and how to mend it."""
    assert says in "\n".join(problems(pack(motion, text=TEXT)))


def test_a_sentence_found_twice_is_ambiguous(pack: WritePack) -> None:
    """Two sentences that begin alike cannot be told apart by how they begin."""
    folder = pack(
        HEAD + "passages:\n- paragraphs: [1]\n  begins: It holds\n  stance: for\n"
        "  sentences:\n  - {text: [It holds], stance: against}\n",
        text="It holds for one. It holds for another.\n",
    )
    assert "“It holds” is more than once found in the passage" in problems(folder)[0]


def test_plain_no_and_12_30_stay_text(pack: WritePack) -> None:
    """A coach who writes `no` or `12:30` gets the words, not false or 750."""
    folder = pack(
        "statement: no\ntopic: 12:30\nsides: {for: yes, against: no}\n"
        "sources: [{id: 1990, file: text.txt, date: 2024-01-02}]\n",
        text=TEXT,
    )
    motion = read_motion(folder)
    assert (motion.statement, motion.topic) == ("no", "12:30")
    assert motion.sides == {"for": "yes", "against": "no"}
    assert motion.sources[0].id == "1990"
    assert motion.sources[0].cite["date"] == "2024-01-02"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "text.txt:1: the source is empty; add its text"),
        (b"\xef\xbb\xbf \r\n\r\n", "the source is empty"),
        (b"Only a heading\n", "the source has no paragraph"),
        (b"* * *\n\n...\n", "the source has no paragraph"),
        (b"One.\nTwo.\n\xff\n", "text.txt:3: is not UTF-8 text"),
        (b"One.\n\x1b[31mTwo.\n", "text.txt:2: the source holds control character U+001B"),
        ("One.\n\nTwo\u202e.\n".encode(), "text.txt:3: the source holds RIGHT-TO-LEFT OVERRIDE"),
        (b"One.\x00\n", "control character U+0000"),
        ("One.\n".encode("utf-16"), "text.txt:1: is not UTF-8 text"),
    ],
)
def test_a_source_that_cannot_be_quoted_is_refused(
    pack: WritePack, content: bytes, says: str
) -> None:
    """Empty, wordless, wrongly encoded and hostile sources are refused with their line."""
    assert says in "\n".join(problems(pack(HEAD, text=content)))


def test_every_control_character_of_a_source_has_its_line(pack: WritePack) -> None:
    """Three of them are three problems."""
    found = problems(pack(HEAD, text="A\x07.\n\nB\x9b.\n\nC\u2066.\n"))
    assert [line.split(":")[1] for line in found] == ["1", "3", "5"]


@pytest.mark.parametrize(
    "file", ["../outside.txt", "sub/../../outside.txt", "{absolute}", "link.txt"]
)
def test_a_source_outside_the_folder_is_refused(pack: WritePack, tmp_path: Path, file: str) -> None:
    """Neither ../ nor an absolute path nor a symbolic link reads another folder's file."""
    (tmp_path / "outside.txt").write_text("A secret paragraph.\n")
    file = file.replace("{absolute}", str(tmp_path / "outside.txt"))
    folder = pack(HEAD.replace("text.txt", file), text=TEXT)
    (folder / "sub").mkdir()
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    (found,) = problems(folder)
    assert "the source lies outside the motion's folder; copy it beside motion.yaml" in found


def test_a_huge_source_is_refused_without_being_read(pack: WritePack) -> None:
    """More than 50 MB (a sparse file here) is a problem, not a full memory."""
    folder = pack(HEAD, text="x")
    with (folder / "text.txt").open("r+b") as file:
        file.truncate(51 * 1024 * 1024)
    (found,) = problems(folder)
    assert "the source is larger than 50 MB" in found


def test_a_huge_motion_file_is_refused_without_being_read(pack: WritePack) -> None:
    """More than 8 MB of YAML is a problem, not a full memory."""
    folder = pack(HEAD, text=TEXT)
    with (folder / "motion.yaml").open("r+b") as file:
        file.truncate(9 * 1024 * 1024)
    (found,) = problems(folder)
    assert "is larger than 8 MB" in found


def test_a_folder_without_motion_yaml_is_told(tmp_path: Path) -> None:
    """The file that is looked for is named."""
    assert "motion.yaml:1: cannot be read" in problems(tmp_path)[0]


@pytest.mark.parametrize(
    "command", [("motions", "show"), ("ask", "--side", "for", "x", "--motion")]
)
def test_the_command_line_prints_a_problem_a_line(
    pack: WritePack, debater: RunDebater, command: tuple[str, ...]
) -> None:
    """Every problem goes to stderr on a line of its own; stdout stays empty; exit code 1."""
    folder = pack(HEAD + "pasages: []\nfloor: x\n", text=TEXT)
    ran = debater(*command, str(folder))
    assert ran.code == 1
    assert ran.out == ""
    lines = [line for line in ran.err.splitlines() if "motion.yaml" in line]
    assert len(lines) == 2
    assert lines[0].startswith(f"{folder / 'motion.yaml'}:4: unknown key")
    assert lines[1].startswith(f"{folder / 'motion.yaml'}:5: floor is “x”")
    no_traceback(ran)
