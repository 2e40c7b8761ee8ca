"""Cards are found by what was cited, and proved in the sources as they are when written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from debater.card_files import CardFiles
from debater.cards.model import Cited
from debater.errors import DebaterError
from debater.motions.citation import Citation, cite
from debater.motions.library import files_state
from debater.motions.model import Motion
from debater.motions.pack import read_motion
from debater.store.cards import CardStore
from debater.store.database import Database

SHIPPED = Path(__file__).parents[1] / "prompts" / "motions" / "detente"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped motion that a coach can change."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "detente"))


@pytest.fixture
def files(folder: Path) -> CardFiles:
    """Cards in memory, of motions read from that copy."""
    database = Database(None)
    return CardFiles(lambda: database, lambda _: read_motion(folder), lambda _: files_state(folder))


def quotation(motion: Motion, number: int) -> Citation:
    """Return the first sentence of a passage as it is cited."""
    passage = motion.passages[number]
    sentence = passage.points[0].sentences[0]
    return cite(motion.source(passage.source), passage, sentence.span)


def test_a_card_has_the_label_of_the_motion(files: CardFiles) -> None:
    """Whose view and which side come from the label, not from who cites it."""
    motion = files.motion("detente")
    for number, passage in enumerate(motion.passages):
        sentence = passage.points[0].sentences[0]
        id = files.cut("detente", Cited(quotation(motion, number), "not a voice", "A tag."))
        card = files.read(files.stored(id))
        assert (card.voice, card.speaker) == (sentence.voice, sentence.speaker)
        assert card.stance == passage.points[0].label.stance
        assert card.tag == "A tag."


def test_a_card_is_found_by_what_it_holds(files: CardFiles) -> None:
    """Of the same motion and source alone; the last cut; not when it is deleted."""
    motion = files.motion("detente")
    one, other = quotation(motion, 1), quotation(motion, 2)
    first = files.cut("detente", Cited(one))
    assert files.having("detente", other) is None
    assert files.having("elsewhere", one) is None
    found = files.having("detente", one)
    assert found is not None
    assert found.id == first
    second = files.cut("detente", Cited(one))
    again = files.having("detente", one)
    assert again is not None
    assert again.id == second
    for id in (first, second):
        files.store.delete(id)
    assert files.having("detente", one) is None


def test_a_card_that_makes_no_sense_is_passed_by(files: CardFiles) -> None:
    """Values of other kinds are no place in a source."""
    CardStore(files.store._database).add("detente", {"source": [], "start": "0", "end": None})
    assert files.having("detente", quotation(files.motion("detente"), 1)) is None


def test_a_source_that_changed_meanwhile_is_noticed_when_cards_are_written(
    files: CardFiles, folder: Path
) -> None:
    """The program was open all the time and had read the motion before."""
    motion = files.motion("detente")
    files.cut("detente", Cited(quotation(motion, 1)))
    kept = files.store.cards()
    assert files.listed(kept[0]).proved
    assert motion.passages[1].span.of(motion.sources[0].text) in files.read(kept[0]).text
    article = next(folder.rglob("*.txt"))
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("Russia", "Prussia"), encoding="utf-8")
    assert not files.listed(kept[0]).proved
    for show in (lambda: files.read(kept[0]), lambda: files.content(kept, ".md", "nsda")):
        with pytest.raises(DebaterError):
            show()
    article.write_text(f"A new title\n\n{text}", encoding="utf-8")
    moved = files.read(kept[0]).body
    assert moved.quote == motion.passages[1].span.of(motion.sources[0].text)
    assert moved.source.text[moved.start : moved.end] == moved.quote


def test_whose_view_a_card_is_the_motion_says(files: CardFiles, folder: Path) -> None:
    """A coach who relabels a passage relabels the cards cut of it."""
    motion = files.motion("detente")
    files.cut("detente", Cited(quotation(motion, 1)))
    kept = files.store.cards()[0]
    assert files.read(kept).voice == "author"
    body = {**kept.body, "voice": "reported", "speaker": "the Kremlin", "stance": "against"}
    files.store.change(kept.id, body)
    card = files.read(files.store.cards()[0])
    assert (card.voice, card.speaker, card.stance) == ("author", None, "for")
