import type pg from 'pg';
import { z } from 'zod';
import { type ConsumerGroupList, groupProtocols, groupVerdicts } from '#schemas/api/consumer-group.ts';
import { NibbleError } from '#schemas/errors.ts';
import { writeCursor } from './group-cursor.ts';
import { type GroupsQuery, groupOrder } from './group-order.ts';
import { type GroupRow, groupColumns, groupItem } from './group-row.ts';
import { countVerdicts, readRound } from './read-round.ts';

type Values = (string | number | string[])[];
type Page = { rows: (GroupRow & { keys: (string | number)[] })[]; total: number };

/** Groups, the worst first unless asked otherwise; searched, sorted and paged by the database. */
export async function listConsumerGroups(pool: pg.Pool, query: GroupsQuery): Promise<ConsumerGroupList> {
  const [page, counts, round] = await Promise.all([readPage(pool, query), countVerdicts(pool), readRound(pool)]);
  const rows = page.rows.slice(0, query.limit);
  const last = page.rows.length > query.limit ? rows.at(-1) : undefined;
  return {
    items: rows.map((row) => groupItem(row)),
    next: last ? writeCursor(last.keys) : null,
    total: page.total,
    counts,
    round,
  };
}

async function readPage(pool: pg.Pool, query: GroupsQuery): Promise<Page> {
  const { sql: condition, values } = filterOf(query);
  const order = groupOrder(query);
  const beyond = order.beyond(values.length + 1);
  const where = beyond ? `${condition} and ${beyond.sql}` : condition;
  const [{ rows }, { rows: counted }] = await Promise.all([
    pool.query<GroupRow & { keys: (string | number)[] }>(
      `select ${groupColumns}, ${order.keys} as keys
         from consumer_group g left join lag_round r on r.cluster = g.cluster
        where ${where} order by ${order.sql} limit ${query.limit + 1}`,
      [...values, ...(beyond?.values ?? [])],
    ),
    pool.query<{ count: number }>(`select count(*)::int as count from consumer_group g where ${condition}`, values),
  ]);
  return { rows, total: counted[0]?.count ?? 0 };
}

function filterOf({ q, verdict, protocol }: GroupsQuery): { sql: string; values: Values } {
  const values: Values = [];
  const conditions = ['g.gone_at is null'];
  if (verdict) conditions.push(`g.verdict = any($${values.push(wordsOf('verdict', verdict, groupVerdicts))})`);
  if (protocol) conditions.push(`g.protocol = any($${values.push(wordsOf('protocol', protocol, groupProtocols))})`);
  if (q) {
    const like = `ilike $${values.push(`%${q.replace(/[\\%_]/g, '\\$&')}%`)}`;
    conditions.push(
      `(g.name ${like} or g.id in (select t.group_id from group_topic t
                                     join sampled_topic s on s.id = t.topic_id where s.name ${like}))`,
    );
  }
  return { sql: conditions.join(' and '), values };
}

function wordsOf(what: string, text: string, known: readonly string[]): string[] {
  const parsed = z.array(z.enum(known)).safeParse(text.split(',').map((word) => word.trim()));
  if (parsed.success) return parsed.data;
  throw new NibbleError('invalid', `${what}: only ${known.join(', ')} can be asked for`);
}
