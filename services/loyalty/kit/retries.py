"""Where a record that could not be handled goes next, and what its headers then say. Pure."""

import hashlib
import re
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .record import Headers, Record

_most_bytes = 8 * 1024
_message_bytes = 1024
_stack_bytes = 4096
_word_bytes = 200
_top_frames = 5
_ours = re.compile(
    r"retry\.(attempt|not-before|first-failed-at)|dlq\.(version|id|attempts|failed-at|first-failed-at|cluster\.id"
    r"|original\.(topic|partition|offset|timestamp|traceparent)|consumer\.(group|service|version|instance)"
    r"|error\.(type|message|stack|stage|retryable|fingerprint)|schema\.(id|version))"
)
_uuid = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_number = r"-?\d{1,19}"
_place = {
    "dlq.original.topic": r"[\w.-]{1,249}",
    "dlq.original.partition": _number,
    "dlq.original.offset": _number,
    "dlq.original.timestamp": _number,
}


@dataclass(frozen=True)
class Failure:
    # deserialize, schema, handle or publish.
    stage: str
    # yes, no or unknown. When `no`, the record goes straight to the dead letters.
    retryable: str
    error_type: str
    message: str
    stack: str
    fingerprint: str


@dataclass(frozen=True)
class Consumer:
    """Who tried in vain, and how long each tier waits."""

    group: str
    service: str
    version: str
    instance: str
    delays_ms: Sequence[float]


@dataclass(frozen=True)
class Move:
    topic: str
    headers: Headers
    is_dead: bool


def failure_of(stage: str, error: BaseException) -> Failure:
    frames = [f"{_base(frame.filename)}:{frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    stack = "".join(traceback.format_exception(error))
    kind = type(error).__name__
    told = [stage, kind, *frames[-_top_frames:]]
    return Failure(stage, "unknown", kind, str(error) or kind, stack, _hash(told))


def refusal(stage: str, message: str) -> Failure:
    """Of a record that was refused before any handler saw it: its bytes will be the same the next time."""
    kind = "UnreadableRecord" if stage == "deserialize" else "SchemaMismatch"
    # There are no frames; the words without their figures tell one cause from another.
    return Failure(stage, "no", kind, message, "", _hash([stage, kind, re.sub(r"\d+", "#", message)]))


def retry_topics(source: str, group: str, tiers: int) -> list[str]:
    return [f"{source}.{group}.retry.{tier}" for tier in range(1, tiers + 1)]


def dead_letter_topic(source: str, group: str) -> str:
    return f"{source}.{group}.dlq"


def tier_of(topic: str, group: str) -> int:
    """0 for a source topic."""
    found = re.search(rf"\.{re.escape(group)}\.retry\.(\d+)$", topic)
    return int(found[1]) if found else 0


def wait_ms(record: Record, consumer: Consumer, now_ms: int) -> float:
    """How long a record of a retry tier has to wait. What was not sent by us, a replay say, has not."""
    if tier_of(record.topic, consumer.group) == 0:
        return 0
    wait = int(_told(record, "retry.not-before", _number) or 0) - now_ms
    # A time that no tier gives would hold up all that comes behind it.
    return wait if 0 < wait <= max(consumer.delays_ms) else 0


def is_for(record: Record, group: str) -> bool:
    """False for a record that was replayed for another group."""
    target = record.header("replay.target-group")
    return target is None or target == group


def next_move(record: Record, failure: Failure, consumer: Consumer, cluster: str | None, now_ms: int) -> Move:
    """The next retry topic, or the dead letters when there is none or trying again cannot help."""
    group, tier = consumer.group, tier_of(record.topic, consumer.group)
    source = record.topic.removesuffix(f".{group}.retry.{tier}")
    attempts = int(_told(record, "retry.attempt", r"\d{1,3}") or 0) + 1
    first = _told(record, "retry.first-failed-at", _number) or _told(record, "dlq.first-failed-at", _number)
    told = _identity(record, group)
    told["dlq.error.type"] = _cut(failure.error_type, _word_bytes)
    told["dlq.error.message"] = _cut(failure.message, _message_bytes)
    if failure.retryable != "no" and tier < len(consumer.delays_ms):
        told["retry.attempt"] = str(attempts)
        told["retry.not-before"] = str(now_ms + round(consumer.delays_ms[tier]))
        told["retry.first-failed-at"] = first or str(now_ms)
        topic = retry_topics(source, group, tier + 1)[tier]
        return Move(topic, _with(record, told), False)
    if cluster:
        told["dlq.cluster.id"] = cluster
    told["dlq.consumer.group"] = group
    told["dlq.consumer.service"] = consumer.service
    told["dlq.consumer.version"] = consumer.version
    told["dlq.consumer.instance"] = consumer.instance
    told["dlq.error.stage"] = failure.stage
    told["dlq.error.retryable"] = failure.retryable
    told["dlq.error.fingerprint"] = failure.fingerprint
    told["dlq.attempts"] = str(attempts)
    told["dlq.first-failed-at"] = first or str(now_ms)
    told["dlq.failed-at"] = str(now_ms)
    _tell_schema(record, failure, told)
    return Move(dead_letter_topic(source, group), _with(record, _with_stack(told, failure.stack)), True)


def at_source(record: Record) -> Record:
    """The record under the place where it was first read, which names it in the inbox."""
    origin = _origin(record)
    if not origin:
        return record
    topic, partition, offset, _ = origin.values()
    return replace(record, topic=topic, partition=int(partition), offset=int(offset))


def _identity(record: Record, group: str) -> dict[str, str]:
    """Where the record was first read: said at the first failure, and carried along from then on."""
    here = (record.topic, str(record.partition), str(record.offset), str(record.timestamp))
    traceparent = record.header("dlq.original.traceparent") or record.header("traceparent")
    told = {
        "dlq.version": "1",
        "dlq.id": _told(record, "dlq.id", _uuid) or _first_id(group, *here),
        **(_origin(record) or dict(zip(_place, here))),
    }
    if traceparent and len(traceparent) <= 128:
        told["dlq.original.traceparent"] = traceparent
    return told


def _origin(record: Record) -> dict[str, str] | None:
    """All four headers or none: half an origin would name a record that there never was."""
    told = {name: text for name, form in _place.items() if (text := _told(record, name, form)) is not None}
    return told if len(told) == len(_place) else None


def _told(record: Record, name: str, form: str) -> str | None:
    text = record.header(name)
    return text if text is not None and re.fullmatch(form, text, re.ASCII) else None


def _first_id(*place: str) -> str:
    """Of the record's place, so that one that comes again after a crash has the same (UUID version 8, RFC 9562)."""
    digest = bytearray(hashlib.sha256("\n".join(place).encode()).digest())
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:32]))


def _tell_schema(record: Record, failure: Failure, told: dict[str, str]) -> None:
    """Of an event that was not understood: what it says it is."""
    names = {"dlq.schema.id": "event_type", "dlq.schema.version": "event_version"}
    for ours, theirs in names.items():
        text = record.header(theirs)
        if failure.stage == "schema" and text:
            told[ours] = _cut(text, _word_bytes)


def _with_stack(told: dict[str, str], stack: str) -> dict[str, str]:
    used = sum(len(name) + len(text.encode("utf-8", "replace")) for name, text in told.items())
    left = min(_stack_bytes, _most_bytes - used - len("dlq.error.stack"))
    return {**told, "dlq.error.stack": _cut(stack, left)} if stack and left > 0 else told


def _with(record: Record, told: dict[str, str]) -> Headers:
    """The headers that came, as they came; ours of an earlier failure are replaced, so that they do not grow."""
    came = tuple((name, value) for name, value in record.headers if not _ours.fullmatch(name))
    return came + tuple((name, text.encode("utf-8", "replace")) for name, text in told.items())


def _cut(text: str, most: int) -> str:
    return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")


def _base(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _hash(parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
