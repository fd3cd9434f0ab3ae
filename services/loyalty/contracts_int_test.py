"""What loyalty needs of the events it hears: written down as Pact message pacts, which their producers are held to."""

import json
import logging
import os
import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handlers import handlers
from kit.database import create_pool, migrate
from kit.event import Event, read_event
from kit.faults import Faults
from kit.outbox import prepare
from kit.record import Record
from kit.work import WorkSetting, handle_once
from sample_house import House, dictionary, folder, sample_event

pytestmark = pytest.mark.anyio

contracts = folder.parents[1] / "schemas" / "contracts"
_event_id = "0198e0f2-9b10-7c44-8a2e-51f0c9a4b7d2"
_uuid = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"

# What differs from run to run, and what the sample has in its place.
_of_this_run = {
    "causation_id": "0198e0f2-9a10-7c44-8a2e-51f0c9a4b7d2",
    "event_id": _event_id,
    "event_time": "2026-11-24T12:04:59.000Z",
    "traceparent": "",
}

# Exactly what the handlers read of `data`; more than that nobody may be held to.
needs = {
    "order.completed": ["customer_id", "order_id"],
    "payment.captured": ["amount_cents", "customer_id", "order_id"],
    "payment.refunded": ["customer_id", "order_id", "was"],
}
producers = {"orders": ["order.completed"], "payments": ["payment.captured", "payment.refunded"]}


class Watched(dict[str, Any]):
    """Data that notes which of its fields were read."""

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data)
        self.reads: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.reads.add(name)
        return super().__getitem__(name)


@pytest.fixture(scope="module")
async def setting(house: House) -> AsyncIterator[WorkSetting]:
    await migrate(house.database_url, "loyalty", folder / "tables", logging.getLogger("test"))
    pool = create_pool(house.database_url, "loyalty", size=2)
    await pool
    yield WorkSetting(pool, "loyalty", house.group, house.prefix, dictionary, Faults())
    pool.terminate()


def told() -> list[tuple[str, int]]:
    return [(event_type, version) for event_type in handlers for version in dictionary.versions(event_type)]


def needed(event_type: str, version: int) -> dict[str, Any]:
    example = dictionary.example(event_type, version)
    return {
        "correlation_id": "flow-of-7K3M-9QXD",
        "data": {name: example[name] for name in needs[event_type]},
        "event_id": _event_id,
        "event_type": event_type,
        "event_version": version,
    }


def test_every_event_it_hears_is_agreed_with_its_producer() -> None:
    assert sorted(needs) == sorted(handlers) == sorted(one for types in producers.values() for one in types)


@pytest.mark.parametrize(("event_type", "version"), told())
async def test_a_handler_reads_what_was_agreed_and_no_more(setting: WorkSetting, event_type: str, version: int) -> None:
    order = f"C-{uuid.uuid4().hex[:8]}"
    agreed = needed(event_type, version)
    data = {**sample_event(event_type, version)["data"], **agreed["data"], "order_id": order}
    event = {**sample_event(event_type, version), **agreed, "event_id": str(uuid.uuid4()), "data": data}
    record = Record("topic", 0, 0, 0, order.encode(), json.dumps(event).encode(), ())
    read = read_event(record, frozenset(handlers), dictionary)
    assert isinstance(read, Event)
    watched = Watched({**read.data, **({"was": "captured"} if event_type == "payment.refunded" else {})})
    outcome = await handle_once(setting, record, replace(read, data=watched), handlers[event_type])
    assert (outcome, sorted(watched.reads)) == ("new", needs[event_type])
    assert await setting.pool.fetchval("select count(*) from order_heard where order_id = $1", order) == 1


@pytest.mark.parametrize("producer", producers)
def test_the_pact_is_up_to_date(producer: str) -> None:
    path = contracts / f"loyalty-{producer}.json"
    interactions = [interaction(one, version) for one, version in told() if one in producers[producer]]
    pact = {
        "consumer": {"name": "loyalty"},
        "interactions": sorted(interactions, key=lambda one: one["description"]),
        "metadata": {"pactSpecification": {"version": "4.0"}},
        "provider": {"name": producer},
    }
    text = json.dumps(pact, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    if os.environ.get("NIBBLE_WRITE_CONTRACTS") == "1":
        path.write_text(text)
    assert _text_of(path) == text, f"stale; NIBBLE_WRITE_CONTRACTS=1 npm test -- --only python writes {path.name} anew"


async def test_what_it_publishes_is_what_its_consumers_are_shown(setting: WorkSetting) -> None:
    """The sample stands for this service where its consumers' pacts are verified, with or without a Python."""
    for event_type in ("payment.captured", "order.completed"):
        event = sample_event(event_type)
        record = Record("topic", 0, 0, 0, b"", json.dumps(event).encode(), ())
        read = read_event(record, frozenset(handlers), dictionary)
        assert isinstance(read, Event)
        await handle_once(setting, record, read, handlers[event_type])
    row = await setting.pool.fetchrow("select topic, key, event::text as event, trace from outbox order by id desc")
    message, event_type, _ = prepare(row)
    assert (message.topic, event_type) == (f"{setting.topic_prefix}loyalty-events", "loyalty.points_earned")
    published = json.loads(message.value or b"")
    told = {name: value.decode() for name, value in message.headers if value is not None and name not in _of_this_run}
    fixed = {name: text for name, text in _of_this_run.items() if name in published}
    sample = {
        f"{event_type} v{published['event_version']}": {
            "key": (message.key or b"").decode(),
            "value": {**published, **fixed},
            "headers": {**told, **fixed},
        }
    }
    path = folder / "sample-publishing.json"
    text = json.dumps(sample, indent=2, sort_keys=True) + "\n"
    if os.environ.get("NIBBLE_WRITE_CONTRACTS") == "1":
        path.write_text(text)
    assert _text_of(path) == text, "stale; NIBBLE_WRITE_CONTRACTS=1 npm test -- --only python writes it anew"


def interaction(event_type: str, version: int) -> dict[str, Any]:
    """Pact specification 4, an asynchronous message."""
    content = needed(event_type, version)
    rules = {f"$.data.{name}": _match(value) for name, value in content["data"].items()}
    rules |= {"$.correlation_id": _match("text"), "$.event_id": _rule({"match": "regex", "regex": _uuid})}
    return {
        "contents": {"content": content, "contentType": "application/json", "encoded": False},
        "description": f"{event_type} v{version}",
        "matchingRules": {"body": rules},
        "metadata": {"event_type": event_type, "event_version": str(version)},
        "pending": False,
        "type": "Asynchronous/Messages",
    }


def _match(value: object) -> dict[str, Any]:
    return _rule({"match": "integer" if isinstance(value, int) else "type"})


def _rule(matcher: dict[str, str]) -> dict[str, Any]:
    return {"combine": "AND", "matchers": [matcher]}


def _text_of(path: Path) -> str:
    return path.read_text() if path.exists() else ""
