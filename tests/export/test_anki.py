"""Drills as an Anki deck: opened as Anki would, note by note."""

from __future__ import annotations

import html
import io
import json
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from debater.errors import ProofError
from debater.export.anki import FIELDS, anki_package, as_field, stable_id
from debater.motions.citation import Citation, cite
from debater.motions.model import Motion
from debater.study.model import Drill

HOSTILE = "<script>alert(1)</script> & [sound:x.mp3] [latex]\\input{x}[/latex] {{Kind}} \\(1\\)"


@pytest.fixture
def drill(detente: Motion) -> Drill:
    """A drill on a sentence that somebody is reported to have said."""
    passage = next(p for p in detente.passages if p.label.voice == "reported")
    point = passage.points[0]
    citation = cite(detente.source(passage.source), passage, point.sentences[0].span)
    return Drill(
        "voice-1", "voice", "detente", "for", "Whose view is this?", citation.quote,
        ("the author's", "reported"), "reported", citation, "reported", "Somebody",
        "The author only passes it on.", origin="the motion",
    )  # fmt: skip


def opened(data: bytes, folder: Path) -> dict[str, Any]:
    """Read what Anki reads of a package: its notes, the kinds of note, the decks."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert sorted(archive.namelist()) == ["collection.anki2", "media"]
        assert json.loads(archive.read("media")) == {}
        archive.extract("collection.anki2", folder)
    with sqlite3.connect(folder / "collection.anki2") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        notes = database.execute("SELECT guid, mid, tags, flds FROM notes ORDER BY id").fetchall()
        cards = database.execute("SELECT did FROM cards ORDER BY id").fetchall()
        models, decks = database.execute("SELECT models, decks FROM col").fetchone()
    return {
        "guids": [guid for guid, *_ in notes],
        "models": {model for _, model, *_ in notes},
        "tags": [tags.split() for _, _, tags, _ in notes],
        "fields": [dict(zip(FIELDS, f.split("\x1f"), strict=True)) for *_, f in notes],
        "cards": [deck for (deck,) in cards],
        "model": next(iter(json.loads(models).values())),
        "decks": {int(id): deck["name"] for id, deck in json.loads(decks).items()},
    }


def shown(field: str) -> str:
    """Return what a browser shows of a field."""
    return html.unescape(field.replace("<br>", "\n"))


def test_a_drill_is_a_note_with_question_answer_quotation_and_cite(
    drill: Drill, detente: Motion, tmp_path: Path
) -> None:
    """Every field holds what the drill does; the quotation stands in the source as it is."""
    found = opened(anki_package([drill], {"detente": detente.statement}), tmp_path)
    (fields,) = found["fields"]
    assert drill.citation is not None
    source = drill.citation.source
    assert shown(fields["Question"]) == "Whose view is this?"
    assert shown(fields["Choices"]) == "1. the author's\n2. reported"
    assert shown(fields["Answer"]) == "reported\nThe author only passes it on."
    assert shown(fields["Quotation"]) in source.text
    paragraph = drill.citation.paragraphs[0]
    assert f"Somebody, as reported in “{source.title}”, ¶ {paragraph}" in shown(fields["Cite"])
    assert "not given" in shown(fields["Cite"])
    assert fields["Kind"] == "Whose view is this?"
    assert shown(fields["Motion"]) == detente.statement
    assert found["tags"] == [["debater::voice", "debater::side-for"]]
    (deck,) = set(found["cards"])
    assert found["decks"][deck] == f"debater::{detente.statement}"


def test_exporting_twice_gives_the_same_notes(drill: Drill, tmp_path: Path) -> None:
    """Notes, kind of note and deck keep their ids, so that Anki updates instead of doubling."""
    first = opened(anki_package([drill]), tmp_path)
    changed = replace(drill, explains="It says more now.")
    again = opened(anki_package([changed]), tmp_path)
    assert first["guids"] == again["guids"]
    assert first["models"] == again["models"] == {stable_id("model", "debater drill, 1")}
    assert first["cards"] == again["cards"]
    assert first["fields"] != again["fields"]


def test_other_drills_are_other_notes_and_other_motions_other_decks(
    drill: Drill, tmp_path: Path
) -> None:
    """A key tells notes apart, a motion decks."""
    drills = [drill, replace(drill, key="voice-2"), replace(drill, key="x", motion="parks")]
    found = opened(anki_package(drills), tmp_path)
    assert len(set(found["guids"])) == 3
    assert len(set(found["cards"])) == 2
    assert {"debater::detente", "debater::parks"} <= set(found["decks"].values())


def test_hostile_text_is_shown_and_not_obeyed(drill: Drill, tmp_path: Path) -> None:
    """Tags, sounds, LaTeX and template names stay text in every field."""
    named = replace(
        drill, asks=HOSTILE, material=HOSTILE, choices=(HOSTILE,), right=HOSTILE, speaker=HOSTILE,
        explains=HOSTILE, motion="a::b",
    )  # fmt: skip
    found = opened(anki_package([named]), tmp_path)
    (fields,) = found["fields"]
    for value in fields.values():
        for mark in ("<script", "[sound", "[latex", "\\", "{{"):
            assert mark not in value
    assert shown(fields["Material"]) == HOSTILE
    assert "debater::a: b" in found["decks"].values()


@pytest.mark.parametrize("text", [HOSTILE, "a\nb", "", "“quoted” – it’s \U0001f600"])
def test_a_field_shows_the_text_itself(text: str) -> None:
    """Escaping loses no character."""
    assert shown(as_field(text)) == text


def test_a_drill_without_a_passage_or_choices_is_a_note_too(drill: Drill, tmp_path: Path) -> None:
    """A redo has no quotation and no right answer; the fields are empty."""
    redo = replace(drill, kind="redo", citation=None, choices=(), right="", explains="")
    (fields,) = opened(anki_package([redo]), tmp_path)["fields"]
    assert (fields["Quotation"], fields["Cite"], fields["Choices"], fields["Answer"]) == ("",) * 4
    assert fields["Kind"] == "Say it again, in fewer words"


def test_a_quotation_that_is_not_in_its_source_is_refused(drill: Drill) -> None:
    """What got past a citation's own check is caught at export."""
    assert drill.citation is not None
    forged = replace(drill.citation)
    object.__setattr__(forged, "quote", "Nobody ever said this.")
    assert isinstance(forged, Citation)
    with pytest.raises(ProofError):
        anki_package([replace(drill, citation=forged)])


def test_the_template_has_every_field_and_both_modes(drill: Drill, tmp_path: Path) -> None:
    """The front asks without telling; the back tells; there are colours for night mode."""
    model = opened(anki_package([drill]), tmp_path)["model"]
    (template,) = model["tmpls"]
    assert all(f"{{{{{name}}}}}" in template["qfmt"] + template["afmt"] for name in FIELDS)
    assert not any(name in template["qfmt"] for name in ("Answer", "Quotation", "Cite"))
    assert ".nightMode" in model["css"]
