"""What a coach changes about a passage: from a prediction to an entry, and one step on.

Everything here turns an entry of ``motion.yaml`` into another; nothing touches a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from debater.errors import DebaterError
from debater.motions.model import Label, Passage, Point, Sentence, Source, Stance, Voice
from debater.motions.passages import Paragraph, paragraphs
from debater.motions.schema import BriefEntry, PackEntry, PassageEntry, SentenceEntry, SourceEntry
from debater.text import Span, fold, sentence_spans, words

UNNAMED = "unnamed"
_BEGINS_WORDS = 7
_BEGINS_LENGTH = 80
_SENTENCE_WORDS = 6


def entry_of(source: Source, cite: SourceEntry, passage: Passage, several: bool) -> PassageEntry:
    """Return the entry that says of a passage what was predicted of it.

    Sentences of the first point with another voice become entries that name who speaks; a
    part of another stance has one voice, that of its label.  Raises ``DebaterError`` where
    the file could not tell two sentences apart.
    """
    held = _paragraphs(source, cite, passage)
    spans = _sentences(source, held)
    main, *others = passage.points
    parts = [
        _sentence_entry(source, spans, voiced, Label(main.label.stance, *_voice(voiced[0])))
        for voiced in _voices_apart(main)
    ]
    parts += [_sentence_entry(source, spans, other.sentences, other.label) for other in others]
    label = main.label
    return PassageEntry(
        paragraphs=_run(passage),
        begins=_begins(held[0].span.of(source.text)),
        source=source.id if several else None,
        stance=label.stance,
        voice=label.voice,
        speaker=_speaker(label.voice, label.speaker),
        sentences=tuple(parts),
    )


def mixed_voices(passage: Passage) -> bool:
    """Tell whether a part beside the first has several voices: its entry can name but one."""
    return any(_voices_apart(point) for point in passage.points[1:])


def relabelled(entry: PassageEntry, stance: Stance, becomes: Stance) -> PassageEntry:
    """Give the part of ``stance`` another one; parts of one stance become one part.

    Raises ``DebaterError`` where both have a brief and one of them would be lost.
    """
    part = _part(entry, stance)
    if stance == becomes:
        return entry
    voiced = [one for one in entry.sentences if one.stance == entry.stance]
    others = [one for one in entry.sentences if one.stance != entry.stance and one is not part]
    same = next((one for one in others if one.stance == becomes), None)
    others = [one for one in others if one is not same]
    main = entry
    if part is None:
        main = replace(entry, stance=becomes)
        voiced = [replace(one, stance=becomes) for one in voiced]
        if same is not None:
            main = _joined(main, same)
            voiced += _voiced_apart(main, same)
    elif becomes == entry.stance:
        main = _joined(entry, part)
        voiced += _voiced_apart(main, part)
    elif same is None:
        others.append(replace(part, stance=becomes))
    elif (same.voice, same.speaker) != (part.voice, part.speaker):
        raise DebaterError(
            f"The passage has a part that is {becomes} already, in another voice.",
            "Give both one voice first.",
        )
    else:
        others.append(replace(_joined(same, part), text=(*same.text, *part.text)))
    place = {text: n for n, one in enumerate(entry.sentences) for text in one.text}
    parts = sorted([*voiced, *others], key=lambda one: min(place[text] for text in one.text))
    return replace(main, sentences=tuple(parts))


def voiced(
    entry: PassageEntry, stance: Stance, voice: Voice, speaker: str | None = None
) -> PassageEntry:
    """Say who speaks in the part of ``stance``; a reported speaker can be unnamed."""
    return briefed(entry, stance, voice=voice, speaker=_speaker(voice, speaker))


def briefed(entry: PassageEntry, stance: Stance, **brief: Any) -> PassageEntry:
    """Change keys of the part of ``stance``: its tag, answers, turn and so on."""
    part = _part(entry, stance)
    if part is None:
        return replace(entry, **brief)
    changed = [replace(one, **brief) if one is part else one for one in entry.sentences]
    return replace(entry, sentences=tuple(changed))


def entry_in(pack: PackEntry, passage: str) -> PassageEntry | None:
    """Return the entry about a passage, by the passage's id, or None where there is none."""
    return next((entry for entry in pack.passages if _id_of(pack, entry) == passage), None)


def with_entry(pack: PackEntry, passage: str, entry: PassageEntry | None) -> PackEntry:
    """Return the pack with the entry of a passage replaced, added in its place, or gone."""
    entries = list(pack.passages)
    here = [n for n, one in enumerate(entries) if _id_of(pack, one) == passage]
    if here:
        entries[here[0] : here[0] + 1] = [entry] if entry else []
    elif entry:
        before = [n for n, one in enumerate(entries) if _place(pack, one) < _place(pack, entry)]
        entries.insert(before[-1] + 1 if before else 0, entry)
    return replace(pack, passages=tuple(entries))


def labelled_paragraphs(pack: PackEntry, source: str) -> set[int]:
    """Return the numbers of the paragraphs of a source that some entry is about."""
    mine = (entry for entry in pack.passages if _source_of(pack, entry) == source)
    return {number for entry in mine for number in entry.paragraphs}


def _source_of(pack: PackEntry, entry: PassageEntry) -> str:
    return entry.source or pack.sources[0].id


def _id_of(pack: PackEntry, entry: PassageEntry) -> str:
    ends = sorted({*entry.paragraphs[:1], *entry.paragraphs[-1:]})
    return f"{_source_of(pack, entry)}:{'-'.join(map(str, ends))}"


def _place(pack: PackEntry, entry: PassageEntry) -> tuple[int, tuple[int, ...]]:
    """Return where a passage stands in the order of the sources and their paragraphs."""
    order = {source.id: n for n, source in enumerate(pack.sources)}
    return order.get(_source_of(pack, entry), len(order)), entry.paragraphs


def _run(passage: Passage) -> tuple[int, ...]:
    """Return its paragraphs as one run: a pull quote in their middle becomes part of it."""
    return tuple(range(passage.paragraphs[0], passage.paragraphs[-1] + 1))


def _paragraphs(source: Source, cite: SourceEntry, passage: Passage) -> list[Paragraph]:
    front = tuple(part for part in (cite.title, cite.standfirst) if part)
    run = _run(passage)
    return [one for one in paragraphs(source.text, front) if one.number in run]


def _sentences(source: Source, held: Sequence[Paragraph]) -> list[Span]:
    """Return the sentences of paragraphs as the file names them, quotation marks included."""
    return [
        span
        for one in held
        for span in sentence_spans(source.text, one.span.start, one.span.end)
        if words(span.of(source.text))
    ]


def _part(entry: PassageEntry, stance: Stance) -> SentenceEntry | None:
    """Return the sentences of ``stance``, or None where that is the passage's own."""
    if entry.stance == stance:
        return None
    for one in entry.sentences:
        if one.stance == stance:
            return one
    raise DebaterError(
        f"The passage has no part that is {stance} any more: the file was changed meanwhile.",
        "What it says now is shown; make the change again.",
    )


def _joined(one: Any, other: BriefEntry) -> Any:
    """Add the brief of ``other`` to that of ``one``, where nothing of either is lost."""
    for name, word in (("tag", "tag"), ("impact", "impact"), ("response", "kind of response")):
        if getattr(one, name) and getattr(other, name) not in (getattr(one, name), "", None):
            raise DebaterError(
                f"Both parts of the passage have their own {word}, and one would be lost.",
                "Clear one of the two first.",
            )
    if one.turn and other.turn and one.turn != other.turn:
        raise DebaterError(
            "Both parts of the passage have their own turn, and one would be lost.",
            "Clear one of the two first.",
        )
    return replace(
        one,
        tag=one.tag or other.tag,
        answers=tuple(dict.fromkeys((*one.answers, *other.answers))),
        questions=tuple(dict.fromkeys((*one.questions, *other.questions))),
        impact=one.impact or other.impact,
        response=one.response or other.response,
        turn=one.turn or other.turn,
    )


def _voiced_apart(main: PassageEntry, part: SentenceEntry) -> list[SentenceEntry]:
    """Return what is left of a part whose stance is now the passage's own: who speaks in it."""
    voice, speaker = part.voice, part.speaker
    if (voice, speaker) == (main.voice, main.speaker):
        return []
    return [SentenceEntry(text=part.text, stance=main.stance, voice=voice, speaker=speaker)]


def _voice(said: Label | Sentence) -> tuple[Voice, str | None]:
    return said.voice, _speaker(said.voice, said.speaker)


def _speaker(voice: Voice, speaker: str | None) -> str | None:
    return (speaker or UNNAMED) if voice == "reported" else None


def _voices_apart(point: Point) -> list[list[Sentence]]:
    """Return the sentences of a point whose voice is not that of its label, by voice."""
    groups: dict[tuple[Voice, str | None], list[Sentence]] = {}
    for sentence in point.sentences:
        if _voice(sentence) != _voice(point.label):
            groups.setdefault(_voice(sentence), []).append(sentence)
    return list(groups.values())


def _sentence_entry(
    source: Source, spans: Sequence[Span], sentences: Sequence[Sentence], label: Label
) -> SentenceEntry:
    held = [span for span in spans if any(one.span.within(span) for one in sentences)]
    return SentenceEntry(
        text=tuple(_sentence_begins(source.text, span, spans) for span in held),
        stance=label.stance,
        voice=label.voice,
        speaker=_speaker(label.voice, label.speaker),
    )


def _sentence_begins(text: str, span: Span, spans: Sequence[Span]) -> str:
    """Return so many first words of a sentence that no other sentence begins with them."""
    folded = [fold(one.of(text)) for one in spans]
    told = span.of(text).split()
    for count in range(min(_SENTENCE_WORDS, len(told)), len(told) + 1):
        begins = " ".join(told[:count])
        if sum(one.startswith(fold(begins)) for one in folded) == 1:
            return begins
    raise DebaterError(
        f"“{' '.join(told[:_SENTENCE_WORDS])} …” begins two sentences of the passage, and the "
        "file could not tell them apart.",
        "Write this entry in your editor.",
    )


def _begins(text: str) -> str:
    """Return how a paragraph begins, word for word: seven words, or less where they are long."""
    told = text.split()[:_BEGINS_WORDS]
    while len(told) > 1 and len(" ".join(told)) > _BEGINS_LENGTH:
        told.pop()
    begins = " ".join(told)
    short = begins[:_BEGINS_LENGTH]
    # Some scripts set no spaces between words; a letter is not to be cut from its marks.
    return short if fold(text).startswith(fold(short)) else begins
