"""Evidence cards kept, proved and written to files: what commands and screens share.

Beside ``round_files``: puts the store of cards, their motions and the writers together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from debater.cards.cutting import cut, word_spans
from debater.cards.model import Card, Cited, CiteStyle
from debater.cards.record import dump_card, load_card
from debater.errors import DebaterError
from debater.motions.citation import Citation
from debater.motions.model import STANCES, Motion, Stance
from debater.store.cards import CardStore, StoredCard
from debater.store.database import Database
from debater.text import words

# The endings of files cards can be written to, and what each is.
CARD_ENDINGS = {".docx": "Word", ".md": "Markdown", ".html": "page"}
# More cards than anybody has.
ALL_CARDS = 1_000_000


@dataclass(frozen=True, slots=True)
class ListedCard:
    """A card as a list names it, read from what is kept.

    ``words`` and ``read`` count the words of its body and those read aloud.  ``proved`` tells
    that its words are in its source now; until then they may be searched and not be shown.
    """

    id: int
    motion: str
    tag: str
    text: str
    words: int
    read: int
    paragraphs: tuple[int, ...]
    stance: Stance | None
    headings: tuple[str, str, str]
    made: str
    touched: str
    proved: bool = False

    def has(self, wanted: str) -> bool:
        """Tell whether every word of ``wanted`` begins a word of tag, text, headings or motion."""
        all_of_it = " ".join((self.tag, self.text, *self.headings, self.motion))
        mine = f" {' '.join(words(all_of_it))}"
        return all(f" {word}" in mine for word in words(wanted))


def listed_card(stored: StoredCard) -> ListedCard:
    """Read what a list shows of a card; what cannot be read is left empty."""
    body = stored.body

    def text(name: str) -> str:
        value = body.get(name)
        return value if isinstance(value, str) else ""

    said, marks, numbers = text("body"), body.get("highlight"), body.get("paragraphs")
    read = 0
    for mark in marks if isinstance(marks, list) else ():
        match mark:
            case [int(start), int(end)]:
                read += len(word_spans(said[max(0, start) : max(0, end)]))
    numbers = numbers if isinstance(numbers, list) else []
    return ListedCard(
        stored.id, stored.motion, text("tag"), said, len(word_spans(said)), read,
        tuple(number for number in numbers if isinstance(number, int)),
        next((stance for stance in STANCES if stance == body.get("stance")), None),
        (text("pocket"), text("hat"), text("block")), stored.made, stored.touched,
    )  # fmt: skip


class CardFiles:
    """Keeps cards, makes them of what is stored, and writes them to files.

    ``database_of`` gives the database in use, ``load_motion`` a motion by the name that is
    stored with a card.  It is loaded again when ``state_of`` gives something else for it, and
    before cards are written.  Not for two threads at a time, but
    for ``store``.
    """

    def __init__(
        self,
        database_of: Callable[[], Database],
        load_motion: Callable[[str], Motion],
        state_of: Callable[[str], object] = lambda name: name,
    ) -> None:
        self._database_of, self._load_motion, self._state_of = database_of, load_motion, state_of
        self._motions: dict[str, tuple[object, Motion]] = {}

    @property
    def store(self) -> CardStore:
        """The store of cards in use."""
        return CardStore(self._database_of())

    def motion(self, name: str) -> Motion:
        """Return the motion of a card as its files are now.  Raises ``DebaterError``."""
        state = self._state_of(name)
        known = self._motions.get(name)
        if known is None or known[0] != state:
            known = self._motions[name] = state, self._load_motion(name)
        return known[1]

    def listed(self, stored: StoredCard) -> ListedCard:
        """Read what a list shows of a card, its words proved or left out of it."""
        with suppress(DebaterError):
            self.read(stored)
            return replace(listed_card(stored), proved=True)
        return listed_card(stored)

    def cut(self, motion: str, cited: Cited) -> int:
        """Keep a new card around what was cited, and return its id.

        ``motion`` is the name it can be loaded by.  Raises ``DebaterError``.
        """
        # Deferred: cards are listed without what reads rounds.
        from debater.export.passages import quoted

        loaded = self.motion(motion)
        known = quoted(loaded, cited.citation, cited.voice)
        card = cut(loaded, cited.citation, known.voice, known.speaker, known.stance, cited.tag)
        return self.store.add(motion, dump_card(card))

    def having(self, motion: str, citation: Citation) -> ListedCard | None:
        """Return the card cut last that has all of a citation in its body, or None."""
        place = citation.source.id, citation.start, citation.end
        for stored in self.store.cards(motion, limit=ALL_CARDS):
            match stored.body:
                case {"source": source, "start": int(start), "end": int(end)}:
                    if source == place[0] and start <= place[1] and place[2] <= end:
                        return listed_card(stored)
        return None

    def stored(self, id: int) -> StoredCard:
        """Return a card as it is kept.  Raises ``DebaterError`` where there is none."""
        stored = self.store.card(id)
        if stored is None:
            raise DebaterError(f"There is no card {id}.", "List them with: debater cards list")
        return stored

    def read(self, stored: StoredCard) -> Card:
        """Make a card of what is kept, its text proved in the source.

        Whose view it is, the motion says as it is now.  Raises ``DebaterError``, ``ProofError``
        where the source says something else now.
        """
        # Deferred: cards are listed without what reads rounds.
        from debater.export.passages import quoted

        motion = self.motion(stored.motion)
        card = load_card(stored.body, motion)
        marked = next(iter(card.highlight or card.underline), None)
        if marked is None:
            return card
        body = card.body
        start, end = body.start + marked.start, body.start + marked.end
        read = Citation(
            body.source, body.passage, body.paragraphs, start, end, body.source.text[start:end]
        )
        known = quoted(motion, read, card.voice)
        return replace(card, voice=known.voice, speaker=known.speaker, stance=known.stance)

    def keep(self, id: int, motion: str, card: Card) -> int:
        """Keep a card as it is cut now, under its id or, where that is gone, a new one.

        ``motion`` is the name it can be loaded by.  Returns the id; raises ``StorageError``.
        """
        body = dump_card(card)
        return id if self.store.change(id, body) else self.store.add(motion, body)

    # ── files ───────────────────────────────────────────────────────────────────────

    def content(
        self, cards: Iterable[StoredCard], ending: str, style: CiteStyle
    ) -> tuple[str | bytes, tuple[str, ...]]:
        """Return what a file of this ending holds of the cards, in the order of their headings.

        With it comes a sentence for each card that is left out, as its text cannot be proved
        in its source any more.  Raises ``DebaterError``, also where no card can be.
        """
        ending = ending.casefold()
        if ending not in CARD_ENDINGS:
            known = ", ".join(CARD_ENDINGS)
            raise DebaterError(
                f"Cards cannot be written as “{ending or 'a file without an ending'}”.",
                f"End the file's name with one of {known}.",
            )
        # Proved in the sources as they are now, whatever was read when the cards were cut.
        self._motions.clear()
        proved: list[Card] = []
        left_out: list[str] = []
        for stored in cards:
            try:
                proved.append(self.read(stored))
            except DebaterError as error:
                left_out.append(f"Card {stored.id} is left out: {error}")
        if not proved:
            raise DebaterError(left_out[0] if left_out else "There is no card to write.")
        return _written(sorted(proved, key=_place), ending, style), tuple(left_out)

    def write(self, cards: Iterable[StoredCard], path: Path, style: CiteStyle) -> tuple[str, ...]:
        """Write cards to a file that does not exist yet; its ending says what kind.

        Returns a sentence for each card that is left out.  Raises ``DebaterError``.
        """
        # Deferred, as what writes files is needed on a key only.
        from debater.export.files import write_new

        content, left_out = self.content(cards, path.suffix, style)
        write_new(path, content)
        return left_out


def _place(card: Card) -> tuple[str, str, str, str, str, int]:
    """Return where a card stands in a file: under its headings, then as in the sources."""
    headings = (card.pocket, card.hat, card.block)
    return (card.motion, *headings, card.body.source.id, card.body.start)


def _written(cards: list[Card], ending: str, style: CiteStyle) -> str | bytes:
    # Deferred: each kind of file has libraries of its own.
    if ending == ".docx":
        from debater.export.card_docx import cards_docx

        return cards_docx(cards, style)
    if ending == ".md":
        from debater.export.card_markdown import cards_markdown

        return cards_markdown(cards, style)
    from debater.export.card_html import cards_html

    return cards_html(cards, style)
