"""Copying out of the terminal: first by the terminal itself, then by the system."""

from __future__ import annotations


def copy_by_system(text: str) -> bool:
    """Put ``text`` on the system's clipboard; tell whether a way was found."""
    # pyperclip looks for clipboard programs when imported; only a copy needs that.
    import pyperclip

    try:
        pyperclip.copy(text)
    except pyperclip.PyperclipException:
        return False
    return True


def copied_in_words(by_system: bool) -> str:
    """Say what happened to a copy."""
    if by_system:
        return "Copied the reply with its cite."
    return (
        "Sent the reply to your terminal's clipboard. If nothing arrives there, save the "
        "round to a file with F8."
    )
