"""Finds the shipped folders ``prompts/`` and ``index/``, in a checkout and in a wheel.

A wheel carries them inside the package; in a checkout they lie beside it.
"""

from __future__ import annotations

from pathlib import Path

from debater.errors import DebaterError

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Return the shipped folder ``name`` (``prompts`` or ``index``).

    Raises ``DebaterError`` when neither place has it, which means a broken installation.
    """
    for folder in (_PACKAGE / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise DebaterError(
        f"The shipped folder {name}/ is missing beside {_PACKAGE}.", "Reinstall debater."
    )
