"""``debater progress``: as lines, as one object, as a page."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from debater.config import Paths
from debater.store.rounds import RoundStore
from debater.study.summary import RoundSummary, dump_summary
from tests.conftest import RunDebater
from tests.support import no_traceback


@pytest.fixture
def played(where: Paths) -> None:
    """Two rounds of sparring, on a shipped motion and on one known by its folder."""
    with closing(RoundStore(where.database)) as store:
        for motion, side, met in (("detente", "for", 3), ("/packs/zoos", "against", 1)):
            id = store.start(motion, side, 1)  # type: ignore[arg-type]  # a side
            store.commit_argument(id, "Talks lower the risk.")
            summary = RoundSummary(made=4, met=met, silent=1, weakest=("Talks fail.",))
            store.archive.keep_summary(id, dump_summary(summary))


def test_nothing_yet_is_said(debater: RunDebater) -> None:
    """On stderr, so that no program reads it as a figure."""
    ran = debater("progress")
    assert (ran.code, ran.out) == (0, "")
    assert "There is nothing to count yet." in ran.err
    assert json.loads(debater("progress", "--json").out)["total"]["rounds"] == 0


@pytest.mark.usefixtures("played")
def test_figures_are_lines_that_stand_alone(debater: RunDebater) -> None:
    """Both sides and both together, by motion, and what was weakest."""
    out = debater("progress").out
    assert out.startswith("Progress: all motions, ")
    assert "Yours the sources answered: for 3 of 4, against 1 of 2, both 4 of 6\n" in out
    assert "zoos, against: 1 round · 1 of 2 answered by the sources\n" in out
    assert "Weakest: “Talks fail.” (" in out
    assert "A round or a review on 1 day.\n" in out


@pytest.mark.usefixtures("played")
def test_one_motion_alone(debater: RunDebater) -> None:
    """By its name, or by the last part of its folder; another is refused with those there are."""
    for name in ("zoos", "/packs/zoos"):
        found = json.loads(debater("progress", "--motion", name, "--json").out)
        assert (found["motion"], found["total"]["met"]) == ("/packs/zoos", 1)
        assert found["sides"]["for"]["rounds"] == 0
        (weak,) = found["weakest"]
        assert (weak["text"], weak["side"], weak["times"]) == ("Talks fail.", "against", 1)
        assert weak["dropped"] is False
    refused = debater("progress", "--motion", "cats")
    assert (refused.code, refused.out) == (1, "")
    assert "There is no round and no drill of “cats”. There is something of: zoos, detente." in (
        refused.err
    )
    no_traceback(refused)


@pytest.mark.usefixtures("played")
def test_a_name_of_two_motions_is_refused_with_both(debater: RunDebater, where: Paths) -> None:
    """Their folders tell them apart, without what a terminal would obey in them."""
    with closing(RoundStore(where.database)) as store:
        store.commit_argument(store.start("/\x1b[2Jother/zoos", "for", 1), "Zoos teach.")
    refused = debater("progress", "--motion", "zoos")
    assert (refused.code, refused.out) == (1, "")
    assert "More than one motion is called “zoos”." in refused.err
    assert "/other/zoos, /packs/zoos" in refused.err
    assert "\x1b" not in refused.err
    assert debater("progress", "--motion", "/packs/zoos").code == 0


@pytest.mark.usefixtures("played")
def test_the_page_is_written_once(debater: RunDebater, tmp_path: Path) -> None:
    """A file that exists stays as it is; standard output has the page alone."""
    path = tmp_path / "progress.html"
    ran = debater("progress", "--html", str(path))
    assert (ran.code, ran.out, ran.err) == (0, "", f"Saved as {path}.\n")
    assert (
        path.read_text(encoding="utf-8").rstrip() == debater("progress", "--html", "-").out.rstrip()
    )
    again = debater("progress", "--html", str(path))
    assert again.code == 1
    assert "exists already and is not overwritten" in again.err
    no_traceback(again)
    both = debater("progress", "--html", "-", "--json")
    assert (both.code, both.out) == (2, "")


def test_rounds_are_summarised_first(debater: RunDebater) -> None:
    """A round just played is in the figures at once."""
    said = b"Putin only respects force.\n"
    assert debater("spar", "--plain", "--side", "against", stdin=said).code == 0
    total = json.loads(debater("progress", "--json").out)["total"]
    assert (total["rounds"], total["uncounted"], total["met"]) == (1, 0, 1)
