"""The whole life of a service's process: settings, start, and a clean stop on SIGTERM or SIGINT."""

import asyncio
import contextlib
import logging
import os
import signal
import sys
import time
import uuid
from collections.abc import Awaitable, Callable, Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import uvicorn
from fastapi import APIRouter
from prometheus_client import CollectorRegistry, Counter

from .consumer import EventConsumer
from .database import create_pool, migrate
from .dictionary import open_dictionary
from .door import create_door
from .faults import Faults
from .handle_record import RecordHandler
from .housekeeping import forget_old_rows
from .log import create_logger
from .operations import create_fault_routes, create_operations
from .outbox import OutboxRelay
from .producer import Producer
from .readiness import Seen
from .retries import Consumer
from .settings import Settings, SettingsProblem, read_settings
from .telemetry import start_telemetry
from .work import Handler, WorkSetting

_longest_stop_s = 10
_longest_pause_s = 3.0
_probe_s = 1.0
_housekeeping_s = 60.0


@dataclass(frozen=True)
class Definition:
    # Also its schema, its consumer group and the source of its events.
    name: str
    description: str
    port: int
    tables: Path
    produces: tuple[str, ...]
    handlers: Mapping[str, Handler]
    routes: Callable[[asyncpg.Pool], APIRouter]


def run_service(definition: Definition) -> None:
    logger = create_logger(definition.name)
    try:
        settings = read_settings(definition.name, definition.port)
    except SettingsProblem as problem:
        logger.error("the service could not start", extra={"problem": str(problem)})
        sys.exit(1)
    telemetry = start_telemetry(definition.name, settings.otlp_url)
    try:
        code = asyncio.run(_live(definition, settings, logger))
    finally:
        if telemetry:
            telemetry.shutdown()
    sys.exit(code)


async def _live(definition: Definition, settings: Settings, logger: logging.Logger) -> int:
    # Made in here: pools and locks belong to the loop that runs.
    return await Service(definition, settings, logger).run()


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        """Signals are ours: the door closes first, but the outbox is published after it."""
        yield


class Service:
    """The door opens at once; reading and publishing follow when database and broker are there."""

    def __init__(self, definition: Definition, settings: Settings, logger: logging.Logger) -> None:
        self._definition = definition
        self._settings = settings
        self._logger = logger
        self._seen = Seen()
        self._faults = Faults()
        self._stopping = asyncio.Event()
        self._client_id = f"{settings.name}-{uuid.uuid4().hex[:8]}"
        self._producer = Producer(settings.brokers, self._client_id)
        self._pool = create_pool(settings.database_url, settings.name, size=4)
        self._quick = create_pool(settings.database_url, settings.name, size=2, patience_s=2)
        self._registry = CollectorRegistry()
        self._consumer: EventConsumer | None = None

    async def run(self) -> int:
        self._listen_for_stop()
        await self._pool
        await self._quick
        server = _Server(self._door_config())
        serving = asyncio.create_task(server.serve())
        working = asyncio.create_task(self._work())
        await asyncio.wait({serving, asyncio.create_task(self._stopping.wait())}, return_when=asyncio.FIRST_COMPLETED)
        if serving.done() and not self._stopping.is_set():
            self._logger.error("the door could not be opened", extra={"port": self._settings.port})
            return 1
        self._logger.info("the service stops")
        server.should_exit = True
        await asyncio.wait([serving, working], timeout=_longest_stop_s)
        return 0

    def _listen_for_stop(self) -> None:
        loop = asyncio.get_running_loop()

        def stop() -> None:
            self._stopping.set()
            loop.call_later(_longest_stop_s, os._exit, 1)

        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, stop)

    def _door_config(self) -> uvicorn.Config:
        definition, settings = self._definition, self._settings
        app = create_door(
            definition.name, definition.description, self._registry, lambda: self._seen.is_migrated, self._logger
        )
        app.include_router(create_operations(self._quick, self._registry, self._seen))
        app.include_router(definition.routes(self._pool))
        if settings.faults:
            app.include_router(create_fault_routes(self._faults))
        self._logger.info("the service listens", extra={"url": f"http://{settings.host}:{settings.port}"})
        return uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=5,
            lifespan="off",
            server_header=False,
        )

    async def _work(self) -> None:
        settings = self._settings
        if not await self._until_done("the database does not answer, or its tables cannot be made", self._migrate):
            return
        self._seen.is_migrated = True
        published = Counter(
            "nibble_events_published", "Events that the broker has taken", ["type"], registry=self._registry
        )
        relay = OutboxRelay(settings.database_url, settings.name, self._producer, published, self._logger)
        relay.start()
        handler = self._create_handler()
        if await self._until_done("the broker does not answer", lambda: self._start_consumer(handler)):
            self._logger.info("the service reads and publishes events")
        loops = [asyncio.create_task(self._probe()), asyncio.create_task(self._keep_house())]
        await self._stopping.wait()
        for loop in loops:
            loop.cancel()
        if self._consumer:
            await self._consumer.stop()
        # Last, so that it publishes what the others have just committed.
        await relay.stop()
        await self._producer.stop()
        for pool in (self._pool, self._quick):
            pool.terminate()

    async def _migrate(self) -> None:
        await migrate(self._settings.database_url, self._settings.name, self._definition.tables, self._logger)

    def _create_handler(self) -> RecordHandler:
        settings = self._settings
        handled = Counter(
            "nibble_events_handled", "Events handled, by outcome", ["type", "outcome"], registry=self._registry
        )
        work = WorkSetting(
            self._pool, settings.name, settings.group, settings.topic_prefix, open_dictionary(), self._faults
        )
        consumer = Consumer(
            group=settings.group,
            service=settings.name,
            version=os.environ.get("NIBBLE_BUILD", "0.1.0"),
            instance=self._client_id,
            delays_ms=[delay * settings.pace for delay in work.dictionary.retry_delays_ms],
        )
        return RecordHandler(work, self._definition.handlers, consumer, self._producer, handled, self._logger)

    async def _start_consumer(self, handler: RecordHandler) -> None:
        settings = self._settings
        sources = open_dictionary().topics_of(self._definition.handlers)
        topics = [settings.topic_prefix + topic for topic in sources]
        consumer = EventConsumer(settings.brokers, self._client_id, topics, handler, self._logger)
        try:
            await consumer.start()
        except BaseException:
            await consumer.stop()
            raise
        self._consumer = consumer
        self._seen.broker = time.time()

    async def _until_done(self, problem: str, attempt: Callable[[], Awaitable[None]]) -> bool:
        """Tries again, with growing pauses, until it works; False when the service is to stop before."""
        pause_s = 0.1
        while not self._stopping.is_set():
            try:
                await attempt()
                return True
            except Exception as error:
                self._logger.warning(problem, exc_info=error)
            await self._pause(pause_s)
            pause_s = min(pause_s * 2, _longest_pause_s)
        return False

    async def _probe(self) -> None:
        while self._consumer:
            if await self._consumer.is_heard(2):
                self._seen.broker = time.time()
            await asyncio.sleep(_probe_s)

    async def _keep_house(self) -> None:
        while True:
            await asyncio.sleep(_housekeeping_s)
            try:
                await forget_old_rows(self._pool)
            except Exception as error:
                self._logger.warning("old rows could not be deleted and stay for now", exc_info=error)

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)
