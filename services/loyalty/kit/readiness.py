"""Whether the service can do its work: database and tables, broker heard of late, outbox moving."""

import asyncio
import time
from dataclasses import dataclass
from datetime import datetime, timezone

import asyncpg

_patience_s = 2.0
_broker_silent_s = 3.5
_outbox_stuck_s = 30


@dataclass
class Seen:
    """When a part was last seen well, in seconds since 1970."""

    database: float | None = None
    broker: float | None = None
    is_migrated: bool = False


@dataclass(frozen=True)
class Backlog:
    waiting: int
    oldest_s: float


async def read_backlog(pool: asyncpg.Pool) -> Backlog | None:
    """None when the database does not say so soon."""
    try:
        row = await asyncio.wait_for(
            pool.fetchrow(
                """select count(*) as waiting,
                     coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as oldest
                   from outbox where published_at is null"""
            ),
            _patience_s,
        )
    except Exception:
        return None
    return Backlog(row["waiting"], row["oldest"])


async def read_readiness(pool: asyncpg.Pool, seen: Seen) -> tuple[bool, dict[str, object]]:
    now = time.time()
    backlog = await read_backlog(pool) if seen.is_migrated else None
    if backlog:
        seen.database = time.time()
    heard = seen.broker is not None and now - seen.broker < _broker_silent_s
    parts = [
        _part("database", backlog is not None, "answers" if backlog else "does not answer", seen.database),
        _part("broker", heard, "events are read" if heard else "no answer yet, or not of late", seen.broker),
    ]
    if backlog:
        detail = f"{backlog.waiting} events to publish, the oldest {round(backlog.oldest_s)} s old"
        parts.append(_part("outbox", backlog.oldest_s < _outbox_stuck_s, detail, seen.database))
    ready = all(part["ok"] for part in parts)
    return ready, {"ready": ready, "parts": parts, "asOf": _iso(time.time())}


def _part(name: str, ok: bool, detail: str, seen_at: float | None) -> dict[str, object]:
    return {
        "name": name,
        "ok": ok,
        "detail": detail,
        "asOf": None if seen_at is None else _iso(seen_at),
        "ageMs": None if seen_at is None else max(0, round((time.time() - seen_at) * 1000)),
    }


def _iso(at: float) -> str:
    return datetime.fromtimestamp(at, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
