"""The coach's file is edited in place: it says what was set, and keeps what was written."""

from __future__ import annotations

import difflib
import os
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater import strict
from debater.errors import DebaterError, PackError
from debater.motions.coach_file import CoachFile
from debater.motions.model import STANCES, Label, Motion, Point, SourceStance, Voice
from debater.motions.pack import read_motion
from debater.motions.schema import PackEntry
from debater.motions.unlabelled import Reading
from tests.support import DETENTE

WritePack = Callable[..., Path]
VOICES: tuple[Voice, ...] = ("author", "conceded", "reported")

FIRST = (
    "Parking brings few shoppers to the centre today.\n\n"
    "Critics say that the shops will die without it. But most customers walk there anyway. "
    "The mayor grants that deliveries are harder.\n\n"
    "According to its opponents, the plan is unfair to people who live outside.\n\n"
    "“Cars first” was the rule for fifty years: it failed. Streets belong to people: all of them.\n"
)
SECOND = "Buses are late in this town. No plan can work before that changes.\n\nTaxis are dear.\n"

PLAIN = """\
# Made by hand.
statement: Cars should go
sources:
  - id: one
    file: one.txt
    stance: for   # it says so
  - id: two
    file: two.txt

# What I have read so far.
passages:
  # The first paragraph.
  - paragraphs: [1]   # only one
    begins: Parking brings few
    source: one
    stance: 'for'     # sure
    tag: "Few shoppers: \\"come\\" by car."
    # My students say these.
    answers:
      - Shops need cars.   # Ann
      # and
      - 'It''s the end of trade.'
    questions: [Is it?, "Really, now?"]

  - paragraphs:
      - 1
    begins: >-
      Buses are
      late
    source: two
    stance: against
    impact: |
      A plan fails.
# The end.
"""
FLOW = """\
{"statement": "Cars should go", # JSON, nearly
 "sources": [{"id": "one", "file": "one.txt"}, {"id": "two", "file": "two.txt"}],
 "passages": [ # all of them
   {"paragraphs": [1], "begins": "Parking brings", "source": "one", "stance": "for",
    "answers": ["Shops need cars.", # Ann
                "It ends."]},  # done
 ]}
"""
TIGHT = """\
statement: Cars should go
sources:
- {id: one, file: one.txt, stance: for}
- {id: two, file: two.txt}
passages:
- begins: "Critics say"
  paragraphs: [2]
  source: one
  stance: for
  voice: author
  sentences:
  - stance: against
    text: [Critics say that]   # them
    voice: reported
    speaker: critics   # who?
    answers:
    - Nobody minds.
  - text:
    - The mayor grants
    stance: for
    voice: conceded
- speaker: the plan's opponents
  paragraphs: [3]
  begins: According to its opponents
  source: one
  stance: against
  voice: reported
"""
NONE = """\
statement: Cars should go
sources:
  - {id: one, file: one.txt, stance: for}
  - {id: two, file: two.txt}
# passages:
#   - paragraphs: [1]"""
EMPTY = f"{NONE}\npassages: []   # none yet\n"
SHAPES = {"plain": PLAIN, "flow": FLOW, "tight": TIGHT, "none": NONE, "empty": EMPTY}


@pytest.fixture(params=SHAPES)
def shape(request: pytest.FixtureRequest) -> str:
    """Each way a file can be written."""
    return SHAPES[request.param]


@pytest.fixture
def folder(pack: WritePack) -> Path:
    """A motion written by hand."""
    return pack(PLAIN, one=FIRST, two=SECOND)


def labels(motion: Motion) -> dict[str, tuple[object, ...]]:
    """Return what every point of a motion says, by its id."""
    return {point.id: said(point) for point in motion.points()}


def said(point: Point) -> tuple[object, ...]:
    """Return everything a file says of a point."""
    label = point.label
    voices = tuple((one.span, one.voice, one.speaker) for one in point.sentences)
    return (label.stance, label.voice, label.speaker, voices, point.tag, point.answers,
            point.questions, point.impact, point.turn)  # fmt: skip


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines that went and those that came."""
    lines = list(difflib.ndiff(before.splitlines(True), after.splitlines(True)))
    return (
        [line[2:] for line in lines if line.startswith("- ")],
        [line[2:] for line in lines if line.startswith("+ ")],
    )


def text_of(folder: Path) -> str:
    """Return motion.yaml as it is stored."""
    return (folder / "motion.yaml").read_bytes().decode()


def by_model(folder: Path) -> Motion:
    """Read a motion as if a model had seen two sides in every passage that has two sentences."""

    def label(_: str, stance: SourceStance | None, passages: Sequence[Sequence[str]]) -> Reading:
        own = Label("for", confidence=0.6, reason="follows", origin="model")
        told = Label("against", "reported", "critics", 0.55, "told", "model")
        return Reading(stance or "mixed", [[told, *[own] * (len(p) - 1)] for p in passages])

    return read_motion(folder, label)


# One change ------------------------------------------------------------------------------


def test_a_relabel_touches_only_its_own_line(folder: Path) -> None:
    """The diff of a new stance is one line, and its comment and quotes stay."""
    before = text_of(folder)
    CoachFile(folder).relabel("one:1/for", "against")
    gone, came = changed(before, text_of(folder))
    assert gone == ["    stance: 'for'     # sure\n"]
    assert came == ["    stance: 'against'     # sure\n"]


def test_a_line_of_answers_is_one_line_of_the_diff(folder: Path) -> None:
    """Changing, adding and dropping lines leaves the others and every comment as they were."""
    before = text_of(folder)
    file = CoachFile(folder)
    file.set_answers("one:1/for", ["Shops need cars.", "It's over.", "a: b # c"])
    gone, came = changed(before, text_of(folder))
    assert gone == ["      - 'It''s the end of trade.'\n"]
    assert came == ["      - 'It''s over.'\n", '      - "a: b # c"\n']
    file.set_answers("one:1/for", ["a: b # c"])
    assert "# Ann" in text_of(folder)
    assert read_motion(folder).points("for")[0].answers == ("a: b # c",)


def test_a_new_entry_stands_in_document_order(folder: Path) -> None:
    """A passage without an entry gets one between those around it, and nothing else moves."""
    CoachFile(folder).confirm("one:4")
    new = (
        "  - paragraphs: [4]\n    begins: “Cars first” was the rule for fifty\n"
        "    source: one\n    stance: for\n\n"
    )
    second = PLAIN.index("  - paragraphs:\n      - 1")
    assert text_of(folder) == PLAIN[:second] + new + PLAIN[second:]
    entries = strict.load(folder / "motion.yaml", PackEntry).passages
    assert [(e.source, e.paragraphs) for e in entries] == [
        ("one", (1,)), ("one", (4,)), ("two", (1,)),
    ]  # fmt: skip


def test_one_source_needs_no_naming(pack: WritePack) -> None:
    """An entry in a motion of one source leaves the source out; the key is added at the end."""
    text = "statement: Cars should go\r\nsources:\r\n  - {id: one, file: one.txt}\r\n# the end\r\n"
    folder = pack(text, one=FIRST)
    CoachFile(folder).relabel("one:1/neutral", "for")
    assert text_of(folder) == (
        f"{text}\r\npassages:\r\n  - paragraphs: [1]\r\n"
        "    begins: Parking brings few shoppers to the centre\r\n    stance: for\r\n"
    )


def test_a_prediction_of_two_points_is_written_whole(folder: Path) -> None:
    """Confirming keeps stances, voices, speakers and sentences of both points as predicted."""
    known = by_model(folder)
    file = CoachFile(folder, known)
    file.confirm("one:2")
    after = read_motion(folder)
    for stance in ("for", "against"):
        assert labels(after)[f"one:2/{stance}"] == labels(known)[f"one:2/{stance}"]
    assert {p.label.origin for p in after.passage("one:2").points} == {"coach"}


def test_one_point_of_two_is_relabelled_alone(folder: Path) -> None:
    """A new stance for one point leaves the sentences and the label of the other."""
    known = by_model(folder)
    file = CoachFile(folder, known)
    file.relabel("one:2/against", "neutral")
    before, after = labels(known), labels(read_motion(folder))
    assert after["one:2/for"] == before["one:2/for"]
    assert after["one:2/neutral"][1:] == before["one:2/against"][1:]
    assert file.motion.passage("one:4").label == known.passage("one:4").label


def test_two_points_of_one_stance_become_one(folder: Path) -> None:
    """Both points on one side are one point, in which each sentence keeps its voice."""
    file = CoachFile(folder, by_model(folder))
    file.relabel("one:2/against", "for")
    (point,) = read_motion(folder).passage("one:2").points
    assert [(one.voice, one.speaker) for one in point.sentences] == [
        ("reported", "critics"), ("author", None), ("author", None),
    ]  # fmt: skip
    assert point.label == Label("for")


def test_no_brief_is_lost_when_points_are_joined(pack: WritePack) -> None:
    """Where both points have a tag they stay two, and the sentence says what to do."""
    tagged = TIGHT.replace("    - Nobody minds.\n", "    - Nobody minds.\n    tag: T\n").replace(
        "  voice: author\n", "  voice: author\n  tag: U\n"
    )
    folder = pack(tagged, one=FIRST, two=SECOND)
    with pytest.raises(DebaterError, match="own tag"):
        CoachFile(folder).relabel("one:2/against", "for")
    assert text_of(folder) == tagged


def test_the_voice_and_its_speaker_come_and_go(folder: Path) -> None:
    """A reported voice names its speaker, or nobody; the author's needs neither line."""
    before = text_of(folder)
    file = CoachFile(folder)
    file.set_voice("two:1/against", "reported", "  Ann\nLee ")
    assert file.passage_of("two:1/against")[1].label.speaker == "Ann Lee"
    file.set_voice("two:1/against", "reported")
    assert "    speaker: unnamed\n" in text_of(folder)
    file.set_voice("two:1/against", "author")
    assert text_of(folder) == before


def test_a_turn_is_word_for_word_or_not_at_all(folder: Path) -> None:
    """A turn is written below its entry; words the passage does not have are taken back."""
    file = CoachFile(folder)
    file.set_turn("one:1/for", "brings few shoppers", "Few: so parking is idle.", "It is land.")
    turn = read_motion(folder).points("for")[0].turn
    assert turn is not None
    assert (turn.span.of(FIRST), turn.tag, turn.impact) == (
        "brings few shoppers", "Few: so parking is idle.", "It is land.",
    )  # fmt: skip
    before = text_of(folder)
    for quote, tag in (("brings many shoppers", "Many."), ("brings few shoppers", " ")):
        with pytest.raises(DebaterError):
            file.set_turn("one:1/for", quote, tag)
        assert text_of(folder) == before
    file.set_turn("one:1/for", "")
    assert read_motion(folder).points("for")[0].turn is None


def test_a_tag_is_cleaned_and_quoted(folder: Path) -> None:
    """A tag that YAML would read otherwise is quoted, and no terminal obeys it."""
    file = CoachFile(folder)
    for tag in ("no", "12:30", "- a", "a: b", "[x", "“q” # r", "\x1b]0;x\x07done", "'", "@", "~"):
        file.set_tag("one:4/for", tag)
        assert file.passage_of("one:4/for")[1].tag == tag.replace("\x1b]0;x\x07", "")
    file.set_tag("one:4/for", "")
    assert "tag" not in text_of(folder).split("paragraphs: [4]")[1].split("- paragraphs")[0]


def test_two_sentences_that_begin_alike_are_refused(pack: WritePack) -> None:
    """Where the file could not tell two sentences apart, nothing is written, and it is said."""
    folder = pack(NONE, one="It is so. But it is not. It is so.\n", two=SECOND)
    file = CoachFile(folder, by_model(folder))
    with pytest.raises(DebaterError, match="begins two sentences"):
        file.confirm("one:1")
    assert text_of(folder) == NONE


def test_a_passage_around_a_pull_quote_can_be_labelled(pack: WritePack) -> None:
    """A passage whose paragraphs are no run is written as one that holds the pull quote."""
    pulled = "The plan has never been shown to anybody at all in this town."
    text = (
        f"Ann sees it differently:\n\n{pulled}\n\n“Streets are for all.”\n\n{pulled} So she says.\n"
    )
    folder = pack(NONE, one=text, two=SECOND)
    assert read_motion(folder).passages[0].paragraphs == (1, 3)
    CoachFile(folder).relabel("one:1-3/for", "against")
    assert read_motion(folder).passage("one:1-3").label.stance == "against"


# The file on disk ------------------------------------------------------------------------


def test_edits_made_elsewhere_are_kept(folder: Path) -> None:
    """A change is made to the file as it is now, not as it was when it was opened."""
    file = CoachFile(folder)
    edited = PLAIN.replace("Cars should go", "Cars must go").replace("Ann", "Anna")
    (folder / "motion.yaml").write_text(edited)
    file.relabel("two:1/against", "for")
    assert text_of(folder) == edited.replace("stance: against", "stance: for")
    assert file.motion.statement == "Cars must go"


def test_an_entry_that_went_elsewhere_is_said(folder: Path) -> None:
    """A part that another hand has relabelled is not changed blindly; what is there is shown."""
    file = CoachFile(folder)
    edited = PLAIN.replace("stance: against", "stance: neutral")
    (folder / "motion.yaml").write_text(edited)
    with pytest.raises(DebaterError, match="any more"):
        file.relabel("two:1/against", "for")
    assert text_of(folder) == edited
    assert "two:1/neutral" in labels(file.motion)


def test_a_file_broken_elsewhere_is_left_alone(folder: Path) -> None:
    """A change to a file that does not load names its problem and changes nothing."""
    file = CoachFile(folder)
    for broken in (f"{PLAIN}foo: 1\n", PLAIN.replace("begins: Parking", "begins: Barking"), "a: ["):
        (folder / "motion.yaml").write_text(broken)
        with pytest.raises(DebaterError, match=r"motion\.yaml"):
            file.relabel("two:1/against", "for")
        assert text_of(folder) == broken
    assert sorted(path.name for path in folder.iterdir()) == ["motion.yaml", "one.txt", "two.txt"]


def test_a_folder_that_cannot_be_written_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the right to write, a sentence says so, and the change can be made again."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    file = CoachFile(folder)
    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "mkstemp", refuse)
        with pytest.raises(DebaterError, match="cannot be written"):
            file.relabel("one:1/for", "against")
    assert text_of(folder) == PLAIN
    assert file.last_changed == ""
    file.relabel("one:1/for", "against")
    assert file.last_changed == "one:1"


def test_a_crash_while_writing_leaves_the_old_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is replaced whole: a failure before that leaves no half file and no litter."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file = CoachFile(folder)
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(DebaterError, match="No space left"):
        file.relabel("one:1/for", "against")
    assert text_of(folder) == PLAIN
    assert sorted(path.name for path in folder.iterdir()) == ["motion.yaml", "one.txt", "two.txt"]


def test_a_link_and_the_rights_of_the_file_stay(folder: Path, tmp_path: Path) -> None:
    """A linked motion.yaml is written where it lies, with the rights it had."""
    real = tmp_path / "real.yaml"
    (folder / "motion.yaml").rename(real)
    real.chmod(0o640)
    (folder / "motion.yaml").symlink_to(real)
    CoachFile(folder).relabel("one:1/for", "against")
    assert (folder / "motion.yaml").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert "'against'" in real.read_text()


def test_what_cannot_be_changed_safely_is_refused(pack: WritePack) -> None:
    """An anchor that others refer to is not broken: the coach is sent to the editor."""
    text = PLAIN.replace("stance: 'for' ", "stance: &x for").replace(
        "stance: against", "stance: *x"
    )
    folder = pack(text, one=FIRST, two=SECOND)
    file = CoachFile(folder)
    with pytest.raises(DebaterError, match="editor"):
        file.relabel("one:1/for", "neutral")
    assert text_of(folder) == text
    file.relabel("two:1/for", "against")
    assert text_of(folder) == text.replace("*x", "against")


# Undo ------------------------------------------------------------------------------------


def test_undo_brings_every_byte_back(pack: WritePack, shape: str) -> None:
    """Changes are taken back one by one, to the file as it was."""
    folder = pack(shape, one=FIRST, two=SECOND)
    file = CoachFile(folder, by_model(folder))
    steps = [text_of(folder)]
    file.relabel("one:4/for", "neutral")
    steps.append(text_of(folder))
    file.set_tag("one:4/neutral", "A tag: with a colon.")
    steps.append(text_of(folder))
    file.confirm("two:2")
    assert len({*steps, text_of(folder)}) == 4
    assert file.undo() == "confirmed"
    assert text_of(folder) == steps.pop()
    assert file.undo() == "tag"
    assert file.undo() == "stance for → neutral"
    assert text_of(folder) == shape
    assert file.undo() == ""
    assert file.motion.passage("one:4").label.origin == "model"


def test_undo_spares_edits_made_elsewhere(folder: Path) -> None:
    """After an edit elsewhere only the entry is taken back, or nothing where it differs."""
    file = CoachFile(folder)
    file.confirm("one:4")
    file.relabel("two:1/against", "for")
    edited = text_of(folder).replace("# Made by hand.", "# Made by Ann.")
    (folder / "motion.yaml").write_text(edited)
    file.undo()
    assert text_of(folder) == edited.replace(
        "source: two\n    stance: for", "source: two\n    stance: against"
    )
    file.undo()
    assert text_of(folder) == PLAIN.replace("# Made by hand.", "# Made by Ann.")
    file.relabel("one:1/for", "neutral")
    (folder / "motion.yaml").write_text(text_of(folder).replace("'neutral'", "against"))
    with pytest.raises(DebaterError, match="elsewhere"):
        file.undo()


# Whatever the edits ----------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)
LINES = st.lists(
    WORDS | st.sampled_from(["Shops need cars.", "no", "a: b", "#x", "It ends."]), max_size=4
)
STEP = st.one_of(
    st.tuples(st.just("relabel"), st.sampled_from(STANCES)),
    st.tuples(st.just("set_voice"), st.sampled_from(VOICES), WORDS),
    st.tuples(st.just("set_tag"), WORDS),
    st.tuples(st.just("set_answers"), LINES),
    st.tuples(st.just("turn")),
    st.tuples(st.just("confirm")),
    st.tuples(st.just("undo")),
)
COMMENT = re.compile(r"(?:^|(?<=[\s,\]}]))# ?[A-Za-z][^\r\n]*", re.MULTILINE)


@given(
    name=st.sampled_from(sorted(SHAPES)),
    line_end=st.sampled_from(["\n", "\r\n"]),
    bom=st.booleans(),
    steps=st.lists(st.tuples(st.integers(0, 30), STEP), min_size=1, max_size=6),
)
def test_whatever_the_edits_the_file_says_what_was_set(
    name: str, line_end: str, bom: bool, steps: list[tuple[int, tuple[object, ...]]]
) -> None:
    """After any edits the file loads, says what is shown, and has its comments and line ends."""
    text = ("\ufeff" if bom else "") + SHAPES[name].replace("\n", line_end)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for file, content in (("motion.yaml", text), ("one.txt", FIRST), ("two.txt", SECOND)):
            (folder / file).write_bytes(content.encode())
        coach = CoachFile(folder, by_model(folder))
        for number, (action, *given_) in steps:
            points = coach.motion.points()
            point = points[number % len(points)]
            before = labels(coach.motion)
            try:
                act(coach, point, action, given_)
            except PackError as error:  # pragma: no cover - a failure, made readable
                raise AssertionError(str(error)) from error
            except DebaterError as error:
                # Only for a brief that would be lost, and then nothing has changed.
                assert "both" in f"{error}".lower()  # noqa: PT017
                assert labels(coach.motion) == before
                continue
            if action not in ("undo",):
                others = {i: s for i, s in before.items() if not i.startswith(f"{point.passage}/")}
                now = labels(coach.motion)
                assert others.items() <= now.items()
        now = text_of(folder)
        # What is on disk is what is shown, wherever a coach has spoken.
        on_disk = read_motion(folder)
        for passage in coach.motion.passages:
            if passage.label.origin == "coach":
                assert on_disk.passage(passage.id) == passage
        assert sorted(COMMENT.findall(text)) == sorted(COMMENT.findall(now))
        assert now.count("\n") == now.count(line_end)
        assert now.startswith("\ufeff") == bom
        while coach.undo():
            pass
        assert text_of(folder) == text


def act(coach: CoachFile, point: Point, action: object, given_: list[object]) -> None:
    """Make one change, and check that the motion says it."""
    if action == "undo":
        coach.undo()
        return
    if action == "confirm":
        coach.confirm(point.passage)
        passage = coach.motion.passage(point.passage)
        assert passage.label.origin == "coach"
        assert {one.id for one in passage.points} >= {point.id}
        return
    if action == "turn":
        passage, _ = coach.passage_of(point.id)
        quote = point.sentences[0].span.of(coach.motion.source(passage.source).text)
        coach.set_turn(point.id, quote, "It shows: the reverse.")
        turn = coach.passage_of(point.id)[1].turn
        assert turn is not None
        assert turn.tag == "It shows: the reverse."
        return
    getattr(coach, str(action))(point.id, *given_)
    stance = given_[0] if action == "relabel" else point.label.stance
    now = coach.passage_of(f"{point.passage}/{stance}")[1]
    assert now.label.origin == "coach"
    if action == "relabel":
        assert now.label.stance == given_[0]
    elif action == "set_voice":
        assert now.label.voice == given_[0]
        assert (now.label.speaker is not None) == (given_[0] == "reported")
    elif action == "set_tag":
        assert now.tag == " ".join(clean_words(given_[0]))
    else:
        wanted = [" ".join(clean_words(line)) for line in given_[0]]  # type: ignore[attr-defined]
        assert list(now.answers) == list(dict.fromkeys(filter(None, wanted)))


def clean_words(text: object) -> list[str]:
    """Return the words of a text as they may enter."""
    from debater.text import clean

    return clean(str(text)).split()


def test_the_shipped_motion_can_be_edited_as_a_copy(tmp_path: Path) -> None:
    """On a file of real size, a relabel and back again is no difference, and one line between."""
    folder = tmp_path / "detente"
    folder.mkdir()
    for path in DETENTE.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    before = text_of(folder)
    file = CoachFile(folder)
    file.relabel("detente:8/against", "neutral")
    gone, came = changed(before, text_of(folder))
    assert (gone, came) == (["    stance: against\n"], ["    stance: neutral\n"])
    file.relabel("detente:8/neutral", "against")
    assert text_of(folder) == before
