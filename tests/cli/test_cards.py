"""``debater cards``: what was cut is listed, read, exported, deleted and brought back."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import docx
import pytest

from debater.card_files import CardFiles
from debater.cards.model import Cited
from debater.config import Paths
from debater.motions.citation import cite
from debater.motions.model import Motion
from debater.store.cards import CardStore
from debater.store.database import Database
from tests.conftest import RunDebater
from tests.support import no_traceback

Cut = Callable[..., str]


@pytest.fixture
def cut(where: Paths, detente: Motion) -> Cut:
    """Keep a card of the second sentence of a passage, and return the passage's words."""

    def keep(number: int, tag: str = "", **changes: object) -> str:
        passage = detente.passages[number]
        source = detente.source(passage.source)
        sentences = [s for point in passage.points for s in point.sentences]
        sentences.sort(key=lambda sentence: sentence.span.start)
        with closing(Database(where.database)) as database:
            files = CardFiles(lambda: database, lambda _: detente)
            quoted = cite(source, passage, sentences[-1].span)
            id = files.cut("detente", Cited(quoted, passage.label.voice, tag))
            if changes:
                CardStore(database).change(id, {**files.stored(id).body, **changes})
        return passage.span.of(source.text)

    return keep


def test_without_cards_lists_are_empty(debater: RunDebater) -> None:
    """Nothing on stdout, an empty array as JSON, and a sentence where a file is wanted."""
    assert debater("cards", "list").out == ""
    assert json.loads(debater("cards", "list", "--json").out) == []
    refused = debater("cards", "export")
    assert (refused.code, refused.out) == (1, "")
    assert "There is no card to write." in refused.err
    no_traceback(refused)


def test_cards_are_listed_the_last_cut_first(debater: RunDebater, cut: Cut) -> None:
    """Number, motion, paragraph, words and tag; of one motion where one is named."""
    cut(1, "Russia is no rising power.")
    text = cut(2, pocket="Neg", hat="Talks")
    first, second, third, fourth = debater("cards", "list").out.splitlines()
    assert first.startswith("2  today, ")
    assert first.endswith("Neg > Talks")
    assert f"cut {len(text.split())} words, read" in first
    assert text[:40] in second
    assert third.startswith("1  today, ")
    assert "detente  ¶ 2" in third
    assert fourth.startswith("    Russia is no rising power.: “")
    newest, oldest = json.loads(debater("cards", "list", "--json").out)
    assert (newest["id"], newest["text"], newest["pocket"]) == (2, text, "Neg")
    assert (oldest["tag"], oldest["paragraphs"]) == ("Russia is no rising power.", [2])
    refused = debater("cards", "list", "--motion", "other")
    assert (refused.code, refused.out) == (1, "")
    assert "There is no card of “other”. There are cards of: detente." in refused.err
    assert len(debater("cards", "list", "--limit", "1").out.splitlines()) == 2


def test_a_card_is_shown_with_its_cite_in_each_style(debater: RunDebater, cut: Cut) -> None:
    """Tag, cite, what is missing, the whole body, and what is read aloud."""
    text = cut(1, "Russia is no rising power.")
    shown = debater("cards", "show", "1").out
    assert shown.startswith("Russia is no rising power.\n")
    assert f"\n\n{text}\n\nRead aloud: " in shown
    assert "missing: author, date" in shown
    read = shown.partition("Read aloud: ")[2].splitlines()[0]
    assert set(read.replace("…", " ").split()) <= set(text.split())
    records = [
        json.loads(debater("cards", "show", "1", "--json", "--style", style).out)
        for style in ("nsda", "mla", "apa")
    ]
    assert len({record["cite"]["written"] for record in records}) == 3
    assert all(record["body"] == text for record in records)
    assert records[0]["missing"]


@pytest.mark.parametrize("kind", ["docx", "md", "html"])
def test_cards_are_exported_into_one_file(
    debater: RunDebater, cut: Cut, tmp_path: Path, kind: str
) -> None:
    """All, or those named; the ending says the kind; a file that exists stays as it is."""
    first, second = cut(1, "One."), cut(2, "Two.")
    path = tmp_path / f"cards.{kind}"
    assert debater("cards", "export", "-o", str(path)).code == 0
    written = read_words(path)
    assert " ".join(first.split()) in written
    assert " ".join(second.split()) in written
    kept = path.read_bytes()
    again = debater("cards", "export", "-o", str(path))
    assert again.code != 0
    assert "exist" in again.err
    no_traceback(again)
    assert path.read_bytes() == kept
    alone = tmp_path / f"alone.{kind}"
    assert debater("cards", "export", "2", "-o", str(alone)).code == 0
    assert "One." not in read_words(alone)
    assert "Two." in read_words(alone)


def read_words(path: Path) -> str:
    """Return the words of a file, its marks of emphasis left out."""
    if path.suffix == ".docx":
        text = " ".join(one.text for one in docx.Document(io.BytesIO(path.read_bytes())).paragraphs)
    else:
        text = re.sub(r"</?\w[^>]*>|[*\\]", "", path.read_text(encoding="utf-8"))
    return " ".join(text.split())


def test_an_export_goes_to_standard_output(debater: RunDebater, cut: Cut) -> None:
    """Markdown unless something else is asked for; a kind that is not known is refused."""
    cut(1, "One.")
    out = debater("cards", "export").out
    assert "One." in out
    assert debater("cards", "export", "--format", "html").out.startswith("<!doctype html>")
    refused = debater("cards", "export", "--motion", "other")
    assert refused.code == 1
    no_traceback(refused)


def test_a_body_that_is_not_in_its_source_is_never_written(
    debater: RunDebater, cut: Cut, tmp_path: Path
) -> None:
    """It is left out of a file of several, and named; alone it is refused."""
    text = cut(1, "Forged.", body="Russia is a rising power.")
    cut(2, "True.")
    listed = debater("cards", "list").out
    assert "rising power" not in listed
    assert "    Forged.: its words are not in its source now\n" in listed
    assert json.loads(debater("cards", "list", "--json").out)[1]["text"] is None
    path = tmp_path / "cards.md"
    ran = debater("cards", "export", "-o", str(path))
    assert ran.code == 0
    assert "Card 1 is left out:" in ran.err
    assert "True." in read_words(path)
    assert "Forged." not in read_words(path)
    assert text not in read_words(path)
    for arguments in (("export", "1"), ("show", "1")):
        refused = debater("cards", *arguments)
        assert (refused.code, refused.out) == (1, "")
        no_traceback(refused)


def test_a_deleted_card_is_brought_back(debater: RunDebater, cut: Cut) -> None:
    """Gone from the list, named as deleted, listed among those to restore, and back."""
    text = cut(1, "One.")
    assert "debater cards restore 1" in debater("cards", "delete", "1").err
    assert debater("cards", "list").out == ""
    assert "Card 1 is deleted." in debater("cards", "show", "1").err
    assert "One." in debater("cards", "restore").out
    assert debater("cards", "restore", "1").code == 0
    assert text in debater("cards", "show", "1").out
    twice = debater("cards", "restore", "1")
    assert twice.code == 1
    assert "There is no deleted card 1." in twice.err


@pytest.mark.parametrize("arguments", [("show", "7"), ("export", "7"), ("delete", "7")])
def test_a_number_no_card_has_is_a_sentence(
    debater: RunDebater, arguments: tuple[str, ...]
) -> None:
    """What, and where the numbers are."""
    refused = debater("cards", *arguments)
    assert refused.code == 1
    assert "There is no card 7." in refused.err
    assert "debater cards list" in refused.err
    no_traceback(refused)
