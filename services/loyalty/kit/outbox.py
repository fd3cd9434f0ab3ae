"""Publishes the outbox in the order of its rows, each at least once."""

import asyncio
import json
import logging

import asyncpg
from prometheus_client import Counter

from .database import connect
from .event import event_headers
from .producer import Outgoing, Producer
from .telemetry import ProducerSpan, producer_span
from .work import outbox_channel

_batch_rows = 200
_look_again_s = 1.0
_standby_s = 2.0
_longest_pause_s = 5.0
_flush_s = 3.0


class OutboxRelay:
    """One relay a service works at a time: an advisory lock lives on the connection that reads and marks the rows."""

    def __init__(self, url: str, name: str, producer: Producer, published: Counter, logger: logging.Logger) -> None:
        self._url = url
        self._name = name
        self._producer = producer
        self._published = published
        self._logger = logger
        self._wake = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._keep_relaying())

    async def stop(self) -> None:
        """Publishes what is committed, for three seconds at most, and lets go of the lock."""
        self._stopping = True
        self._wake.set()
        if self._task:
            await asyncio.wait([self._task], timeout=2 * _flush_s)
            self._task.cancel()

    async def _keep_relaying(self) -> None:
        pause_s = 0.1
        while not self._stopping:
            try:
                await self._relay_once()
                pause_s = 0.1
            except Exception as error:
                if not self._stopping:
                    self._logger.warning("publishing failed and is tried again", exc_info=error)
                await self._wait(pause_s)
                pause_s = min(pause_s * 2, _longest_pause_s)

    async def _relay_once(self) -> None:
        connection = await connect(self._url, self._name, f"{self._name} outbox")
        try:
            await connection.add_listener(outbox_channel, lambda *_: self._wake.set())
            lock = "select pg_try_advisory_lock(hashtextextended($1, 0))"
            while not await connection.fetchval(lock, f"nibble outbox {self._name}"):
                await self._wait(_standby_s)
                if self._stopping:
                    return
            while not self._stopping:
                self._wake.clear()
                if await self._publish(connection) == 0:
                    await self._wait(_look_again_s)
            await self._flush(connection)
        finally:
            # Closed, not given back: that frees the lock.
            await connection.close(timeout=1)

    async def _flush(self, connection: asyncpg.Connection) -> None:
        deadline = asyncio.get_running_loop().time() + _flush_s
        while await self._publish(connection) > 0 and asyncio.get_running_loop().time() < deadline:
            pass

    async def _publish(self, connection: asyncpg.Connection) -> int:
        rows = await connection.fetch(
            "select id, topic, key, event::text as event, trace from outbox"
            " where published_at is null order by id limit $1",
            _batch_rows,
        )
        if not rows:
            return 0
        prepared = [prepare(row) for row in rows]
        try:
            places = await self._producer.send([message for message, _, _ in prepared])
        except BaseException as error:
            for _, _, span in prepared:
                span.end(error)
            raise
        await connection.execute(
            "update outbox set published_at = now() where id = any($1::bigint[])", [row["id"] for row in rows]
        )
        for (_, event_type, span), place in zip(prepared, places):
            span.end(place)
            self._published.labels(event_type).inc()
        return len(rows)

    async def _wait(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), seconds)
        except asyncio.TimeoutError:
            return


def prepare(row: asyncpg.Record) -> tuple[Outgoing, str, ProducerSpan]:
    event = json.loads(row["event"])
    stored = json.loads(row["trace"])
    span = producer_span(row["topic"], row["key"], event["correlation_id"], event["event_id"], stored)
    headers = event_headers(event) | span.headers
    encoded = tuple((name, value.encode()) for name, value in headers.items())
    message = Outgoing(row["topic"], row["key"].encode(), row["event"].encode(), encoded)
    return message, event["event_type"], span
