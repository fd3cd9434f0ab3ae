"""`/healthz` (the process is up), `/readyz` (it can do its work, part by part), `/metrics`; `/faults` where allowed."""

from datetime import datetime, timezone

import asyncpg
from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, ProcessCollector, generate_latest
from pydantic import BaseModel, ConfigDict, Field

from .faults import Fault, Faults, known_faults
from .problem import Problem
from .readiness import Seen, read_backlog, read_readiness


class FaultWish(BaseModel):
    model_config = ConfigDict(extra="forbid")

    share: float = Field(1, ge=0, le=1)
    ms: int = Field(500, ge=0, le=10_000)
    forMs: int = Field(60_000, ge=1, le=3_600_000)


def create_operations(pool: asyncpg.Pool, registry: CollectorRegistry, seen: Seen) -> APIRouter:
    routes = APIRouter(include_in_schema=False)
    ProcessCollector(registry=registry)
    known = Gauge("nibble_backlog_known", "1 when the figures of the backlog could be read", registry=registry)
    waiting = Gauge("nibble_outbox_waiting", "Events written and not yet published", registry=registry)
    oldest = Gauge("nibble_outbox_oldest_seconds", "Age of the oldest event that waits", registry=registry)

    @routes.get("/healthz")
    async def healthz() -> dict[str, bool]:
        return {"up": True}

    @routes.get("/readyz")
    async def readyz() -> JSONResponse:
        ready, told = await read_readiness(pool, seen)
        return JSONResponse(told, 200 if ready else 503)

    @routes.get("/metrics")
    async def metrics() -> Response:
        backlog = await read_backlog(pool) if seen.is_migrated else None
        known.set(1 if backlog else 0)
        waiting.set(backlog.waiting if backlog else float("nan"))
        oldest.set(backlog.oldest_s if backlog else float("nan"))
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return routes


def create_fault_routes(faults: Faults) -> APIRouter:
    """The door through which a service is broken on purpose. For local stacks and tests only: anybody may use it."""
    routes = APIRouter(prefix="/faults")

    @routes.get("")
    async def read() -> dict[str, object]:
        return {"known": known_faults, "items": [_told(fault) for fault in faults.active()]}

    @routes.put("/{name}")
    async def begin(name: str, wish: FaultWish) -> dict[str, object]:
        if name not in known_faults:
            known = ", ".join(known_faults)
            raise Problem("not_found", f"This service knows no fault {name}. It knows: {known}.")
        return _told(faults.begin(name, wish.share, wish.ms, wish.forMs))

    @routes.delete("/{name}", status_code=204)
    async def mend(name: str) -> None:
        if not faults.end(name):
            raise Problem("not_found", f"There is no fault {name} here now.")

    @routes.delete("", status_code=204)
    async def mend_all() -> None:
        for fault in faults.active():
            faults.end(fault.name)

    return routes


def _told(fault: Fault) -> dict[str, object]:
    until = datetime.fromtimestamp(fault.until, timezone.utc).isoformat(timespec="milliseconds")
    return {"name": fault.name, "share": fault.share, "ms": fault.ms, "until": until.replace("+00:00", "Z")}
