"""Real quotations of the shipped motions, altered and reset in type, always the same ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from debater.motions.model import Motion, Sentence
from debater.text import fold

_NEGATIONS = ("is", "are", "was", "were", "should", "could", "can", "will", "would", "has", "have")
_NUMBERS = {"one": "two", "two": "three", "first": "second", "both": "three", "few": "hundred"}


@dataclass(frozen=True)
class Altered:
    """A quotation, what was done to it, and what it is then."""

    motion: Motion
    kind: str
    true: str
    altered: str


def real_quotations(motion: Motion, every: int) -> list[str]:
    """Return each ``every``th sentence of 6 to 40 words without quotation marks of its own."""
    found = []
    for point in motion.points():
        for sentence in point.sentences:
            text = " ".join(_text(motion, point.passage, sentence).split())
            if 6 <= len(text.split()) <= 40 and not re.search(r"[“”‘\"…\[]|’(?!\w)", text):
                found.append(text)
    return found[::every]


def _text(motion: Motion, passage: str, sentence: Sentence) -> str:
    return sentence.span.of(motion.source(motion.passage(passage).source).text)


def _dropped(words: list[str]) -> list[str]:
    return words[: len(words) // 2] + words[len(words) // 2 + 1 :]


def _inserted(words: list[str]) -> list[str]:
    return [*words[: len(words) // 2], "always", *words[len(words) // 2 :]]


def _replaced(words: list[str]) -> list[str]:
    return [*words[: len(words) // 2], "purple", *words[len(words) // 2 + 1 :]]


def _swapped(words: list[str]) -> list[str]:
    middle = len(words) // 2
    return [*words[: middle - 1], words[middle], words[middle - 1], *words[middle + 1 :]]


def _doubled(words: list[str]) -> list[str]:
    return [*words[:3], words[2] + "x", *words[3:]]


def _digit(words: list[str]) -> list[str]:
    return [re.sub(r"\d(?=\D*$)", lambda m: str((int(m[0]) + 1) % 10), word) for word in words]


def _negated(words: list[str]) -> list[str]:
    at = next((n for n, word in enumerate(words) if word in _NEGATIONS), None)
    return words if at is None else [*words[: at + 1], "not", *words[at + 1 :]]


def _affirmed(words: list[str]) -> list[str]:
    if "not" in words:
        return [word for n, word in enumerate(words) if n != words.index("not")]
    return [re.sub(r"n['’]t$", "", word) for word in words]


def _number_word(words: list[str]) -> list[str]:
    return [_NUMBERS.get(word, word) for word in words]


def _plural(words: list[str]) -> list[str]:
    at = next((n for n, w in enumerate(words[1:], 1) if len(w) > 4 and w.isalpha()), None)
    if at is None:
        return words
    word = words[at][:-1] if words[at].endswith("s") else words[at] + "s"
    return [*words[:at], word, *words[at + 1 :]]


def _unhyphened(words: list[str]) -> list[str]:
    return [re.sub(r"(?<=\w)-(?=\w)", "", word) for word in words]


def _last(words: list[str]) -> list[str]:
    return [*words[:-1], "nonsense."]


def _first(words: list[str]) -> list[str]:
    return ["Nonsense", *words[1:]]


ALTERATIONS: dict[str, Callable[[list[str]], list[str]]] = {
    "drop a word": _dropped,
    "insert a word": _inserted,
    "replace a word": _replaced,
    "swap two words": _swapped,
    "insert a misprint": _doubled,
    "change a digit": _digit,
    "add a negation": _negated,
    "remove a negation": _affirmed,
    "change a number word": _number_word,
    "change a plural": _plural,
    "write a hyphened word as one": _unhyphened,
    "replace the last word": _last,
    "replace the first word": _first,
}


def alterations(motion: Motion, every: int = 3) -> Iterator[Altered]:
    """Yield every alteration that fits of a part of a motion's sentences."""
    for true in real_quotations(motion, every):
        for kind, alter in ALTERATIONS.items():
            altered = " ".join(alter(true.split()))
            if fold(altered) != fold(true):
                yield Altered(motion, kind, true, altered)


def _curled(text: str, marks: str) -> str:
    return re.sub(r"'", "’", f"{marks[0]}{text}{marks[1]}")


TYPES: dict[str, Callable[[str], str]] = {
    "as it stands": lambda text: f"“{text}”",
    "straight marks": lambda text: '"' + text.replace("’", "'") + '"',
    "German marks": lambda text: f"„{text}“",
    "French marks": lambda text: f"«\u00a0{text}\u00a0»",
    "single marks": lambda text: f"‘{text}’",
    "straight single marks": lambda text: "'" + text.replace("’", "'") + "'",
    "curly apostrophes": lambda text: _curled(text, "“”"),
    "capitals": lambda text: f"“{text.upper()}”",
    "small letters": lambda text: f"“{text.lower()}”",
    "two hyphens": lambda text: f"“{re.sub(r'[–—]', '--', text)}”",
    "long dashes": lambda text: f"“{re.sub(r' ?[–—] ?', '—', text)}”",
    "no-break hyphens": lambda text: f"“{text.replace('-', '‑')}”",
    "no-break spaces": lambda text: "“" + text.replace(" ", "\u00a0", 3) + "”",
    "lines": lambda text: "“" + text.replace(" ", "\n", 4) + "”",
    "double spaces": lambda text: "“  " + text.replace(" ", "  ") + " ”",
    "a comma at the end": lambda text: f"“{text.rstrip('.')},” it says",
    "no stop at the end": lambda text: f"“{text.rstrip('.')}”.",
    "ligatures": lambda text: "“" + text.replace("fi", "ﬁ") + "”",
    "soft hyphens": lambda text: "“" + text.replace("er", "er\u00ad") + "”",
    "thin spaces": lambda text: "“" + text.replace(" ", "\u2009") + "”",
}
