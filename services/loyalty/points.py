"""When an order earns points, and how many. Pure."""

from dataclasses import dataclass

_cents_a_point = 100


@dataclass(frozen=True)
class OrderHeard:
    """What is known of an order; events of two topics come in any order, so each may be missing."""

    is_completed: bool
    paid_cents: int | None
    is_refunded: bool


def points_of(order: OrderHeard) -> int:
    """One point for each whole euro of an order that was brought and paid, none before both are known."""
    if not order.is_completed or order.paid_cents is None or order.is_refunded:
        return 0
    return order.paid_cents // _cents_a_point
