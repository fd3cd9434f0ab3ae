"""The business flow (correlation id) in W3C baggage, and W3C context in headers. A flow is not a trace."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from opentelemetry import baggage, context, trace
from opentelemetry.baggage.propagation import W3CBaggagePropagator
from opentelemetry.context import Context
from opentelemetry.trace import SpanContext
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

correlation_key = "correlation.id"
context_headers = ("traceparent", "tracestate", "baggage")

_trace_context = TraceContextTextMapPropagator()
_baggage = W3CBaggagePropagator()
_largest_baggage = 8192
_traceparent = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?")


@dataclass
class ReceivedContext:
    """The sender's baggage as a context without its span; the span beside it, None where it cannot be read."""

    base: Context
    sender: SpanContext | None
    problems: list[str] = field(default_factory=list)


def correlation_id_of(flow: Context | None) -> str | None:
    value = baggage.get_baggage(correlation_key, flow)
    return value if isinstance(value, str) else None


def current_correlation_id() -> str | None:
    return correlation_id_of(context.get_current())


def set_correlation_id(base: Context, correlation_id: str) -> Context:
    return baggage.set_baggage(correlation_key, correlation_id, base)


def read_context(headers: Iterable[tuple[str, str]]) -> ReceivedContext:
    """Of a header sent twice the last counts; what cannot be read is left out and named, never raised."""
    values: dict[str, list[str]] = {}
    for name, value in headers:
        values.setdefault(name, []).append(value)
    problems = [f"{name}_duplicate" for name in ("traceparent", "baggage") if len(values.get(name, [])) > 1]
    carrier = {name: values[name][-1] for name in context_headers if name in values}
    if len(carrier.get("baggage", "")) > _largest_baggage:
        problems.append("baggage_oversize")
        del carrier["baggage"]
    # The specification's reader takes upper case, which no sender may write.
    if not _traceparent.fullmatch(carrier.get("traceparent", "")):
        if "traceparent" in carrier:
            problems.append("traceparent_malformed")
        carrier.pop("traceparent", None)
    sender = trace.get_current_span(_trace_context.extract(carrier, Context())).get_span_context()
    return ReceivedContext(_baggage.extract(carrier, Context()), sender if sender.is_valid else None, problems)


def write_context(active: Context | None = None) -> dict[str, str]:
    """`traceparent`, `tracestate` and `baggage` of a context, one value each; those that say nothing are left out."""
    headers: dict[str, str] = {}
    for propagator in (_trace_context, _baggage):
        propagator.inject(headers, active if active is not None else context.get_current())
    return headers
