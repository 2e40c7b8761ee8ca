"""Twenty thousand characters of hostile text, through every door of the command line."""

from __future__ import annotations

import sqlite3
import unicodedata

import pytest

from debater.config import Paths
from debater.text import clean
from tests.conftest import RunDebater
from tests.support import Ran, in_subprocess, no_traceback

SEQUENCES = [
    b"\x1b]52;c;cm0gLXJmIH4=\x07", b"\x1b]0;title\x1b\\", b"\x1b]8;;file:///x\x1b\\x\x1b]8;;\x1b\\",
    b"\x1b[2J\x1b[H", b"\x1b[31m", b"\x1b[?1049h", b"\x1b[6n", b"\x1bP1$r0m\x1b\\",
    b"\x1b_G\x1b\\", b"\x1bc", b"\x1b", b"\x9b31m", b"\x9d0;x\x9c", "\x9b31m".encode(),
    "\x9d52;c;eA==\x9c".encode(), b"[bold red]markup[/bold red]", b"[link=file:///x]y[/link]",
    b"{claim} {0} %s", "\u202eevil\u202c".encode(), "\u2066x\u2069".encode(),
    "\u200e\u200f".encode(), b"\x00", b"\x07\x08", b"\xed\xa0\x80", b"\xff\xfe", b"\xc3",
    "👩‍👩‍👧‍👦🏳️‍🌈".encode(), "مرحبا بالعالم שלום".encode(), "Z̴̢̛͎a̷l̶g̵o̶".encode(),
    "\ufeff\ufffe\uffff".encode(), b"\r", "\u2028".encode(), b"\x0b\x0c", "\x85".encode(),
    b"Putin only respects force. ", b"NATO broke its word. ",
    b"'; DROP TABLE turns; --", b"`$(id)`",
]  # fmt: skip


def hostile(sequences: list[bytes] = SEQUENCES) -> bytes:
    """At least twenty thousand characters, every sequence next to many others, on one line."""
    made = b"Russia is a threat. "
    step = 0
    while len(made.decode("utf-8", "replace")) < 20_000:
        step += 1
        for number in range(len(sequences)):
            made += sequences[(number * step) % len(sequences)]
    return made


def assert_safe(ran: Ran) -> None:
    """Nothing a terminal would obey came out, on either stream."""
    no_traceback(ran)
    for text in (ran.out, ran.err):
        for character in set(text):
            category = unicodedata.category(character)
            assert character in "\n\t" or category not in ("Cc", "Cs"), f"U+{ord(character):04X}"
            assert not 0x202A <= ord(character) <= 0x202E
            assert not 0x2066 <= ord(character) <= 0x2069


@pytest.mark.parametrize("side", ["for", "against"])
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_ask_survives_hostile_bytes_from_a_pipe(
    debater: RunDebater, side: str, form: tuple[str, ...]
) -> None:
    """One hostile argument: exit code 0 and clean output."""
    ran = debater("ask", "--side", side, *form, stdin=hostile())
    assert ran.code == 0
    assert ran.out
    assert_safe(ran)


def test_ask_survives_a_hostile_command_line() -> None:
    """The same in TEXT, where no NUL can be."""
    data = hostile([s for s in SEQUENCES if b"\x00" not in s])
    ran = in_subprocess(
        "ask", "--side", "against", "--json", data.decode("utf-8", "surrogateescape")
    )
    assert ran.code == 0
    assert_safe(ran)
    assert ran.json["argument"] == clean(data.decode("utf-8", "replace"))


def test_each_hostile_line_gets_an_object(debater: RunDebater) -> None:
    """Line mode stays in step whatever a line holds."""
    data = b"\n".join([*SEQUENCES, hostile()]) + b"\n"
    ran = debater("ask", "--side", "for", "-", stdin=data)
    assert ran.code == 0
    assert_safe(ran)
    assert len(ran.objects) == data.count(b"\n")


def test_spar_stores_a_hostile_argument_whole(debater: RunDebater, where: Paths) -> None:
    """All that clean() keeps is in the database, and nothing else."""
    ran = debater("spar", "--plain", "--side", "for", stdin=hostile() + b"\n/why\n/source\n/next\n")
    assert ran.code == 0
    assert_safe(ran)
    with sqlite3.connect(where.database) as database:
        ((stored,),) = database.execute("SELECT argument FROM turns").fetchall()
        assert database.execute("SELECT count(*) FROM rounds").fetchone() == (1,)
    assert stored == clean(hostile().decode("utf-8", "replace")).strip()
    assert len(stored) > 5_000
    again = debater("spar", "--plain", "--resume")
    assert again.code == 0
    assert_safe(again)


@pytest.mark.parametrize(
    "args",
    [
        ("ask", "--side", "\x1b[31mpro", "x"),
        ("ask", "--side", "for", "--motion", "\x1b]52;c;eA==\x07\x9b31m\u202e", "x"),
        ("\x1b[2Jask",),
        ("ask", "--\x1b[31mside", "for"),
        ("ask", "--side", "for", "x", "\x9b31my"),
        ("motions", "show", "\x1b[31m\u202e"),
        ("ask", "--side", "for", "--top", "\x9b1", "x"),
        ("index", "check", "\x1b]0;x\x07"),
    ],
)
def test_an_error_never_repeats_what_a_terminal_obeys(
    debater: RunDebater, args: tuple[str, ...]
) -> None:
    """Usage and errors quote the user cleaned."""
    ran = debater(*args)
    assert ran.code in (1, 2)
    assert ran.err
    assert_safe(ran)


def test_a_hostile_pack_is_refused_even_where_yaml_hides_it(
    debater: RunDebater, where: Paths
) -> None:
    r"""An escape written as \\e or \\N in YAML never becomes one on the screen."""
    for number, text in enumerate(["\\e]52;c;eA==\\a", "\\u202E", "\\x9b31m", "\\0", "\\N"]):
        folder = where.motions / f"hidden{number}"
        folder.mkdir(parents=True)
        (folder / "text.txt").write_text("A text of one sentence.\n")
        (folder / "motion.yaml").write_text(
            f'statement: "It holds {text}"\nsources: [{{id: s, file: text.txt, stance: for}}]\n'
        )
    for args in (
        ("motions", "list"),
        ("motions", "list", "--json"),
        ("motions", "show", "hidden0"),
        ("motions", "show", "hidden1"),
        ("doctor",),
    ):
        assert_safe(debater(*args))
    assert debater("motions", "show", "hidden0").code == 1


def test_a_hostile_folder_name_is_shown_cleaned(debater: RunDebater, where: Paths) -> None:
    """The name of a folder is text from outside like any other."""
    folder = where.motions / "evil\x1b[31m\u202e\x9b31m"
    folder.mkdir(parents=True)
    (folder / "text.txt").write_text("A text of one sentence.\n")
    (folder / "motion.yaml").write_text(
        "statement: It holds\nsources: [{id: s, file: text.txt, stance: for}]\n"
    )
    for args in (
        ("motions", "list"),
        ("motions", "list", "--json"),
        ("motions", "show", str(folder)),
        ("doctor",),
        ("index", "check", str(folder)),
        ("motions", "show", "evl"),
    ):
        assert_safe(debater(*args))


def test_a_hostile_setting_is_told_cleaned(debater: RunDebater, where: Paths) -> None:
    """TOML can hide escapes too."""
    where.config.mkdir(parents=True)
    where.settings.write_text('motion = "\\u001b[31m\\u202e"\n"\\u001b[2J" = "x"\n')
    ran = debater("ask", "--side", "for", "x")
    assert ran.code == 1
    assert_safe(ran)
    assert_safe(debater("doctor"))
