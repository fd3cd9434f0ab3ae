"""What loyalty does on an event. The events of an order may come in any order: the outcome is the same."""

import asyncpg

from kit.event import Event
from kit.work import Handler, Work
from points import OrderHeard, points_of


async def on_order_completed(event: Event, work: Work) -> None:
    await _hear(event, work, "completed_at = $3", work.now)


async def on_payment_captured(event: Event, work: Work) -> None:
    await _hear(event, work, "paid_cents = $3", event.data["amount_cents"])


async def on_payment_refunded(event: Event, work: Work) -> None:
    if event.data["was"] == "captured":
        await _hear(event, work, "refunded_at = $3", work.now)


handlers: dict[str, Handler] = {
    "order.completed": on_order_completed,
    "payment.captured": on_payment_captured,
    "payment.refunded": on_payment_refunded,
}


async def _hear(event: Event, work: Work, change: str, value: object) -> None:
    """Locks the order's row, writes what was heard, and gives or takes back what follows from all that is known."""
    order_id, customer_id = event.data["order_id"], event.data["customer_id"]
    await work.connection.execute(
        "insert into order_heard (order_id, customer_id) values ($1, $2) on conflict do nothing", order_id, customer_id
    )
    row = await work.connection.fetchrow(
        f"update order_heard set customer_id = $2, {change} where order_id = $1 returning *",
        order_id,
        customer_id,
        value,
    )
    order = OrderHeard(row["completed_at"] is not None, row["paid_cents"], row["refunded_at"] is not None)
    points = points_of(order)
    if points > 0:
        await _earn(work, order_id, customer_id, points)
    elif order.is_refunded:
        await _take_back(work.connection, order_id)


async def _earn(work: Work, order_id: str, customer_id: str, points: int) -> None:
    """Once an order. The customer's row is locked, so that its events tell balances in the order they came to be."""
    connection = work.connection
    await connection.execute("insert into customer (customer_id) values ($1) on conflict do nothing", customer_id)
    await connection.execute("select from customer where customer_id = $1 for update", customer_id)
    earned = await connection.fetchval(
        """insert into points (order_id, customer_id, points, earned_at) values ($1, $2, $3, $4)
           on conflict do nothing returning true""",
        order_id,
        customer_id,
        points,
        work.now,
    )
    if not earned:
        return
    balance = await connection.fetchval(
        "update customer set balance = balance + $2 where customer_id = $1 returning balance", customer_id, points
    )
    data = {"customer_id": customer_id, "order_id": order_id, "points": points, "balance": balance}
    work.publish("loyalty.points_earned", customer_id, data)


async def _take_back(connection: asyncpg.Connection, order_id: str) -> None:
    await connection.execute(
        """with taken as (
             update points set taken_back_at = now() where order_id = $1 and taken_back_at is null
             returning customer_id, points
           )
           update customer set balance = balance - taken.points from taken
           where customer.customer_id = taken.customer_id""",
        order_id,
    )
