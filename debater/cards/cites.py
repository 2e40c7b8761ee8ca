"""Cites of cards in three styles; what nobody has given is named as missing, never made up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from debater.cards.model import CiteStyle
from debater.motions.citation import Citation
from debater.motions.model import CITE_ELEMENTS, Source, Voice
from debater.text import clean_line

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_ISO = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
_NAMED = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in _MONTHS)
_WRITTEN = re.compile(
    rf"^(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{_NAMED}|sept)\.?"
    r"(?:\s+(?P<after>\d{1,2}),?)?,?\s+(?P<year>\d{4})$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d{2}\b")
_TITLES = re.compile(
    r"(?:,?\s+(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|esq)\b\.?(?=\s*(?:,|;|&|and\b|$)))"
    r"|\s*\((?:eds?|trans)\.?\)|\b(?:dr|prof|professor|mr|mrs|ms)\b\.?\s+",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    "van von der den de del della di da dos du la le les al el bin ibn ter ten zu zur".split()
)
# A name with one of these is an organisation's, and has no last name.
_BODIES = frozenset(
    "university institute council agency ministry department association committee foundation "
    "bank union nations times press office commission board service services group center centre "
    "network party government editors staff organisation organization society academy bureau "
    "authority federation alliance coalition house senate parliament court post journal "
    "magazine news review desk team project programme program the".split()
)
_SEVERAL = re.compile(r"\s*;\s*|\s+and\s+|\s*&\s*")
_MLA_MONTHS = {"May": "May", "June": "June", "July": "July", "September": "Sept."}


@dataclass(frozen=True, slots=True)
class Cite:
    """A cite as it stands over a card: the spoken part first and large, then all of it.

    ``missing`` names the elements nobody has given, as ``CITE_ELEMENTS`` does.
    """

    spoken: str
    written: str
    missing: tuple[str, ...]

    @property
    def missing_in_words(self) -> str:
        """Name what is missing: ``author and date not given``; nothing where all is there."""
        *before, last = [*self.missing] or [""]
        if not last:
            return ""
        return f"{', '.join(before)} and {last} not given" if before else f"{last} not given"


@dataclass(frozen=True, slots=True)
class _Day:
    """A date as far as it is known; ``given`` is how it was written."""

    given: str
    year: str
    month: int = 0
    day: int = 0


def cite_lines(
    citation: Citation,
    style: CiteStyle = "nsda",
    voice: Voice = "author",
    speaker: str | None = None,
) -> Cite:
    """Return the cite of a card in one of the styles.

    A view that is reported or conceded is given as such.  Nothing is inferred but the year of
    a date and the last name of an author.
    """
    source = citation.source
    missing = tuple(name for name in CITE_ELEMENTS if not _value(source, name))
    authors = _authors(_value(source, "author"))
    day = _day(_value(source, "date"))
    spoken = _spoken(authors, day, _value(source, "title"))
    if voice == "reported":
        spoken = f"{_speaker(speaker)}, as reported {'by' if authors else 'in'} {spoken}"
    elif voice == "conceded":
        spoken = f"{spoken}, conceding"
    written = {"nsda": _nsda, "mla": _mla, "apa": _apa}[style](source, authors, day)
    where = _where(citation, style)
    full = f"{written} {where}".strip() if style != "nsda" else f"{written}, {where}".strip(", ")
    if voice == "reported":
        full = f"{_speaker(speaker)}, as reported in: {full}"
    elif voice == "conceded":
        full = f"Conceded by the author in: {full}"
    return Cite(spoken, full, missing)


def _value(source: Source, name: str) -> str:
    return clean_line(source.cite.get(name, "")).strip()


def _speaker(speaker: str | None) -> str:
    name = clean_line(speaker or "").strip() or "someone"
    return name[:1].upper() + name[1:]


def _spoken(authors: tuple[str, ...], day: _Day, title: str) -> str:
    """Return what is said aloud: last name and year, or the title and what is not given."""
    names = [_last_name(author) for author in authors]
    if names:
        who = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
        return f"{who} {day.year}" if day.year else f"{who}, date not given"
    place = f"“{title}”" if title else "a source without a title"
    if day.year:
        return f"{place} {day.year} (author not given)"
    return f"{place} (author and date not given)"


# ── the styles ──────────────────────────────────────────────────────────────────────


def _nsda(source: Source, authors: tuple[str, ...], day: _Day) -> str:
    title = _value(source, "title")
    accessed = _value(source, "accessed")
    parts = [
        _joined(authors),
        _value(source, "qualifications"),
        f"“{title}”" if title else "",
        _value(source, "publication"),
        day.given,
        _value(source, "url"),
        f"accessed {accessed}" if accessed else "",
    ]
    return ", ".join(part for part in parts if part)


def _mla(source: Source, authors: tuple[str, ...], day: _Day) -> str:
    title, accessed = _value(source, "title"), _value(source, "accessed")
    who = ""
    if authors:
        first, *others = authors
        who = _inverted(first)
        if len(authors) == 2:
            who += f", and {others[0]}"
        elif others:
            who += ", et al."
    held = [_value(source, "publication"), _mla_date(day), _value(source, "url")]
    parts = [
        _stopped(who),
        f"“{_stopped(title)}”" if title else "",
        _stopped(", ".join(part for part in held if part)),
        f"Accessed {_stopped(_mla_date(_day(accessed)))}" if accessed else "",
    ]
    return " ".join(part for part in parts if part)


def _apa(source: Source, authors: tuple[str, ...], day: _Day) -> str:
    title, url = _value(source, "title"), _value(source, "url")
    names = [_initials(author) for author in authors]
    who = ", & ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
    accessed = _value(source, "accessed")
    retrieved = f"Retrieved {_apa_day(_day(accessed), last=True)}, from {url}" if accessed else url
    date = f"({_apa_day(day) if day.given else 'n.d.'})"
    # Without an author the title comes first.
    head = [_stopped(who), f"{date}." if date else ""] if who else []
    titled = _stopped(title) if who or not date else f"{title} {date}.".strip()
    parts = [*head, titled, _stopped(_value(source, "publication")), retrieved if url else ""]
    return " ".join(part for part in parts if part)


def _where(citation: Citation, style: CiteStyle) -> str:
    """Say in which paragraphs, and on which pages where there are any."""
    numbers = citation.paragraphs
    run = len(numbers) > 1 and list(numbers) == list(range(numbers[0], numbers[-1] + 1))
    listed = f"{numbers[0]}–{numbers[-1]}" if run else ", ".join(map(str, numbers))
    pages = "–".join(map(str, citation.pages))
    many_pages, many = len(citation.pages) > 1, len(numbers) > 1
    if style == "mla":
        place = f"{'pars.' if many else 'par.'} {listed}"
        return (
            f"{'Pp.' if many_pages else 'P.'} {pages}, {place}."
            if pages
            else f"{place[0].upper()}{place[1:]}."
        )
    if style == "apa":
        place = f"{'paras.' if many else 'para.'} {listed}"
        return f"({'pp.' if many_pages else 'p.'} {pages}, {place})." if pages else f"({place})."
    place = f"¶ {listed}"
    return f"{'pp.' if many_pages else 'p.'} {pages}, {place}" if pages else place


# ── names and dates ─────────────────────────────────────────────────────────────────


def _authors(text: str) -> tuple[str, ...]:
    """Return the authors of a cite; an organisation with an “and” in its name is one."""
    if not text or _is_body(text):
        return (text,) if text else ()
    # “Jr.” behind a comma is no name of its own.
    text = _TITLES.sub(lambda found: f" {found[0].lstrip(', ')}", text).strip()
    names = [name.strip(" ,") for name in _SEVERAL.split(text)]
    found: list[str] = []
    for name in names:
        pieces = [piece.strip() for piece in name.split(",") if piece.strip()]
        # “Doe, Jane” is one name; “Jane Doe, John Roe” are two.
        if len(pieces) == 1 or (len(pieces) == 2 and " " not in pieces[0]):
            found.append(name)
        else:
            found += pieces
    return tuple(name for name in found if name)


def _is_body(name: str) -> bool:
    return any(word.strip(".,").casefold() in _BODIES for word in name.split())


def _split_name(name: str) -> tuple[str, str]:
    """Return last name, with its particles, and the rest; a body has no rest.

    Titles, and what stands behind a name, are neither.
    """
    if _is_body(name):
        return name, ""
    name = _TITLES.sub("", name).strip(" ,")
    if "," in name:
        last, _, first = name.partition(",")
        return last.strip(), first.strip()
    words = name.split()
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold().strip("’'") in _PARTICLES:
        start -= 1
    return " ".join(words[start:]), " ".join(words[:start])


def _last_name(name: str) -> str:
    return _split_name(name)[0]


def _inverted(name: str) -> str:
    last, first = _split_name(name)
    return f"{last}, {first}" if first else last


def _initials(name: str) -> str:
    last, first = _split_name(name)
    letters = " ".join(f"{word[0]}." for word in re.split(r"[\s-]+", first) if word[:1].isalpha())
    return f"{last}, {letters}" if letters else last


def _joined(names: Iterable[str]) -> str:
    *before, last = [*names] or [""]
    return f"{', '.join(before)} and {last}" if before else last


def _stopped(text: str) -> str:
    return text if not text or text[-1] in ".?!" else f"{text}."


def _day(text: str) -> _Day:
    """Read a date as far as it can be read without guessing which number is the month."""
    text = text.strip()
    if match := _ISO.match(text):
        year, month, day = match[1], int(match[2] or 0), int(match[3] or 0)
        return _Day(text, year, month if month <= len(_MONTHS) else 0, day)
    if match := _WRITTEN.match(text):
        begins = match["month"][:3].title()
        month = next(n for n, name in enumerate(_MONTHS, 1) if name[:3] == begins)
        day = int(match["day"] or match["after"] or 0)
        return _Day(text, match["year"], month, day)
    years = set(_YEAR.findall(text))
    return _Day(text, years.pop() if len(years) == 1 else "")


def _mla_date(day: _Day) -> str:
    if not day.month:
        return day.given
    name = _MONTHS[day.month - 1]
    month = _MLA_MONTHS.get(name, f"{name[:3]}.")
    return " ".join(part for part in (str(day.day or ""), month, day.year) if part)


def _apa_day(day: _Day, *, last: bool = False) -> str:
    """Write a date as APA has it: year first in the entry, month first where it was retrieved."""
    if not day.month:
        return day.given
    month = _MONTHS[day.month - 1]
    named = f"{month} {day.day}" if day.day else month
    return f"{named}, {day.year}" if last else f"{day.year}, {named}"
