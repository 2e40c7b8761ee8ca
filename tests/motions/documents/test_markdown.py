"""Markdown: front matter is cite; code, pictures, tables and notes are left out."""

from __future__ import annotations

import pytest

from tests.motions.documents.conftest import Import, headings, texts
from tests.motions.documents.making import PARAGRAPHS, TITLE

NOTE = f"""---
title: "{TITLE}"
author: [Mirelle Castane, Bo Li]
date: 2021-03-12
source: The Veldmoor Review
---
<!-- secret -->
# {TITLE}

{PARAGRAPHS[0]}[^1] See [the study](https://x.example/y), `as is`, and ~~gone~~ *so* **on**.

![pic](a.png)

## Figures

> {PARAGRAPHS[1]}

1. one thing
2. two things
   - [ ] a nested thing

```python
print(1)
```

| a | b |
|---|---|
| 1 | 2 |

<div>raw html</div>

Line one\\
line two &amp; more.

[^1]: A note.
"""


def test_a_whole_note(imported: Import) -> None:
    """Every kind of block there is, and what becomes of it."""
    document = imported("a.md", NOTE)
    assert document.cite == {
        "author": "Mirelle Castane, Bo Li",
        "date": "2021-03-12",
        "title": TITLE,
        "publication": "The Veldmoor Review",
    }
    assert texts(document) == [
        f"{PARAGRAPHS[0]} See the study, as is, and so on.",
        PARAGRAPHS[1],
        "– one thing\n– two things\n– a nested thing",
        "Line one line two & more.",
    ]
    assert headings(document) == ["Figures"]
    assert set(document.dropped) == {"1 picture", "1 code block", "1 table", "1 footnote"}


@pytest.mark.parametrize(
    "front",
    ["- a\n- b", "title: [", "a: &a [1]\nb: [*a, *a]", "title: {x: 1}", "title: draft.docx", ""],
)
def test_front_matter_that_says_nothing(imported: Import, front: str) -> None:
    """What cannot be read, or is no title, is neither cite nor text."""
    document = imported("a.md", f"---\n{front}\n---\nText is here now.\n")
    assert texts(document) == ["Text is here now."]
    assert not document.cite


def test_the_first_heading_is_the_title(imported: Import) -> None:
    """Without front matter the heading of the first level at the top is the title."""
    document = imported("a.md", f"{TITLE}\n===\n\n{PARAGRAPHS[0]}\n\n## References\n\n1. A\n")
    assert document.cite == {"title": TITLE}
    assert texts(document) == [PARAGRAPHS[0]]
    assert document.dropped == ("the section “References”",)
