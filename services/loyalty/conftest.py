"""Fixtures of the tests that need a real Kafka and a real PostgreSQL: `npm test` names them in the environment."""

import os
from collections.abc import AsyncIterator

import pytest

from sample_house import House


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def house() -> AsyncIterator[House]:
    if not os.environ.get("TEST_KAFKA_BROKERS"):
        pytest.fail("TEST_KAFKA_BROKERS and TEST_DATABASE_URL must say where to test")
    async with House() as opened:
        yield opened
