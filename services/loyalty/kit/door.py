"""The HTTP door: one SERVER span and one measure a request, its two ids on every answer, refusals in problem JSON."""

import logging
import re
import time
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from opentelemetry import trace
from opentelemetry.trace import NonRecordingSpan, SpanKind, Status, StatusCode
from prometheus_client import CollectorRegistry, Histogram

from .event import uuid7
from .flow import correlation_id_of, read_context, set_correlation_id
from .problem import Problem, add_problem_answers, answer_error, problem_response
from .telemetry import running, tracer

_operations = {"/healthz", "/readyz", "/metrics", "/openapi.json"}
_never_traced = _operations - {"/openapi.json"}
_readable_id = re.compile(r"[\x21-\x7e]{1,200}")
_methods = {"CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"}


def create_door(
    name: str, description: str, registry: CollectorRegistry, is_started: Callable[[], bool], logger: logging.Logger
) -> FastAPI:
    """Business routes answer 503 until `is_started`."""
    app = FastAPI(title=f"Nibble {name}", version="1.0.0", description=description, docs_url=None, redoc_url=None)
    durations = Histogram(
        "http_server_request_duration_seconds",
        "Time to answer a request",
        ["method", "route", "status"],
        buckets=[0.005, 0.025, 0.1, 0.25, 1, 5],
        registry=registry,
    )
    add_problem_answers(app, name, logger)

    @app.middleware("http")
    async def observe(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        began = time.perf_counter()
        response = await _in_server_span(request, lambda: _answer(request, call_next))
        labels = (_method(request), _route(request) or "none", str(response.status_code))
        durations.labels(*labels).observe(time.perf_counter() - began)
        return response

    async def _answer(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        if not is_started() and request.url.path not in _operations:
            detail = f"The {name} service is starting; try again in a moment."
            return problem_response(Problem("unavailable", detail))
        try:
            return await call_next(request)
        except Exception as error:
            return answer_error(error, request, name, logger)

    return app


async def _in_server_span(request: Request, answer: Callable[[], Awaitable[Response]]) -> Response:
    received = read_context([(key.decode(), value.decode("latin-1")) for key, value in request.headers.raw])
    base = received.base
    correlation_id = _id_from(request, "x-correlation-id") or correlation_id_of(base) or str(uuid7())
    request_id = _id_from(request, "x-request-id") or str(uuid7())
    base = set_correlation_id(base, correlation_id)
    parent = trace.set_span_in_context(NonRecordingSpan(received.sender), base) if received.sender else base
    attributes = {
        "http.request.method": _method(request),
        "url.scheme": "http",
        "url.path": request.url.path,
        "server.port": request.url.port or 80,
        "nibble.request_id": request_id,
    }
    is_traced = request.url.path not in _never_traced
    span = (
        tracer().start_span(_method(request), parent, SpanKind.SERVER, attributes)
        if is_traced
        else NonRecordingSpan(trace.INVALID_SPAN_CONTEXT)
    )
    with running(span, base):
        response = await answer()
        _tell(span, request, response.status_code)
    response.headers["x-correlation-id"] = correlation_id
    response.headers["x-request-id"] = request_id
    return response


def _tell(span: trace.Span, request: Request, status: int) -> None:
    route = _route(request)
    if route:
        span.update_name(f"{_method(request)} {route}")
        span.set_attribute("http.route", route)
    span.set_attribute("http.response.status_code", status)
    # A 4xx is the caller's fault and no error of the server (HTTP conventions, "Status").
    if status >= 500:
        span.set_attribute("error.type", str(status))
        span.set_status(Status(StatusCode.ERROR))


def _route(request: Request) -> str | None:
    path = getattr(request.scope.get("route"), "path", None)
    return path if isinstance(path, str) else None


def _method(request: Request) -> str:
    """A method that nobody knows would make names without end."""
    return request.method if request.method in _methods else "HTTP"


def _id_from(request: Request, name: str) -> str | None:
    value = request.headers.get(name, "").strip()
    return value if _readable_id.fullmatch(value) else None
