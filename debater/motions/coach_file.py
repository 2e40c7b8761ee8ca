"""The coach's file, edited in place: one change at a time, each proved before it counts.

Nothing is kept from one change to the next but what the coach has seen: every change is
made to the file as it is on disk at that moment.  It is written aside, read back, put in
place, and the motion is loaded from it; where any of that fails, the old bytes stay.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from debater import strict
from debater.errors import DebaterError, PackError
from debater.motions.coach_entry import (
    briefed,
    entry_in,
    entry_of,
    labelled_paragraphs,
    mixed_voices,
    relabelled,
    voiced,
    with_entry,
)
from debater.motions.coach_yaml import rewritten
from debater.motions.model import Motion, Passage, Point, Stance, Voice
from debater.motions.pack import PACK_FILE, read_motion
from debater.motions.schema import PackEntry, PassageEntry, TurnEntry
from debater.text import clean, clean_line

_TRIES = 3
_MIXED = "Sentences of one side have several voices here; the file names one of them: check it."

Change = Callable[[PassageEntry], PassageEntry]


@dataclass(frozen=True, slots=True)
class _Done:
    """A change that can be undone: what the passage's entry was and became, and the file."""

    what: str
    passage: str
    before: PassageEntry | None
    after: PassageEntry | None
    old: bytes
    new: bytes


class CoachFile:
    """The ``motion.yaml`` of one motion, and the motion as it reads now.

    Points are named by their id (``Point.id``).  Every change raises ``DebaterError``, with
    the file as it was, when it cannot be made; ``motion`` then still shows what is there.
    """

    def __init__(self, folder: Path, known: Motion | None = None) -> None:
        """Read the motion in ``folder``; ``known`` has the labels that models gave it.

        Raises ``PackError`` with every problem of the motion's files.
        """
        self.folder = folder
        # A link is written through, not replaced by a file.
        self.path = (folder / PACK_FILE).resolve()
        self._texts = {one.id: one.text for one in (known.sources if known else ())}
        self._predicted = {
            passage.id: passage
            for passage in (known.passages if known else ())
            if passage.label.origin == "model"
        }
        self._done: list[_Done] = []
        # What the coach should know of the last change, in a sentence.
        self.remark = ""
        self.motion = self._read()

    @property
    def last_changed(self) -> str:
        """The id of the passage that ``undo`` would change; empty where nothing can be undone."""
        return self._done[-1].passage if self._done else ""

    def passage_of(self, point: str) -> tuple[Passage, Point]:
        """Return a point and the passage it is part of, by the point's id."""
        for passage in self.motion.passages:
            for one in passage.points:
                if one.id == point:
                    return passage, one
        raise DebaterError(
            "This part of the passage is not there any more: the file was changed meanwhile.",
            "What it says now is shown.",
        )

    # ── changes ─────────────────────────────────────────────────────────────────────

    def relabel(self, point: str, stance: Stance) -> None:
        """Say that a point supports ``stance``; where it was predicted, this confirms it."""
        passage, one = self.passage_of(point)
        was = one.label.stance
        self._change(passage, f"stance {was} → {stance}", lambda e: relabelled(e, was, stance))

    def set_voice(self, point: str, voice: Voice, speaker: str = "") -> None:
        """Say who speaks in a point; a reported speaker nobody names is ``unnamed``."""
        passage, one = self.passage_of(point)
        stance, named = one.label.stance, clean_line(speaker) or None
        self._change(passage, f"voice {voice}", lambda e: voiced(e, stance, voice, named))

    def set_tag(self, point: str, tag: str) -> None:
        """Give a point its tag, or none where ``tag`` is empty."""
        passage, one = self.passage_of(point)
        stance, line = one.label.stance, clean_line(tag)
        self._change(passage, "tag", lambda e: briefed(e, stance, tag=line))

    def set_answers(self, point: str, lines: Sequence[str]) -> None:
        """Give a point the claims it answers; empty lines and repetitions are left out."""
        passage, one = self.passage_of(point)
        stance = one.label.stance
        answers = tuple(dict.fromkeys(filter(None, map(clean_line, lines))))
        self._change(passage, "answers", lambda e: briefed(e, stance, answers=answers))

    def set_turn(self, point: str, quote: str, tag: str = "", impact: str = "") -> None:
        """Turn a stretch of the passage, word for word; an empty ``quote`` takes the turn away.

        A turn needs a tag.
        """
        passage, one = self.passage_of(point)
        stance, turn = one.label.stance, None
        if quote.strip():
            if not clean_line(tag):
                raise DebaterError("A turn needs a tag.", "Say what the words show instead.")
            turn = TurnEntry(clean(quote), clean_line(tag), clean_line(impact))
        self._change(passage, "turn", lambda e: briefed(e, stance, turn=turn))

    def confirm(self, passage: str) -> None:
        """Write what was predicted of a passage, all its points, as it is."""
        self._change(self.motion.passage(passage), "confirmed", lambda entry: entry)

    def undo(self) -> str:
        """Take the last change back; return what it was, or an empty text if there is none."""
        if not self._done:
            return ""
        last = self._done[-1]

        def back(text: str, pack: PackEntry) -> tuple[str, PackEntry]:
            now = entry_in(pack, last.passage)
            if now != last.after:
                raise DebaterError(
                    "The entry was changed elsewhere since, so the change is not undone.",
                    "Change it again, or use your editor.",
                )
            wanted = with_entry(pack, last.passage, last.before)
            if text.encode() == last.new:
                return last.old.decode(), wanted
            return rewritten(text, pack, wanted), wanted

        self._save(back)
        self._done.pop()
        return last.what

    # ── the file ────────────────────────────────────────────────────────────────────

    def _change(self, passage: Passage, what: str, change: Change) -> None:
        """Change the entry of a passage as the file has it now; make one where none is."""
        before: PassageEntry | None = None
        after: PassageEntry | None = None

        def edit(text: str, pack: PackEntry) -> tuple[str, PackEntry]:
            nonlocal before, after
            before = entry_in(pack, passage.id)
            after = change(before or self._predicted_entry(pack, passage))
            wanted = with_entry(pack, passage.id, after)
            return rewritten(text, pack, wanted), wanted

        old, new = self._save(edit)
        mixed = before is None and mixed_voices(passage)
        self.remark = _MIXED if mixed else ""
        if old != new:
            self._done.append(_Done(what, passage.id, before, after, old, new))

    def _predicted_entry(self, pack: PackEntry, passage: Passage) -> PassageEntry:
        source = self.motion.source(passage.source)
        cite = next((one for one in pack.sources if one.id == source.id), None)
        taken = labelled_paragraphs(pack, source.id) & set(passage.paragraphs)
        if cite is None or taken or passage.label.origin == "coach":
            raise DebaterError(
                "The file was changed meanwhile, and has this passage no more or otherwise.",
                "What it says now is shown; make the change again.",
            )
        return entry_of(source, cite, passage, len(pack.sources) > 1)

    def _save(self, edit: Callable[[str, PackEntry], tuple[str, PackEntry]]) -> tuple[bytes, bytes]:
        """Make an edit to the file on disk, and read the motion anew; return both bytes."""
        try:
            for _ in range(_TRIES):
                old = self._bytes()
                pack = strict.load(self.path, PackEntry)
                text, wanted = edit(old.decode("utf-8"), pack)
                new = text.encode("utf-8")
                if new == old or self._replace(old, new, wanted):
                    break
            else:
                raise DebaterError(
                    f"{self.path} keeps changing while it is edited here.", "Try again."
                )
        except DebaterError:
            # What is shown is what is there, whether or not it could be changed.
            with contextlib.suppress(PackError):
                self.motion = self._read()
            raise
        except OSError as error:
            raise DebaterError(
                f"{self.path} cannot be written ({error.strerror or error}); nothing is changed.",
                "Make the folder writable, or copy the motion elsewhere.",
            ) from error
        try:
            self.motion = self._read()
        except PackError as error:
            if new != old and self._bytes() == new:
                self._put_back(old)
            raise DebaterError(
                f"The change was taken back, as the motion would not load with it: {error}",
                "Mend the file in your editor; debater motions check names every problem.",
            ) from error
        return old, new

    def _replace(self, old: bytes, new: bytes, wanted: PackEntry) -> bool:
        """Put ``new`` in place; tell whether the file was still ``old`` until then."""
        aside = self._aside(new)
        try:
            if _read_entries(aside) != wanted:
                raise DebaterError(
                    "The file is written in a way that cannot be changed safely here; it is as "
                    "it was.",
                    "Change this entry in your editor.",
                )
            if self._bytes() != old:
                return False
            self._put(aside)
        finally:
            aside.unlink(missing_ok=True)
        return True

    def _aside(self, data: bytes) -> Path:
        """Write ``data`` beside the file, safe on disk, with the file's own rights."""
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".motion-", suffix=".yaml")
        aside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            shutil.copymode(self.path, aside)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
        return aside

    def _put(self, aside: Path) -> None:
        aside.replace(self.path)
        # Windows cannot open a folder, and does not need to.
        with contextlib.suppress(OSError):
            folder = os.open(self.path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def _put_back(self, old: bytes) -> None:
        try:
            self._put(self._aside(old))
        except OSError as error:
            raise DebaterError(
                f"The motion does not load with the change, and {self.path} cannot be written "
                f"to take it back ({error.strerror or error}).",
                "Undo the change in your editor.",
            ) from error

    def _bytes(self) -> bytes:
        return self.path.read_bytes()

    def _read(self) -> Motion:
        """Read the motion; what no coach has labelled keeps the labels that are known."""
        motion = read_motion(self.folder)
        same = {one.id for one in motion.sources if self._texts.get(one.id) == one.text}
        passages = []
        for one in motion.passages:
            known = self._predicted.get(one.id)
            still = known is not None and one.source in same and known.span == one.span
            predicted = one.label.origin == "model"
            passages.append(known if known and still and predicted else one)
        return replace(motion, passages=tuple(passages))


def _read_entries(path: Path) -> PackEntry | None:
    try:
        return strict.load(path, PackEntry)
    except PackError:
        return None
