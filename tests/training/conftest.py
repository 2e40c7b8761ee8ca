"""The trainers import torch, which takes seconds: only the tests that use them pay."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

WriteLines = Callable[[Path, Iterable[dict[str, Any]]], Path]


@pytest.fixture
def torch() -> ModuleType:
    """Torch itself."""
    return importlib.import_module("torch")


@pytest.fixture
def trainer() -> Callable[[str], ModuleType]:
    """Return a function that imports a module of ``debater.training``."""
    return lambda name: importlib.import_module(f"debater.training.{name}")


@pytest.fixture
def write_lines() -> WriteLines:
    """Return a function that writes JSON lines, making the folder, and returns the path."""

    def write(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        return path

    return write


OP_ED = """motion: Lamps should stay lit
side: for
title: Let there be light
paragraphs:
  - stance: for
    sentences:
      - "author:neutral | The park opened in 1900."
      - "author | Its lamps keep us safe."
      - "question | Who would put them out?"
  - stance: against
    sentences:
      - "reported:against | Critics say that lamps | cost too much."
      - "conceded:against | They do cost something."
      - "reported:for | The police would keep them."
      - "reported:neutral | They come at nine."
"""


@pytest.fixture
def op_eds(tmp_path: Path) -> Path:
    """A folder with one short op-ed."""
    folder = tmp_path / "op_eds"
    folder.mkdir()
    (folder / "train-lamps-for.yaml").write_text(OP_ED, "utf-8")
    return folder
