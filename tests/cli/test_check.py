"""``debater motions check``: a line a problem on stdout, a sum at the end, an exit code."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from debater.cli import check, motions
from tests.conftest import RunDebater
from tests.support import DETENTE, PACKS, copy_pack, no_traceback

WritePack = Callable[..., Path]

SOUND = (
    "statement: Buses should be free\nsources:\n"
    "- {id: s, file: text.txt, author: A, date: '2020', title: T, publication: P, url: u,\n"
    "   accessed: a, qualifications: q, stance: mixed}\n"
    "passages:\n- {paragraphs: [1], begins: One, stance: for}\n"
    "- {paragraphs: [2], begins: Two, stance: against}\n"
)
TEXT = "One reason is this.\n\nTwo reasons are that.\n"


@pytest.fixture(autouse=True)
def _wired(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the command among those of its group."""
    monkeypatch.setitem(motions.command.commands, "check", check.command)


def test_errors_and_warnings_are_lines_with_a_sum(pack: WritePack, debater: RunDebater) -> None:
    """Each says where, an error or a warning, what, and what to do; errors exit with 1."""
    folder = pack("statement: A\nsources: [{id: s, file: text.txt}]\npasages: []\n", text=TEXT)
    ran = debater("motions", "check", str(folder))
    *lines, last = ran.out.splitlines()
    assert ran.code == 1
    assert ran.err == ""
    assert all(re.fullmatch(r".+\.yaml:\d+: (error|warning): .+; .+", line) for line in lines)
    assert lines[-1] == (
        f"{folder}/motion.yaml:3: error: unknown key “pasages” in the file; "
        "did you mean “passages”?"
    )
    assert last == "1 error, 1 warning in 1 file"


def test_warnings_alone_exit_with_0(debater: RunDebater) -> None:
    """A cite that lacks something keeps nobody from debating."""
    ran = debater("motions", "check", str(PACKS / "single"))
    assert ran.code == 0
    assert ran.out.splitlines()[-1] == "4 warnings in 2 files"


def test_json_is_one_array_of_objects(pack: WritePack, debater: RunDebater) -> None:
    """Each object has file, line, severity, rule, what and mend; no sum disturbs it."""
    folder = pack("statement: A\nsources: [{id: s, file: gone.txt}]\n")
    ran = debater("motions", "check", "--json", str(folder))
    assert ran.code == 1
    (one,) = (found for found in ran.json if found["severity"] == "error")
    assert set(one) == {"file", "line", "severity", "rule", "what", "mend"}
    assert (one["file"], one["line"]) == (str(folder / "gone.txt"), 1)
    assert {found["rule"] for found in ran.json} == {"pack"}


def test_a_sound_pack_is_told_with_its_counts(
    pack: WritePack, debater: RunDebater, quick_builds: None
) -> None:
    """Once its index is built nothing is left to say but how much there is."""
    folder = pack(SOUND, text=TEXT)
    (told,) = debater("motions", "check", "--json", str(folder)).json
    assert (told["rule"], told["severity"]) == ("index", "warning")
    assert "there is no index of it yet" in told["what"]
    assert debater("index", "build", str(folder)).code == 0
    ran = debater("motions", "check", str(folder))
    assert ran.code == 0
    assert ran.out == (
        f"{folder}: the pack is sound: 1 source, 2 passages (2 labelled by the coach), "
        "0 answers lines\n"
    )
    assert debater("motions", "check", "--json", str(folder)).json == []


def test_a_stale_index_is_a_warning_that_says_why(
    pack: WritePack, debater: RunDebater, quick_builds: None
) -> None:
    """The file that changed is named."""
    folder = pack(SOUND, text=TEXT)
    debater("index", "build", str(folder))
    (folder / "text.txt").write_text(TEXT + "\nThree more.\n")
    ran = debater("motions", "check", str(folder))
    assert ran.code == 0
    assert "warning: the index at" in ran.out
    assert "text.txt changed since it was built; it is built at the next start" in ran.out


def test_several_motions_are_summed_up_together(debater: RunDebater) -> None:
    """The shipped motion by its name, another by its folder; a sum for both."""
    ran = debater("motions", "check", "detente", str(PACKS / "crlf"))
    assert ran.code == 0
    assert f"{DETENTE}/motion.yaml:17: warning: the source “detente” has no author, d" in ran.out
    assert ran.out.splitlines()[-1].endswith(" in 2 files")


def test_without_a_name_the_default_motion_is_checked(debater: RunDebater) -> None:
    """It says the same as with the name."""
    assert debater("motions", "check").out == debater("motions", "check", "detente").out


def test_an_unknown_motion_is_told_before_anything_else(debater: RunDebater) -> None:
    """One sentence on stderr, nothing on stdout."""
    ran = debater("motions", "check", "detente", "detant")
    assert (ran.code, ran.out) == (1, "")
    assert "Did you mean “detente”?" in ran.err


def test_a_problem_that_quotes_a_long_or_hostile_value_stays_a_line(
    pack: WritePack, debater: RunDebater
) -> None:
    """What a file holds is cut to a moderate length, and cleaned of escapes and line ends."""
    key = "k" * 5000
    folder = pack(f'statement: A\n"{key}": x\n"a\\nb\\e[31m": y\nsources: []\n')
    ran = debater("motions", "check", str(folder))
    *lines, last = ran.out.splitlines()
    assert len(lines) == int(last.split()[0])
    assert all(len(line) < 1000 for line in lines)
    assert "\x1b" not in ran.out
    no_traceback(ran)


def test_checking_needs_no_torch(
    debater: RunDebater, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Labels are checked without the models that make them."""
    monkeypatch.setitem(sys.modules, "torch", None)
    folder = copy_pack(DETENTE, tmp_path / "detente")
    assert debater("motions", "check", str(folder)).code == 0
