"""Loyalty through its own doors, on real Kafka and PostgreSQL: what is odd first, then what is meant."""

import json
from itertools import accumulate

import pytest

from sample_house import House, captured, completed, eventually, refunded

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module", autouse=True)
async def running(house: House) -> None:
    await house.start()


async def has(house: House, customer: str, balance: int) -> None:
    async def is_there() -> bool:
        return await house.balance(customer) == balance

    await eventually(is_there, f"{customer} has {balance} points")


async def earned(house: House, customer: str) -> list[dict]:
    records = await house.records(f"{house.prefix}loyalty-events")
    return [json.loads(record.value) for record in records if record.key == customer.encode()]


async def test_a_payment_alone_and_a_delivery_alone_earn_nothing(house: House) -> None:
    await house.tell(captured("o-a", "c-alone"))
    await house.tell(completed("o-b", "c-alone"))
    await house.tell(completed("o-c", "c-last"))
    await house.tell(captured("o-c", "c-last"))
    await has(house, "c-last", 19)
    assert (await house.ask("GET", "/customers/c-alone/points"))[0] == 404


async def test_an_event_that_comes_twice_and_an_order_told_twice_earn_once(house: House) -> None:
    paid, brought = captured("o-d", "c-twice"), completed("o-d", "c-twice")
    for event in (paid, brought, paid, brought, captured("o-d", "c-twice"), completed("o-d", "c-twice")):
        await house.tell(event)
    await house.tell(captured("o-e", "c-twice", 100))
    await house.tell(completed("o-e", "c-twice"))
    await has(house, "c-twice", 20)

    async def both() -> list[dict] | None:
        told = await earned(house, "c-twice")
        return told if len(told) >= 2 else None

    told = [event["data"] for event in await eventually(both, "both orders are told")]
    # Two orders are handled in any order; their customer's balances are told in the order they came to be.
    assert sorted(data["points"] for data in told) == [1, 19]
    assert [data["balance"] for data in told] == list(accumulate(data["points"] for data in told))


async def test_what_is_refunded_earns_nothing_before_and_is_taken_back_after(house: House) -> None:
    await house.tell(refunded("o-f", "c-sorry"))
    for event in (captured("o-f", "c-sorry"), completed("o-f", "c-sorry")):
        await house.tell(event)
    for event in (captured("o-g", "c-sorry", 500), completed("o-g", "c-sorry")):
        await house.tell(event)
    await has(house, "c-sorry", 5)
    await house.tell(refunded("o-g", "c-sorry"))
    await has(house, "c-sorry", 0)
    _, told, _ = await house.ask("GET", "/customers/c-sorry/points")
    assert [item["orderId"] for item in told["items"] if item["takenBackAt"]] == ["o-g"]


async def test_less_than_a_euro_earns_nothing(house: House) -> None:
    for event in (captured("o-h", "c-poor", 99), completed("o-h", "c-poor"), captured("o-i", "c-poor", 100)):
        await house.tell(event)
    await house.tell(completed("o-i", "c-poor"))
    await has(house, "c-poor", 1)


async def test_the_older_version_is_lifted(house: House) -> None:
    await house.tell(captured("o-j", "c-old", 700, version=1))
    await house.tell(completed("o-j", "c-old"))
    await has(house, "c-old", 7)


async def test_the_event_has_envelope_headers_and_context_of_the_flow(house: House) -> None:
    trace_id = "0af7651916cd43dd8448eb211c80319c"
    brought = completed("o-k", "c-flow")
    await house.tell(captured("o-k", "c-flow"))
    await house.tell(brought, traceparent=f"00-{trace_id}-b7ad6b7169203331-01")
    await has(house, "c-flow", 19)

    async def published() -> list[dict]:
        return await earned(house, "c-flow")

    (event,) = await eventually(published, "the event is published")
    # Whichever of the two came last caused it.
    assert event["correlation_id"] == "flow-o-k"
    assert (event["event_version"], event["source_service"]) == (1, "loyalty")
    assert event["data"] == {"customer_id": "c-flow", "order_id": "o-k", "points": 19, "balance": 19}
    (record,) = [one for one in await house.records(f"{house.prefix}loyalty-events") if one.key == b"c-flow"]
    headers = [(name, value.decode()) for name, value in record.headers]
    assert len(dict(headers)) == len(headers)
    assert {name: str(value) for name, value in event.items() if name != "data"}.items() <= dict(headers).items()
    if event["causation_id"] == brought["event_id"]:
        assert dict(headers)["traceparent"].split("-")[1] == trace_id
    assert dict(headers)["baggage"] == "correlation.id=flow-o-k"


async def test_another_groups_replay_is_passed_over_and_ones_own_is_handled(house: House) -> None:
    await house.tell(captured("o-l", "c-replay"), **{"replay.target-group": "somebody-else"})
    await house.tell(completed("o-l", "c-replay"))
    await house.tell(captured("o-m", "c-replay", 300), **{"replay.target-group": house.group})
    await house.tell(completed("o-m", "c-replay"))
    await has(house, "c-replay", 3)
