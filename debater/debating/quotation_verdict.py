"""Whether exact words are given to the one who says them, and a reminder of who does."""

from __future__ import annotations

from debater.debating.quotation_places import Place
from debater.debating.quotation_voice import AUTHORS, Given, shares_name
from debater.debating.quotation_words import index_of, tokens_of
from debater.motions.voice import read_cues
from debater.sparring.phrasing import named


def misgiven(place: Place, giver: Given, quoted: str) -> str:
    """Say whose words a student gives to somebody else, or nothing where that is not clear.

    A quotation that holds "they argue" or "granted" itself is given rightly.
    """
    voices = {one.voice for one in place.sentences}
    if len(voices) != 1 or giver.holder not in ("author", "name"):
        return ""
    (voice,) = voices
    if giver.holder == "author":
        if voice == "reported" and not _told(place, quoted):
            return f"you give to the source itself the words of {_speaker(place)}"
        if voice == "conceded" and giver.view and not read_cues([quoted])[0].concession:
            return "you give as the author's case what the author only concedes"
        return ""
    if _could_be(place, giver.by):
        return ""
    if voice == "reported" and place.speakers:
        return f"you give to {giver.by} the words of {_speaker(place)}"
    if voice in ("author", "conceded") and _is_known_other(place, giver.by):
        return f"you give to {giver.by} the words of the author"
    return ""


def _told(place: Place, quoted: str) -> bool:
    """Tell whether reported words say themselves who speaks, or are the author's telling of it.

    The author's telling names the speaker only later ("Trump met resistance from Democrats").
    """
    if place.inside or place.citation is None or place.opening is None:
        return False
    if read_cues([quoted])[0].attribution or shares_name(quoted, place.speakers):
        return True
    text = place.source.text
    if read_cues([place.opening.of(text)])[0].attribution:
        return False
    before = text[place.opening.start : place.citation.start]
    after = text[place.citation.end : place.opening.end]
    return shares_name(after, place.speakers) and not shares_name(before, place.speakers)


def _could_be(place: Place, name: str) -> bool:
    """Tell whether a name may be the author's, the source's, or that of somebody speaking there."""
    cite = " ".join(place.source.cite.get(key, "") for key in AUTHORS)
    return shares_name(name, cite) or shares_name(place.around, name)


def _is_known_other(place: Place, name: str) -> bool:
    """Tell whether a name is surely not the author's: the author is known, or it is discussed."""
    return bool(place.source.cite.get("author")) or _is_named_in(place.source.text, name)


def _is_named_in(text: str, name: str) -> bool:
    known = index_of(text).places
    return any(
        word in known or f"{word}'s" in known for word in tokens_of(name).plain if len(word) > 1
    )


def reminder(place: Place, giver: Given, words: str) -> str:
    """Say whose view exact words are, where the student does not; or nothing."""
    voices = {one.voice for one in place.sentences}
    # A name the source gives the words to, though no label says so.
    quoted_there = giver.holder == "name" and place.inside and not place.speakers
    said = quoted_there or giver.holder in ("relay", "others")
    if said or not voices - {"author"}:
        return ""
    if len(voices) > 1:
        return "part of it is not the author's own view, so say whose it is"
    if voices == {"conceded"}:
        return "" if read_cues([words])[0].concession else "the author only concedes it"
    if _told(place, words):
        return ""
    return f"it is the view of {_speaker(place)}, as reported there, so say so"


def _speaker(place: Place) -> str:
    listed = [one.speaker for one in place.sentences if one.voice == "reported"]
    if place.inside and not any(listed):
        return "somebody it quotes"
    return named(listed[0] if listed else None)
