"""One motion in many forms: a stance model must read them all alike.

Data sets put motions as statements, as "This House would …", as "We should …" or as
questions; a coach may negate them.  Each function rewrites a motion where its form
allows and returns it unchanged where it does not.
"""

from __future__ import annotations

import random
import re

_HOUSE = re.compile(r"^this house (?:would|should)\s+", re.IGNORECASE)
_BELIEVES = re.compile(r"^this house (?:believes|believe|supports the view) that\s+", re.IGNORECASE)
_WE = re.compile(r"^we should\s+", re.IGNORECASE)
_AUXILIARY = re.compile(r"\b(should|would|must|can|will|is|are|was|were|has|have|does|do)\b")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def reworded(motion: str, choose: random.Random) -> str:
    """Put ``motion`` in another form that means the same."""
    for form in (_HOUSE, _WE):
        if form.match(motion):
            rest = form.sub("", motion).rstrip(".?")
            return choose.choice(
                [
                    f"This House would {rest}",
                    f"We should {rest}",
                    f"Should we {rest}?",
                    f"It would be right to {rest}",
                    _capital(rest),
                ]
            )
    if _BELIEVES.match(motion):
        return _capital(_BELIEVES.sub("", motion))
    if not motion.endswith("?") and not motion.lower().startswith("this house"):
        lower = motion[:1].lower() + motion[1:]
        return choose.choice([f"This House believes that {lower}", motion.rstrip(".")])
    return motion


def negated(motion: str) -> str | None:
    """Return the denial of ``motion``, or None where its form does not allow one.

    A question is left alone: "Should we not …?" asks the same as "Should we …?".
    """
    if motion.rstrip().endswith("?") or re.search(r"\bnot\b|n't\b|\bnever\b|\bno\b", motion):
        return None
    if re.match(r"this house (supports|opposes|regrets|welcomes)\b", motion, re.IGNORECASE):
        return None
    found = _AUXILIARY.search(motion)
    if found is None:
        return None
    return f"{motion[: found.end()]} not{motion[found.end() :]}"
