"""Whether a failure says that the database or the broker is away: trying the same thing later may then work."""

import asyncio

import asyncpg
from aiokafka.errors import KafkaError

# PostgreSQL, Appendix A: 08 connection, 53 out of resources, 57P0x shutting down or starting up.
_states = ("08", "53", "57P0")


# Serialization failure, deadlock, lock not available, unique violation (two inserts at once).
_conflicts = {"40001", "40P01", "55P03", "23505"}


def is_conflict(error: BaseException) -> bool:
    """Two transactions met: the same thing again, at once, mostly works."""
    return isinstance(error, asyncpg.PostgresError) and error.sqlstate in _conflicts


def is_outage(error: BaseException | None) -> bool:
    if error is None:
        return False
    if isinstance(error, (OSError, asyncio.TimeoutError, KafkaError)):
        return True
    # asyncpg raises the same class for a closed connection and for a wrong argument, which is a ValueError too.
    if isinstance(error, asyncpg.InterfaceError) and not isinstance(error, ValueError):
        return True
    if isinstance(error, asyncpg.PostgresError) and str(error.sqlstate).startswith(_states):
        return True
    return is_outage(error.__cause__)
