import type pg from 'pg';

export type CollectorHealth = {
  ok: boolean;
  /** As the collector last said it; null when none ever did. */
  state: string | null;
  /** What is the matter, in plain words. */
  problem: string | null;
  /** The last heartbeat, and how old it is by the database's clock. */
  at: string | null;
  ageMs: number | null;
  /** Too long without a heartbeat for the rest to be true of now. */
  isSilent: boolean;
  /** Age of the newest indexed record of the partitions that are behind, of those heard of lately; 0 when none is, null when that is not known. */
  behindMs: number | null;
  /** What the collector said it is troubled by the longest, while it is heard; by the database's clock. */
  trouble: { kind: string; since: string; ageMs: number } | null;
  /** When Kafka last told a collector that lives where a partition ends; null when none follows any partition. */
  brokerAt: string | null;
  brokerAgeMs: number | null;
  /** How many collectors gave a heartbeat lately. */
  collectors: number;
};

type Row = {
  state: string | null;
  problem: string | null;
  heartbeat_at: Date | null;
  age_ms: number | null;
  behind_ms: number | null;
  trouble: string | null;
  trouble_since: Date | null;
  trouble_age_ms: number | null;
  broker_age_ms: number | null;
  broker_at: Date | null;
  collectors: number;
};

/** A collector beats every second; longer silence means that it is gone or frozen. */
const silentMs = 4_000;

/** The ends of partitions are sampled every second; what is older than this says nothing about now. */
const lately = 15_000;

/** A clock that was set back leaves times of the future: they say nothing until it has passed them again. */
const notAhead = (column: string) => `${column} < now() + interval '5 seconds'`;

/** How the collectors are, from their heartbeats. Throws when the database cannot be asked. */
export async function readCollectorHealth(pool: pg.Pool): Promise<CollectorHealth> {
  const { rows } = await pool.query<Row>(
    `select c.state, c.problem, c.heartbeat_at,
            (extract(epoch from now() - c.heartbeat_at) * 1000)::float8 as age_ms,
            c.trouble, c.trouble_since,
            (extract(epoch from now() - c.trouble_since) * 1000)::float8 as trouble_age_ms,
            o.behind_ms,
            b.broker_at,
            (extract(epoch from now() - b.broker_at) * 1000)::float8 as broker_age_ms,
            (select count(*)::int from collector
              where heartbeat_at > now() - interval '${silentMs} ms' and ${notAhead('heartbeat_at')}) as collectors
       from (select case when count(*) = 0 or not bool_and(log_end is not null) then null
                         else coalesce(max(extract(epoch from now() - coalesce(last_ts, now())) * 1000)
                                       filter (where least(log_end, last_stable) > coalesce(next_offset, log_start, 0)), 0) end::float8 as behind_ms
               -- A topic that was deleted is not heard of again, and how far behind its rows stand says nothing.
               from index_offset where log_at > now() - interval '${lately} ms' and ${notAhead('log_at')}) o
      cross join (select max(i.log_at) as broker_at
                    from index_offset i join collector l on l.id = i.owner
                   where l.heartbeat_at > now() - interval '${silentMs} ms' and ${notAhead('log_at')}) b
       left join (select * from collector where ${notAhead('heartbeat_at')}
                   order by heartbeat_at desc limit 1) c on true`,
  );
  const row = rows[0];
  const ageMs = row?.age_ms ?? null;
  const isSilent = ageMs === null || ageMs > silentMs;
  return {
    ok: !isSilent && row?.state === 'running' && row.problem === null,
    state: row?.state ?? null,
    problem: problemOf(row, ageMs, isSilent),
    at: row?.heartbeat_at?.toISOString() ?? null,
    ageMs,
    isSilent,
    behindMs: row?.behind_ms ?? null,
    trouble: isSilent ? null : troubleOf(row),
    brokerAt: row?.broker_at?.toISOString() ?? null,
    brokerAgeMs: row?.broker_age_ms ?? null,
    collectors: row?.collectors ?? 0,
  };
}

function troubleOf(row: Row | undefined): CollectorHealth['trouble'] {
  if (!row?.trouble || !row.trouble_since) return null;
  return { kind: row.trouble, since: row.trouble_since.toISOString(), ageMs: row.trouble_age_ms ?? 0 };
}

function problemOf(row: Row | undefined, ageMs: number | null, isSilent: boolean): string | null {
  if (ageMs === null) return 'No collector has ever given a sign of life.';
  if (isSilent) return `The collector has been silent for ${Math.round(ageMs / 1000)} s.`;
  return row?.problem ?? null;
}
