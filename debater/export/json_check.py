"""What of an imported round can be proved in the sources of its motion, and what cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from debater.debating.record import after, load_setup
from debater.errors import DebaterError, ProofError
from debater.export.json_round import source_hash
from debater.export.json_schema import is_reply
from debater.export.json_values import shown
from debater.export.passages import said_in
from debater.motions.citation import Citation
from debater.motions.model import Motion
from debater.sparring.record import load_reply
from debater.sparring.wording import voice_in_words
from debater.store.whole import WholeEvent, WholeRound
from debater.text import Span, clean_line, excerpt, words

# Fewer words in quotation marks than this may be anybody's.
_MARKED_FROM = 6
_MARKED = re.compile(r"“([^“”]+)”")
_SHOWN_QUOTE = 60
# The parts of a reply, a speech and a question that are the bot's own words.
_REPLY_WORDS = ("they_say", "but", "because", "therefore", "question", "notice")


def check_round(whole: WholeRound, motion: Motion) -> tuple[str, ...]:
    """Prove what a round says of its motion's sources; return a sentence for what cannot be.

    A quotation has to stand where it is said to, in the voice and for the side it is given
    for; no long words in the bot's quotation marks may be nobody's; every reply and event has
    to be readable.  An empty result says that all of that holds.
    """
    sentences = list(_other_motion(whole, motion))
    if whole.format:
        sentences += _unread(whole, motion)
    for where, values in _kept(whole):
        if not whole.format:
            sentences += _unreadable_reply(where, values, motion)
        for holder, citation in _citations(values):
            sentences += _problem_of(where, holder, citation, motion)
    sentences += _made_up(whole, motion)
    return tuple(dict.fromkeys(sentences))


def changed_sources(values: object, motion: Motion) -> tuple[str, ...]:
    """Say which of a file's sources read otherwise, or are gone, in ``motion`` as it is here."""
    given = values.get("motion") if isinstance(values, dict) else None
    sources = given.get("sources") if isinstance(given, dict) else None
    here = {source.id: source for source in motion.sources}
    sentences = []
    for one in sources if isinstance(sources, list) else ():
        id, digest = (one.get(key) if isinstance(one, dict) else None for key in ("id", "sha256"))
        if not isinstance(id, str) or not isinstance(digest, str):
            continue
        if id not in here:
            sentences.append(f"The motion here has no source {shown(id)}.")
        elif source_hash(here[id]) != digest:
            sentences.append(f"The source {shown(id)} has another text here than in the file.")
    return tuple(sentences)


def _other_motion(whole: WholeRound, motion: Motion) -> Iterator[str]:
    # A motion that was named by its folder is kept as a path.
    name = re.split(r"[/\\]", whole.motion.rstrip("/\\"))[-1]
    if name != motion.name:
        yield f"The round is on {shown(name)}, and it is checked against {shown(motion.name)}."


def _kept(whole: WholeRound) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each reply or event that is kept, with where it is."""
    for turn in whole.turns:
        if turn.reply is not None:
            yield f"The reply to turn {turn.number}", turn.reply
    for event in whole.events:
        yield _event_in_words(event), event.body


def _event_in_words(event: WholeEvent) -> str:
    return f"Event {event.number} ({clean_line(event.kind)})"


def _unread(whole: WholeRound, motion: Motion) -> Iterator[str]:
    try:
        debate = load_setup(whole.motion, whole.side, whole.seed, whole.setup or {})
    except DebaterError:
        yield "How the debate began cannot be read, so it cannot be gone on with."
        return
    for event in whole.events:
        try:
            debate = after(debate, event.kind, event.body, motion)
        except DebaterError:
            yield f"{_event_in_words(event)} cannot be read, so it is left out."


def _unreadable_reply(where: str, values: Mapping[str, Any], motion: Motion) -> Iterator[str]:
    try:
        load_reply(dict(values) if is_reply(values) else {}, motion)
    except DebaterError:
        yield f"{where} cannot be read, so it is not shown."


def _citations(values: Any) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Yield every quotation in a stored value, with the object that says whose it is."""
    if isinstance(values, Mapping):
        place = values.get("citation")
        if isinstance(place, Mapping):
            yield values, place
        for key, one in values.items():
            if key != "citation":
                yield from _citations(one)
    elif isinstance(values, (list, tuple)):
        for one in values:
            yield from _citations(one)


def _problem_of(
    where: str, holder: Mapping[str, Any], place: Mapping[str, Any], motion: Motion
) -> Iterator[str]:
    quote = f"“{excerpt(clean_line(str(place.get('quote'))), _SHOWN_QUOTE)}”"
    try:
        citation = _proved(place, motion)
    except ProofError:
        yield f"{where} quotes {quote}, which its source does not hold there; it is not shown."
        return
    except (KeyError, TypeError, ValueError, AttributeError):
        yield f"{where} quotes {quote} from a place that cannot be read; it is not shown."
        return
    span = Span(citation.start, citation.end)
    named = [p for p in motion.passages if p.id == citation.passage]
    if not named or named[0].source != citation.source.id or not span.within(named[0].span):
        yield f"{where} quotes {quote} from a passage that the motion does not have there."
        return
    if named[0].paragraphs != citation.paragraphs:
        yield f"{where} gives other paragraphs for {quote} than the motion."
    voice, speaker = holder.get("voice"), holder.get("speaker")
    said = [(p.label.stance, s.voice, s.speaker) for p, s in said_in(named[0], span)]
    label = named[0].label
    views = said or [(label.stance, label.voice, label.speaker)]
    if voice and voice not in {one for _, one, _ in views}:
        _, first, whose = views[0]
        yield f"{where} gives {quote} as {voice}; the motion says: {voice_in_words(first, whose)}."
    elif "speaker" in holder and (voice, speaker) not in {view[1:] for view in views}:
        yield f"{where} gives {quote} to another speaker than the motion."
    if "stance" in holder and holder["stance"] not in {stance for stance, _, _ in views}:
        yield f"{where} gives {quote} as {holder['stance']}; the motion says: {views[0][0]}."


def _proved(place: Mapping[str, Any], motion: Motion) -> Citation:
    source = place["source"]
    id = source["id"] if isinstance(source, Mapping) else source
    found = motion.source(id)
    numbers = tuple(place["paragraphs"])
    return Citation(found, place["passage"], numbers, place["start"], place["end"], place["quote"])


# ── words in quotation marks that are nobody's ──────────────────────────────────────────


def _made_up(whole: WholeRound, motion: Motion) -> Iterator[str]:
    """Find long words the bot puts in quotation marks that nobody said and no source holds."""
    # A line end is in no folded text, so that no match runs from one into the next.
    known = ["\n".join(_folded(text) for text in (*_texts(motion), *_users_words(whole)))]
    looked_at: set[str] = set()
    for where, texts in _bots_words(whole):
        for quote in (quote for text in texts for quote in _MARKED.findall(text)):
            marked = _folded(quote.rstrip().removesuffix("…"))
            if len(marked.split()) < _MARKED_FROM or marked in looked_at:
                continue
            looked_at.add(marked)
            if any(marked in text for text in known):
                continue
            line = excerpt(clean_line(quote), _SHOWN_QUOTE)
            yield f"{where} puts “{line}” in quotation marks, and nobody said it."
        # What a bot said may be quoted later on, by another seat say.
        known += map(_folded, texts)


def _folded(text: str) -> str:
    return f" {' '.join(words(text))} "


def _bots_words(whole: WholeRound) -> Iterator[tuple[str, list[str]]]:
    for where, values in _kept(whole):
        if not whole.format:
            texts = [values.get(name) for name in _REPLY_WORDS]
        elif values.get("by") == "bot":
            parts = values.get("parts")
            texts = [values.get("question"), *_parts_words(parts)]
            texts += [] if parts else [values.get("text")]
        else:
            # A question of the user's: only an answer that cites is surely the bot's.
            texts = [values.get("answer")] if values.get("voice") else []
        yield where, [text for text in texts if isinstance(text, str)]


def _parts_words(parts: object) -> Iterator[object]:
    for part in parts if isinstance(parts, list) else ():
        yield part.get("text") if isinstance(part, dict) else None


def _users_words(whole: WholeRound) -> Iterator[str]:
    for turn in whole.turns:
        yield turn.argument
    for event in whole.events:
        by_user = event.body.get("by") == "user"
        # Questions of the bot's are answered by the user.
        said = ("text", "question") if by_user else ("answer",)
        yield from (str(event.body.get(key, "")) for key in said)


def _texts(motion: Motion) -> Iterator[str]:
    """Yield whatever of a motion's files may be quoted."""
    yield motion.statement
    yield from motion.sides.values()
    for source in motion.sources:
        yield source.text
        yield from source.cite.values()
    for point in motion.points():
        yield from (point.tag, point.impact, *point.answers, *point.questions, *point.heard)
        if point.turn is not None:
            yield from (point.turn.tag, point.turn.impact)
