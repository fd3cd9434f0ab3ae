"""What cannot be handled is retried, then a dead letter, as it came; the partition goes on."""

import json
import re

import pytest
from aiokafka import ConsumerRecord

from sample_house import House, captured, completed, eventually, sample_event

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module", autouse=True)
async def running(house: House) -> None:
    await house.start()


async def dead_letters(house: House, topic: str, key: str) -> list[ConsumerRecord]:
    async def found() -> list[ConsumerRecord]:
        records = await house.records(house.dead(f"{house.prefix}{topic}"))
        return [record for record in records if record.key == key.encode()]

    return await eventually(found, f"a dead letter of {key}")


def headers_of(record: ConsumerRecord) -> dict[str, str]:
    names = [name for name, _ in record.headers]
    assert len(set(names)) == len(names), "exactly one value a name"
    return {name: value.decode() for name, value in record.headers}


@pytest.mark.parametrize(
    ("key", "value", "stage"),
    [
        ("empty", None, "deserialize"),
        ("bytes", b"\xff\xfe", "deserialize"),
        ("no-json", b"{", "deserialize"),
        ("deep", b"[" * 100_000, "deserialize"),
        ("not-a-number", b'{"event_type":"payment.captured","event_version":NaN}', "deserialize"),
        ("no-event", b'["payment.captured"]', "deserialize"),
        ("newer", json.dumps({**captured("o-1", "c-1"), "event_version": 99}).encode(), "schema"),
        ("no-version", json.dumps({**captured("o-1", "c-1"), "event_version": "2"}).encode(), "schema"),
        ("unfit", json.dumps({**captured("o-1", "c-1"), "data": {"order_id": "o-1"}}).encode(), "schema"),
        ("no-time", json.dumps({**captured("o-1", "c-1"), "event_time": "yesterday"}).encode(), "schema"),
    ],
)
async def test_what_no_retry_can_mend_goes_straight_to_the_dead_letters(
    house: House, key: str, value: bytes | None, stage: str
) -> None:
    await house.send(f"{house.prefix}payment-events", key, value, {"event_type": "payment.captured", "mine": b"\xff"})
    (record,) = await dead_letters(house, "payment-events", key)
    assert record.value == value
    assert record.headers[:2] == (("event_type", b"payment.captured"), ("mine", b"\xff"))
    told = {name: text.decode("utf-8", "replace") for name, text in record.headers}
    assert (told["dlq.error.stage"], told["dlq.error.retryable"], told["dlq.attempts"]) == (stage, "no", "1")
    assert told["dlq.original.topic"] == f"{house.prefix}payment-events"


async def test_headers_that_are_no_text_or_missing_are_carried_on_and_stop_nobody(house: House) -> None:
    event = captured("o-odd", "c-odd", 400)
    odd = {"x-bytes": b"\xff\xfe", "x-null": None, "reply_to": f"{house.prefix}loyalty-events", "traceparent": b"\xff"}
    await house.send(f"{house.prefix}payment-events", "o-odd", json.dumps(event).encode(), odd)
    await house.tell(completed("o-odd", "c-odd"))

    async def earned() -> bool:
        return await house.balance("c-odd") == 4

    await eventually(earned, "its points")
    told = await house.records(f"{house.prefix}loyalty-events")
    assert {record.key for record in told if record.headers} == {record.key for record in told}


async def test_a_type_that_nobody_here_handles_is_not_even_looked_at(house: House) -> None:
    await house.send(f"{house.prefix}order-events", "o-2", b"not json", {"event_type": "order.updated"})
    await house.tell(sample_event("order.confirmed", order_id="o-3"))

    async def settled() -> bool:
        return await house.lag() == 0

    await eventually(settled, "all is committed")
    assert [one for one in await house.records(house.dead(f"{house.prefix}order-events"))] == []


async def test_poison_is_tried_in_each_tier_and_then_given_up_while_others_go_on(house: House) -> None:
    await house.ask("PUT", "/faults/poison", {"share": 0.5})
    orders = [f"o-p{number}" for number in range(12)]
    events = [captured(order, f"c-{order}", 100) for order in orders]
    for order, event in zip(orders, events):
        await house.tell(event, traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        await house.tell(completed(order, f"c-{order}"))

    async def split() -> tuple[list[str], list[str]] | None:
        well = [order for order in orders if await house.balance(f"c-{order}") == 1]
        dead = await house.records(house.dead(f"{house.prefix}payment-events"))
        given_up = [order for order in orders if order.encode() in {record.key for record in dead}]
        return (well, given_up) if len(well) + len(given_up) == len(orders) else None

    well, given_up = await eventually(split, "each order ended one way or the other", 40)
    assert well and given_up
    (record,) = await dead_letters(house, "payment-events", given_up[0])
    told = headers_of(record)
    source = next(event for event, order in zip(events, orders) if order == given_up[0])
    assert json.loads(record.value) == source
    assert told.items() >= {name: str(value) for name, value in source.items() if name != "data"}.items()
    assert told["traceparent"] == told["dlq.original.traceparent"]
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f-]{18,}", told["dlq.id"])
    assert told["dlq.cluster.id"]
    assert (
        told.items()
        >= {
            "dlq.version": "1",
            "dlq.original.topic": f"{house.prefix}payment-events",
            "dlq.consumer.group": house.group,
            "dlq.consumer.service": "loyalty",
            "dlq.error.type": "Poisoned",
            "dlq.error.stage": "handle",
            "dlq.error.retryable": "unknown",
            "dlq.attempts": "4",
        }.items()
    )
    assert int(told["dlq.first-failed-at"]) < int(told["dlq.failed-at"])
    assert not any(name.startswith("retry.") for name in told)
    assert sum(len(name) + len(text) for name, text in told.items() if name.startswith("dlq.")) <= 8192
    await replay(house, record, given_up[0])


async def replay(house: House, record: ConsumerRecord, order: str) -> None:
    """To the group alone, unedited, once the cause is mended: it counts once, under the lineage it had."""
    await house.ask("DELETE", "/faults")
    headers = {name: value for name, value in record.headers} | {"replay.target-group": house.group}
    tier = f"{house.prefix}payment-events.{house.group}.retry.1"
    for _ in range(2):
        await house.send(tier, order, record.value, headers)
    await house.tell(completed(order, f"c-{order}"))

    async def earned() -> bool:
        return await house.balance(f"c-{order}") == 1

    await eventually(earned, "the replayed payment counts")
