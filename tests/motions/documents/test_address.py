"""Documents from an address, served on loopback."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from debater.errors import DocumentError
from debater.motions.documents import address, is_address, read_document
from tests.motions.documents import making
from tests.motions.documents.pages import NEWS

TODAY = date(2026, 3, 4)
SERVED: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/news": (200, {"Content-Type": "text/html; charset=utf-8"}, NEWS.encode()),
    "/bare": (200, {"Content-Type": "text/html"}, b"<p>A page that says too little of itself.</p>"),
    "/paper": (200, {"Content-Type": "application/octet-stream"}, making.pdf()),
    "/notes.md": (200, {"Content-Type": "text/plain"}, b"# A Title\n\nA *short* paragraph.\n"),
    "/latin": (200, {"Content-Type": "text/plain; charset=iso-8859-1"}, b"Caf\xe9s close. Why?"),
    "/moved": (302, {"Location": "/news"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/away": (302, {"Location": "file:///etc/hostname"}, b""),
    "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n" + bytes(40)),
    "/data": (200, {"Content-Type": "application/json"}, b'{"a": 1}'),
    "/secret": (403, {}, b"no"),
    "/broken": (500, {}, b"no"),
    "/empty": (200, {"Content-Type": "text/html"}, b""),
    "/torn": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, b"not gzip"),
    "/short": (200, {"Content-Length": "5000", "Content-Type": "text/html"}, b"<p>cut off"),
    "/huge": (200, {"Content-Length": "99999999", "Content-Type": "text/html"}, b"<p>x"),
}
asked: list[str] = []


class Handler(BaseHTTPRequestHandler):
    """Serves what ``SERVED`` holds, and one address that never answers."""

    def do_GET(self) -> None:
        asked.append(self.headers.get("User-Agent", ""))
        if self.path == "/slow":
            time.sleep(1.5)
            return
        status, headers, body = SERVED.get(self.path, (404, {}, b"none"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a server on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def read(location: str):
    """Read an address on the day of these tests."""
    from debater.motions.documents.reading import read_document

    return read_document(location, today=TODAY)


def test_a_page_is_read_with_its_address_and_the_day(site: str) -> None:
    """The final address and today's date are cite; the page's own canonical one is not."""
    document = read(f"{site}/moved")
    assert document.cite["url"] == f"{site}/news"
    assert document.cite["accessed"] == "2026-03-04"
    assert document.cite["title"] == making.TITLE
    assert making.PARAGRAPHS[0] in [block.text for block in document.blocks]


def test_the_client_says_who_it_is(site: str) -> None:
    """The server learns that debater asks."""
    read(f"{site}/bare")
    assert asked[-1].startswith("debater ")


def test_what_is_served_is_told_by_its_content(site: str) -> None:
    """A PDF served as bytes is a PDF; Markdown served as text is Markdown."""
    assert read(f"{site}/paper").blocks[0].page == 1
    notes = read(f"{site}/notes.md")
    assert notes.cite["title"] == "A Title"
    assert [block.text for block in notes.blocks] == ["A short paragraph."]


def test_the_charset_of_the_server_is_heeded(site: str) -> None:
    """Latin-1, as the server says."""
    assert read(f"{site}/latin").blocks[0].text == "Cafés close. Why?"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/nowhere", "was not found there (status 404)"),
        ("/secret", "may not be read without signing in"),
        ("/broken", "the server has a fault (status 500)"),
        ("/round", "redirects in circles"),
        ("/away", "something other than an http or https address"),
        ("/picture", "is a picture (PNG)"),
        ("/data", "is data (application/json)"),
        ("/empty", "is empty"),
        ("/torn", "cannot be unpacked"),
        ("/short", "broke off"),
        ("/huge", "larger than 25 MB"),
    ],
)
def test_a_failure_is_one_sentence(site: str, path: str, said: str) -> None:
    """Whatever goes wrong on the way is said with the address, and what to do."""
    with pytest.raises(DocumentError) as caught:
        read(f"{site}{path}")
    assert said in caught.value.message
    assert f"{site}{path}" in caught.value.message
    assert caught.value.hint


def test_what_never_answers_is_given_up(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that accepts and says nothing is a timeout, not a wait without end."""
    monkeypatch.setattr(address, "_SECONDS", 0.2)
    with pytest.raises(DocumentError, match="did not answer"):
        read(f"{site}/slow")


def test_what_is_sent_without_end_is_cut(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit holds for what arrives, whatever length is declared."""
    monkeypatch.setattr(address, "_LARGEST", 1000)
    with pytest.raises(DocumentError, match="larger than"):
        read(f"{site}/news")


@pytest.mark.parametrize(
    "location", ["http://127.0.0.1:1/a", "http://", "http://[", "http://a b/", "https://\x00/"]
)
def test_an_address_nobody_answers_or_could(location: str) -> None:
    """A refused connection and a misspelt address are said in a sentence."""
    with pytest.raises(DocumentError) as caught:
        read(location)
    assert caught.value.hint


def test_what_an_address_is() -> None:
    """Only http and https are addresses; anything else is a path."""
    assert is_address("HTTPS://example.org/a")
    assert not is_address("notes/http.txt")
    for location in ("ftp://example.org/a", "file:///etc/hostname"):
        assert not is_address(location)
        with pytest.raises(DocumentError, match="which cannot be read"):
            read_document(location)
