"""What the service forgets, and when: the inbox must outlive its source topics, whose records may come again."""

import asyncpg

_rows_at_once = 1_000
_forgotten = {
    "outbox": "published_at < now() - interval '1 day'",
    "inbox": "handled_at < now() - interval '8 days'",
}


async def forget_old_rows(pool: asyncpg.Pool) -> None:
    for table, when in _forgotten.items():
        await pool.execute(
            f"delete from {table} where ctid = any(array(select ctid from {table} where {when} limit {_rows_at_once}))"
        )
