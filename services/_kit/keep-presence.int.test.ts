import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventually } from '#server/platform/testing/index.ts';
import { keepPresence, type Presence } from './keep-presence.ts';
import { createSampleKit, type SampleKit } from './sample-kit.ts';

let kit: SampleKit;
const present: Presence[] = [];
beforeAll(async () => {
  kit = await createSampleKit();
  return () => kit.drop();
});
beforeEach(() => kit.clear());
afterEach(async () => {
  await Promise.all(present.splice(0).map((one) => one.stop()));
});

/** A process that is there; `dismissed` is whom it took out of the group. */
function enter(member: string, fail: () => boolean = () => false) {
  const dismissed: string[] = [];
  const broker = {
    member,
    async dismiss(group: string, members: string[]) {
      if (fail()) throw new Error('the broker is away');
      dismissed.push(...members.map((one) => `${one} of ${group}`));
    },
  };
  const { database, logger } = kit;
  const presence = keepPresence({ databaseUrl: database.url, name: 'sample', group: 'g', broker, logger });
  present.push(presence);
  const leave = () => present.splice(present.indexOf(presence), 1)[0]?.stop();
  return { dismissed, leave };
}

const members = () => kit.column('select member from presence order by member');
const thatAre = (expected: string[]) => async () => (await members()).join() === expected.join();

test('who has ended is dismissed from the group, again when the broker was away', async () => {
  await kit.pool.query(`insert into presence (member) values ('gone')`);
  let failures = 1;
  const { dismissed } = enter('here', () => failures-- > 0);
  await eventually(thatAre(['here']), { what: 'the ended one to be forgotten' });
  expect(dismissed).toEqual(['gone of g']);
});

test('who lives is left alone, and dismissed once it has ended', async () => {
  const other = enter('other');
  await eventually(thatAre(['other']), { what: 'the other to be there' });
  const { dismissed } = enter('here');
  await eventually(thatAre(['here', 'other']), { what: 'both to be there' });
  await kit.pool.query(`insert into presence (member) values ('gone')`);
  // Both look; whoever was first dismissed the one that ended, and nobody the one that lives.
  await eventually(thatAre(['here', 'other']), { what: 'a look at the others' });
  expect([...dismissed, ...other.dismissed]).toEqual(['gone of g']);
  other.dismissed.length = 0;
  await other.leave();
  await eventually(thatAre(['here']), { what: 'the other to be forgotten' });
  expect(dismissed.filter((one) => one === 'other of g')).toHaveLength(1);
  expect(other.dismissed).toEqual([]);
});

test('whose connection was cut shows itself again', async () => {
  const { dismissed } = enter('here');
  await eventually(thatAre(['here']), { what: 'it to be there' });
  const isLocked = async () =>
    (
      await kit.column(`select count(*) from pg_locks where locktype = 'advisory' and
    database = (select oid from pg_database where datname = current_database())`)
    )[0] === '1';
  await eventually(isLocked, { what: 'its lock' });
  await kit.database.admin(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = 'sample presence'`,
    [new URL(kit.database.url).pathname.slice(1)],
  );
  await eventually(async () => !(await isLocked()), { what: 'the lock to be gone', everyMs: 1 });
  await eventually(isLocked, { what: 'its lock again' });
  expect(dismissed).toEqual([]);
});
