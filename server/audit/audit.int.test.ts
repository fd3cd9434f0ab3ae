import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditList } from '#schemas/api/audit.ts';
import { NibbleError } from '#schemas/errors.ts';
import { createPool, migrate } from '#server/platform/db/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { createTestDatabase } from '#server/platform/testing/index.ts';
import { auditTables } from './audit-tables.ts';
import { audited, type Deed } from './audited.ts';
import { getAuditEntry } from './get-audit-entry.ts';
import { listAudit } from './list-audit.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
let pool: pg.Pool;
let drop: () => Promise<void>;

const deed = (id: string, more: Partial<Deed> = {}): Deed => ({
  actor: 'local operator',
  name: 'Ada',
  action: 'mapping.saved',
  subject: { kind: 'file', id },
  what: 'Saved the mapping.',
  reason: 'INC-1',
  correlationId: 'c-1',
  ...more,
});
const list = (more: object = {}) => listAudit(pool, { limit: 50, ...more });

beforeAll(async () => {
  const database = await createTestDatabase();
  await migrate({ url: database.url, schema: 'console', files: auditTables, logger });
  pool = createPool({ url: database.url, schema: 'console', applicationName: 'test', max: 4, logger });
  drop = async () => {
    await pool.end();
    await database.drop();
  };
});
afterAll(() => drop());

test('what cannot be noted is not done', async () => {
  let done = false;
  const work = async () => {
    done = true;
    return { value: null };
  };
  const nul = '\u0000';
  await expect(audited(pool, deed('a', { what: nul }), work)).rejects.toThrow();
  expect(done).toBe(false);
});

test('a deed that fails is noted with its reason, and what nobody foresaw without its message', async () => {
  const refused = new NibbleError('conflict', 'A member is active.');
  const failing = (thrown: Error) => audited(pool, deed('b'), () => Promise.reject(thrown));
  await expect(failing(refused)).rejects.toBe(refused);
  await expect(failing(new Error('password=hunter2'))).rejects.toThrow('hunter2');
  const { items } = await list({ subject: 'b' });
  expect(items.map(({ outcome, detail }) => [outcome, detail])).toEqual([
    ['failed', 'It failed for a reason that the log tells.'],
    ['failed', 'A member is active.'],
  ]);
});

test('while it is under way it stands there as begun', async () => {
  const seen = await audited(pool, deed('c', { before: { at: 1 } }), async (id) => ({
    value: await getAuditEntry(pool, id),
    after: { at: 2 },
    outcome: 'partly' as const,
    detail: 'one of two',
  }));
  expect(seen).toMatchObject({ outcome: 'begun', before: { at: 1 }, after: null, finishedAt: null });
  const [entry] = (await list({ subject: 'c' })).items;
  expect(entry).toMatchObject({ id: seen?.id, outcome: 'partly', after: { at: 2 }, detail: 'one of two', name: 'Ada' });
});

test('lists are paged, filtered, and leave out what is long', async () => {
  const before = (await list()).total;
  const long = Array.from({ length: 2_000 }, (_, partition) => ({ partition, at: Math.random() }));
  for (let n = 0; n < 5; n++) {
    const work = async () => ({ value: n, after: n === 4 ? long : n });
    await audited(pool, deed('d', { action: 'pin.deleted' }), work);
  }
  const first = auditList.parse(await list({ subject: 'd', limit: 2 }));
  expect(first).toMatchObject({
    total: 5,
    items: [
      { after: null, isAbridged: true },
      { after: 3, isAbridged: false },
    ],
  });
  const rest = await list({ subject: 'd', limit: 3, cursor: first.next });
  expect(rest.items.map(({ after }) => after)).toEqual([2, 1, 0]);
  expect(rest.next).toBeNull();
  expect((await getAuditEntry(pool, first.items[0]?.id ?? ''))?.after).toEqual(long);
  expect((await list({ action: 'pin.deleted' })).total).toBe(5);
  expect((await list()).total).toBe(before + 5);
  await expect(list({ cursor: 'mine' })).rejects.toMatchObject({ code: 'invalid' });
});
