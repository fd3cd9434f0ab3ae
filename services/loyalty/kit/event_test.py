import json
from datetime import datetime, timedelta, timezone

import pytest

from kit.dictionary import open_dictionary
from kit.event import Event, Ignored, InvalidEvent, Refused, make_event, read_event, uuid7
from kit.record import Record
from sample_house import captured

dictionary = open_dictionary()
handled = frozenset({"payment.captured"})


def record(value: bytes | None, **headers: str) -> Record:
    pairs = tuple((name, text.encode()) for name, text in headers.items())
    return Record("payment-events", 0, 0, 0, b"o-1", value, pairs)


def read(change: dict[str, object]) -> Event | Ignored | Refused:
    return read_event(record(json.dumps({**captured("o-1", "c-1"), **change}).encode()), handled, dictionary)


@pytest.mark.parametrize("value", [None, b"", b"null", b"[]", b"1", b"\xff", b"{", b'{"event_type":1}', b"[" * 50_000])
def test_what_is_no_event_is_refused_as_such(value: bytes | None) -> None:
    found = read_event(record(value, event_type="payment.captured"), handled, dictionary)
    assert isinstance(found, Refused) and found.stage == "deserialize"


@pytest.mark.parametrize(
    "change",
    [
        {"event_version": 3},
        {"event_version": True},
        {"event_version": None},
        {"event_id": "1"},
        {"event_time": "2026-02-30T00:00:00Z"},
        {"event_time": "2026-02-03 00:00:00Z"},
        {"correlation_id": ""},
        {"data": {}},
        {"data": None},
    ],
)
def test_what_no_schema_of_ours_knows_is_refused_as_such(change: dict[str, object]) -> None:
    found = read(change)
    assert isinstance(found, Refused) and found.stage == "schema"


def test_a_refusal_does_not_repeat_what_a_customer_wrote() -> None:
    found = read({"data": {**captured("o-1", "c-1")["data"], "order_id": "secret" * 20}})
    assert isinstance(found, Refused) and "secret" not in found.error and "/data/order_id" in found.error


def test_a_type_of_others_is_ignored_by_its_header_or_its_value() -> None:
    assert isinstance(read_event(record(b"\xff", event_type="order.created"), handled, dictionary), Ignored)
    assert isinstance(read({"event_type": "order.created"}), Ignored)


def test_fields_that_nobody_knows_are_taken() -> None:
    assert isinstance(read({"later": 1, "data": {**captured("o-1", "c-1")["data"], "later": 2}}), Event)


def test_an_older_version_is_read_as_the_newest() -> None:
    old = captured("o-1", "c-1", version=1)
    assert "bank_reference" not in old["data"]
    found = read_event(record(json.dumps(old).encode()), handled, dictionary)
    assert isinstance(found, Event) and (found.event_version, found.data["bank_reference"]) == (1, "unknown")


def test_every_older_example_of_the_dictionary_lifted_fits_the_newest_schema() -> None:
    for event_type in ("order.created", "payment.captured"):
        newest = dictionary.newest_version(event_type)
        for version in dictionary.versions(event_type):
            data = dictionary.lift(event_type, version, dictionary.example(event_type, version))
            event = {**captured("o-1", "c-1"), "event_type": event_type, "event_version": newest, "data": data}
            assert dictionary.errors_of(event) == []


def test_an_event_that_does_not_fit_is_not_made() -> None:
    with pytest.raises(InvalidEvent, match="loyalty.points_earned"):
        make(points=0)


def test_what_is_made_says_when_in_utc_with_milliseconds() -> None:
    assert make(points=1)["event_time"] == "2026-01-02T02:04:05.006Z"


def make(points: int) -> dict[str, object]:
    data = {"customer_id": "c-1", "order_id": "o-1", "points": points, "balance": 1}
    now = datetime(2026, 1, 2, 3, 4, 5, 6_000, timezone(timedelta(hours=1)))
    return make_event(
        "loyalty.points_earned",
        data,
        dictionary,
        source="loyalty",
        correlation_id="flow-1",
        causation_id="event-1",
        now=now,
    )


def test_ids_are_of_version_7_and_grow_with_time() -> None:
    ids = [uuid7() for _ in range(1_000)]
    assert {one.version for one in ids} == {7} and {one.variant for one in ids} == {"specified in RFC 4122"}
    assert len(set(ids)) == 1_000
    assert sorted(ids, key=lambda one: one.int >> 80) == ids
