"""A few hundred seeded arguments: sensible, half sensible, random and hostile."""

from __future__ import annotations

import random
import string

from debater.motions.model import Motion

_SUBJECTS = ["Russia", "Putin", "NATO", "Trump", "the United States", "soft power", "Moscow",
             "our allies", "the Kremlin", "détente", "Iran", "ISIS", "the economy"]  # fmt: skip
_VERBS = ["will attack", "only respects", "cannot trust", "needs", "hates", "should isolate",
          "has never threatened", "must punish", "wants", "would welcome", "fears"]  # fmt: skip
_OBJECTS = ["force", "the West", "peace", "concessions", "its neighbours", "nuclear weapons",
            "friendship", "sanctions", "American culture", "a deal", "terrorism"]  # fmt: skip
_OPENERS = ["", "But ", "And ", "Honestly, ", "Everyone knows that ", "I think ", "No, "]
_ENDS = [".", "!", "?", ", because history shows it.", " and that is dangerous.", ""]
_ODD = ["", " ", "\n\n", "?", "...", "hello", "ok", "you are right", "I concede that.",
        "What does the article say about NATO?", "who wrote this", "My cat likes tuna.",
        "The best pizza has pineapple.", "x" * 2000, "Russia " * 300, "[bold]Putin[/bold] {claim}",
        "{0} {quote} {cite}", "%s %d", "مرحبا روسيا", "俄罗斯很强大", "👩‍👩‍👧 Putin 🚀",
        "\x1b[31mPutin lies\x1b[0m", "\u202eforce only respects Putin", "NULL",
        "'; DROP TABLE"]  # fmt: skip


def arguments(motion: Motion, count: int, seed: int = 7) -> list[str]:
    """Return ``count`` arguments, the same for the same seed."""
    chance = random.Random(seed)
    quotes = [
        sentence.span.of(motion.source(motion.passage(point.passage).source).text)
        for point in motion.points()
        for sentence in point.sentences
    ]
    lines = [line for point in motion.points() for line in point.answers] or [motion.statement]
    made = list(_ODD)
    while len(made) < count:
        match chance.randrange(6):
            case 0:
                made.append(chance.choice(lines))
            case 1:
                made.append(f"{chance.choice(_OPENERS)}{chance.choice(lines)}")
            case 2:
                made.append(f"They say: {chance.choice(quotes)}")
            case 3:
                length = chance.randrange(1, 200)
                made.append("".join(chance.choices(string.printable, k=length)))
            case _:
                made.append(
                    f"{chance.choice(_OPENERS)}{chance.choice(_SUBJECTS)} {chance.choice(_VERBS)} "
                    f"{chance.choice(_OBJECTS)}{chance.choice(_ENDS)}"
                )
    return made[:count]
