"""One transaction: the state it changes and the events it tells are committed together."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timezone

import asyncpg

from .dictionary import Data, Dictionary
from .event import Event, make_event
from .faults import Faults
from .flow import write_context
from .record import Record

outbox_channel = "outbox_loyalty"


@dataclass
class Work:
    connection: asyncpg.Connection
    setting: "WorkSetting"
    correlation_id: str
    causation_id: str
    now: datetime
    _told: list[tuple[str, str, str]] = field(default_factory=list)

    def publish(self, event_type: str, key: str, data: Data) -> Data:
        """Tells an event. Those of one key go out in the order of their transactions if each locks its row first."""
        setting = self.setting
        bad = setting.faults.strikes("bad-version", key)
        event = make_event(
            event_type,
            data,
            setting.dictionary,
            source=setting.name,
            correlation_id=self.correlation_id,
            causation_id=self.causation_id,
            now=self.now,
            version=setting.dictionary.newest_version(event_type) + 1 if bad else None,
        )
        topic = setting.topic_prefix + setting.dictionary.topic_of(event_type)
        self._told.append((topic, key, json.dumps(event, ensure_ascii=False, separators=(",", ":"))))
        return event

    async def write_outbox(self) -> None:
        if not self._told:
            return
        topics, keys, events = (list(column) for column in zip(*self._told))
        await self.connection.execute(
            """with told as (
                 insert into outbox (topic, key, event, trace)
                 select row.topic, row.key, row.event::json, $4
                 from unnest($1::text[], $2::text[], $3::text[]) with ordinality as row(topic, key, event, place)
                 order by row.place
               )
               select pg_notify($5, '')""",
            topics,
            keys,
            events,
            json.dumps(write_context()),
            outbox_channel,
        )


@dataclass(frozen=True)
class WorkSetting:
    pool: asyncpg.Pool
    name: str
    group: str
    topic_prefix: str
    dictionary: Dictionary
    faults: Faults


Handler = Callable[[Event, Work], Awaitable[None]]


async def handle_once(setting: WorkSetting, record: Record, event: Event, handler: Handler) -> str:
    """The event's claim and all it causes in one transaction. `duplicate`: it was handled before."""
    async with setting.pool.acquire() as connection, connection.transaction():
        claimed = await connection.fetchval(
            """insert into inbox (consumer_group, event_id, topic, partition, record_offset)
               values ($1, $2, $3, $4, $5) on conflict do nothing returning true""",
            setting.group,
            event.event_id,
            record.topic,
            record.partition,
            record.offset,
        )
        if not claimed:
            return "duplicate"
        now = datetime.now(timezone.utc)
        work = Work(connection, setting, event.correlation_id, event.event_id, now)
        await handler(event, work)
        await work.write_outbox()
        return "new"
