"""OpenTelemetry: spans in the shapes of the semantic conventions 1.45, sent in batches by OTLP/HTTP."""

import http.client
import os
import urllib.parse
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from opentelemetry import context, trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.common.trace_encoder import encode_spans
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, Span, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import Link, NonRecordingSpan, SpanKind, Status, StatusCode

from .flow import correlation_id_of, read_context, set_correlation_id, write_context
from .record import Record

_export_timeout_s = 5


class OtlpExporter(SpanExporter):
    """By http.client: the package's own exporter brings a whole HTTP library of four packages."""

    def __init__(self, url: str) -> None:
        self._url = urllib.parse.urlsplit(url)

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        kind = http.client.HTTPSConnection if self._url.scheme == "https" else http.client.HTTPConnection
        connection = kind(self._url.netloc, timeout=_export_timeout_s)
        try:
            body = encode_spans(spans).SerializeToString()
            connection.request("POST", self._url.path, body, {"content-type": "application/x-protobuf"})
            answered = connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return SpanExportResult.FAILURE
        finally:
            connection.close()
        return SpanExportResult.SUCCESS if answered < 300 else SpanExportResult.FAILURE


class CorrelationProcessor(SpanProcessor):
    """Stamps the flow on every span. Of baggage, which comes from anyone, nothing else is copied."""

    def on_start(self, span: Span, parent_context: Context | None = None) -> None:
        flow = correlation_id_of(parent_context if parent_context is not None else context.get_current())
        if flow is None:
            return
        span.set_attribute("correlation.id", flow)
        if span.attributes and "messaging.system.name" in span.attributes:
            span.set_attribute("messaging.message.conversation_id", flow)


def start_telemetry(name: str, url: str) -> TracerProvider | None:
    """Costs the process nothing but dropped spans while the receiver is away. None when it is switched off."""
    if os.environ.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return None
    provider = TracerProvider(resource=Resource.create({"service.name": name}), shutdown_on_exit=False)
    provider.add_span_processor(CorrelationProcessor())
    provider.add_span_processor(BatchSpanProcessor(OtlpExporter(url), max_queue_size=2048, schedule_delay_millis=500))
    trace.set_tracer_provider(provider)
    return provider


def tracer() -> trace.Tracer:
    return trace.get_tracer("nibble")


@contextmanager
def running(span: trace.Span, base: Context) -> Generator[trace.Span]:
    """Makes the span the active one and ends it; an error marks it and goes on upwards."""
    token = context.attach(trace.set_span_in_context(span, base))
    try:
        yield span
    except Exception as error:
        fail_span(span, error)
        raise
    finally:
        context.detach(token)
        span.end()


def fail_span(span: trace.Span, error: BaseException) -> None:
    code = getattr(error, "sqlstate", None)
    span.set_attribute("error.type", code if isinstance(code, str) else type(error).__name__)
    span.set_status(Status(StatusCode.ERROR, str(error)))
    span.record_exception(error)


@contextmanager
def process_span(record: Record, group: str, correlation_id: str, event_id: str, late: bool) -> Generator[trace.Span]:
    """CONSUMER span `process <topic>`, linked to the sender; its child unless the record comes `late`, by a retry."""
    received = read_context(record.texts())
    base = set_correlation_id(received.base, correlation_id)
    parent = base
    if received.sender and not late:
        parent = trace.set_span_in_context(NonRecordingSpan(received.sender), base)
    attributes = {
        **_destination(record.topic, "process"),
        **_position(record.partition, record.offset),
        **_key(record.key),
        "messaging.consumer.group.name": group,
        "messaging.message.id": event_id,
        **({"nibble.trace_context.problems": received.problems} if received.problems else {}),
    }
    links = [Link(received.sender)] if received.sender else []
    span = tracer().start_span(f"process {record.topic}", parent, SpanKind.CONSUMER, attributes, links)
    with running(span, base) as active:
        yield active


@dataclass
class ProducerSpan:
    span: trace.Span
    # W3C context of this one message.
    headers: dict[str, str]

    def end(self, outcome: tuple[int, int] | BaseException) -> None:
        if isinstance(outcome, BaseException):
            fail_span(self.span, outcome)
        else:
            self.span.set_attributes(_position(*outcome))
        self.span.end()


def producer_span(topic: str, key: str, correlation_id: str, event_id: str, stored: dict[str, str]) -> ProducerSpan:
    """PRODUCER span `send <topic>`: a child of what ran when the message was written, however much later it is sent."""
    received = read_context(stored.items())
    base = set_correlation_id(received.base, correlation_id)
    parent = trace.set_span_in_context(NonRecordingSpan(received.sender), base) if received.sender else base
    attributes = {
        **_destination(topic, "send"),
        "kafka.message.key": key,
        "messaging.message.id": event_id,
    }
    span = tracer().start_span(f"send {topic}", parent, SpanKind.PRODUCER, attributes)
    return ProducerSpan(span, write_context(trace.set_span_in_context(span, base)))


def _destination(topic: str, operation: str) -> dict[str, str]:
    return {
        "messaging.system.name": "kafka",
        "messaging.operation.name": operation,
        "messaging.operation.type": operation,
        "messaging.destination.name": topic,
    }


def _position(partition: int, offset: int) -> dict[str, str | int]:
    return {"messaging.destination.partition.id": str(partition), "kafka.offset": offset}


def _key(key: bytes | None) -> dict[str, str]:
    """A key has a place in a span only where it has one text form."""
    try:
        return {} if key is None else {"kafka.message.key": key.decode("utf-8")}
    except UnicodeDecodeError:
        return {}
