"""Documents of every kind, from the file a coach has to a round on the screen."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator, Sequence
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from debater.config import Paths, Settings
from debater.motions.model import Label, SourceStance
from debater.motions.unlabelled import Reading
from debater.tui.app import DebaterApp
from debater.tui.screens.round import RoundScreen
from tests.conftest import RunDebater
from tests.motions.documents import making
from tests.tui.conftest import answered, say, wait_until

CLAIM = "Closing the harbour road only moves the traffic next door."
TITLE = "The harbour road should be closed to cars"


def page() -> str:
    """The article as a web page with a menu and a footer."""
    article = "".join(f"<p>{paragraph}</p>" for paragraph in making.ARTICLE)
    return (
        f"<!DOCTYPE html><html><head><title>{making.TITLE}</title></head><body>"
        f"<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
        f"<main><article><h1>{making.TITLE}</h1>{article}</article></main>"
        f"<footer>All rights reserved. Subscribe to our newsletter.</footer></body></html>"
    ).replace("\u00ad", "")


@pytest.fixture
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where the article lies: a file of the kind asked for, or a page served on loopback."""
    kind = request.param
    path = tmp_path / f"article.{kind}"
    if kind == "page":
        (tmp_path / "served").mkdir()
        (tmp_path / "served" / "article.html").write_text(page(), "utf-8")
        serve = functools.partial(Quiet, directory=str(tmp_path / "served"))
        server = ThreadingHTTPServer(("127.0.0.1", 0), serve)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/article.html"
        server.shutdown()
        thread.join()
        server.server_close()
        return
    if kind == "html":
        path.write_text(page(), "utf-8")
    elif kind == "pdf":
        path.write_bytes(making.pdf())
    elif kind == "docx":
        path.write_bytes(making.docx())
    else:
        path.write_bytes(making.epub())
    yield str(path)


class Quiet(SimpleHTTPRequestHandler):
    """A file server that says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class FollowsItsSource:
    """Labels every sentence with its source's side: quick, and right for this article."""

    def __init__(self, *_: object) -> None: ...

    def __call__(
        self, statement: str, stance: SourceStance | None, passages: Sequence[Sequence[str]]
    ) -> Reading:
        """Label a source whose side is given."""
        assert stance == "for"
        label = Label("for", confidence=0.9, origin="model")
        return Reading(stance, [[label] * len(some) for some in passages])


@pytest.mark.parametrize("location", ["pdf", "docx", "html", "epub", "page"], indirect=True)
async def test_from_a_document_to_a_round(
    debater: RunDebater,
    where: Paths,
    location: str,
    monkeypatch: pytest.MonkeyPatch,
    quick_builds: None,
) -> None:
    """new, check, try and a round in the UI; what is quoted is in the article, word for word."""
    monkeypatch.setattr("debater.labelling.labeller.ModelLabeller", FollowsItsSource)
    made = debater(
        "motions", "new", "harbour", "--title", TITLE, "--from", location, "--stance", "for"
    )
    assert made.code == 0, made.err
    folder = where.motions / "harbour"
    assert made.out.strip() == str(folder)

    checked = debater("motions", "check", "harbour")
    assert checked.code == 0, checked.out

    tried = debater("motions", "try", "harbour", "--side", "against", CLAIM)
    assert tried.code == 0
    assert "1. " in tried.out

    app = DebaterApp(Settings(), where, motion="harbour", side="against")
    async with app.run_test(size=(120, 36)) as pilot:
        await wait_until(pilot, lambda: isinstance(app.screen, RoundScreen))
        screen = app.screen
        assert isinstance(screen, RoundScreen)
        await wait_until(pilot, lambda: screen.is_mounted and screen.focused is not None)
        await say(pilot, screen, CLAIM)
        await answered(pilot, screen, 1)
        reply = screen.play.turns[0].reply
    assert reply is not None
    assert reply.chosen is not None
    quote = reply.chosen.citation.quote
    (source,) = [path for path in folder.iterdir() if path.suffix == ".txt"]
    assert quote in source.read_text("utf-8")
    assert quote in " ".join(making.ARTICLE).replace("\u00ad", "")
    assert bool(reply.chosen.citation.pages) is location.endswith(".pdf")
