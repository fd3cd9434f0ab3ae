import http.server
import threading
from collections.abc import Iterator

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor, SpanExportResult
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from kit.flow import current_correlation_id, read_context, write_context
from kit.record import Headers, Record
from kit.telemetry import CorrelationProcessor, OtlpExporter, process_span, producer_span

sender = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
exporter = InMemorySpanExporter()


@pytest.fixture(scope="module", autouse=True)
def provider() -> Iterator[None]:
    made = TracerProvider(shutdown_on_exit=False)
    made.add_span_processor(CorrelationProcessor())
    made.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(made)
    yield


@pytest.fixture(autouse=True)
def forget() -> None:
    exporter.clear()


def record(*headers: tuple[str, bytes | None]) -> Record:
    return Record("order-events", 2, 7, 0, b"o-1", b"", tuple(headers))


def processed(headers: Headers = (), late: bool = False) -> ReadableSpan:
    with process_span(record(*headers), "loyalty", "flow-1", "event-1", late):
        assert current_correlation_id() == "flow-1"
    (span,) = exporter.get_finished_spans()
    return span


def hex_of(span: ReadableSpan) -> str:
    return f"{span.get_span_context().trace_id:032x}"


@pytest.mark.parametrize(
    ("headers", "problem"),
    [
        ((("traceparent", b"00-XYZ"),), "traceparent_malformed"),
        ((("traceparent", sender.upper().encode()),), "traceparent_malformed"),
        ((("traceparent", b"\xff"),), "traceparent_malformed"),
        ((("baggage", b"a=" + b"b" * 9_000),), "baggage_oversize"),
        ((("traceparent", b"old"), ("traceparent", sender.encode())), "traceparent_duplicate"),
    ],
)
def test_a_context_that_cannot_be_read_is_flagged_and_stops_nothing(headers: Headers, problem: str) -> None:
    assert problem in processed(headers).attributes["nibble.trace_context.problems"]


def test_an_error_marks_the_span_with_its_kind_and_goes_on() -> None:
    with pytest.raises(LookupError), process_span(record(), "loyalty", "flow-1", "event-1", late=False):
        raise LookupError("what")
    (span,) = exporter.get_finished_spans()
    assert (span.status.status_code, span.attributes["error.type"]) == (StatusCode.ERROR, "LookupError")


def test_a_record_handled_promptly_continues_its_senders_trace_and_is_linked_to_it() -> None:
    span = processed((("traceparent", sender.encode()),))
    assert (span.name, span.kind) == ("process order-events", SpanKind.CONSUMER)
    assert hex_of(span) == sender.split("-")[1] == f"{span.links[0].context.trace_id:032x}"
    assert dict(span.attributes) == {
        "messaging.system.name": "kafka",
        "messaging.operation.name": "process",
        "messaging.operation.type": "process",
        "messaging.destination.name": "order-events",
        "messaging.destination.partition.id": "2",
        "kafka.offset": 7,
        "kafka.message.key": "o-1",
        "messaging.consumer.group.name": "loyalty",
        "messaging.message.id": "event-1",
        "messaging.message.conversation_id": "flow-1",
        "correlation.id": "flow-1",
    }


def test_a_retry_begins_a_trace_of_its_own_linked_to_the_sender() -> None:
    span = processed((("traceparent", sender.encode()),), late=True)
    assert hex_of(span) != sender.split("-")[1] == f"{span.links[0].context.trace_id:032x}"


def test_what_is_sent_later_continues_what_ran_when_it_was_written() -> None:
    with process_span(record(("traceparent", sender.encode())), "loyalty", "flow-1", "event-1", late=False):
        stored = write_context()
    sent = producer_span("loyalty-events", "c-1", "flow-1", "event-2", stored)
    sent.end((1, 9))
    process, send = exporter.get_finished_spans()
    assert (send.name, send.kind) == ("send loyalty-events", SpanKind.PRODUCER)
    assert send.parent.span_id == process.get_span_context().span_id
    assert send.attributes["kafka.offset"] == 9
    own = f"00-{hex_of(send)}-{send.get_span_context().span_id:016x}-01"
    assert sent.headers == {"traceparent": own, "baggage": "correlation.id=flow-1"}


def test_an_unsampled_trace_stays_so_and_its_context_goes_on() -> None:
    unsampled = f"{sender[:-2]}00"
    sent = producer_span("loyalty-events", "c-1", "flow-1", "event-2", {"traceparent": unsampled})
    sent.end(OSError("away"))
    assert exporter.get_finished_spans() == ()
    assert read_context(sent.headers.items()).sender.trace_flags == 0


def test_spans_go_out_by_otlp_and_an_absent_receiver_is_no_error() -> None:
    received: list[tuple[str, str, bytes]] = []

    class Receiver(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            received.append((self.path, self.headers["content-type"], body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = http.server.HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    span = processed()
    url = f"http://127.0.0.1:{server.server_port}/v1/traces"
    assert OtlpExporter(url).export([span]) is SpanExportResult.SUCCESS
    server.shutdown()
    server.server_close()
    assert OtlpExporter(url).export([span]) is SpanExportResult.FAILURE
    ((path, kind, body),) = received
    assert (path, kind) == ("/v1/traces", "application/x-protobuf")
    assert b"process order-events" in body
