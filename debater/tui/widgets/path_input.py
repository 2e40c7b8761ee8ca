"""A line of input that is cleaned as it enters, typed or pasted."""

from __future__ import annotations

from textual.widgets import Input

from debater.text import clean


class PathInput(Input):
    """An input that cleans what enters it."""

    def replace(self, text: str, start: int, end: int) -> None:
        """Clean every text that enters, whether typed or pasted."""
        super().replace(clean(text).replace("\n", " "), start, end)
