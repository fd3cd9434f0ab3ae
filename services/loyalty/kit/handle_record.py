"""What becomes of one record: handled once, tried again later, a dead letter, or passed over."""

import asyncio
import logging
import time
from collections.abc import Mapping

from prometheus_client import Counter

from .event import Event, InvalidEvent, Refused, read_event
from .outage import is_conflict, is_outage
from .producer import Outgoing, Producer
from .record import Record
from .retries import Consumer, Failure, at_source, failure_of, is_for, next_move, refusal, tier_of
from .telemetry import process_span
from .work import Handler, WorkSetting, handle_once

_quick_tries = 4
_first_pause_s = 0.05


class Poisoned(Exception):
    """What the fault of that name makes of a handler."""


class RecordHandler:
    def __init__(
        self,
        setting: WorkSetting,
        handlers: Mapping[str, Handler],
        consumer: Consumer,
        producer: Producer,
        handled: Counter,
        logger: logging.Logger,
    ) -> None:
        self._setting = setting
        self._handlers = handlers
        self._types = frozenset(handlers)
        self._consumer = consumer
        self._producer = producer
        self._handled = handled
        self._logger = logger
        # Known once the broker was met.
        self.cluster: str | None = None

    @property
    def consumer(self) -> Consumer:
        return self._consumer

    async def handle(self, record: Record) -> None:
        """Returns once the record is settled, in the database or on another topic. Raises only for an outage."""
        if not is_for(record, self._consumer.group):
            return
        read = read_event(record, self._types, self._setting.dictionary)
        if isinstance(read, Refused):
            await self._move(record, refusal(read.stage, read.error))
        elif isinstance(read, Event):
            await self._try(record, read)

    async def _try(self, record: Record, event: Event) -> None:
        # What comes late begins a trace of its own, linked to that of its sender.
        late = tier_of(record.topic, self._consumer.group) > 0
        with process_span(record, self._consumer.group, event.correlation_id, event.event_id, late):
            failure = await self._attempt(record, event)
            if failure:
                await self._move(record, failure)

    async def _attempt(self, record: Record, event: Event) -> Failure | None:
        """A few quick tries where transactions met, two on one customer say."""
        for attempt in range(1, _quick_tries + 1):
            try:
                await self._strike(event)
                outcome = await handle_once(self._setting, at_source(record), event, self._handlers[event.event_type])
                self._handled.labels(event.event_type, outcome).inc()
                return None
            except InvalidEvent as error:
                return failure_of("publish", error)
            except Exception as error:
                if is_outage(error):
                    raise
                if attempt == _quick_tries or not is_conflict(error):
                    return failure_of("handle", error)
                await asyncio.sleep(_first_pause_s * 3 ** (attempt - 1))
        return None

    async def _strike(self, event: Event) -> None:
        faults = self._setting.faults
        slow = faults.find("slow")
        if slow:
            await asyncio.sleep(slow.ms / 1000)
        if faults.strikes("poison", event.correlation_id):
            raise Poisoned(f"the handler of {event.event_type} cannot cope with {event.correlation_id}")

    async def _move(self, record: Record, failure: Failure) -> None:
        """The source offset is committed only after the broker has taken the copy."""
        move = next_move(record, failure, self._consumer, self.cluster, int(time.time() * 1000))
        await self._producer.send([Outgoing(move.topic, record.key, record.value, move.headers)])
        self._handled.labels(record.header("event_type") or "unknown", "dead" if move.is_dead else "retry").inc()
        at = f"{record.topic}/{record.partition}/{record.offset}"
        level = logging.ERROR if move.is_dead else logging.WARNING
        said = "an event could not be handled and is a dead letter" if move.is_dead else "an event is tried again later"
        told = {"at": at, "to": move.topic, "stage": failure.stage, "error": failure.message}
        self._logger.log(level, said, extra=told)
