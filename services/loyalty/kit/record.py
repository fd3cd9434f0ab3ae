"""A record of Kafka as it came: bytes, and all its headers in their order."""

from dataclasses import dataclass

Headers = tuple[tuple[str, bytes | None], ...]


@dataclass(frozen=True)
class Record:
    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: Headers

    def header(self, name: str) -> str | None:
        """The last value of a header as text: of a header written twice the last counts."""
        for header, value in reversed(self.headers):
            if header == name:
                return None if value is None else value.decode("utf-8", "replace")
        return None

    def texts(self) -> list[tuple[str, str]]:
        return [(name, value.decode("utf-8", "replace")) for name, value in self.headers if value is not None]
