"""The README says what is so: its example runs, its tables and commands match the code."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from debater.config import Settings
from tests.conftest import RunDebater

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """The snippet prints a reply with a quotation and its cite."""
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "“" in printed
    assert "¶" in printed


def test_the_settings_table_lists_every_setting() -> None:
    """Each setting stands in the table with its variable, and no other does."""
    listed = re.findall(r"^\| `(\w+)` \| `(DEBATER_\w+)` \|", README, re.MULTILINE)
    assert listed == [(f.name, f"DEBATER_{f.name.upper()}") for f in fields(Settings)]


GUIDE = (Path(__file__).parents[1] / "docs" / "coaches.md").read_text("utf-8")
COMMANDS = re.findall(r"^debater ((?:(?:motions|index) )?[a-z]+)", README + GUIDE, re.MULTILINE)


@pytest.mark.parametrize("command", sorted(set(COMMANDS)))
def test_every_command_named_exists(debater: RunDebater, command: str) -> None:
    """What the README tells to type is a command with help of its own."""
    ran = debater(*command.split(), "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Usage: debater")


def test_the_least_motion_that_works_works(debater: RunDebater, tmp_path: Path) -> None:
    """The README's smallest pack can be listed, with the entries of the coaches' guide too."""
    (pack,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    labelled, heard = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    folder = tmp_path / "cars"
    folder.mkdir()
    (folder / "motion.yaml").write_text(pack)
    paragraphs = [
        "Shops need cars nearby.",
        "Buses are slow.",
        "Walkers buy less.",
        "Deliveries do not have to stop. They can come at night.",
    ]
    (folder / "oped.txt").write_text("\n\n".join(paragraphs))
    ran = debater("motions", "show", str(folder))
    assert ran.code == 0
    assert ran.out.count("▼ against") == 4
    (folder / "motion.yaml").write_text(pack + labelled.replace("essay", "oped"))
    (folder / "arguments.yaml").write_text(heard.replace("essay", "oped"))
    ran = debater("motions", "show", str(folder))
    assert ran.code == 0
    assert (ran.out.count("▼ against"), ran.out.count("▲ for")) == (3, 1)


def test_nothing_is_left_to_fill_in() -> None:
    """No placeholder and no path of a developer's machine stands in the README."""
    assert "@@" not in README
    assert not re.search(r"/(?:home|root|work|tmp)/", README)
