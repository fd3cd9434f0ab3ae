"""What the service reads from its environment: the names that the other services read."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass


class SettingsProblem(ValueError):
    """A setting that cannot be used, named with its value."""


@dataclass(frozen=True)
class Settings:
    name: str
    host: str
    port: int
    brokers: list[str]
    database_url: str
    otlp_url: str
    topic_prefix: str
    # Scales all waiting of the simulation, the pauses of retries too: 1 is the default, 0.02 a test's.
    pace: float
    faults: bool

    @property
    def group(self) -> str:
        return self.topic_prefix + self.name


def read_settings(name: str, default_port: int, env: Mapping[str, str] = os.environ) -> Settings:
    given = {key: value for key, value in env.items() if value != ""}
    prefix = given.get("NIBBLE_TOPIC_PREFIX", "")
    if not re.fullmatch(r"[a-zA-Z0-9._-]{0,60}", prefix):
        raise SettingsProblem(f"NIBBLE_TOPIC_PREFIX: {prefix} is no beginning of a topic's name")
    url = _needed(given, "DATABASE_URL")
    if not re.match(r"postgres(ql)?://", url):
        raise SettingsProblem("DATABASE_URL: must begin with postgres://")
    return Settings(
        name=name,
        host=given.get("HOST", "127.0.0.1"),
        port=int(_number(given, f"{name.upper()}_PORT", default_port, 0, 65_535)),
        brokers=[broker.strip() for broker in _needed(given, "KAFKA_BROKERS").split(",")],
        database_url=url,
        otlp_url=_otlp_url(given),
        topic_prefix=prefix,
        pace=_number(given, "NIBBLE_PACE", 1, 0, 100),
        faults=given.get("NIBBLE_FAULTS") == "on",
    )


def _needed(given: Mapping[str, str], name: str) -> str:
    if name not in given:
        raise SettingsProblem(f"{name}: is not set")
    return given[name]


def _number(given: Mapping[str, str], name: str, default: float, low: float, high: float) -> float:
    text = given.get(name)
    if text is None:
        return default
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise SettingsProblem(f"{name}: {text} is no number from {low} to {high}")
    return value


def _otlp_url(given: Mapping[str, str]) -> str:
    exact = given.get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
    if exact:
        return exact
    base = given.get("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{given.get('OTLP_PORT', '4318')}")
    return f"{base.rstrip('/')}/v1/traces"
