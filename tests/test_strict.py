"""Reading YAML strictly: every problem at once, each with its line and what to do."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debater import strict
from debater.errors import PackError, Problem


@dataclass(frozen=True)
class Inner:
    name: str
    number: int = 0


@dataclass(frozen=True)
class Outer:
    title: str
    kind: Literal["red", "blue"] = "red"
    share: float | None = None
    on: bool = False
    inner: tuple[Inner, ...] = ()
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Parts:
    parts: tuple[Outer, ...]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the test writes its YAML."""
    return tmp_path / "file.yaml"


def problems(file: Path, text: str | bytes) -> list[str]:
    """Load ``text`` and return its problems as lines of ``number: what; mend``."""
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(PackError) as caught:
        strict.load(file, Outer)
    assert all(problem.path == file for problem in caught.value.problems)
    return [str(p).removeprefix(f"{file}:") for p in caught.value.problems]


def test_a_file_becomes_its_dataclass(file: Path) -> None:
    """Every kind of field is read by the type the dataclass wants."""
    file.write_text(
        "title: A\nkind: blue\nshare: 0.5\non: true\n"
        "inner:\n- {name: x, number: 3}\nnames: {for: yes please}\n"
    )
    assert strict.load(file, Outer) == Outer(
        "A", "blue", 0.5, True, (Inner("x", 3),), {"for": "yes please"}
    )


@pytest.mark.parametrize("plain", ["no", "yes", "on", "12:30", "1990", "1e3", "0x1f", "2024-01-02"])
def test_plain_values_stay_the_text_they_look_like(file: Path, plain: str) -> None:
    """YAML's guesses (no → false, 12:30 → 750) never reach a text field."""
    file.write_text(f"title: {plain}\n")
    assert strict.load(file, Outer).title == plain


def test_all_problems_of_a_file_come_at_once_with_their_lines(file: Path) -> None:
    """Six mistakes are six problems, in the order of their lines."""
    found = problems(
        file,
        "titel: A\nkind: green\nshare: much\non: maybe\n"
        "inner:\n- number: 1\n- {name: x, number: y}\n",
    )
    assert [line.split(":")[0] for line in found] == ["1", "1", "2", "3", "4", "6", "7"]
    text = "\n".join(found)
    assert "unknown key “titel”" in text
    assert "did you mean “title”?" in text
    assert "has no “title”" in text
    assert "use one of: red, blue" in text
    assert "write a number" in text
    assert "write true or false" in text
    assert "write a whole number" in text


def test_a_repeated_key_names_the_line_of_the_first(file: Path) -> None:
    """YAML would silently keep the last one; here both lines are named."""
    assert problems(file, "title: A\non: true\ntitle: B\n") == [
        "3: “title” stands twice in the file; see line 1"
    ]


def test_a_repeated_key_inside_a_dict_is_a_problem_too(file: Path) -> None:
    """What holds for fields holds for free keys."""
    (found,) = problems(file, "title: A\nnames:\n  for: x\n  for: y\n")
    assert found.startswith("4: “for” stands twice")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "1: is empty"),
        ("# only a comment\n", "1: is empty"),
        ("- a\n- b\n", "must be a block"),
        ("just text\n", "must be a block"),
        ("title: [a\n", "is not valid YAML"),
        ("title: A\n\tkind: red\n", "2: is not valid YAML"),
        ("title: *nobody\n", "is not valid YAML"),
        ("title:\n", "title is empty"),
        ("title: {a: b}\n", "title is a list or block"),
        ("title: A\ninner: x\n", "inner must be a list"),
        ("title: A\nnames: x\n", "names must be a block"),
        ("title: A\n? [a, b]\n: c\n", "is not text"),
        ("title: A\nkind: [red]\n", "a list or block"),
        ("title: A\x1b[31m\n", "1: holds"),
        ("title: A\n# \u202e\n", "2: holds RIGHT-TO-LEFT OVERRIDE"),
        ("title: A\nshare: nan\n", "share is “nan”"),
        ("title: A\nshare: inf\n", "share is “inf”"),
        ("title: A\n---\ntitle: B\n", "is not valid YAML"),
        (b"title: A\nkind: \xff\n", "2: is not UTF-8 text; save the file as UTF-8"),
        ("title: A\x00\n", "1: holds"),
        ('title: "A\\e[31m"\n', "title holds control character U+001B"),
        ('title: "A\\u202e"\n', "title holds RIGHT-TO-LEFT OVERRIDE"),
        ('title: "A\\N"\n', "title holds an odd line end"),
    ],
)
def test_each_mistake_is_told_in_words(file: Path, text: str | bytes, says: str) -> None:
    """Broken, empty and hostile files end in a sentence with a line, not in an exception."""
    assert says in "\n".join(problems(file, text))


def test_deep_nesting_is_refused_in_words(file: Path) -> None:
    """A hundred thousand brackets exhaust neither the stack nor the patience."""
    assert "is not valid YAML" in problems(file, "title: " + "[" * 100_000)[0]


def test_a_chain_of_aliases_does_not_grow(file: Path) -> None:
    """A file that expands to billions of items is refused by its types before it does."""
    lines = ["title: A", "names:", "  a0: &a0 [x, x]"]
    lines += [f"  a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40)]
    assert "list or block" in "\n".join(problems(file, "\n".join(lines)))


def test_an_alias_to_itself_is_told_in_words(file: Path) -> None:
    """A node that holds itself ends in a problem, not in endless recursion."""
    assert problems(file, "title: A\ninner: &x\n- *x\n")


def test_a_huge_file_is_refused(file: Path) -> None:
    """More than 8 MB is not read as YAML."""
    assert problems(file, "title: " + "a" * (9 * 1024 * 1024)) == [
        "1: is larger than 8 MB; split the motion"
    ]


def test_a_missing_file_is_a_problem_of_the_pack(tmp_path: Path) -> None:
    """A file that is not there ends in the same kind of error, with its name."""
    with pytest.raises(PackError, match=r"absent\.yaml:1: cannot be read"):
        strict.load(tmp_path / "absent.yaml", Outer)


def test_each_dataclass_read_remembers_its_line(file: Path) -> None:
    """A later check can name the line an entry stands on."""
    file.write_text("title: A\ninner:\n- name: x\n- name: y\n")
    read, lines = strict.load_with_lines(file, Outer)
    assert [lines[id(inner)] for inner in read.inner] == [3, 4]


@given(st.text(max_size=200))
def test_whatever_a_file_holds_it_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """Random text never raises anything but PackError."""
    file = tmp_path_factory.mktemp("yaml") / "file.yaml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    found: tuple[Problem, ...] = ()
    try:
        strict.load(file, Outer)
    except PackError as error:
        found = error.problems
    assert all(problem.line >= 1 and problem.what for problem in found)


def test_what_can_be_read_is_read_whatever_else_is_wrong(file: Path) -> None:
    """A wrong value leaves its default, an incomplete entry is left out, the rest stays."""
    file.write_text("title: A\nshare: much\ninner:\n- name: x\n- number: 3\n- {name: y, no: 1}\n")
    reading = strict.examine(file, Outer)
    assert reading.value == Outer("A", inner=(Inner("x"), Inner("y")))
    assert [problem.line for problem in reading.problems] == [2, 5, 6]
    assert reading.dropped == {Inner}
    assert strict.examine(file, Inner).value is None


def test_each_value_remembers_its_line(file: Path) -> None:
    """Keys and the items of a list have lines of their own, those left out not counted."""
    file.write_text("title: A\non: true\ninner:\n- name: x\n- 7\n- name: y\n")
    reading = strict.examine(file, Outer)
    assert reading.value is not None
    assert reading.keys[id(reading.value), "on"] == 2
    assert reading.items[id(reading.value.inner)] == (4, 6)


def test_values_without_quotes_are_told_apart(file: Path) -> None:
    """What is written plainly is listed with its line and what it is read as."""
    file.write_text("title: no\nshare: 1.0\nkind: red\nnames: {a: 'no', b: \"no\"}\n")
    plain = [(one.line, one.where, one.value, one.wanted) for one in
             strict.examine(file, Outer).plain]  # fmt: skip
    assert plain[:2] == [(1, "title", "no", str), (2, "share", "1.0", float)]
    assert "no" not in [value for line, _, value, _ in plain if line == 4]


def test_a_control_character_hides_no_other_problem(file: Path) -> None:
    """What the file must not hold and what its keys should be come together."""
    found = problems(file, "title: A\x07\nkind: green\nowner: x\n")
    assert [line.split(":")[0] for line in found] == ["1", "2", "3"]


def test_aliases_that_repeat_a_file_into_millions_are_refused(file: Path) -> None:
    """Two hundred aliases of a list of two thousand do not keep a coach waiting."""
    names = ", ".join(["{name: x}"] * 2000)
    many = "\n".join(f"- {{inner: *a, title: t{n}}}" for n in range(200))
    file.write_text(f"parts:\n- {{title: first, inner: &a [{names}]}}\n{many}\n")

    with pytest.raises(PackError, match="repeats itself by aliases"):
        strict.load(file, Parts)


def test_a_named_pipe_is_not_waited_on(tmp_path: Path) -> None:
    """It is no file to read, and says so at once."""
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(PackError, match="it is no plain file"):
        strict.load(tmp_path / "pipe.yaml", Outer)
