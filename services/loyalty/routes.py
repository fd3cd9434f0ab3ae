"""What loyalty answers to requests."""

from datetime import datetime, timezone
from typing import Annotated

import asyncpg
from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from kit.problem import Problem, ProblemDetails

_newest = 50

CustomerId = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]


class EarnedPoints(BaseModel):
    orderId: str
    points: int
    earnedAt: str
    takenBackAt: str | None


class CustomerPoints(BaseModel):
    customerId: str
    balance: int
    items: list[EarnedPoints] = Field(description=f"the newest {_newest}, newest first")


def create_routes(pool: asyncpg.Pool) -> APIRouter:
    routes = APIRouter()

    @routes.get(
        "/customers/{id}/points",
        summary="The points of a customer, and the orders that earned them",
        response_model=CustomerPoints,
        responses={404: {"model": ProblemDetails, "description": "This customer has earned none"}},
    )
    async def read_points(id: CustomerId) -> CustomerPoints:
        async with pool.acquire() as connection:
            balance = await connection.fetchval("select balance from customer where customer_id = $1", id)
            if balance is None:
                raise Problem("not_found", f"No customer {id} has earned points here.")
            rows = await connection.fetch(
                """select order_id, points, earned_at, taken_back_at from points where customer_id = $1
                   order by earned_at desc, order_id limit $2""",
                id,
                _newest,
            )
        return CustomerPoints(customerId=id, balance=balance, items=[_item(row) for row in rows])

    return routes


def _item(row: asyncpg.Record) -> EarnedPoints:
    taken_back = row["taken_back_at"]
    return EarnedPoints(
        orderId=row["order_id"],
        points=row["points"],
        earnedAt=_iso(row["earned_at"]),
        takenBackAt=None if taken_back is None else _iso(taken_back),
    )


def _iso(moment: datetime) -> str:
    return moment.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
