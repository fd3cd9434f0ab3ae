"""Events: the envelope in the value, repeated in headers."""

import json
import os
import time
from dataclasses import dataclass
from datetime import datetime, timezone
from uuid import UUID

from .dictionary import Data, Dictionary
from .record import Record


@dataclass(frozen=True)
class Event:
    event_id: str
    event_type: str
    event_version: int
    correlation_id: str
    # As the newest version has it.
    data: Data


@dataclass(frozen=True)
class Ignored:
    """Nobody here handles this type, so its content is not looked at."""


@dataclass(frozen=True)
class Refused:
    stage: str
    error: str


class InvalidEvent(Exception):
    """An event of ours that does not fit its schema: a fault of this service."""


def read_event(record: Record, handled: frozenset[str], dictionary: Dictionary) -> Event | Ignored | Refused:
    """Parses, validates and lifts one record at the door of a consumer that handles the types in `handled`."""
    named = record.header("event_type")
    if named is not None and named not in handled:
        return Ignored()
    parsed = _parse(record.value)
    if not isinstance(parsed, dict) or not isinstance(parsed.get("event_type"), str):
        return Refused("deserialize", "the value is no event: it is not JSON, or has no event_type")
    event_type, version = parsed["event_type"], parsed.get("event_version")
    if event_type not in handled:
        return Ignored()
    if not isinstance(version, int) or isinstance(version, bool) or not dictionary.knows(parsed):
        return Refused("schema", f"no schema of version {version} of {event_type} is known here")
    errors = dictionary.errors_of(parsed)
    if errors:
        return Refused("schema", "; ".join(errors))
    data = dictionary.lift(event_type, version, parsed["data"])
    return Event(parsed["event_id"].lower(), event_type, version, parsed["correlation_id"], data)


def make_event(
    event_type: str,
    data: Data,
    dictionary: Dictionary,
    *,
    source: str,
    correlation_id: str,
    causation_id: str | None,
    now: datetime,
    version: int | None = None,
) -> Data:
    """The envelope around the data. Raises InvalidEvent; `version` stands for a release ahead of its schema."""
    event = {
        "event_id": str(uuid7()),
        "event_type": event_type,
        "event_version": dictionary.newest_version(event_type),
        "event_time": now.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "source_service": source,
        "correlation_id": correlation_id,
        **({} if causation_id is None else {"causation_id": causation_id}),
        "data": data,
    }
    errors = dictionary.errors_of(event)
    if errors:
        raise InvalidEvent(f"A {event_type} that does not fit its schema: {'; '.join(errors)}")
    return event if version is None else {**event, "event_version": version}


def event_headers(event: Data) -> dict[str, str]:
    return {name: str(value) for name, value in event.items() if name != "data"}


def uuid7() -> UUID:
    """RFC 9562, version 7: milliseconds, then random bits. Python has its own from 3.14 on."""
    random = int.from_bytes(os.urandom(10), "big")
    number = (time.time_ns() // 1_000_000) << 80 | random
    return UUID(int=number & ~(0xF << 76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62)


def _parse(value: bytes | None) -> object:
    try:
        return None if value is None else json.loads(value.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")
