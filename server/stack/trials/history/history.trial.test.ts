import { appendFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRandom } from '#server/platform/random/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { findPorts } from '../../test-run/find-ports.ts';
import { planFaults } from './faults.ts';
import { portsNeeded } from './open-ground.ts';
import { type HistoryRun, runHistory } from './run-history.ts';

const seed = Math.floor(Math.random() * 2 ** 31);
/** Five of the kinds of faults, each run others: time is short here. The long form has all of them, over and over. */
const plan = planFaults(createRandom(seed), 5);

let work: string;
let run: HistoryRun;

beforeAll(async () => {
  work = await mkdtemp(join(process.env.TEST_RUN_FOLDER ?? tmpdir(), 'history-'));
  run = await runHistory({
    seed,
    plan,
    dataDir: join(work, 'stack'),
    portsFrom: await findPorts(portsNeeded),
    logFolder: work,
    say: (line) => process.stderr.write(`  ${line}\n`),
    note: (fact) => appendFileSync(join(work, 'history.ndjson'), `${JSON.stringify(fact)}\n`),
  });
}, 600_000);
afterAll(async () => {
  await run?.close();
  await rm(join(work, 'stack'), { recursive: true, force: true });
}, 60_000);

test('every record that can be read stands in the store once, byte for byte, whatever went wrong meanwhile', () => {
  expect({ seed, history: work, faults: run.faults }).toMatchObject({ faults: [] });
  expect(run.figures).toMatchObject({ rounds: plan.length, collectors: { gap: expect.any(Number) } });
  expect(run.figures.records).toBeGreaterThan(1_000);
});

// From here on the store is spoiled, one fault after the other; each must be among what is found.
test.each([
  [
    'a row that is deleted',
    `delete from event where (tableoid, ctid) = (select tableoid, ctid from event where flags & 16 = 0 limit 1)
     returning record_offset as clue`,
    /1 records are missing in the store, the first at CLUE/,
  ],
  [
    'a byte that is changed in a block',
    `update block set packed = set_byte(packed, length(packed) / 2, get_byte(packed, length(packed) / 2) # 255)
      where id = (select max(id) from block) returning id as clue`,
    /records are not in the store as they are in Kafka/,
  ],
  [
    'a ref that is removed',
    `delete from ref using word k where k.id = ref.kind and k.text = 'order'
        and (value, correlation) = (select value, correlation from ref r join word w on w.id = r.kind where w.text = 'order' limit 1)
     returning replace(value::text, '-', '') as clue`,
    /1 refs are missing: order CLUE/,
  ],
])(
  '%s is found',
  async (_, spoil, sentence) => {
    const { rows } = await run.ground.pool.query<{ clue: string }>(spoil);
    expect(rows.length).toBeGreaterThan(0);
    const wanted = new RegExp(sentence.source.replace('CLUE', String(rows[0]?.clue)));
    expect(await run.judgeAgain()).toContainEqual(expect.stringMatching(wanted));
  },
  180_000,
);

test('a next offset that is put back is found, also when it is put right again', async () => {
  const { pool } = run.ground;
  const back = `update index_offset set next_offset = next_offset + $1
                 where (topic, record_partition) = (select topic, record_partition from index_offset
                                                     where next_offset > 1 order by 1, 2 limit 1)`;
  await pool.query(back, [-1]);
  await pool.query(back, [1]);
  expect(await run.judgeAgain()).toContainEqual(expect.stringMatching(/the next offset went back from \d+ to \d+/));
}, 180_000);

test('without the fence a collector that comes again writes everything twice, and that is found', async () => {
  const { pool, fleet } = run.ground;
  const { rows } = await pool.query<{ count: number }>('select count(*)::int as count from event');
  // The database forgets every next offset that it is told, so that no record is known as repeated.
  await pool.query(`
    create function trial.forget() returns trigger language plpgsql as $$ begin new.next_offset := null; return new; end $$;
    create trigger fence_off before update on index_offset for each row execute function trial.forget();
    update index_offset set updated_at = now()`);
  await fleet.kill();
  fleet.start();
  const isTwice = async () =>
    (await pool.query('select count(*)::int as count from event')).rows[0].count >= 2 * (rows[0]?.count ?? 0);
  await eventually(isTwice, { timeoutMs: 90_000, what: 'all records again' });
  await pool.query('drop trigger fence_off on index_offset');
  expect(await run.judgeNow()).toContainEqual(expect.stringMatching(/records stand twice in the store/));
}, 240_000);
