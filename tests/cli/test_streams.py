"""Streams and exit codes: stdout is data, stderr is narration, whatever the locale."""

from __future__ import annotations

import pytest

from tests.conftest import RunDebater
from tests.support import environment, in_subprocess


@pytest.mark.parametrize(
    "args", [("--help",), ("-h",), ("ask", "--help"), ("spar", "-h"), ("motions", "--help"),
             ("motions", "list", "-h"), ("index", "--help"), ("doctor", "--help")]
)  # fmt: skip
def test_help_goes_to_stdout_with_exit_code_0(debater: RunDebater, args: tuple[str, ...]) -> None:
    """Every command has help of its own."""
    ran = debater(*args)
    assert (ran.code, ran.err) == (0, "")
    assert "Usage: debater" in ran.out


def test_every_command_of_the_help_can_be_called(debater: RunDebater) -> None:
    """What the first page lists exists."""
    text = debater("--help").out.partition("Commands:")[2]
    names = [
        line.split()[0] for line in text.splitlines() if line.startswith("  ") and line[2] != " "
    ]
    assert {"ask", "spar", "motions", "index", "doctor"} <= set(names)
    for name in names:
        assert debater(name, "--help").code == 0


def test_the_version_is_the_packages(debater: RunDebater) -> None:
    """--version names the installed version."""
    import debater as package

    assert package.__version__ in debater("--version").out


def test_a_c_locale_does_not_stop_an_answer() -> None:
    """Typographic quotes and ¶ come out as UTF-8 even where the system speaks ASCII."""
    env = environment(LC_ALL="C", LANG="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    env.pop("PYTHONIOENCODING")
    ran = in_subprocess("ask", "--side", "against", "Putin only respects force — “truly”.", env=env)
    assert ran.code == 0
    assert "“" in ran.out
    assert ran.err == ""


def test_bytes_of_the_command_line_that_are_no_utf8_are_taken() -> None:
    """A badly encoded argument is answered, not crashed on."""
    ran = in_subprocess("ask", "--side", "against", "--json", "Putin \udcff only respects force")
    assert ran.code == 0
    assert ran.json["argument"] == "Putin \ufffd only respects force"


@pytest.mark.parametrize("args", [(), ("spar",), ("spar", "--side", "for")])
def test_the_ui_is_not_opened_where_nobody_can_type(
    debater: RunDebater, args: tuple[str, ...]
) -> None:
    """One sentence, what to use instead, and no codes of a terminal."""
    ran = debater(*args)
    assert (ran.code, ran.out) == (1, "")
    assert "The terminal UI needs a terminal to type in." in ran.err
    assert "debater spar --plain" in ran.err
    assert "\x1b" not in ran.err
