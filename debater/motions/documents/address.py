"""Fetches a document from an http or https address, politely and within bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from debater.errors import DocumentError

if TYPE_CHECKING:
    import httpx2

_LARGEST = 25 * 1024 * 1024
_SECONDS = 20.0
_SECONDS_IN_ALL = 60.0
_REDIRECTS = 8
_AGENT = "debater (debate practice; fetches a page that a person asked for)"
_ACCEPT = "text/html,application/xhtml+xml,application/pdf,text/plain,text/markdown,*/*;q=0.5"
_SAVE_IT = "Open it in a browser, save the article to a file, and import that."


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address served: the bytes, their content type and charset, the final address."""

    data: bytes
    media: str
    charset: str | None
    url: str


def fetch(address: str) -> Fetched:
    """Fetch ``address``, following redirects to http and https only.

    Raises ``DocumentError`` with one sentence for whatever goes wrong on the way.
    """
    # Deferred: the network client is needed for an address only.
    import httpx2

    headers = {"User-Agent": _AGENT, "Accept": _ACCEPT}
    try:
        with httpx2.Client(
            headers=headers, timeout=_SECONDS, follow_redirects=True, max_redirects=_REDIRECTS
        ) as client:
            return _fetched(client, address)
    except httpx2.TimeoutException as error:
        raise DocumentError(
            f"did not answer within {_SECONDS:.0f} seconds.", f"Try again later. {_SAVE_IT}"
        ) from error
    except httpx2.TooManyRedirects as error:
        raise DocumentError("redirects in circles.", _SAVE_IT) from error
    except httpx2.UnsupportedProtocol as error:
        raise DocumentError(
            "leads to something other than an http or https address.", _SAVE_IT
        ) from error
    except (httpx2.InvalidURL, ValueError) as error:
        raise DocumentError(
            f"is not a valid address ({error}).", "Copy it from the browser once more."
        ) from error
    except httpx2.DecodingError as error:
        raise DocumentError(
            f"sent something that cannot be unpacked ({error}).", _SAVE_IT
        ) from error
    except httpx2.ConnectError as error:
        raise DocumentError(
            f"cannot be reached ({_reason(error)}).",
            "Check the address and the network connection.",
        ) from error
    except httpx2.HTTPError as error:
        raise DocumentError(f"broke off ({_reason(error)}).", f"Try again. {_SAVE_IT}") from error


def _fetched(client: httpx2.Client, address: str) -> Fetched:
    # Deferred with the client; only a long download needs a clock.
    from time import monotonic

    begun = monotonic()
    with client.stream("GET", address) as response:
        if response.status_code >= 400:
            raise _refused(response.status_code)
        if response.status_code != 200:
            raise DocumentError(f"sent no document (status {response.status_code}).", _SAVE_IT)
        if _declared_size(response.headers.get("content-length", "")) > _LARGEST:
            raise _too_large()
        data = bytearray()
        for piece in response.iter_bytes(65536):
            data += piece
            if len(data) > _LARGEST:
                raise _too_large()
            if monotonic() - begun > _SECONDS_IN_ALL:
                raise DocumentError(
                    f"took longer than {_SECONDS_IN_ALL:.0f} seconds to send.", _SAVE_IT
                )
        media = response.headers.get("content-type", "")
        return Fetched(bytes(data), media, response.charset_encoding, str(response.url))


def _declared_size(header: str) -> int:
    return int(header) if header.isascii() and header.isdigit() and len(header) < 20 else 0


def _too_large() -> DocumentError:
    return DocumentError(
        f"is larger than {_LARGEST // (1024 * 1024)} MB, so it was not fetched.", _SAVE_IT
    )


def _refused(status: int) -> DocumentError:
    if status in (404, 410):
        return DocumentError(
            f"was not found there (status {status}).", "Check the address; the page may have moved."
        )
    if status in (401, 402, 403, 407, 451):
        return DocumentError(f"may not be read without signing in (status {status}).", _SAVE_IT)
    if status == 429:
        return DocumentError("asks for fewer requests (status 429).", f"Wait a while. {_SAVE_IT}")
    if status >= 500:
        return DocumentError(
            f"cannot be had: the server has a fault (status {status}).", "Try again later."
        )
    return DocumentError(f"was refused by the server (status {status}).", _SAVE_IT)


def _reason(error: Exception) -> str:
    reason = str(error).strip().rstrip(".")
    return reason or type(error).__name__
