"""One JSON line an entry, with the field names that the other services write."""

import json
import logging
import os
import re
import sys
import traceback
from datetime import datetime, timezone

from opentelemetry import trace

from .flow import current_correlation_id

_levels = {"WARNING": "warn", "CRITICAL": "error"}
# What a LogRecord has of itself; the rest was given as `extra`.
_own = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}
_secret = re.compile(r"(?<=://)([^/\s:@]*):[^/\s]*@")


class _Lines(logging.Formatter):
    def __init__(self, name: str, pretty: bool) -> None:
        super().__init__()
        self._name = name
        self._pretty = pretty

    def format(self, record: logging.LogRecord) -> str:
        level = _levels.get(record.levelname, record.levelname.lower())
        at = datetime.fromtimestamp(record.created, timezone.utc)
        if self._pretty:
            text = f"{at:%H:%M:%S} {level.upper():5} {record.getMessage()}"
            return _secret.sub(r"\1:***@", text if not record.exc_info else f"{text}\n{_stack(record.exc_info[1])}")
        line: dict[str, object] = {
            "level": level,
            "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "name": self._name,
            "pid": record.process,
            **_flow(),
            **{key: value for key, value in vars(record).items() if key not in _own},
            "msg": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1]:
            error = record.exc_info[1]
            line["err"] = {"type": type(error).__name__, "message": str(error), "stack": _stack(error)}
        return _secret.sub(r"\1:***@", json.dumps(line, default=str))


def create_logger(name: str) -> logging.Logger:
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(_Lines(name, os.environ.get("LOG_FORMAT") == "pretty"))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    # The client tells each refused connection twice a second; what it means for us is told by readiness.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    logging.getLogger("faststream").setLevel(logging.WARNING)
    logger = logging.getLogger(name)
    level = {"silent": "CRITICAL", "warn": "WARNING", "trace": "DEBUG"}.get(os.environ.get("LOG_LEVEL", "info"))
    logger.setLevel(level or os.environ.get("LOG_LEVEL", "info").upper())
    return logger


def _flow() -> dict[str, str]:
    span = trace.get_current_span().get_span_context()
    flow = current_correlation_id()
    told = {"correlation_id": flow} if flow else {}
    if span.is_valid:
        told |= {"trace_id": f"{span.trace_id:032x}", "span_id": f"{span.span_id:016x}"}
    return told


def _stack(error: BaseException | None) -> str:
    return "".join(traceback.format_exception(error)) if error else ""
