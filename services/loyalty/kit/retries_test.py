import json
from pathlib import Path

import pytest

from kit.record import Headers, Record
from kit.retries import Consumer, Failure, failure_of, is_for, next_move, refusal, wait_ms

consumer = Consumer("loyalty", "loyalty", "0.1.0", "loyalty-1", [2_000, 10_000, 30_000])
now = 1_700_000_000_000


def record(topic: str = "payment-events", headers: Headers = ()) -> Record:
    return Record(topic, 3, 42, 1_699_999_999_000, b"o-1", b"\x00\xff", headers)


def failure(text: str = "no") -> Failure:
    try:
        raise ValueError(text)
    except ValueError as error:
        return failure_of("handle", error)


def texts(headers: Headers) -> dict[str, str]:
    return {name: value.decode() for name, value in headers if value is not None}


def test_what_cannot_be_mended_skips_the_tiers() -> None:
    move = next_move(record(), refusal("schema", "no version 9"), consumer, "cluster-1", now)
    assert (move.topic, move.is_dead) == ("payment-events.loyalty.dlq", True)
    assert texts(move.headers)["dlq.attempts"] == "1"


def test_every_header_that_came_stays_as_it_came_and_where_it_was() -> None:
    odd: Headers = (("a", b"\xff"), ("a", None), ("dlq.mine", b"1"), ("retry.attempt.x", b"2"), ("traceparent", b"t"))
    move = next_move(record(headers=odd), failure(), consumer, None, now)
    assert move.headers[: len(odd)] == odd


def test_from_tier_to_tier_and_then_to_the_dead_letters_with_one_value_a_name() -> None:
    came = record(headers=(("event_id", b"e-1"),))
    seen = []
    for _ in range(4):
        move = next_move(came, failure(), consumer, "cluster-1", now)
        names = [name for name, _ in move.headers]
        assert len(set(names)) == len(names)
        seen.append((move.topic, texts(move.headers)))
        came = Record(move.topic, 0, 7, now, came.key, came.value, move.headers)
    assert [topic for topic, _ in seen] == [
        *(f"payment-events.loyalty.retry.{tier}" for tier in (1, 2, 3)),
        "payment-events.loyalty.dlq",
    ]
    assert [told.get("retry.not-before") for _, told in seen] == [
        *(str(now + delay) for delay in consumer.delays_ms),
        None,
    ]
    last = seen[-1][1]
    assert last["dlq.attempts"] == "4"
    assert (last["dlq.original.topic"], last["dlq.original.partition"]) == ("payment-events", "3")
    assert (last["dlq.original.offset"], last["dlq.original.timestamp"]) == ("42", "1699999999000")
    assert len({told["dlq.id"] for _, told in seen}) == 1
    assert not [name for name in last if name.startswith("retry.")]


@pytest.mark.parametrize(("kind", "failed"), [("retry", failure()), ("deadLetter", refusal("schema", "no"))])
def test_the_headers_are_those_that_are_declared(kind: str, failed: Failure) -> None:
    declared = json.loads((Path(__file__).parents[3] / "schemas" / "failure-headers.json").read_text())[kind]
    came: Headers = (("event_type", b"payment.captured"), ("event_version", b"9"), ("traceparent", b"t"))
    told = texts(next_move(record(headers=came), failed, consumer, "cluster-1", now).headers[len(came) :])
    assert {one["name"] for one in declared if one["isRequired"]} <= set(told) <= {one["name"] for one in declared}


def test_the_lineage_is_that_of_the_other_services_and_the_same_after_a_crash() -> None:
    (first, second) = (next_move(record(), failure(), consumer, None, now + late).headers for late in (0, 5))
    # sha256 of group, topic, partition, offset and timestamp, by lines, as UUID version 8.
    assert texts(first)["dlq.id"] == texts(second)["dlq.id"] == "973547b9-7117-8e3b-9bea-16e89d2a4bd5"


def test_a_replayed_dead_letter_keeps_its_lineage_and_begins_to_count_anew() -> None:
    dead = next_move(record(), refusal("schema", "no"), consumer, None, now)
    again = next_move(record("payment-events.loyalty.retry.1", dead.headers), failure(), consumer, None, now + 1)
    assert texts(again.headers)["dlq.id"] == texts(dead.headers)["dlq.id"]
    assert (again.topic, texts(again.headers)["retry.attempt"]) == ("payment-events.loyalty.retry.2", "1")


def test_ours_stay_within_8_kib_and_whole_characters() -> None:
    move = next_move(record("payment-events.loyalty.retry.3"), failure("é" * 9_000), consumer, None, now)
    told = texts(move.headers)
    assert len(told["dlq.error.message"].encode()) <= 1024
    assert len(told["dlq.error.stack"].encode()) <= 4096
    assert sum(len(name) + len(text.encode()) for name, text in told.items()) <= 8192


def test_the_fingerprint_tells_causes_apart_and_not_orders() -> None:
    assert failure("order 1").fingerprint == failure("order 2").fingerprint
    assert refusal("schema", "a").fingerprint != refusal("schema", "b").fingerprint


@pytest.mark.parametrize(
    ("topic", "not_before", "wait"),
    [
        ("payment-events", now + 500, 0),
        ("payment-events.loyalty.retry.1", now - 1, 0),
        ("payment-events.loyalty.retry.1", now + 500, 500),
        ("payment-events.loyalty.retry.1", "soon", 0),
        ("payment-events.loyalty.retry.1", now + 86_400_000, 0),
        ("payment-events.other.retry.1", now + 500, 0),
    ],
)
def test_only_a_record_of_ones_own_tier_waits_and_not_for_ever(topic: str, not_before: object, wait: float) -> None:
    assert wait_ms(record(topic, (("retry.not-before", str(not_before).encode()),)), consumer, now) == wait


def test_a_replay_for_another_group_is_not_ours() -> None:
    assert not is_for(record(headers=(("replay.target-group", b"orders"),)), "loyalty")
    assert is_for(record(headers=(("replay.target-group", b"loyalty"),)), "loyalty")
    assert is_for(record(), "loyalty")
