"""When a drill comes back: the FSRS scheduler, without the random spread it can add.

The state of a drill is the library's own card as JSON values, so another program that knows
FSRS can go on with it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from debater.study.model import Grade

if TYPE_CHECKING:
    import fsrs
    from fsrs.card import CardDict

# How likely a drill should still be known when it comes back.
DESIRED_RETENTION = 0.9
# The library wants a number for each card and would take the time for it.
_CARD = 1
# As far as the library itself goes; the days are generous.
_MOST_DAYS, _MOST_DIFFICULT = 1e6, 10.0


class Scheduler:
    """Plans drills.  Deterministic: the same reviews at the same times give the same dates."""

    def review(
        self, state: dict[str, Any] | None, grade: Grade, now: datetime
    ) -> tuple[dict[str, Any], datetime]:
        """Return the state after a review and when the drill is due again, in UTC.

        ``state`` is None for a drill never reviewed; one that cannot be read counts as that.
        Raises ``ValueError`` where the zone of ``now`` is unknown.
        """
        if now.tzinfo is None:
            raise ValueError(f"{now} has no time zone")
        now = now.astimezone(UTC)
        card = self._card(state, now)
        reviewed, _ = self._fsrs.review_card(card, _rating(grade), now)
        return dict(reviewed.to_dict()), reviewed.due

    def recall(self, state: dict[str, Any] | None, now: datetime) -> float | None:
        """Return how likely a drill is still known, from 0 to 1; None where it was never asked."""
        card = self._card(state, now.astimezone(UTC))
        if card.last_review is None:
            return None
        return float(self._fsrs.get_card_retrievability(card, now.astimezone(UTC)))

    @cached_property
    def _fsrs(self) -> fsrs.Scheduler:
        # 25 ms to import: only once something is reviewed.
        from fsrs import Scheduler as Fsrs

        return Fsrs(desired_retention=DESIRED_RETENTION, enable_fuzzing=False)

    def _card(self, state: dict[str, Any] | None, now: datetime) -> fsrs.Card:
        from fsrs import Card  # deferred: see above

        if state is not None:
            try:
                card = Card.from_dict(cast("CardDict", state))
            except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
                pass
            else:
                if _whole(card):
                    return card
        return Card(card_id=_CARD, due=now)


def _whole(card: fsrs.Card) -> bool:
    """Tell whether a card that was read holds what its state needs, in bounds and in UTC."""
    from fsrs import State  # deferred: see above

    dates = [date for date in (card.due, card.last_review) if date is not None]
    if any(date.tzinfo is None or date.utcoffset() for date in dates):
        return False
    if card.state != State.Review and not isinstance(card.step, int):
        return False
    if card.stability is None or card.difficulty is None or card.last_review is None:
        # Only a card never reviewed has none of these.
        return card.state == State.Learning and card.stability == card.last_review
    return 0 < card.stability <= _MOST_DAYS and 0 < card.difficulty <= _MOST_DIFFICULT


def _rating(grade: Grade) -> fsrs.Rating:
    from fsrs import Rating  # deferred: see above

    return Rating(grade)
