"""The themes: dark, light, high contrast, and one that leaves colours to the terminal.

``muted``, ``for``, ``against``, ``quote`` and ``mark`` are our own variables, set by each
theme as plain colours so that a test can compute their contrast.
"""

from __future__ import annotations

from textual.theme import Theme


def _theme(name: str, *, dark: bool, colours: dict[str, str], ansi: bool = False) -> Theme:
    muted = colours["muted"]
    return Theme(
        name=name,
        primary=colours["accent"],
        secondary=colours["rule"],
        accent=colours["accent"],
        foreground=colours["text"],
        background=colours["ground"],
        surface=colours["ground"],
        panel=colours["panel"],
        boost=colours["panel"],
        warning=colours["warning"],
        error=colours["error"],
        success=colours["for"],
        dark=dark,
        ansi=ansi,
        variables={
            "ansi-background": "ansi_black",
            "ansi-foreground": "ansi_white",
            "muted": muted,
            "for": colours["for"],
            "against": colours["against"],
            "rule": colours["rule"],
            "focus": colours["accent"],
            "quote": colours["quote"],
            "mark": colours["mark"],
            "mark-ground": colours["mark-ground"],
            "text": colours["text"],
            "text-muted": muted,
            "border": colours["accent"],
            "border-blurred": colours["rule"],
            "block-cursor-foreground": colours["cursor-text"],
            "block-cursor-background": colours["cursor"],
            "block-cursor-blurred-foreground": colours["text"],
            "block-cursor-blurred-background": colours["panel"],
            "block-hover-background": colours["panel"],
            "footer-background": colours["ground"],
            "footer-foreground": muted,
            "footer-description-foreground": muted,
            "footer-key-foreground": colours["accent"],
            "scrollbar": colours["rule"],
            "scrollbar-hover": muted,
            "scrollbar-active": colours["accent"],
            "scrollbar-background": colours["ground"],
            "scrollbar-background-hover": colours["ground"],
            "scrollbar-background-active": colours["ground"],
            "scrollbar-corner-color": colours["ground"],
        },
    )


DARK = _theme(
    "debater-dark",
    dark=True,
    colours={
        "ground": "#15171c",
        "panel": "#20242c",
        "text": "#dcdfe4",
        "muted": "#959cab",
        "rule": "#3b414d",
        "accent": "#8fb8de",
        "for": "#93c9a1",
        "against": "#e0a487",
        "quote": "#f0e6cf",
        "mark": "#f7efdc",
        "mark-ground": "#433b26",
        "warning": "#e3c078",
        "error": "#ec8f8f",
        "cursor": "#22334a",
        "cursor-text": "#f2f4f7",
    },
)

LIGHT = _theme(
    "debater-light",
    dark=False,
    colours={
        "ground": "#faf8f4",
        "panel": "#efebe3",
        "text": "#262729",
        "muted": "#5a5e63",
        "rule": "#c9c3b8",
        "accent": "#1f5582",
        "for": "#1d6638",
        "against": "#96401a",
        "quote": "#4a3a10",
        "mark": "#2b230c",
        "mark-ground": "#f3e3b3",
        "warning": "#7a5200",
        "error": "#a32222",
        "cursor": "#cfe0ef",
        "cursor-text": "#14181c",
    },
)

CONTRAST = _theme(
    "debater-contrast",
    dark=True,
    colours={
        "ground": "#000000",
        "panel": "#000000",
        "text": "#ffffff",
        "muted": "#d6d6d6",
        "rule": "#a8a8a8",
        "accent": "#8fd3ff",
        "for": "#7dff9b",
        "against": "#ffc266",
        "quote": "#ffe873",
        "mark": "#000000",
        "mark-ground": "#ffe873",
        "warning": "#ffe873",
        "error": "#ffb0b0",
        "cursor": "#16324d",
        "cursor-text": "#ffffff",
    },
)

TERMINAL = _theme(
    "ansi",
    dark=True,
    ansi=True,
    colours={
        "ground": "ansi_default",
        "panel": "ansi_default",
        "text": "ansi_default",
        "muted": "ansi_default",
        "rule": "ansi_default",
        "accent": "ansi_blue",
        "for": "ansi_green",
        "against": "ansi_magenta",
        "quote": "ansi_default",
        "mark": "ansi_default",
        "mark-ground": "ansi_default",
        "warning": "ansi_yellow",
        "error": "ansi_red",
        "cursor": "ansi_blue",
        "cursor-text": "ansi_bright_white",
    },
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT, CONTRAST, TERMINAL)}

# What the palette calls them; the settings keep the names of the themes.
NAMES = {
    DARK.name: "dark",
    LIGHT.name: "light",
    CONTRAST.name: "high contrast",
    TERMINAL.name: "terminal colours",
}
