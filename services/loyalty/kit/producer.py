"""One Kafka producer for all that this service sends: its events, its retries and its dead letters."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from aiokafka import AIOKafkaProducer

from .record import Headers

_patience_ms = 10_000


@dataclass(frozen=True)
class Outgoing:
    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers
    partition: int | None = None


class Producer:
    """FastStream's publisher knows only headers of text and adds two of its own; this one sends bytes as they are."""

    def __init__(self, brokers: list[str], client_id: str) -> None:
        self._brokers = brokers
        self._client_id = client_id
        self._producer: AIOKafkaProducer | None = None
        self._starting = asyncio.Lock()

    async def send(self, messages: Sequence[Outgoing]) -> list[tuple[int, int]]:
        """Appends messages of one key in their order; (partition, offset) once all are safe. Raises when one is not."""
        producer = await self._started()
        try:
            sent = [
                await producer.send(m.topic, m.value, m.key, partition=m.partition, headers=list(m.headers))
                for m in messages
            ]
            done = await asyncio.gather(*sent)
        except BaseException:
            # One that gave up may have lost its place in the sequence of numbers: the next send begins a new one.
            await self.stop()
            raise
        return [(each.partition, each.offset) for each in done]

    async def stop(self) -> None:
        producer, self._producer = self._producer, None
        if producer:
            try:
                await asyncio.wait_for(producer.stop(), 3)
            except Exception:
                return

    async def _started(self) -> AIOKafkaProducer:
        async with self._starting:
            if self._producer is None:
                producer = AIOKafkaProducer(
                    bootstrap_servers=self._brokers,
                    client_id=self._client_id,
                    acks="all",
                    enable_idempotence=True,
                    request_timeout_ms=_patience_ms,
                )
                try:
                    await producer.start()
                except BaseException:
                    await producer.stop()
                    raise
                self._producer = producer
            return self._producer
