"""Every test has a home of its own, no network, and one thread of linear algebra."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import HealthCheck, settings

from debater.config import Paths, Settings, paths
from debater.motions.library import Found
from debater.motions.model import Motion
from debater.motions.pack import read_motion
from debater.retrieval import weights
from tests.support import DETENTE, PACKS, Ran, in_process

# Before NumPy is imported by any test: a second thread only makes a busy machine slower.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
os.environ["HF_HUB_OFFLINE"] = "1"

# Where the model is installed, before any test takes it away.
_PACKAGE = weights._PACKAGE

if TYPE_CHECKING:
    from debater.retrieval.encode import Encoder
    from debater.sparring.engine import Engine

settings.register_profile(
    "debater",
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("thorough", settings.get_profile("debater"), max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "debater"))


class RunDebater(Protocol):
    """Runs the command line in this process."""

    def __call__(self, *args: str, stdin: bytes = b"") -> Ran:
        """Run ``debater ARGS`` with ``stdin`` and return how it ended."""
        ...


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a folder for settings and data, and no setting of the developer's."""
    for name in list(os.environ):
        if name.startswith("DEBATER_"):
            monkeypatch.delenv(name)
    folder = tmp_path / "debater-home"
    monkeypatch.setenv("DEBATER_HOME", str(folder))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return folder


@pytest.fixture
def where(home: Path) -> Paths:
    """The folders of this test's user."""
    return paths()


@pytest.fixture
def debater(monkeypatch: pytest.MonkeyPatch, encoder: Encoder) -> RunDebater:
    """Return a function that runs the command line in this process.

    The default model is not hashed and loaded anew each time, unless the test has taken
    it away; what runs in a process of its own does all of it.
    """
    from debater.retrieval import encode

    load = encode.query_encoder

    def loaded(model: str = "") -> Encoder:
        installed = not model and weights._PACKAGE == _PACKAGE
        return encoder if installed else load(model)

    monkeypatch.setattr(encode, "query_encoder", loaded)

    def run(*args: str, stdin: bytes = b"") -> Ran:
        return in_process(monkeypatch, *args, stdin=stdin)

    return run


@pytest.fixture(scope="session")
def detente() -> Motion:
    """The shipped motion, read from its files once."""
    return read_motion(DETENTE)


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The encoder that answers questions, loaded once."""
    from debater.retrieval.encode import query_encoder

    return query_encoder()


@pytest.fixture
def quick_builds(monkeypatch: pytest.MonkeyPatch, encoder: Encoder) -> None:
    """Let builds use the encoder that is loaded already: same vectors, no torch."""
    monkeypatch.setattr("debater.retrieval.encode.ReferenceEncoder", lambda model="": encoder)


@pytest.fixture(scope="session")
def engines(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Engine]:
    """Return a function that opens the engine of a fixture pack, or of the shipped motion."""
    from debater import assemble

    folder = tmp_path_factory.mktemp("engines")
    where = Paths(folder / "config", folder / "data")
    opened: dict[str, Engine] = {}

    def engine(name: str) -> Engine:
        if name not in opened:
            pack = DETENTE if name == "detente" else PACKS / name
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("debater.retrieval.encode.ReferenceEncoder", lambda model="": encoder)
                opened[name] = assemble.open_engine(str(pack), Settings(), where)
        return opened[name]

    return engine


@pytest.fixture(scope="session")
def engine(engines: Callable[[str], Engine]) -> Engine:
    """The engine of the shipped motion."""
    return engines("detente")


class FakeEncoder:
    """Embeds a text as counts of its letters: quick, and the same on every machine."""

    fingerprint = "fake"
    dimension = 26

    def encode(self, texts: Sequence[str]):  # type: ignore[no-untyped-def]  # NumPy's, deferred
        """Return one unit vector a text."""
        import numpy as np

        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for letter in text.casefold():
                if "a" <= letter <= "z":
                    vectors[row, ord(letter) - ord("a")] += 1.0
            vectors[row, 0] += 0.001
        unit: np.ndarray = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


@pytest.fixture
def fake_encoder() -> FakeEncoder:
    """An encoder of 26 dimensions that needs no model."""
    return FakeEncoder()


@pytest.fixture
def pack(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a pack of your own text and returns its folder."""

    def write(motion: str | bytes, name: str = "mine", **sources: str | bytes) -> Path:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        for file, text in {"motion": motion, **sources}.items():
            path = folder / ("motion.yaml" if file == "motion" else f"{file}.txt")
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    return write


@pytest.fixture
def found() -> Callable[[Path], Found]:
    """Return a function that names a pack's folder as the library would."""
    return lambda folder: Found(folder.name, folder, "path")
