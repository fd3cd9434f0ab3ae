"""What loyalty does on an event. The events of an order may come in any order: the outcome is the same."""

import asyncpg

from kit.event import Event
from kit.work import Handler, Work
from points import OrderHeard, points_of


async def on_order_completed(event: Event, work: Work) -> None:
    await _hear(event, work, "completed_at", work.now)


async def on_payment_captured(event: Event, work: Work) -> None:
    await _hear(event, work, "paid_cents", event.data["amount_cents"])


async def on_payment_refunded(event: Event, work: Work) -> None:
    if event.data["was"] == "captured":
        await _hear(event, work, "refunded_at", work.now)


handlers: dict[str, Handler] = {
    "order.completed": on_order_completed,
    "payment.captured": on_payment_captured,
    "payment.refunded": on_payment_refunded,
}


async def _hear(event: Event, work: Work, column: str, value: object) -> None:
    """Locks the order's row, writes what was heard, and gives or takes back what follows from all that is known."""
    order_id, customer_id = event.data["order_id"], event.data["customer_id"]
    row = await work.connection.fetchrow(
        f"""insert into order_heard (order_id, customer_id, {column}) values ($1, $2, $3)
            on conflict (order_id) do update set customer_id = excluded.customer_id, {column} = excluded.{column}
            returning completed_at, paid_cents, refunded_at""",
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
    """Once an order. It locks the customer's row, so that its events tell balances in the order they came to be."""
    balance = await work.connection.fetchval(
        """with earned as (
             insert into points (order_id, customer_id, points, earned_at) values ($1, $2, $3, $4)
             on conflict do nothing returning customer_id, points
           )
           insert into customer (customer_id, balance) select customer_id, points from earned
           on conflict (customer_id) do update set balance = customer.balance + excluded.balance
           returning balance""",
        order_id,
        customer_id,
        points,
        work.now,
    )
    if balance is None:
        return
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
