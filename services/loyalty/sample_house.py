"""The service as a process of its own, with topics and a database of its own, seen from its doors."""

import asyncio
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import asyncpg
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from handlers import handlers
from kit.dictionary import open_dictionary
from kit.event import event_headers, make_event
from kit.retries import dead_letter_topic, retry_topics

T = TypeVar("T")

folder = Path(__file__).parent
dictionary = open_dictionary()


async def eventually(attempt: Callable[[], Awaitable[T]], what: str, timeout_s: float = 20) -> T:
    """Tries again until the attempt gives something that counts as true."""
    deadline = time.monotonic() + timeout_s
    last: Exception | None = None
    while time.monotonic() < deadline:
        try:
            value = await attempt()
            if value:
                return value
            last = None
        except (AssertionError, OSError, asyncpg.PostgresError) as error:
            last = error
        await asyncio.sleep(0.1)
    raise AssertionError(f"Not within {timeout_s} s: {what}") from last


class House:
    """Topics, a database and the process; any number of them may run at once."""

    def __init__(self) -> None:
        self.prefix = f"test-{secrets.token_hex(4)}-"
        self.group = f"{self.prefix}loyalty"
        self.brokers = os.environ["TEST_KAFKA_BROKERS"]
        self.sources = [self.prefix + topic for topic in dictionary.topics_of(handlers)]
        self._name = f"test_{secrets.token_hex(4)}"
        self._server = os.environ["TEST_DATABASE_URL"]
        self.database_url = urlunsplit(urlsplit(self._server)._replace(path=f"/{self._name}"))
        self.process: subprocess.Popen[bytes] | None = None
        self.port = 0

    @property
    def topics(self) -> list[str]:
        tiers = len(dictionary.retry_delays_ms)
        own = [name for topic in self.sources for name in (*retry_topics(topic, self.group, tiers), self.dead(topic))]
        return [*self.sources, *own, f"{self.prefix}loyalty-events"]

    def dead(self, source: str) -> str:
        return dead_letter_topic(source, self.group)

    async def __aenter__(self) -> "House":
        connection = await asyncpg.connect(self._server)
        await connection.execute(f'create database "{self._name}"')
        await connection.close()
        async with _Admin(self.brokers) as admin:
            await admin.create_topics([NewTopic(name, 2, 1) for name in self.topics])
        self._producer = AIOKafkaProducer(bootstrap_servers=self.brokers, acks="all")
        await self._producer.start()
        self.pool = await asyncpg.create_pool(
            self.database_url, min_size=0, max_size=2, server_settings={"search_path": "loyalty"}
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()
        await self._producer.stop()
        self.pool.terminate()
        async with _Admin(self.brokers) as admin:
            await admin.delete_topics(self.topics)
        connection = await asyncpg.connect(self._server)
        await connection.execute(f'drop database "{self._name}" with (force)')
        await connection.close()

    def launch(self, main: str = "main.py", **more: str) -> None:
        """Starts the process, or a test's variant of it given as text."""
        self.port = self.port or _free_port()
        env = {
            **os.environ,
            "KAFKA_BROKERS": self.brokers,
            "DATABASE_URL": self.database_url,
            "NIBBLE_TOPIC_PREFIX": self.prefix,
            "NIBBLE_PACE": "0.02",
            "NIBBLE_FAULTS": "on",
            "LOYALTY_PORT": str(self.port),
            "LOG_LEVEL": "warn",
            "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9",
            **more,
        }
        command = [str(folder / main)] if main.endswith(".py") else ["-c", main]
        self.process = subprocess.Popen([sys.executable, *command], cwd=folder, env=env)

    async def start(self, main: str = "main.py", **more: str) -> None:
        self.launch(main, **more)
        await self.ready()

    async def ready(self, timeout_s: float = 30) -> None:
        async def is_ready() -> bool:
            return (await self.ask("GET", "/readyz"))[0] == 200

        await eventually(is_ready, "the service is ready", timeout_s)

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> int | None:
        """Its exit code, where it ran."""
        if not self.process:
            return None
        self.process.send_signal(how)
        code = await asyncio.to_thread(self.process.wait, 15)
        self.process = None
        return code

    async def ask(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any, dict[str, str]]:
        def call() -> tuple[int, Any, dict[str, str]]:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            text = None if body is None else json.dumps(body)
            connection.request(method, path, text, {"content-type": "application/json", **(headers or {})})
            answer = connection.getresponse()
            read = answer.read().decode()
            kind = answer.headers.get("content-type", "")
            told = json.loads(read) if "json" in kind and read else read
            return answer.status, told, {name.lower(): value for name, value in answer.headers.items()}

        return await asyncio.to_thread(call)

    async def balance(self, customer: str) -> int:
        status, told, _ = await self.ask("GET", f"/customers/{customer}/points")
        return told["balance"] if status == 200 else 0

    async def tell(self, event: dict[str, Any], **headers: str) -> None:
        """Publishes an event as its service would."""
        topic = self.prefix + dictionary.topic_of(event["event_type"])
        own = {**event_headers(event), **headers}
        await self.send(topic, event["data"]["order_id"], json.dumps(event).encode(), own)

    async def send(
        self, topic: str, key: str | None, value: bytes | None, headers: dict[str, str | bytes | None]
    ) -> None:
        pairs = [(name, text.encode() if isinstance(text, str) else text) for name, text in headers.items()]
        await self._producer.send_and_wait(topic, value, None if key is None else key.encode(), headers=pairs)

    async def records(self, topic: str) -> list[ConsumerRecord]:
        """Every record of a topic so far."""
        consumer = AIOKafkaConsumer(bootstrap_servers=self.brokers, enable_auto_commit=False)
        await consumer.start()
        try:
            places = [TopicPartition(topic, number) for number in (0, 1)]
            consumer.assign(places)
            await consumer.seek_to_beginning(*places)
            ends = await consumer.end_offsets(places)
            found: list[ConsumerRecord] = []
            while len(found) < sum(ends.values()):
                for batch in (await consumer.getmany(timeout_ms=500)).values():
                    found += batch
            return found
        finally:
            await consumer.stop()

    async def committed(self) -> dict[TopicPartition, int]:
        async with _Admin(self.brokers) as admin:
            offsets = await admin.list_consumer_group_offsets(self.group)
        return {place: stored.offset for place, stored in offsets.items() if place.topic in self.sources}

    async def lag(self) -> int:
        """Records of the source topics that are not settled."""
        consumer = AIOKafkaConsumer(bootstrap_servers=self.brokers, enable_auto_commit=False)
        await consumer.start()
        try:
            ends = await consumer.end_offsets(
                [TopicPartition(topic, each) for topic in self.sources for each in (0, 1)]
            )
        finally:
            await consumer.stop()
        return sum(ends.values()) - sum(max(0, offset) for offset in (await self.committed()).values())


class _Admin:
    def __init__(self, brokers: str) -> None:
        self._admin = AIOKafkaAdminClient(bootstrap_servers=brokers)

    async def __aenter__(self) -> AIOKafkaAdminClient:
        await self._admin.start()
        return self._admin

    async def __aexit__(self, *_: object) -> None:
        await self._admin.close()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def sample_event(event_type: str, version: int | None = None, /, **data: object) -> dict[str, Any]:
    """An event with the data of its schema's example, changed where the test says so."""
    version = version or dictionary.newest_version(event_type)
    source = {"order": "orders", "payment": "payments"}[event_type.split(".", 1)[0]]
    example = {**dictionary.example(event_type, version), **data}
    lifted = dictionary.lift(event_type, version, example)
    made = make_event(
        event_type,
        lifted,
        dictionary,
        source=source,
        correlation_id=f"flow-{example['order_id']}",
        causation_id="request-1",
        now=datetime.now(timezone.utc),
    )
    return {**made, "event_version": version, "data": example}


def completed(order: str, customer: str) -> dict[str, Any]:
    return sample_event("order.completed", order_id=order, customer_id=customer)


def captured(order: str, customer: str, cents: int = 1990, version: int | None = None) -> dict[str, Any]:
    return sample_event("payment.captured", version, order_id=order, customer_id=customer, amount_cents=cents)


def refunded(order: str, customer: str) -> dict[str, Any]:
    return sample_event("payment.refunded", order_id=order, customer_id=customer, was="captured")
