"""Files are written whole or not at all, and never over another."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from debater.errors import DebaterError
from debater.export.files import free_path, write_new


def test_a_file_is_written_to_the_letter(tmp_path: Path) -> None:
    """Text as UTF-8 without other line ends, bytes as they are."""
    write_new(tmp_path / "a.md", "Détente –\r\n ▲\n")
    assert (tmp_path / "a.md").read_bytes() == "Détente –\r\n ▲\n".encode()
    write_new(tmp_path / "a.docx", b"\x00\xff")
    assert (tmp_path / "a.docx").read_bytes() == b"\x00\xff"


def test_another_file_is_never_written_over(tmp_path: Path) -> None:
    """It stays as it is, and a name that is free is proposed."""
    path = tmp_path / "round.md"
    write_new(path, "first")
    with pytest.raises(DebaterError, match=r"exists already and is not overwritten"):
        write_new(path, "second")
    assert path.read_text() == "first"
    assert free_path("round", ".md", tmp_path) == tmp_path / "round-2.md"
    assert free_path("round", ".html", tmp_path) == tmp_path / "round.html"


@pytest.mark.parametrize("name", ["no/round.md", "", "a" * 300, "nul\0.md"])
def test_a_place_that_cannot_be_is_a_sentence(tmp_path: Path, name: str) -> None:
    """A folder that is not there, a folder itself, a name no system takes."""
    with pytest.raises(DebaterError, match=r"\.$"):
        write_new(tmp_path / name, "text")
    assert list(tmp_path.iterdir()) == []


def test_half_a_file_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full leaves nothing behind, so that the name can be used again."""
    path = tmp_path / "round.md"

    class Full(io.FileIO):
        def write(self, data: object) -> int:
            super().write(b"half")
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", lambda self, mode: Full(self, mode.replace("b", "")))
    with pytest.raises(DebaterError, match="No space left on device"):
        write_new(path, "text")
    assert not path.exists()
