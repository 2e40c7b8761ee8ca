"""Contrast and colour: every theme can be read, and nothing is said by colour alone."""

from __future__ import annotations

import pytest
from textual.color import Color

from debater.config import load_settings
from debater.motions.model import SIDES
from debater.sparring.wording import side_in_words, stance_in_words
from debater.tui.themes import CONTRAST, DARK, LIGHT
from tests.tui.conftest import Stage, answered, on_screen, say, wait_until

READ = ("text", "muted", "for", "against", "quote", "focus", "footer-key-foreground")


def luminance(colour: str) -> float:
    """Return the relative luminance that WCAG 2 defines."""
    parts = []
    for value in Color.parse(colour).rgb:
        share = value / 255
        parts.append(share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4)
    red, green, blue = parts
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Return the contrast ratio that WCAG 2 defines, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_is_computed_as_defined() -> None:
    """Black on white is 21, and a known grey on white is about 4.5."""
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", READ)
def test_high_contrast_is_at_least_seven(name: str) -> None:
    """Every text colour of the high-contrast theme reaches 7:1 on its ground."""
    assert CONTRAST.background is not None
    assert ratio(CONTRAST.variables[name], CONTRAST.background) >= 7


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", READ)
def test_dark_and_light_are_at_least_four_and_a_half(theme: object, name: str) -> None:
    """Muted text, sides, quotations and keys reach 4.5:1 on their ground."""
    assert theme.background is not None  # type: ignore[attr-defined]
    assert ratio(theme.variables[name], theme.background) >= 4.5  # type: ignore[attr-defined]


@pytest.mark.parametrize("theme", [DARK, LIGHT, CONTRAST], ids=lambda theme: theme.name)
def test_marked_and_chosen_text_can_be_read(theme: object) -> None:
    """The cited sentence on its ground, and a highlighted option, reach 4.5:1."""
    variables = theme.variables  # type: ignore[attr-defined]
    assert ratio(variables["mark"], variables["mark-ground"]) >= 4.5
    cursor = variables["block-cursor-background"]
    assert ratio(variables["block-cursor-foreground"], cursor) >= 4.5
    for name in ("muted", *SIDES):
        assert ratio(variables[name], cursor) >= 4.5


def test_a_side_has_a_word_and_a_shape() -> None:
    """No two sides share a word or a shape."""
    assert [side_in_words(side) for side in SIDES] == ["FOR ▲", "AGAINST ▼"]
    assert [stance_in_words(side) for side in SIDES] == ["▲ for", "▼ against"]


async def test_no_color_leaves_the_colours_to_the_terminal(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With NO_COLOR nothing written to the terminal holds a colour."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with stage.play() as (pilot, screen):
        await say(pilot, screen, "One.")
        await answered(pilot, screen, 1)
        filters = screen.app._filters
        for strip in screen._compositor.render_strips():
            for segment in strip.apply_filter(filters[-1], Color(0, 0, 0)):
                style = segment.style
                assert style is None or style.color is None or style.color.is_default
                assert style is None or style.bgcolor is None or style.bgcolor.is_default
        assert "FOR ▲" in on_screen(screen.app)
        assert "▼ against" in on_screen(screen.app)


async def test_a_chosen_theme_is_there_at_the_next_start(stage: Stage) -> None:
    """Choosing a theme writes it to the settings; painting the first one does not."""
    async with stage.play() as (pilot, screen):
        assert not stage.where.settings.exists()
        screen.app.theme = LIGHT.name
        await wait_until(pilot, lambda: load_settings().theme == LIGHT.name)
