"""The event schemas of `schemas/`: the very files that the other services validate by."""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

Data = dict[str, Any]

_most_errors = 10
_file_name = re.compile(r"(?P<type>.+)\.v(?P<version>\d+)\.json")
_date_time = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.IGNORECASE)
_uuid = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_formats = FormatChecker(formats=())


@_formats.checks("date-time")
def _is_date_time(value: object) -> bool:
    if not isinstance(value, str):
        return True
    if not _date_time.fullmatch(value):
        return False
    try:
        datetime.strptime(value[:19].upper(), "%Y-%m-%dT%H:%M:%S")
    except ValueError:
        return False
    return True


@_formats.checks("uuid")
def _is_uuid(value: object) -> bool:
    return not isinstance(value, str) or _uuid.fullmatch(value) is not None


class Dictionary:
    """Reads the files once; a schema becomes a validator when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._validators: dict[tuple[str, int], Draft202012Validator] = {}
        self._files: dict[tuple[str, int], Path] = {}
        for path in sorted((folder / "events").glob("*/*.json")):
            found = _file_name.fullmatch(path.name)
            if found:
                self._files[found["type"], int(found["version"])] = path

    def newest_version(self, event_type: str) -> int:
        return max(self.versions(event_type))

    def versions(self, event_type: str) -> list[int]:
        return sorted(version for known, version in self._files if known == event_type)

    def topic_of(self, event_type: str) -> str:
        domain = self._files[event_type, self.newest_version(event_type)].parent.name
        return self._topics[domain]

    def topics_of(self, event_types: Iterable[str]) -> list[str]:
        return sorted({self.topic_of(event_type) for event_type in event_types})

    @cached_property
    def retry_delays_ms(self) -> list[int]:
        """How long each tier of retries waits at pace 1; as many tiers as there are delays."""
        return [int(delay) for delay in self._topics_file["retry"]["delaysMs"]]

    def example(self, event_type: str, version: int) -> Data:
        return dict(self._validator(event_type, version).schema["examples"][0])

    def knows(self, event: Data) -> bool:
        return (event.get("event_type"), event.get("event_version")) in self._files

    def errors_of(self, event: Data) -> list[str]:
        """What keeps a known event from fitting the envelope and its own schema, ten at most."""
        data = self._validator(event["event_type"], event["event_version"])
        envelope = [_error_text(error, "") for error in self._envelope.iter_errors(event)]
        within = [_error_text(error, "/data") for error in data.iter_errors(event.get("data"))]
        return (envelope + within)[:_most_errors]

    def lift(self, event_type: str, version: int, data: Data) -> Data:
        """The data as the newest version has it: what an older one did not say is the default of the later field."""
        lifted = data
        for later in (one for one in self.versions(event_type) if one > version):
            schema = self._validator(event_type, later).schema
            missing = [name for name in schema["required"] if name not in lifted]
            lifted = {**{name: schema["properties"][name]["default"] for name in missing}, **lifted}
        return lifted

    @cached_property
    def _topics(self) -> dict[str, str]:
        return {topic["domain"]: topic["name"] for topic in self._topics_file["topics"]}

    @cached_property
    def _topics_file(self) -> Data:
        return dict(json.loads((self._folder / "topics.json").read_text()))

    @cached_property
    def _envelope(self) -> Draft202012Validator:
        return _compile(self._folder / "envelope.json")

    def _validator(self, event_type: str, version: int) -> Draft202012Validator:
        name = (event_type, version)
        if name not in self._validators:
            self._validators[name] = _compile(self._files[name])
        return self._validators[name]


def open_dictionary() -> Dictionary:
    return Dictionary(Path(__file__).parents[3] / "schemas")


def _compile(path: Path) -> Draft202012Validator:
    return Draft202012Validator(json.loads(path.read_text()), format_checker=_formats)


def _error_text(error: Any, at: str) -> str:
    place = "".join(f"/{part}" for part in error.absolute_path)
    # The library's sentence begins with the value, which may be a customer's: its rule says enough.
    return f"{at}{place} breaks {error.validator}: {error.validator_value}"[:300]
