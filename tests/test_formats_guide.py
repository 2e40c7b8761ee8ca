"""The guide to formats says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from debater.debating.format_schema import FormatFile, key_tables, keys
from debater.format_files import load_format
from tests.support import ROOT

GUIDE = (ROOT / "docs" / "formats.md").read_text("utf-8")


def test_the_guides_tables_are_those_of_the_schema() -> None:
    """Every key stands there with its meaning, and none that does not exist."""
    (tables,) = re.findall(r"<!-- keys: .*? -->\n(.*?)<!-- keys end -->", GUIDE, re.DOTALL)
    assert tables.strip() == key_tables()


def test_the_tables_tell_what_must_be_written() -> None:
    """Open sparring is the least a format can be."""
    required = [key.name for key in keys(FormatFile) if key.required]
    assert required == ["title", "summary", "sides", "scale"]


def test_the_guides_example_is_a_format(tmp_path: Path) -> None:
    """It can be copied as it stands."""
    (example,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    path = tmp_path / "house.yaml"
    path.write_text(example, "utf-8")
    format = load_format(str(path))
    assert [stage.id for stage in format.stages] == ["Y1", "N1", "Q", "Y2", "N2"]
