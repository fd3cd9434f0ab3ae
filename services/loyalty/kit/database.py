"""The pool of the service's own schema, and its migrations."""

import hashlib
import logging
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import asyncpg

_connect_timeout_s = 5
# Longer than any statement of ours takes; what takes longer is an outage and not an answer.
_command_timeout_s = 10


async def connect(url: str, schema: str, application: str) -> asyncpg.Connection:
    return await asyncpg.connect(
        _plain(url),
        timeout=_connect_timeout_s,
        command_timeout=_command_timeout_s,
        server_settings={"search_path": schema, "application_name": application},
    )


def create_pool(url: str, schema: str, *, size: int, patience_s: float = _command_timeout_s) -> asyncpg.Pool:
    """Connects when it is first awaited or used inside `async with`, not here."""
    return asyncpg.create_pool(
        _plain(url),
        min_size=0,
        max_size=size,
        timeout=min(_connect_timeout_s, patience_s),
        command_timeout=patience_s,
        server_settings={"search_path": schema, "application_name": schema},
        # Nothing is set on a connection that the next user could trip over: a question less for each transaction.
        reset=_as_it_is,
    )


async def _as_it_is(_connection: asyncpg.Connection) -> None:
    return


async def migrate(url: str, schema: str, folder: Path, logger: logging.Logger) -> None:
    """Each new file once, in its own transaction, one process at a time; a file that changed since is refused."""
    files = _files_of(folder)
    connection = await connect(url, schema, f"{schema} migrate")
    try:
        await connection.execute("select pg_advisory_lock(hashtextextended($1, 0))", f"nibble-migrate {schema}")
        await connection.execute(f'create schema if not exists "{schema}"')
        await connection.execute(
            "create table if not exists migration "
            "(name text primary key, hash text not null, applied_at timestamptz not null default now())"
        )
        for path in files:
            await _apply(connection, f"{schema}/{path.name}", path.read_text(), logger)
    finally:
        await connection.close()


def _files_of(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.sql"))


async def _apply(connection: asyncpg.Connection, name: str, sql: str, logger: logging.Logger) -> None:
    digest = hashlib.sha256(sql.encode()).hexdigest()
    known = await connection.fetchval("select hash from migration where name = $1", name)
    if known == digest:
        return
    if known is not None:
        raise RuntimeError(f"The database migration {name} was changed after it was applied; add a new file instead.")
    async with connection.transaction():
        await connection.execute(sql)
        await connection.execute("insert into migration (name, hash) values ($1, $2)", name, digest)
    logger.info("database migration applied", extra={"migration": name})


def _plain(url: str) -> str:
    """Without the query parameters that other clients know and asyncpg would send on as settings of the server."""
    parts = urlsplit(url)
    known = {"host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey"}
    query = {name: values for name, values in parse_qs(parts.query).items() if name in known}
    return urlunsplit(parts._replace(query=urlencode(query, doseq=True)))
