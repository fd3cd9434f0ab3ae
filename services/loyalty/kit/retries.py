"""Where a record that could not be handled goes next, and what its headers then say. Pure."""

import hashlib
import re
import traceback
import uuid
from dataclasses import dataclass, replace

from .record import Headers, Record

tiers = 3
# At pace 1. Growing, so that what passes soon is tried soon, and what does not costs little.
tier_delays_s = (5, 30, 120)

_message_bytes = 1024
_stack_bytes = 4096
_ours = re.compile(r"(retry|dlq)\.")
_lineages = uuid.UUID("5a2f3a0e-4a5c-5d0b-9a52-6f2a7d3b9c11")


@dataclass(frozen=True)
class Failure:
    stage: str
    error_type: str
    message: str
    stack: str
    frames: tuple[str, ...]
    # When not, the record goes straight to the dead letters.
    retryable: bool


@dataclass(frozen=True)
class Consumer:
    group: str
    service: str
    version: str
    instance: str
    cluster: str
    pace: float


@dataclass(frozen=True)
class Move:
    topic: str
    headers: Headers
    is_dead: bool


def failure_of(stage: str, error: BaseException, retryable: bool) -> Failure:
    frames = traceback.extract_tb(error.__traceback__)
    top = tuple(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.name}" for frame in frames[-3:])
    stack = "".join(traceback.format_exception(error))
    return Failure(stage, type(error).__name__, str(error) or type(error).__name__, stack, top, retryable)


def refusal(stage: str, message: str) -> Failure:
    return Failure(
        stage,
        {"deserialize": "NotAnEvent", "schema": "UnknownVersion"}.get(stage, "InvalidEvent"),
        message,
        "",
        (),
        False,
    )


def retry_topics(source: str, group: str) -> list[str]:
    return [f"{source}.{group}.retry.{tier}" for tier in range(1, tiers + 1)]


def dead_letter_topic(source: str, group: str) -> str:
    return f"{source}.{group}.dlq"


def due_at_ms(record: Record) -> int | None:
    """When a record of a retry topic may be tried; None where it says nothing that can be read."""
    text = record.header("retry.not-before")
    return int(text) if text and text.isdecimal() else None


def is_for(record: Record, group: str) -> bool:
    """False for a record that was replayed for another group."""
    target = record.header("replay.target-group")
    return target is None or target == group


def attempts_of(record: Record) -> int:
    text = record.header("retry.attempt")
    return int(text) if text and text.isdecimal() else 0


def next_move(record: Record, failure: Failure, consumer: Consumer, now_ms: int) -> Move:
    """The next retry topic, or the dead letters when there is none or trying again cannot help."""
    attempt = attempts_of(record) + 1
    own = _origin(record, consumer) | {"retry.first-failed-at": record.header("retry.first-failed-at") or str(now_ms)}
    source = own["dlq.original.topic"]
    if failure.retryable and attempt <= tiers:
        delay_ms = int(tier_delays_s[attempt - 1] * 1000 * consumer.pace)
        own |= {"retry.attempt": str(attempt), "retry.not-before": str(now_ms + delay_ms)}
        return Move(retry_topics(source, consumer.group)[attempt - 1], _with(record, own), False)
    own |= _post_mortem(record, failure, consumer, attempt, now_ms)
    del own["retry.first-failed-at"]
    return Move(dead_letter_topic(source, consumer.group), _with(record, own), True)


def _origin(record: Record, consumer: Consumer) -> dict[str, str]:
    """Where the record was first read: said at the first failure, and carried along from then on."""
    known = {name: record.header(name) for name in _origin_names}
    if is_of_tier(record, consumer.group) and known["dlq.original.topic"]:
        return {name: value for name, value in known.items() if value is not None}
    at = f"{consumer.group} {record.topic} {record.partition} {record.offset}"
    traceparent = record.header("traceparent")
    return {
        # Constant across replays, which carry it along.
        "dlq.id": record.header("dlq.id") or str(uuid.uuid5(_lineages, at)),
        "dlq.original.topic": record.topic,
        "dlq.original.partition": str(record.partition),
        "dlq.original.offset": str(record.offset),
        "dlq.original.timestamp": str(record.timestamp),
        **({"dlq.original.traceparent": traceparent} if traceparent else {}),
    }


_origin_names = (
    "dlq.id",
    "dlq.original.topic",
    "dlq.original.partition",
    "dlq.original.offset",
    "dlq.original.timestamp",
    "dlq.original.traceparent",
)


def is_of_tier(record: Record, group: str) -> bool:
    return re.search(rf"\.{re.escape(group)}\.retry\.\d+$", record.topic) is not None


def _post_mortem(record: Record, failure: Failure, consumer: Consumer, attempts: int, now_ms: int) -> dict[str, str]:
    version = record.header("event_version")
    return {
        "dlq.version": "1",
        "dlq.cluster.id": consumer.cluster,
        "dlq.consumer.group": consumer.group,
        "dlq.consumer.service": consumer.service,
        "dlq.consumer.version": consumer.version,
        "dlq.consumer.instance": consumer.instance,
        "dlq.error.type": failure.error_type,
        "dlq.error.message": _cut(failure.message, _message_bytes),
        **({"dlq.error.stack": _cut(failure.stack, _stack_bytes)} if failure.stack else {}),
        "dlq.error.stage": failure.stage,
        "dlq.error.retryable": "yes" if failure.retryable else "no",
        "dlq.error.fingerprint": fingerprint(failure),
        "dlq.attempts": str(attempts),
        "dlq.first-failed-at": record.header("retry.first-failed-at") or str(now_ms),
        "dlq.failed-at": str(now_ms),
        **({"dlq.schema.version": version} if version else {}),
    }


def fingerprint(failure: Failure) -> str:
    """The same for failures of one kind, whatever ids their messages hold."""
    plain = re.sub(r"[0-9a-f-]{8,}|\d+", "#", failure.message) if not failure.frames else ""
    text = "\n".join([failure.stage, failure.error_type, plain, *failure.frames])
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def _with(record: Record, own: dict[str, str]) -> Headers:
    """The headers that came, as they came, and ours once each."""
    came = tuple((name, value) for name, value in record.headers if not _ours.match(name))
    return came + tuple((name, value.encode("utf-8", "replace")) for name, value in own.items())


def _cut(text: str, most: int) -> str:
    return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")


def at_source(record: Record) -> Record:
    """The record under the place where it was first read, which names it in the inbox."""
    topic = record.header("dlq.original.topic")
    partition, offset = record.header("dlq.original.partition"), record.header("dlq.original.offset")
    if not (topic and partition and offset and partition.isdecimal() and offset.isdecimal()):
        return record
    return replace(record, topic=topic, partition=int(partition), offset=int(offset))
