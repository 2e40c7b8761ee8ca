"""Pay late: what each entrance imports, looked at from outside in a fresh process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT, environment, run_python

HEAVY = {
    "torch", "faiss", "numpy", "textual", "rich", "yaml", "nupunkt", "bm25s", "sqlite3",
    "sentence_transformers", "transformers", "tokenizers",
}  # fmt: skip

RUN = """
import json, sys
sys.argv = ["debater", *sys.argv[1:]]
from debater.__main__ import main
try:
    main()
except SystemExit as end:
    code = end.code
print("MODULES" + json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def modules_of(*args: str) -> set[str]:
    """Run ``debater ARGS`` and return the top-level modules it imported."""
    ran = run_python(RUN, None, *args)
    code, modules = json.loads(ran.out.rpartition("MODULES")[2])
    assert code == 0, ran.err
    return set(modules)


def test_help_imports_nothing_heavy() -> None:
    """The first page needs no engine, no screen and no parser."""
    assert not modules_of("--help") & HEAVY


def test_version_imports_nothing_heavy() -> None:
    """Nor does the version."""
    assert not modules_of("--version") & HEAVY


def test_ask_imports_neither_torch_nor_a_screen() -> None:
    """An answer does not wait for what only builds and screens need."""
    found = modules_of("ask", "--side", "against", "Putin only respects force.")
    assert not found & {"torch", "textual", "sentence_transformers", "transformers", "sqlite3"}
    assert "faiss" in found, "the answer must have come from the index"


def test_motions_list_imports_no_engine() -> None:
    """Listing needs neither the model nor the search."""
    assert not modules_of("motions", "list") & {"torch", "faiss", "tokenizers", "textual"}


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("debater", HEAVY | {"click", "platformdirs"}),
        ("debater.errors", HEAVY),
        ("debater.text", HEAVY),
        ("debater.motions.model", HEAVY),
        ("debater.retrieval.rank", HEAVY),
        ("debater.api", {"torch", "faiss", "numpy", "textual", "tokenizers"}),
        ("debater.store.rounds", {"torch", "faiss", "numpy", "textual", "yaml"}),
    ],
)
def test_importing_a_module_does_not_import_what_it_must_not_know(
    module: str, forbidden: set[str]
) -> None:
    """Each module costs only what it is for."""
    code = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
    found = {name.partition(".")[0] for name in json.loads(run_python(code).out)}
    assert not found & forbidden


def test_sparring_knows_no_engine_screen_or_file() -> None:
    """All of debater.sparring together imports no NumPy, faiss, Textual, torch, YAML or SQLite."""
    names = [
        f"debater.sparring.{path.stem}"
        for path in (ROOT / "debater" / "sparring").glob("*.py")
        if path.stem != "__init__"
    ]
    assert len(names) > 3
    code = f"import json, sys, {', '.join(names)}; print(json.dumps(sorted(sys.modules)))"
    found = {name.partition(".")[0] for name in json.loads(run_python(code).out)}
    assert not found & HEAVY


def test_the_contracts_between_folders_hold() -> None:
    """import-linter finds no import against the direction."""
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [str(linter), "--no-cache"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(),
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout
