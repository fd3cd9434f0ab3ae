"""What is wrong with this service on purpose. Held in memory alone: a restart mends everything."""

import hashlib
import time
from dataclasses import dataclass

known_faults = {
    "slow": "Every event waits before it is handled (ms).",
    "poison": "The handling of events fails, for a share of keys.",
    "bad-version": "Events are told in a version that nobody knows, for a share of keys, as after a bad release.",
}


@dataclass(frozen=True)
class Fault:
    name: str
    # Of the keys it strikes, 0 to 1: always the same keys.
    share: float
    ms: int
    # Seconds since 1970: when it ends by itself.
    until: float


class Faults:
    def __init__(self) -> None:
        self._active: dict[str, Fault] = {}

    def begin(self, name: str, share: float = 1, ms: int = 500, for_ms: int = 60_000) -> Fault:
        """Raises KeyError for a name that this service does not know."""
        known_faults[name]
        fault = Fault(name, share, ms, time.time() + for_ms / 1000)
        self._active[name] = fault
        return fault

    def find(self, name: str) -> Fault | None:
        fault = self._active.get(name)
        return fault if fault and fault.until > time.time() else None

    def strikes(self, name: str, key: str) -> bool:
        fault = self.find(name)
        return fault is not None and steady_share(f"{name} {key}") < fault.share

    def active(self) -> list[Fault]:
        return [fault for name in self._active if (fault := self.find(name))]

    def end(self, name: str) -> bool:
        was_there = self.find(name) is not None
        self._active.pop(name, None)
        return was_there


def steady_share(text: str) -> float:
    """A number in [0, 1) that depends on the text alone."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") / 2**32
