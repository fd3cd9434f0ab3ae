"""Reads events by FastStream so that none is lost: see the README for the acknowledgement policy and its reasons."""

import asyncio
import logging
import time
from collections.abc import Sequence

from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import IllegalStateError
from faststream import AckPolicy
from faststream.exceptions import NackMessage
from faststream.kafka import KafkaBroker
from faststream.kafka.annotations import KafkaMessage
from faststream.kafka.message import KafkaAckableMessage

from .handle_record import RecordHandler
from .outage import is_outage
from .record import Record
from .retries import retry_topics, wait_ms

_batch_records = 100
_poll_ms = 200
_session_ms = 6_000
_first_pause_s = 0.5
_longest_pause_s = 5.0


class Stopping(Exception):
    """The service stops: what was not handled comes again to whoever reads the partition next."""


class EventConsumer:
    """One member of the group, which reads the source topics and the group's own retry topics."""

    def __init__(
        self,
        brokers: list[str],
        client_id: str,
        topics: Sequence[str],
        handler: RecordHandler,
        logger: logging.Logger,
    ) -> None:
        self._handler = handler
        self._consumer = handler.consumer
        group, tiers = self._consumer.group, len(self._consumer.delays_ms)
        self._topics = [name for topic in topics for name in (topic, *retry_topics(topic, group, tiers))]
        self._logger = logger
        self._stopping = asyncio.Event()
        self._pause_s = _first_pause_s
        self._paused_until: dict[TopicPartition, float] = {}
        self._broker = KafkaBroker(
            brokers, client_id=client_id, logger=logging.getLogger("faststream"), graceful_timeout=8
        )
        self._subscriber = self._broker.subscriber(
            *self._topics,
            group_id=group,
            batch=True,
            max_records=_batch_records,
            batch_timeout_ms=_poll_ms,
            auto_offset_reset="earliest",
            session_timeout_ms=_session_ms,
            heartbeat_interval_ms=_session_ms // 3,
            ack_policy=AckPolicy.NACK_ON_ERROR,
            no_reply=True,
            parser=self._as_it_came,
            decoder=_undecoded,
        )
        self._subscriber(self._on_records)

    async def start(self) -> None:
        """Raises while the broker is away; a consumer that could not start is stopped and made anew."""
        await self._broker.start()
        self._handler.cluster = (await self._broker.config.admin_client.describe_cluster()).get("cluster_id")
        self._logger.info("events are read", extra={"topics": self._topics})

    async def is_heard(self, timeout_s: float) -> bool:
        return await self._broker.ping(timeout_s)

    async def stop(self) -> None:
        """Ends with the record in hand; the others of the batch come again."""
        self._stopping.set()
        await self._broker.stop()

    async def _as_it_came(self, records: tuple[ConsumerRecord, ...]) -> KafkaAckableMessage:
        """FastStream's parser raises on a header that is no text, and what it cannot parse it passes over for ever."""
        return KafkaAckableMessage(
            body=b"",
            headers={},
            batch_headers=[],
            reply_to="",
            content_type=None,
            message_id="",
            correlation_id="",
            raw_message=records,
            path={},
            consumer=self._subscriber.consumer,
        )

    async def _on_records(self, message: KafkaMessage) -> None:
        """Returning commits the batch; NackMessage reads it again from its first record. Nothing else leaves here."""
        try:
            self._resume_due()
            for partition, records in _by_partition(message.raw_message).items():
                await self._handle_partition(partition, records)
            self._pause_s = _first_pause_s
        except Stopping:
            raise NackMessage from None
        except Exception as error:
            await self._wait_out(error)
            raise NackMessage from None

    async def _handle_partition(self, partition: TopicPartition, records: list[Record]) -> None:
        for record in records:
            if self._stopping.is_set():
                raise Stopping
            wait = wait_ms(record, self._consumer, int(time.time() * 1000))
            if wait > 0:
                self._put_off(partition, record.offset, time.time() + wait / 1000)
                return
            await self._handler.handle(record)

    def _put_off(self, partition: TopicPartition, offset: int, until: float) -> None:
        """Later records of a retry topic are due later still, so its partition waits as a whole; the others go on."""
        consumer = self._subscriber.consumer
        try:
            consumer.seek(partition, offset)
            consumer.pause(partition)
        except IllegalStateError:
            return  # Taken away meanwhile: it is not committed, and its new owner waits as we would.
        self._paused_until[partition] = until
        asyncio.get_running_loop().call_later(max(0, until - time.time()), self._resume_due)

    def _resume_due(self) -> None:
        for partition in [known for known, until in self._paused_until.items() if until <= time.time() + 0.01]:
            del self._paused_until[partition]
            consumer = self._subscriber.consumer
            if consumer and partition in consumer.assignment():
                consumer.resume(partition)

    async def _wait_out(self, error: Exception) -> None:
        if is_outage(error):
            self._logger.warning("the database or the broker does not answer: reading waits", exc_info=error)
        else:
            self._logger.error("records could not be handled at all and come again", exc_info=error)
        try:
            await asyncio.wait_for(self._stopping.wait(), self._pause_s)
        except asyncio.TimeoutError:
            self._pause_s = min(self._pause_s * 2, _longest_pause_s)


async def _undecoded(_message: KafkaMessage) -> None:
    return None


def _by_partition(records: Sequence[ConsumerRecord]) -> dict[TopicPartition, list[Record]]:
    found: dict[TopicPartition, list[Record]] = {}
    for each in records:
        record = Record(
            each.topic, each.partition, each.offset, each.timestamp, each.key, each.value, tuple(each.headers)
        )
        found.setdefault(TopicPartition(each.topic, each.partition), []).append(record)
    return found
