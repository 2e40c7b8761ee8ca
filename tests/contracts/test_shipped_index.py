"""A build of the shipped motion gives the shipped index."""

from __future__ import annotations

import json
from pathlib import Path

import faiss
import numpy as np
import pytest

from debater.config import Settings
from debater.motions.library import Found
from debater.retrieval.index import MANIFEST, PASSAGES, VECTORS
from tests.support import DETENTE, ROOT

SHIPPED = ROOT / "index" / "detente"


@pytest.mark.slow
def test_building_gives_the_shipped_index(tmp_path: Path) -> None:
    """Passages byte for byte, the manifest but for the vectors' hash, vectors within 1e-5."""
    from debater import assemble

    found = Found("detente", DETENTE, "shipped")
    assemble.build(found, Settings(), tmp_path / "built")
    built = tmp_path / "built"
    assert (built / PASSAGES).read_bytes() == (SHIPPED / PASSAGES).read_bytes()
    one, other = (json.loads((folder / MANIFEST).read_text()) for folder in (built, SHIPPED))
    for manifest in (one, other):
        manifest["files"].pop(VECTORS)
        # A hash of the manifest over itself differs with the vectors' hash.
        manifest.pop("sha256", None)
    assert one == other
    vectors = []
    for folder in (built, SHIPPED):
        index = faiss.read_index(str(folder / VECTORS))
        vectors.append(index.reconstruct_n(0, index.ntotal))
    np.testing.assert_allclose(vectors[0], vectors[1], atol=1e-5)
