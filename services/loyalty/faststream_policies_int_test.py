"""What FastStream's acknowledgement policies do with an error nobody foresaw: why ours is the one it is."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from faststream.kafka.annotations import KafkaMessage

from sample_house import eventually

pytestmark = pytest.mark.anyio


@pytest.fixture
async def topic() -> AsyncIterator[str]:
    if not os.environ.get("TEST_KAFKA_BROKERS"):
        pytest.fail("TEST_KAFKA_BROKERS must say where to test")
    admin = AIOKafkaAdminClient(bootstrap_servers=os.environ["TEST_KAFKA_BROKERS"])
    await admin.start()
    name = f"test-{secrets.token_hex(4)}-policies"
    await admin.create_topics([NewTopic(name, 1, 1)])
    yield name
    await admin.delete_topics([name])
    await admin.close()


async def send(topic: str, *records: tuple[str, dict[str, bytes]]) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=os.environ["TEST_KAFKA_BROKERS"])
    await producer.start()
    for text, headers in records:
        await producer.send_and_wait(topic, text.encode(), headers=list(headers.items()))
    await producer.stop()


async def consume(topic: str, policy: AckPolicy, fails_on: str | None, until: str) -> list[str]:
    """The records that were handled well by one life of a consumer, which ends when it has seen the last one."""
    handled: list[str] = []
    seen: list[str] = []
    broker = KafkaBroker(os.environ["TEST_KAFKA_BROKERS"], logger=None)

    @broker.subscriber(topic, group_id=topic, ack_policy=policy, auto_offset_reset="earliest")
    async def handle(message: KafkaMessage) -> None:
        text = message.body.decode()
        seen.append(text)
        if text == fails_on:
            raise TypeError("nobody foresaw this")
        handled.append(text)
        if policy is AckPolicy.MANUAL:
            # By hand, for what went well: the commit takes all before it along.
            await message.ack()

    await broker.start()

    async def has_seen() -> bool:
        return until in seen

    await eventually(has_seen, f"{until} is seen")
    await asyncio.sleep(0.3)
    await broker.stop()
    return handled


@pytest.mark.parametrize("policy", [AckPolicy.ACK_FIRST, AckPolicy.ACK, AckPolicy.REJECT_ON_ERROR, AckPolicy.MANUAL])
async def test_the_others_pass_a_failed_record_by(topic: str, policy: AckPolicy) -> None:
    await send(topic, ("a", {}), ("b", {}), ("c", {}))
    first = await consume(topic, policy, fails_on="b", until="c")
    await send(topic, ("d", {}))
    assert "b" not in first + await consume(topic, policy, fails_on=None, until="d")


async def test_ours_reads_it_again(topic: str) -> None:
    await send(topic, ("a", {}), ("b", {}))
    first = await consume(topic, AckPolicy.NACK_ON_ERROR, fails_on="b", until="b")
    assert first + await consume(topic, AckPolicy.NACK_ON_ERROR, fails_on=None, until="b") == ["a", "b"]


async def test_even_ours_passes_by_what_faststreams_own_parser_cannot_read(topic: str) -> None:
    await send(topic, ("a", {}), ("b", {"x": b"\xff"}), ("c", {}))
    first = await consume(topic, AckPolicy.NACK_ON_ERROR, fails_on=None, until="c")
    await send(topic, ("d", {}))
    assert "b" not in first + await consume(topic, AckPolicy.NACK_ON_ERROR, fails_on=None, until="d")
