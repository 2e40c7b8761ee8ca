"""Reads a motion from its folder: ``motion.yaml`` and the sources it names.

``schema`` has what can be written there.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from debater import strict
from debater.errors import PackError, Problem
from debater.motions.heard import HEARD_FILE, read_heard, with_heard
from debater.motions.model import (
    CITE_ELEMENTS,
    Label,
    Motion,
    Passage,
    Point,
    Sentence,
    Source,
    SourceStance,
    Turn,
)
from debater.motions.passages import Cut, Paragraph, cut, paragraphs
from debater.motions.schema import (
    BriefEntry,
    PackEntry,
    PassageEntry,
    SentenceEntry,
    SourceEntry,
    TurnEntry,
)
from debater.motions.unlabelled import Labeller, by_cues, points_of
from debater.text import (
    Span,
    fold,
    sentence_spans,
    unsafe_characters,
    without_unpaired_quotes,
    words,
)

PACK_FILE = "motion.yaml"
_LARGEST_SOURCE = 50 * 1024 * 1024


def read_motion(folder: Path, labeller: Labeller = by_cues) -> Motion:
    """Read the motion in ``folder``, named after it.

    ``labeller`` labels the passages the coach has not labelled, a source at a time.
    Raises ``PackError`` with every problem found.
    """
    return PackReader(folder, labeller).read()


def pack_hashes(folder: Path, files: tuple[str, ...]) -> dict[str, str]:
    """Return the SHA-256 of each file of the motion in ``folder``, by name.

    These are ``motion.yaml``, its sources ``files`` and, where there is one, the file of
    arguments heard.

    Raises ``PackError`` when one cannot be read.
    """
    hashes = {}
    heard = (HEARD_FILE,) if (folder / HEARD_FILE).exists() else ()
    for name in (PACK_FILE, *files, *heard):
        path = folder / name
        try:
            hashes[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise PackError([Problem(path, 1, f"cannot be read ({error.strerror})")]) from error
    return hashes


def read_source(folder: Path, entry: SourceEntry) -> Source:
    """Read one source exactly as stored.

    Raises ``PackError`` when the file lies outside ``folder``, cannot be read, is not
    UTF-8, is empty, or holds characters a terminal would obey (each with its line).
    """
    path = folder / entry.file
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
        large = path.is_file() and path.stat().st_size > _LARGEST_SOURCE
    except (OSError, RuntimeError, ValueError) as error:
        # A name too long or with a NUL in it, or a link that leads back to itself.
        why = getattr(error, "strerror", None) or "its name or link leads nowhere"
        mend = "copy it beside motion.yaml"
        problem = Problem(path, 1, f"the source cannot be read ({why})", mend)
        raise PackError([problem]) from error
    if Path(entry.file).is_absolute() or not inside:
        mend = "copy it beside motion.yaml"
        raise PackError([Problem(path, 1, "the source lies outside the motion's folder", mend)])
    if large:
        raise PackError([Problem(path, 1, "the source is larger than 50 MB", "split it")])
    text = strict.read_text(path)
    problems = [
        Problem(path, text.count("\n", 0, offset) + 1, f"the source holds {name}", "remove it")
        for offset, name in unsafe_characters(text)
    ]
    if not text.strip("\ufeff \t\r\n"):
        problems.append(Problem(path, 1, "the source is empty", "add its text"))
    if problems:
        raise PackError(problems)
    cite = {name: value for name in CITE_ELEMENTS if (value := getattr(entry, name))}
    return Source(entry.id, entry.file, text, entry.stance or "mixed", cite, entry.pages)


class PackReader:
    """Reads one pack, collecting problems so that a coach sees all of them at once."""

    def __init__(self, folder: Path, labeller: Labeller) -> None:
        self.folder = folder
        self.labeller = labeller
        self.path = folder / PACK_FILE
        self.problems: list[Problem] = []
        self.pack, self.lines = strict.load_with_lines(self.path, PackEntry)

    def note(self, entry: object, what: str, mend: str = "") -> None:
        """Note a problem at the line of an entry."""
        self.problems.append(Problem(self.path, self.lines.get(id(entry), 1), what, mend))

    def read(self) -> Motion:
        """Read the motion.  Raises ``PackError`` with every problem."""
        pack = self.pack
        sources: dict[str, Source] = {}
        passages: list[Passage] = []
        if not pack.statement.strip():
            self.note(pack, "the statement is empty", "write what is debated")
        if not pack.sources:
            self.note(pack, "the motion has no sources", "name at least one file")
        if pack.floor is not None and not 0 <= pack.floor <= 1:
            self.note(pack, f"floor is {pack.floor}", "write a number from 0 to 1")
        for entry in pack.sources:
            if entry.id in sources:
                self.note(entry, f"the source id “{entry.id}” stands twice", "rename one")
                continue
            try:
                sources[entry.id] = read_source(self.folder, entry)
            except PackError as error:
                self.problems += error.problems
        # One that cannot be read is told once, not with each of its passages.
        named = {entry.id for entry in pack.sources}
        for passage in pack.passages:
            if passage.source is None and len(pack.sources) > 1:
                names = ", ".join(source.id for source in pack.sources)
                self.note(passage, "this passage names no source", f"add “source:” ({names})")
            elif passage.source is not None and passage.source not in named:
                self.note(passage, f"there is no source “{passage.source}”", "check its id")
        for entry in pack.sources:
            if entry.id in sources:
                stance, found = self._passages(sources[entry.id], entry)
                sources[entry.id] = replace(sources[entry.id], stance=stance)
                passages += found
        if self.problems:
            raise PackError(self.problems)
        motion = Motion(
            name=self.folder.resolve().name,
            statement=pack.statement.strip(),
            sides={"for": "For the motion", "against": "Against the motion", **pack.sides},
            topic=pack.topic or f"“{pack.statement.strip().rstrip('.')}”",
            sources=tuple(sources.values()),
            passages=tuple(passages),
            floor=pack.floor,
        )
        heard = self.folder / HEARD_FILE
        return with_heard(motion, read_heard(heard)) if heard.exists() else motion

    def _cuts(self, source: Source, entry: SourceEntry) -> list[tuple[Cut, PassageEntry | None]]:
        """Join the coach's entries with what the segmenter cut, in document order."""
        front = tuple(part for part in (entry.title, entry.standfirst) if part)
        first = self.pack.sources[0].id
        entries = [p for p in self.pack.passages if (p.source or first) == source.id]
        numbered = {p.number: p for p in paragraphs(source.text, front)}
        if not numbered:
            mend = "give it at least one paragraph that ends like a sentence"
            self.problems.append(
                Problem(self.folder / source.file, 1, "the source has no paragraph", mend)
            )
        claimed: dict[int, PassageEntry] = {}
        for passage in entries:
            if self._fits(source, passage, numbered, claimed):
                claimed.update(dict.fromkeys(passage.paragraphs, passage))
        pieces = self._with_coach_groups(cut(source.text, front), claimed, numbered)
        return [(piece, claimed.get(piece.numbers[0])) for piece in pieces]

    def _passages(self, source: Source, entry: SourceEntry) -> tuple[SourceStance, list[Passage]]:
        """Make the passages of a source: the coach's labels, else the labeller's."""
        cuts = self._cuts(source, entry)
        spans = [_sentences(source, piece) for piece, _ in cuts]
        open_ones = [n for n, (_, labelled) in enumerate(cuts) if labelled is None]
        stance, labels = entry.stance or "mixed", {}
        if open_ones:
            texts = [[span.of(source.text) for span in spans[n]] for n in open_ones]
            reading = self.labeller(self.pack.statement.strip(), entry.stance, texts)
            stance, labels = reading.stance, dict(zip(open_ones, reading.labels, strict=True))
        found = []
        for n, (piece, labelled) in enumerate(cuts):
            ends = sorted({piece.numbers[0], piece.numbers[-1]})
            id = f"{source.id}:{'-'.join(map(str, ends))}"
            if labelled is None:
                points = points_of(source.text, id, spans[n], labels[n])
            else:
                points = self._labelled(source, id, spans[n], labelled)
            found.append(
                Passage(id, source.id, piece.numbers, piece.span, tuple(points), piece.aliases)
            )
        return stance, found

    def _fits(
        self,
        source: Source,
        passage: PassageEntry,
        numbered: dict[int, Paragraph],
        claimed: dict[int, PassageEntry],
    ) -> bool:
        """Check that a coach's entry stands where it says; note what is wrong."""
        numbers = passage.paragraphs
        if not numbers or list(numbers) != list(range(numbers[0], numbers[0] + len(numbers))):
            self.note(passage, f"paragraphs {list(numbers)} are not one run", "list 5, 6, 7, …")
            return False
        absent = [n for n in numbers if n not in numbered]
        if absent:
            mend = f"{source.file} has paragraphs 1 to {len(numbered)}"
            self.note(passage, f"there is no paragraph {absent[0]}", mend)
            return False
        twice = [n for n in numbers if n in claimed]
        if twice:
            other = self.lines.get(id(claimed[twice[0]]), 1)
            self.note(passage, f"paragraph {twice[0]} stands twice", f"see line {other}")
            return False
        text = numbered[numbers[0]].span.of(source.text)
        if not _begins(text, passage.begins):
            got = " ".join(text.split()[:6])
            now = [
                n for n, p in numbered.items() if _begins(p.span.of(source.text), passage.begins)
            ]
            mend = f"it begins “{got} …”; correct the number or the words"
            if len(now) == 1:
                mend = f"these words begin paragraph {now[0]} now: correct the number"
            self.note(passage, f"paragraph {numbers[0]} does not begin so", mend)
            return False
        return True

    @staticmethod
    def _with_coach_groups(
        cuts: list[Cut], claimed: dict[int, PassageEntry], numbered: dict[int, Paragraph]
    ) -> list[Cut]:
        """Let the coach's grouping of paragraphs overrule the segmenter's."""
        aliases = {n: piece.aliases for piece in cuts for n in piece.numbers}
        pieces: dict[tuple[int, ...], Cut] = {}
        for piece in cuts:
            for n in piece.numbers:
                entry = claimed.get(n)
                group = entry.paragraphs if entry else ()
                loose = tuple(m for m in piece.numbers if m not in claimed)
                numbers = group or loose
                known = {a for m in numbers for a in aliases.get(m, ())} - set(numbers)
                pieces[numbers] = Cut(tuple(numbered[m] for m in numbers), tuple(sorted(known)))
        return list(pieces.values())

    def _labelled(
        self, source: Source, id: str, spans: list[Span], entry: PassageEntry
    ) -> list[Point]:
        """The points of a passage as its coach divides it, the passage's own stance first."""
        rest = list(spans)
        voices: dict[Span, SentenceEntry] = {}
        apart: list[tuple[SentenceEntry, list[Span]]] = []
        for part in entry.sentences:
            found = self._find(source, spans, part)
            if part.stance == entry.stance:
                if part.tag or part.answers or part.questions or part.impact or part.turn:
                    mend = "move its tag, answers, questions, impact and turn to the passage"
                    self.note(part, "a sentence of the passage's own stance has a brief", mend)
                voices.update(dict.fromkeys(found, part))
                continue
            rest = [span for span in rest if span not in found]
            apart.append((part, found))
        points = [self._point(source, id, entry, rest, voices)] if rest else []
        points += [self._point(source, id, part, found, {}) for part, found in apart if found]
        if len({point.id for point in points}) < len(points):
            mend = "put all sentences of one stance under one entry"
            self.note(entry, "two sentence entries have one stance", mend)
        return points

    def _find(self, source: Source, sentences: list[Span], part: SentenceEntry) -> list[Span]:
        """Find the sentences a sentence entry names, by how they begin."""
        found = []
        for text in part.text:
            folded = fold(text)
            spans = [s for s in sentences if folded and fold(s.of(source.text)).startswith(folded)]
            if len(spans) != 1:
                times = "not" if not spans else "more than once"
                mend = "copy how one sentence begins"
                self.note(part, f"“{text}” is {times} found in the passage", mend)
            found += spans[:1]
        return found

    def _point(
        self,
        source: Source,
        passage: str,
        entry: BriefEntry,
        spans: list[Span],
        voices: dict[Span, SentenceEntry],
    ) -> Point:
        for voiced in (entry, *voices.values()):
            if voiced.voice == "reported" and not voiced.speaker:
                mend = "add “speaker: …”, or “speaker: unnamed”"
                self.note(voiced, "a reported voice names no speaker", mend)
        turn = None
        if entry.turn is not None:
            turn = self._turn(source, spans, entry.turn)
        label = Label(entry.stance, entry.voice, entry.speaker)
        return Point(
            id=f"{passage}/{entry.stance}",
            passage=passage,
            label=label,
            sentences=_quotable(source, spans, label, voices),
            tag=entry.tag,
            answers=entry.answers,
            questions=entry.questions,
            impact=entry.impact,
            response=entry.response,
            turn=turn,
        )

    def _turn(self, source: Source, spans: list[Span], entry: TurnEntry) -> Turn | None:
        """Find the evidence to be turned: a verbatim stretch of one of the sentences."""
        for span in spans:
            at = source.text.find(entry.quote, span.start, span.end)
            if entry.quote and at >= 0:
                return Turn(Span(at, at + len(entry.quote)), entry.tag, entry.impact)
        mend = "copy it word for word, typographic quotes included"
        self.note(entry, f"“{entry.quote}” is not found in the passage", mend)
        return None


def _begins(text: str, words: str) -> bool:
    """Tell whether a paragraph begins with some words, whatever their typography."""
    return bool(words.strip()) and fold(text).startswith(fold(words))


def _sentences(source: Source, piece: Cut) -> list[Span]:
    """Return the sentences of a passage; a row of asterisks says nothing to be quoted."""
    return [
        span
        for paragraph in piece.paragraphs
        for span in sentence_spans(source.text, paragraph.span.start, paragraph.span.end)
        if words(span.of(source.text))
    ]


def _quotable(
    source: Source, spans: list[Span], label: Label, voices: dict[Span, SentenceEntry]
) -> tuple[Sentence, ...]:
    """Return the sentences that can be quoted alone, each with its voice.

    A lead-in such as "He wrote," says nothing alone and is left out, unless it is all
    there is.
    """
    whole = [span for span in spans if source.text[span.end - 1] not in ":,"]
    sentences = []
    for span in whole or spans:
        voiced = voices.get(span, label)
        trimmed = without_unpaired_quotes(source.text, span)
        sentences.append(Sentence(trimmed, voiced.voice, voiced.speaker))
    return tuple(sentences)
