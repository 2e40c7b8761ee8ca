"""What a check of a motion finds: every error at once, and a warning a rule, with its line."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from debater.motions.lint import check_pack
from debater.motions.lint_text import STOPWORDS, claims_more, near_duplicates
from debater.motions.model import Label, Motion
from debater.motions.pack import read_motion
from debater.retrieval import lexical
from tests.support import DETENTE, PACKS, copy_pack

WritePack = Callable[..., Path]

TEXT = """\
The mayor says that buses could be free by 2030, since fares pay for little.

Drivers warn that crowded buses are late, and that nobody waits twice.

I grant that the money must be found somewhere, and that it isn't found yet.
"""
HEAD = "statement: Buses should be free\nsources:\n- {id: s, file: text.txt, stance: for}\n"
BRIEF = "passages:\n- paragraphs: [1]\n  begins: The mayor\n  stance: for\n"
CONCEDED = (
    "- paragraphs: [3]\n  begins: I grant\n  stance: against\n  voice: conceded\n"
    "  answers: [The money is there.]\n"
)


def found(folder: Path, rule: str = "", labelled: Motion | None = None) -> list[str]:
    """Check a pack and return its findings of a rule, as ``file:line: what; mend``."""
    report = check_pack(folder, labelled)
    assert all(one.problem.line >= 1 and one.problem.what for one in report.findings)
    return [
        str(one.problem).removeprefix(f"{folder}/")
        for one in report.findings
        if one.rule == rule or not rule
    ]


def errors(folder: Path) -> list[str]:
    """Check a pack and return its errors."""
    return [str(one.problem).removeprefix(f"{folder}/") for one in check_pack(folder).errors]


def test_errors_of_every_file_come_at_once(pack: WritePack) -> None:
    """A wrong key hides neither a passage in the wrong place, nor a bad source, nor arguments."""
    folder = pack(
        "statment: A\nsources:\n- {id: s, file: text.txt}\n- {id: t, file: gone.txt}\n"
        "passages:\n- {source: s, paragraphs: [9], begins: The, stance: for, tagg: x}\n"
        "- {source: t, paragraphs: [1], begins: The, stance: for}\n",
        text=TEXT + "\x07\n",
    )
    (folder / "arguments.yaml").write_text("arguments:\n- {id: a, side: pro, text: x}\n")
    told = "\n".join(errors(folder))
    assert "motion.yaml:1: unknown key “statment” in the file; did you mean “statement”?" in told
    assert "motion.yaml:1: the file has no “statement”" in told
    assert "motion.yaml:6: unknown key “tagg”" in told
    assert "text.txt:6: the source holds control character U+0007" in told
    assert "gone.txt:1: cannot be read" in told
    assert "arguments.yaml:2: an item of arguments.side is “pro”" in told
    assert "there is no source" not in told
    (folder / "text.txt").write_text(TEXT)
    assert "motion.yaml:6: there is no paragraph 9" in "\n".join(errors(folder))


def test_a_source_left_out_makes_no_errors_of_its_passages(pack: WritePack) -> None:
    """A source entry without a file is one problem, whatever names it."""
    folder = pack(
        "statement: A\nsources:\n- {id: s}\n- {id: t, file: text.txt}\npassages:\n"
        "- {source: s, paragraphs: [1], begins: The mayor, stance: for}\n",
        text=TEXT,
    )
    assert errors(folder) == ["motion.yaml:3: an item of sources has no “file”; add “file: …”"]


@pytest.mark.parametrize("file", ["a" * 300 + ".txt", "loop.txt", "pipe.txt"])
def test_a_file_that_cannot_be_looked_up_is_an_error(pack: WritePack, file: str) -> None:
    """Names too long for the system, links in a circle and pipes end in words."""
    folder = pack(HEAD.replace("text.txt", file) + BRIEF)
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    os.mkfifo(folder / "pipe.txt")
    (told,) = errors(folder)
    assert f"{file}:1: cannot be read" in told


def test_errors_are_those_of_reading(pack: WritePack) -> None:
    """Whatever reading refuses is an error here, and a sound pack has none."""
    folder = pack(HEAD + BRIEF.replace("The mayor", "Another"), text=TEXT)
    assert len(errors(folder)) == 1
    assert errors(DETENTE) == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("topic: no", "4: topic is no without quotes, which other YAML tools read as true or f"),
        ("topic: 12:30", 'read as a number to the base 60; quote it: "12:30"'),
        ("topic: 1e3", "read as a number; quote"),
        ("topic: 0o17", "to another base"),
        ("topic: 1.10", "read as a number"),
        ("topic: 2024-1-5", "a point in time"),
        ("passages: [{paragraphs: [01], begins: The mayor, stance: for}]", "write 1"),
        ("topic: 2024-01-05", ""),
        ("topic: 2024", ""),
        ("topic: 'no'", ""),
        ("topic: No buses", ""),
        ("floor: 0.50", ""),
    ],
)
def test_values_other_tools_read_otherwise(pack: WritePack, line: str, says: str) -> None:
    """A plain `no` or `12:30` is told; what reads the same everywhere is not."""
    told = found(pack(HEAD + line + "\n", text=TEXT), "yaml-type")
    assert [says in one for one in told] == ([True] if says else [])


def test_an_author_who_argues_against_their_own_source(pack: WritePack) -> None:
    """The author's voice on the other side asks who speaks; a conceded one does not."""
    assert found(pack(HEAD + "passages:\n" + CONCEDED, text=TEXT), "author-against-source") == []
    plain = CONCEDED.replace("  voice: conceded\n", "")
    (told,) = found(pack(HEAD + "passages:\n" + plain, text=TEXT), "author-against-source")
    assert told.startswith("motion.yaml:7: its source argues for, and its author here against; who")


def test_a_source_whose_passages_argue_the_other_way(pack: WritePack) -> None:
    """Three labels of three against the stated stance are told at the source's stance."""
    begins = ("The mayor", "Drivers", "I grant")
    body = "passages:\n" + "".join(
        f"- {{paragraphs: [{n}], begins: {words}, stance: against, voice: conceded}}\n"
        for n, words in enumerate(begins, start=1)
    )
    (told,) = found(pack(HEAD + body, text=TEXT), "source-stance")
    assert told.startswith("motion.yaml:3: the source “s” is said to argue for, and 3 of its 3")
    assert found(pack(HEAD.replace("for}", "mixed}") + body, text=TEXT), "source-stance") == []


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("[]", ":8: “answers” is empty"),
        ('["?"]', "an answers line is empty"),
        ("[Free by 2030.]", "is a tag of the same stance"),
        ("[buses could be free by 2030]", "is what the passage itself says"),
        ("[Fares matter., fares matter]", "also stands on line 8; keep it where"),
        ("[The money is there.]", ":14: the answers line “The money is there.” also stands on li"),
        ("[Fares matter., Nobody rides.]", ""),
    ],
)
def test_answers_lines_that_answer_nothing(pack: WritePack, lines: str, says: str) -> None:
    """Empty, repeated and one's own claims are told at their line; good ones are not."""
    brief = f"{BRIEF}  answers: {lines}\n  tag: Free by 2030.\n"
    rule = "empty-answers" if lines == "[]" else "answers"
    told = found(pack(HEAD + brief + CONCEDED, text=TEXT), rule)
    assert [says in one for one in told] == ([True] if says else [])


INFLATED = [
    (1, "Détente is the only thing that can save America, Russia and the whole world."),
    (1, "Every expert agrees that détente serves both countries."),
    (2, "Putin will never attack the United States."),
    (2, "Russia has collapsed as a power and threatens nobody."),
    (2, "Russia is a weak, dying nation with no army to speak of."),
    (3, "Russia's economy has shrunk by 40 percent and will never recover."),
    (3, "Military force is useless in the modern world."),
    (4, "The entire foreign policy establishment is ignorant about Russia."),
    (4, "The CIA and the Pentagon know nothing about Russia."),
    (5, "Lieven proves that Russia acts only in self-defence."),
    (7, "NATO broke its 1990 treaty promise by expanding to Poland and the Baltics."),
    (7, "NATO has encircled Russia with dozens of military bases."),
    (8, "Trump is completely unfit for office and Putin is a murderer."),
    (8, "Even supporters admit that diplomacy with Putin is doomed."),
    (10, "Trump's generals guarantee that a nuclear war is impossible."),
    (11, "Soft power always works better than force."),
    (12, "Nye shows that coercion always fails."),
    (14, "Attraction is the most effective form of power and beats coercion everywhere."),
    (15, "Nixon's détente ended the Cold War."),
    (16, "Trump is the only politician alive who can make peace, and all Russians love him."),
    (16, "Millions of young Russians adore American culture."),
    (17, "American culture has won over the entire world."),
    (18, "Working with Putin will eliminate ISIS."),
    (18, "Joint operations destroyed ISIS in Syria."),
    (19, "Refusing détente will cause World War III with Russia, Iran and China."),
    (19, "Hostility drives Russia into an alliance with China and Iran."),
    (20, "Three American presidents murdered millions of people and created ISIS."),
    (20, "Kadyrov threatens the United States with war if Trump keeps sanctions."),
    (21, "Russia's leaders have promised Trump lasting friendship."),
    (21, "Kadyrov speaks for the whole Russian government and offers an alliance."),
]


def test_inflated_tags_are_caught(detente: Motion) -> None:
    """Of thirty tags that claim more than their passage, eight in ten are told, or more."""
    source = detente.sources[0]
    around = " ".join([detente.statement, detente.topic, *source.cite.values()])
    held = {n: p.span for p in detente.passages for n in p.paragraphs}
    caught = [
        tag
        for n, tag in INFLATED
        if list(claims_more(tag, held[n].of(source.text), around, source.text[: held[n].start]))
    ]
    assert len(caught) >= 0.8 * len(INFLATED)


@pytest.mark.parametrize("folder", [DETENTE, *sorted(PACKS.iterdir())], ids=lambda f: f.name)
def test_honest_tags_are_left_alone(folder: Path) -> None:
    """No tag of the shipped motion, nor of the fixtures, is said to claim more."""
    assert found(folder, "tag") == []


def test_an_inflated_tag_names_what_is_new_at_its_line(tmp_path: Path) -> None:
    """The number, the name and the absolute are quoted, where the tag stands."""
    folder = copy_pack(DETENTE, tmp_path / "detente")
    path = folder / "motion.yaml"
    text, changed = re.subn(
        r"tag: Russia is not a rising .*", "tag: In Syria Russia always lost 90 tanks.",
        path.read_text(),
    )  # fmt: skip
    path.write_text(text)
    assert changed == 1
    line = text[: text.index("In Syria")].count("\n") + 1
    told = found(folder, "tag")
    assert all(one.startswith(f"motion.yaml:{line}: the tag claims more: ") for one in told)
    assert all(f"“{word}”" in "".join(told) for word in ("Syria", "90", "always"))


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("Der Bürgermeister will Busse ohne Fahrschein.", "Die Stadt soll den Verkehr bezahlen."),
        ("博物馆应该免费开放给所有人", "每个人都应当能够看到国家的艺术品。"),
    ],
)
def test_other_languages_are_not_measured_by_english(tag: str, text: str) -> None:
    """Capitalised nouns and unspaced words are no new claims; a new number is one."""
    assert list(claims_more(tag, text)) == []
    assert len(list(claims_more(f"{tag} 90", text))) == 1


def test_a_side_that_little_opposes(pack: WritePack) -> None:
    """None is said strongly, few as few, and nothing where nobody knows the stances yet."""
    given = found(pack(HEAD, text=TEXT), "thin-side")
    assert "NOTHING opposes someone arguing for: none of 3 passages;" in given[0]
    folder = pack(HEAD + "passages:\n" + CONCEDED, text=TEXT + "\n" + TEXT.replace("bus", "tram"))
    assert any("1 of 5 passages opposes someone arguing for: few" in o for o in found(folder))
    assert found(pack(HEAD.replace(", stance: for", ""), text=TEXT), "thin-side") == []


def test_what_a_cite_lacks(pack: WritePack) -> None:
    """Missing elements are named once a source; a full cite is left alone."""
    (told,) = found(pack(HEAD, text=TEXT), "cite")
    assert "motion.yaml:3: the source “s” has no author, date, title, publication, url;" in told
    full = "{id: s, file: text.txt, author: A, date: '1', title: T, publication: P, url: u, "
    full += "accessed: a, qualifications: q}"
    assert found(pack(f"statement: A\nsources: [{full}]\n", text=TEXT), "cite") == []


def test_near_duplicates_between_sources(pack: WritePack) -> None:
    """A paragraph with two words changed is told at its line; other texts are not."""
    head = "statement: A\nsources: [{id: s, file: a.txt}, {id: t, file: b.txt}]\n"
    alike = "Another.\n\n" + TEXT.split("\n")[0].replace("mayor", "major") + "\n"
    (told,) = found(pack(head, a=TEXT, b=alike), "near-duplicate")
    assert told.startswith("b.txt:3: paragraph 2 nearly repeats “s” paragraph 1 (")
    other = "Something else, of enough words to be compared with what stands in the first text.\n"
    assert found(pack(head, a=TEXT, b=other), "near-duplicate") == []
    twice = f"{TEXT}\n{TEXT.replace('s', 'z')}"
    whole = found(pack(head, a=twice, b=twice), "near-duplicate")
    assert whole[0].startswith("b.txt:1: 6 passages of it nearly repeat some of “s”;")


def test_many_equal_texts_are_compared_once_each() -> None:
    """Of equal texts each is paired with the first, so that a thousand make no million."""
    pairs = near_duplicates([TEXT] * 1000)
    assert pairs == [(0, n, 1.0) for n in range(1, 1000)]


def test_passages_without_a_brief_among_others(pack: WritePack) -> None:
    """They are told only in a pack that has briefs, labelled ones at their line."""
    assert found(pack(HEAD + BRIEF, text=TEXT), "no-answers") == []
    told = found(pack(HEAD + BRIEF + CONCEDED, text=TEXT), "no-answers")
    assert told[0].startswith("motion.yaml:3: paragraph 2 has no tag and no answers in “s”;")
    assert told[1].startswith("motion.yaml:5: a passage that argues for has no tag and no answers")


def test_paragraphs_too_long_and_too_few(pack: WritePack) -> None:
    """A paragraph of 251 words and a source of one paragraph are told in the source."""
    (told,) = found(pack(HEAD, text=f"{'word ' * 250}end.\n\nAnother one.\n"), "long-paragraph")
    assert told.startswith("text.txt:1: paragraph 1 has 251 words")
    (told,) = found(pack(HEAD, text="Title here\n\nOnly this.\n"), "one-paragraph")
    assert told.startswith("text.txt:3: the source is one paragraph")
    assert found(pack(HEAD, text=f"{'word ' * 249}end.\n\nOther.\n"), "long-paragraph") == []


def test_labels_the_models_are_unsure_of(pack: WritePack) -> None:
    """They are counted once the index has them, and not before."""
    folder = pack(HEAD, text=TEXT)
    motion = read_motion(folder)
    first, *rest = motion.passages
    point = replace(first.points[0], label=Label("for", confidence=0.55, origin="model"))
    motion = replace(motion, passages=(replace(first, points=(point,)), *rest))
    (told,) = found(folder, "unsure-label", motion)
    told = told.replace(str(folder), "FOLDER")
    assert "3 passages were labelled by the model, 1 of them under 70% sure; look at: " in told
    assert told.endswith("debater motions review FOLDER")
    assert found(folder, "unsure-label") == []


def test_arguments_that_are_not_answered_where_they_say(pack: WritePack) -> None:
    """Absent paragraphs, the wrong side and doubles are told; a right one is not."""
    folder = pack(HEAD + BRIEF + CONCEDED, text=TEXT)
    (folder / "arguments.yaml").write_text(
        "arguments:\n- {id: a, side: for, text: Free them, accept: [3]}\n"
        "- {id: b, side: for, text: No cost, accept: [7]}\n"
        "- {id: c, side: for, text: All gain, accept: [1]}\n"
        "- {id: d, side: for, text: free them!, accept: [3]}\n"
        "- {id: a, side: for, text: Fares, accept: [3], sentence: not there}\n"
    )
    told = found(folder, "arguments")
    lines = [re.match(r"arguments\.yaml:(\d): (.{14})", one) for one in told]
    assert [match.groups() for match in lines if match] == [
        ("3", "b: there is no"), ("4", "c: nothing in "), ("5", "d: the same te"),
        ("6", "a: its sentenc"), ("6", "the id “a” als"),
    ]  # fmt: skip


def test_the_stop_words_are_those_of_the_search() -> None:
    """Two layers need them and neither may import the other: they are held equal here."""
    assert lexical._STOPWORDS == STOPWORDS
