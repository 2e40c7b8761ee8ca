"""``debater motions try``: what a claim would meet, for people and for programs."""

from __future__ import annotations

from tests.conftest import RunDebater

CLAIM = "Putin only respects force."


def test_a_claim_meets_what_ask_answers(debater: RunDebater) -> None:
    """The first line names the passage that ``ask`` quotes, its strength and what it is made of."""
    asked = debater("ask", "--side", "against", "--json", CLAIM).json["counters"][0]
    tried = debater("motions", "try", "detente", "--side", "against", CLAIM)
    assert (tried.code, tried.err) == (0, "")
    first, quote, strength, *_ = tried.out.splitlines()
    assert f"¶{asked['paragraphs'][0]}, ▲ for" in first
    assert "cited, the strongest that opposes" in first
    assert asked["quote"][:60] in quote
    assert f"strength {asked['strength']:.2f}".replace("0.", ".") in strength
    assert "Kept out (" in tried.out
    assert "it argues your own side (labelled by the coach)" in tried.out


def test_json_holds_every_candidate(debater: RunDebater) -> None:
    """Verdicts, rules, labels and parts are there for each point."""
    found = debater("motions", "try", "detente", "--side", "for", "--json", CLAIM).json
    assert {one["verdict"] for one in found["candidates"]} <= {"cited", "next", "near", "kept out"}
    for one in found["candidates"]:
        assert {"passage", "quote", "stance", "label", "rule", "strength", "parts"} <= set(one)
        assert 0 <= one["strength"] <= 1


def test_silence_is_told_with_the_nearest(debater: RunDebater) -> None:
    """What is off the motion is said to be, and nothing is marked as cited."""
    ran = debater("motions", "try", "detente", "--side", "for", "Pineapple belongs on pizza.")
    assert ran.code == 0
    assert "about something else than the motion" in ran.out
    assert "Silence" in ran.out
    assert ": cited" not in ran.out


def test_what_is_no_argument_is_told(debater: RunDebater) -> None:
    """A greeting weighs nothing and says so."""
    ran = debater("motions", "try", "detente", "--side", "for", "Good morning")
    assert ran.out == "Taken as what the program calls “greeting”: nothing is weighed.\n"
