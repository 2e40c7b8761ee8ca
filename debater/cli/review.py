"""``debater motions review``: a coach goes through the labels, in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import click

from debater import assemble, strict
from debater.cli.diagnostics import narrate
from debater.config import Paths, Settings, load_settings, paths
from debater.errors import DebaterError
from debater.motions.coach_file import CoachFile
from debater.motions.library import Found, find_motion
from debater.motions.model import Motion
from debater.motions.pack import PACK_FILE, pack_hashes
from debater.motions.passages import SEGMENTER_VERSION
from debater.motions.schema import PackEntry


@click.command("review", short_help="Look over the labels, the least certain first.")
@click.argument("name")
def command(name: str) -> int:
    """Review how the passages of NAME are labelled, the least certain first.

    NAME is a motion of yours or the folder of one.  Every change is written into its
    motion.yaml at once; comments, order and quotes in it stay.
    """
    settings, where = load_settings(), paths()
    found = find_motion(name, settings, where)
    if found.origin == "shipped":
        raise DebaterError(
            f"“{found.name}” comes with the program and is not edited in place.",
            f"Make a copy of yours: debater motions export {found.name}, then debater motions "
            "import the file; or give the path of a folder.",
        )
    known, notice = known_labels(found, settings, where)
    file = CoachFile(found.folder, known)
    if all(passage.label.origin == "coach" for passage in file.motion.passages):
        notice = ""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise DebaterError(
            "The review needs a terminal.",
            f"See the labels with: debater motions passages {name} --json",
        )
    # Deferred: Textual, which nothing before needs.
    from debater.tui.review_app import ReviewApp

    opened_with = (found.folder / PACK_FILE).read_bytes()
    app = ReviewApp(file, settings, notice)
    result = app.run()
    if (found.folder / PACK_FILE).read_bytes() != opened_with:
        narrate(
            f"Saved in {found.folder / PACK_FILE}.  The index is rebuilt at the next start, or "
            f"now with: debater index build {name}"
        )
    return result if result is not None else app.return_code or 0


def known_labels(found: Found, settings: Settings, where: Paths) -> tuple[Motion | None, str]:
    """Return the motion as models last labelled it, and what to say of that.

    An index that is out of date only by what a coach wrote still tells what was predicted
    of the other passages, so that a review can go on the next day.
    """
    # Deferred: the module that reads indexes imports NumPy.
    from debater.retrieval.adapter import labels_fingerprint
    from debater.retrieval.index import check_files, indexed_motion, read_manifest

    for folder in assemble.index_folders(found, settings, where):
        try:
            manifest = read_manifest(folder)
            check_files(folder, manifest)
            files = tuple(entry["file"] for entry in manifest["sources"])
            now, then = pack_hashes(found.folder, files), manifest["pack"]
            same_texts = all(now.get(file) == then.get(file) for file in files)
            same_rules = manifest["segmenter"] == SEGMENTER_VERSION
            same_labels = manifest["labels"] in ("", labels_fingerprint())
            if same_texts and same_rules and same_labels and _asked_the_same(found, manifest):
                return indexed_motion(folder, found.folder, manifest), ""
        except DebaterError:
            # Whatever is wrong with an index, it is rebuilt when it is needed.
            continue
    return None, (
        "No model has labelled these texts yet: what you see follows words alone.  Better "
        f"predictions: leave with Q and run debater index build "
        f"{found.folder if found.origin == 'path' else found.name}"
    )


def _asked_the_same(found: Found, manifest: Mapping[str, Any]) -> bool:
    """Tell whether statement, sources and their sides are those the index was built for."""
    pack = strict.load(found.folder / PACK_FILE, PackEntry)
    sides = {entry["id"]: entry["stance"] for entry in manifest["sources"]}
    same_sides = all(one.stance in (None, sides.get(one.id)) for one in pack.sources)
    same_statement: bool = pack.statement.strip() == manifest["motion"]["statement"]
    return same_statement and same_sides and sides.keys() == {one.id for one in pack.sources}
