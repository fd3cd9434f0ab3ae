"""Whatever dies between reading and committing, no event is lost and none counts twice."""

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator
from urllib.parse import urlsplit, urlunsplit

import pytest

from sample_house import House, captured, completed, eventually

pytestmark = pytest.mark.anyio

# The process ends outright when it has handled one record: the transaction stands, the offset is not committed.
ends_after_handling = """
import os
from kit.handle_record import RecordHandler
handle = RecordHandler.handle
async def handle_and_die(self, record):
    await handle(self, record)
    os._exit(9)
RecordHandler.handle = handle_and_die
from main import definition
from kit.service import run_service
run_service(definition)
"""

# What no test of ours foresaw: an error that leaves the handler of records.
raises_at_first = """
from kit.handle_record import RecordHandler
handle, seen = RecordHandler.handle, []
async def raise_at_first(self, record):
    seen.append(record)
    if len(seen) <= 3:
        raise TypeError('nobody expects this')
    await handle(self, record)
RecordHandler.handle = raise_at_first
from main import definition
from kit.service import run_service
run_service(definition)
"""

# Every connection to the broker goes through the test's proxy, whatever address the broker tells.
through_proxy = """
import os
from aiokafka.conn import AIOKafkaConnection
begin = AIOKafkaConnection.__init__
def begin_at_proxy(self, host, port, **more):
    begin(self, '127.0.0.1', int(os.environ['PROXY_PORT']), **more)
AIOKafkaConnection.__init__ = begin_at_proxy
from main import definition
from kit.service import run_service
run_service(definition)
"""


@pytest.fixture
async def own() -> AsyncIterator[House]:
    if not os.environ.get("TEST_KAFKA_BROKERS"):
        pytest.fail("TEST_KAFKA_BROKERS and TEST_DATABASE_URL must say where to test")
    async with House() as opened:
        yield opened


async def pay(house: House, first: int, count: int, customer: str = "c-1") -> None:
    for number in range(first, first + count):
        await house.tell(captured(f"o-{number}", customer, 100))
        await house.tell(completed(f"o-{number}", customer))


async def settles(house: House, balance: int, customer: str = "c-1") -> None:
    async def all_there() -> bool:
        return await house.balance(customer) == balance and await house.lag() == 0

    await eventually(all_there, f"{balance} points, and every record committed", 40)

    # The same event may be told twice, under one id; two events for one order may not be.
    async def all_told() -> bool:
        told = await house.records(f"{house.prefix}loyalty-events")
        orders = {json.loads(record.value)["event_id"]: json.loads(record.value)["data"]["order_id"] for record in told}
        assert len(set(orders.values())) == len(orders)
        return len(orders) == balance

    await eventually(all_told, "an event for each order")


async def test_a_crash_after_the_transaction_and_before_the_commit(own: House) -> None:
    await pay(own, 0, 5)
    own.launch(ends_after_handling)
    assert await asyncio.to_thread(own.process.wait, 30) == 9
    await own.start()
    await settles(own, 5)


async def test_killed_at_any_moment_of_handling(own: House) -> None:
    await own.start()
    for round_ in range(2):
        await pay(own, round_ * 5, 5)
        await asyncio.sleep(0.1 * round_)
        await own.stop(signal.SIGKILL)
        own.launch()
    await own.ready()
    await settles(own, 10)


async def test_an_error_that_nobody_expects_is_no_end_and_passes_nothing_over(own: House) -> None:
    await pay(own, 0, 3)
    await own.start(raises_at_first)
    await settles(own, 3)


async def test_a_stop_in_the_middle_of_a_batch_is_clean(own: House) -> None:
    await own.start()
    await own.ask("PUT", "/faults/slow", {"ms": 100})
    await pay(own, 0, 10)
    await asyncio.sleep(0.7)
    assert await own.stop() == 0
    assert sum(max(0, offset) for offset in (await own.committed()).values()) < 20
    await own.start()
    await settles(own, 10)


class Proxy:
    """A door before a server that can be shut: connections end and new ones are refused."""

    def __init__(self, target: str) -> None:
        host, _, port = target.rpartition(":")
        self._target = (host, int(port))
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self.port = 0

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def shut(self) -> None:
        if self._server:
            self._server.close()
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(*self._target)
        self._open |= {writer, far_writer}
        await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer), return_exceptions=True)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    finally:
        writer.close()


async def test_while_the_database_is_away_nothing_is_given_up(own: House) -> None:
    parts = urlsplit(own.database_url)
    proxy = Proxy(f"{parts.hostname}:{parts.port}")
    await proxy.open()
    user = parts.netloc.rpartition("@")[0]
    await own.start(DATABASE_URL=urlunsplit(parts._replace(netloc=f"{user}@127.0.0.1:{proxy.port}")))
    await pay(own, 0, 2)
    await settles(own, 2)
    proxy.shut()
    await pay(own, 2, 5)

    async def says_so() -> bool:
        return (await own.ask("GET", "/readyz"))[0] == 503

    await eventually(says_so, "readiness tells of the outage", 5)
    status, told, headers = await own.ask("GET", "/customers/c-1/points")
    assert (status, told["code"], headers["content-type"]) == (503, "unavailable", "application/problem+json")
    await asyncio.sleep(3)
    assert await own.lag() == 10
    await proxy.open()
    await own.ready()
    await settles(own, 7)
    for source in own.sources:
        assert await own.records(own.dead(source)) == []


async def test_while_the_broker_is_away_nothing_is_given_up(own: House) -> None:
    proxy = Proxy(own.brokers.split(",")[0])
    await proxy.open()
    await own.start(through_proxy, PROXY_PORT=str(proxy.port))
    await pay(own, 0, 2)
    await settles(own, 2)
    await own.ask("PUT", "/faults/slow", {"ms": 100})
    await pay(own, 2, 5)
    await asyncio.sleep(0.3)
    proxy.shut()

    async def says_so() -> bool:
        return (await own.ask("GET", "/readyz"))[0] == 503

    await eventually(says_so, "readiness tells of the outage", 8)
    assert (await own.ask("GET", "/customers/c-1/points"))[0] == 200
    await asyncio.sleep(3)
    await proxy.open()
    await own.ready()
    await own.ask("DELETE", "/faults")
    await settles(own, 7)
    for source in own.sources:
        assert await own.records(own.dead(source)) == []


async def test_it_starts_before_its_database_and_its_broker(own: House) -> None:
    parts = urlsplit(own.database_url)
    proxy = Proxy(f"{parts.hostname}:{parts.port}")
    await proxy.open()
    proxy.shut()
    user = parts.netloc.rpartition("@")[0]
    away = urlunsplit(parts._replace(netloc=f"{user}@127.0.0.1:{proxy.port}"))
    own.launch(DATABASE_URL=away, KAFKA_BROKERS="127.0.0.1:9")

    async def is_up() -> bool:
        return (await own.ask("GET", "/healthz"))[0] == 200

    await eventually(is_up, "the door is open")
    assert (await own.ask("GET", "/readyz"))[0] == 503
    assert (await own.ask("GET", "/customers/c-1/points"))[0] == 503
    await proxy.open()

    async def has_tables() -> bool:
        return (await own.ask("GET", "/customers/c-1/points"))[0] == 404

    await eventually(has_tables, "the database is found")
    assert await own.stop() == 0
