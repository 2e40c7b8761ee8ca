"""What stands above an article: its title, who wrote it, and when; cite, not argument."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from debater.motions.documents.model import Block
from debater.text import clean_line, fold, words

_BYLINE_REACH = 4  # blocks from the top that may be a byline or a date
_TITLE_WORDS = 25
_TITLE_LENGTH = 180
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = (
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|"
    rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|{_MONTH},? \d{{4}})"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_DATE_LINE = re.compile(
    rf"^(?:(?:first )?published|posted|date|updated)?(?: on)?:?\s*{_WEEKDAY}({_DATE})\W*$", re.I
)
_PARTICLES = frozenset(
    "and de van von der den la le bin al du di da do dos del ter ten zu y e i el ibn of the".split()
)
_NAME = r"[^\W\d_a-z][\w.’'-]*"
_BYLINE = re.compile(
    rf"^(?i:by|written by|author:)\s+"
    rf"({_NAME}(?:,? (?:and |& )?(?:(?:de|van|von|der|den|la|le|bin|al|du|di|da) )*{_NAME}){{0,9}})"
    rf"(?:\s*[,|·•–—-]?\s*{_WEEKDAY}((?i:{_DATE})))?$"
)
_FILE_LIKE = re.compile(
    r"^(?:microsoft (?:word|powerpoint)|untitled|document\d*$|no title|title$|draft$|"
    r"powerpoint presentation|slide \d|print|layout \d|doc\d*$|home( page)?$|page \d)|"
    r"\.(?:docx?|odt|rtf|pages|pdf|indd|qxd|tex|dvi|txt|md|html?|wpd|epub)\b|[\\/]\w+[\\/]|"
    r"^[\w-]*_[\w-]*$|^\S*\d{4,}\S*$",
    re.I,
)
_AUTHOR_LIKE_NOTHING = re.compile(
    r"^(?:python-docx|microsoft|admin(?:istrator)?|user\d*|owner|author|unknown|anonymous|root|"
    r"default|guest|office|windows|student|teacher|staff|\(?unspecified\)?|\(?anonymous\)?|none|"
    r"office user|hp|dell|lenovo|acer|asus|pc|me|test|editor|writer|webmaster)(?: user)?$",
    re.I,
)


def looks_like_title(text: str) -> bool:
    """Tell whether a file's own "title" is one, not "Microsoft Word - draft.doc"."""
    line = clean_line(text)
    return (
        1 < len(line) <= _TITLE_LENGTH
        and bool(words(line))
        and len(words(line)) <= _TITLE_WORDS
        and not _FILE_LIKE.search(line)
        and "://" not in line
        and "@" not in line
        # One lowercase word, such as "essay1", is what a program or a hurry leaves.
        and (" " in line or line[0].isupper())
    )


def looks_like_author(text: str) -> bool:
    """Tell whether a file's own "author" is a name, not an account or a program."""
    line = clean_line(text)
    return (
        3 < len(line) <= 120
        and not _AUTHOR_LIKE_NOTHING.match(line)
        and "@" not in line
        and "://" not in line
        and "\\" not in line
        # An account is one word; so are a few pen names, which the coach then adds.
        and " " in line
        and not any(character.isdigit() for character in line)
        and all(word in _PARTICLES or not word.islower() for word in re.findall(r"\w+", line))
    )


def without_front(
    blocks: Sequence[Block], cite: Mapping[str, str]
) -> tuple[list[Block], dict[str, str]]:
    """Take the title, byline and date at the top out of the blocks and into the cite.

    What the cite holds already counts; a byline or a date is taken off only where it
    stands on a line of its own near the top.
    """
    found = {name: value for name, value in cite.items() if value}
    title = fold(found.get("title", ""))
    kept: list[Block] = []
    for place, block in enumerate(blocks):
        near = len(kept) < _BYLINE_REACH and place < 2 * _BYLINE_REACH
        if near and title and fold(block.text) == title:
            continue
        if near and "\n" not in block.text and (said := _byline(block.text)):
            # Drop the line, keep what was known: a page's own data spell it better.
            for name, value in said.items():
                found.setdefault(name, value)
            continue
        kept.append(block)
    return kept, found


def _byline(line: str) -> dict[str, str]:
    """Return the author and date that a line states and nothing else; else nothing."""
    if match := _DATE_LINE.match(line):
        return {"date": match.group(1)}
    match = _BYLINE.match(line)
    if not match:
        return {}
    said = {"author": match.group(1)}
    if match.group(2):
        said["date"] = match.group(2)
    return said
