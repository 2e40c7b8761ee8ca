"""Drills as a deck for Anki: the same drill is the same note however often it is exported."""

from __future__ import annotations

import hashlib
import html
import itertools
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from debater.motions.citation import Citation
from debater.sparring.wording import attribution, missing_in_words, where_in_words
from debater.study.model import Drill
from debater.study.wording import kind_in_words
from debater.text import clean_line

if TYPE_CHECKING:
    from genanki import Deck, Model, Note

FIELDS = ("Question", "Material", "Choices", "Answer", "Quotation", "Cite", "Kind", "Motion")

# A change of fields or templates needs another name, or Anki would mix two kinds of note.
_MODEL = "debater drill, 1"
_PARENT = "debater"
# Anki's ids are positive numbers that a 32-bit integer holds.
_IDS = 2**31 - 1

_FRONT = """<div class="drill tex2jax_ignore">
<p class="kind">{{Kind}}</p>
<p class="asks">{{Question}}</p>
{{#Material}}<p class="material">{{Material}}</p>{{/Material}}
{{#Choices}}<p class="choices">{{Choices}}</p>{{/Choices}}
</div>"""
_BACK = """{{FrontSide}}
<hr id="answer">
<div class="drill tex2jax_ignore">
{{#Answer}}<p class="answer">{{Answer}}</p>{{/Answer}}
{{#Quotation}}<blockquote class="proof">{{Quotation}}</blockquote>{{/Quotation}}
{{#Cite}}<p class="cite">{{Cite}}</p>{{/Cite}}
<p class="motion">{{Motion}}</p>
</div>"""
_CSS = """.card {
  font-family: Georgia, "Times New Roman", serif; font-size: 20px; line-height: 1.45;
  color: #262729; background: #faf8f4; text-align: left;
}
.drill { max-width: 36em; margin: 0 auto; }
.kind, .cite, .motion { color: #5a5e63; font-size: 0.8em; }
.asks, .answer { font-weight: bold; }
blockquote, .material { margin: 0.6em 0; padding: 0 0 0 0.8em; border-left: 3px solid #c9c3b8; }
blockquote.proof { border-left-color: #4a3a10; background: #f3e3b3; padding: 0.4em 0.8em; }
.nightMode.card, .night_mode .card { color: #dcdfe4; background: #15171c; }
.nightMode .kind, .nightMode .cite, .nightMode .motion,
.night_mode .kind, .night_mode .cite, .night_mode .motion { color: #959cab; }
.nightMode blockquote.proof, .night_mode blockquote.proof {
  color: #f7efdc; background: #433b26; border-left-color: #f0e6cf;
}"""


def anki_package(drills: Iterable[Drill], statements: Mapping[str, str] | None = None) -> bytes:
    """Return an ``.apkg`` file with a deck for each motion and a note for each drill.

    ``statements`` are the motions' statements by name, by which the decks are called.  Every
    quotation is proved again; raises ``ProofError``.
    """
    # genanki brings a templating engine and a YAML reader with it: only for an export.
    from genanki import Deck

    model = _model()
    decks: dict[str, Deck] = {}
    for drill in drills:
        statement = (statements or {}).get(drill.motion) or drill.motion
        if drill.motion not in decks:
            # Two colons would make a deck inside a deck.
            title = clean_line(statement).replace("::", ": ")
            decks[drill.motion] = Deck(stable_id("deck", drill.motion), f"{_PARENT}::{title}")
        decks[drill.motion].add_note(_note(drill, model, statement))
    return _packed(list(decks.values()))


def stable_id(kind: str, name: str) -> int:
    """Return a number Anki takes as an id, the same for a name wherever it is computed."""
    digest = hashlib.sha256(f"debater {kind}\n{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % (_IDS - 1) + 1


def _model() -> Model:
    from genanki import Model  # deferred: see above

    return Model(
        stable_id("model", _MODEL),
        "debater drill",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Drill", "qfmt": _FRONT, "afmt": _BACK}],
        css=_CSS,
    )


def _note(drill: Drill, model: Model, statement: str) -> Note:
    from genanki import Note, guid_for  # deferred: see above

    cite, quote = "", ""
    if drill.citation is not None:
        # Made anew, so that it is proved anew.
        proved = replace(drill.citation)
        quote, cite = proved.quote, _cite(drill, proved)
    choices = "\n".join(f"{number}. {one}" for number, one in enumerate(drill.choices, start=1))
    answer = "\n".join(part for part in (drill.right, drill.explains) if part)
    values = (
        drill.asks, drill.material, choices, answer, quote, cite, kind_in_words(drill.kind),
        statement,
    )  # fmt: skip
    return Note(
        model,
        [as_field(value) for value in values],
        guid=guid_for("debater drill", drill.key),
        tags=[f"debater::{drill.kind}", f"debater::side-{drill.side}"],
    )


def _cite(drill: Drill, citation: Citation) -> str:
    """Say whose words a quotation is, where it stands, and what is not known of its source."""
    source = citation.source
    parts = [
        f"{attribution(drill.voice, drill.speaker, source)}, {where_in_words(citation)}",
        ", ".join(
            clean_line(source.cite[name])
            for name in ("publication", "date", "url")
            if source.cite.get(name)
        ),
        missing_in_words(source.missing),
    ]
    return "; ".join(part for part in parts if part)


def as_field(text: str) -> str:
    """Return text as HTML that shows it as it is, character for character.

    Anki reads ``[sound:…]``, ``[latex]`` and backslashes in a field as well as tags: none of
    them is left as such.
    """
    shown = html.escape(text).replace("[", "&#91;").replace("\\", "&#92;").replace("{", "&#123;")
    return shown.replace("\r\n", "\n").replace("\n", "<br>")


def _packed(decks: list[Deck]) -> bytes:
    """Write decks as genanki's own package does, without leaving its temporary file behind."""
    import io
    import json
    import sqlite3
    import zipfile
    from contextlib import closing
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from genanki import Package

    made = time.time()
    packed = io.BytesIO()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "collection.anki2"
        with closing(sqlite3.connect(file)) as database:
            ids = itertools.count(int(made * 1000))
            Package(decks).write_to_db(database.cursor(), made, ids)
            database.commit()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(file, "collection.anki2")
            archive.writestr("media", json.dumps({}))
    return packed.getvalue()
