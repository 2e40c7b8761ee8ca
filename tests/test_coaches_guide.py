"""The coaches' guide says what the program does."""

from __future__ import annotations

import re

from debater.motions.schema import PackEntry, key_tables, keys
from tests.support import ROOT

GUIDE = (ROOT / "docs" / "coaches.md").read_text("utf-8")


def test_the_guides_tables_are_those_of_the_schema() -> None:
    """Every key stands there with its meaning, and none that does not exist."""
    (tables,) = re.findall(r"<!-- keys: .*? -->\n(.*?)<!-- keys end -->", GUIDE, re.DOTALL)
    assert tables.strip() == key_tables()


def test_the_tables_tell_what_must_be_written() -> None:
    """Without a statement and sources there is no motion."""
    assert [key.name for key in keys(PackEntry) if key.required] == ["statement", "sources"]
