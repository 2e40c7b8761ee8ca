"""Stored values are read whole, or count as missing; never as an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater.store.values import read_object, read_value

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.mark.parametrize(
    "text",
    [None, "", "{", "NaN", "[Infinity]", "1e999", "9" * 5000, "[" * 100_000, b"\xff", "nul"],
    ids=lambda text: repr(text)[:12],
)
def test_what_cannot_be_read_is_missing(text: str | bytes | None) -> None:
    """Whatever somebody wrote there."""
    assert read_value(text) is None
    assert read_object(text) is None


def test_only_an_object_is_an_object() -> None:
    """A list of one is none."""
    assert read_object('[{"a": 1}]') is None
    assert read_object('{"a": [1]}') == {"a": [1]}


@pytest.mark.parametrize("half", ["\\ud800", "\\uDFFF", "\\udc00\\ud800"])
def test_half_a_character_is_none(half: str) -> None:
    """It could be written nowhere; a whole one of two halves stays."""
    (value,) = read_value(f'["a{half}b"]')
    assert value.encode("utf-8")
    assert value.startswith("a?")
    assert read_value('["\\ud83d\\ude00 \\\\ud800"]') == ["😀 \\ud800"]


@given(JSON)
def test_what_was_written_is_read(value: object) -> None:
    """Every value of ours, to the letter."""
    import json

    assert read_value(json.dumps(value)) == value
