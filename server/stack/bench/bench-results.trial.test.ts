import { expect, test } from 'vitest';
import { measureCatchUp } from './catch-up/measure-catch-up.ts';
import { measureFlowLookup } from './flow-lookup/measure-flow-lookup.ts';
import { measureFreshness } from './freshness/measure-freshness.ts';
import { measureIngest } from './ingest/measure-ingest.ts';
import { measureSearch } from './search/measure-search.ts';
import { measureSoak } from './soak/measure-soak.ts';

/** Tiny forms: that each benchmark ends with the figures it promises, and counts right. Never how large they are. */
const quiet = () => undefined;
const positive = expect.toSatisfy((value: unknown) => typeof value === 'number' && value > 0, 'a number above 0');
const times = (n: number) => ({ n, p50: positive, p95: positive, p99: positive, max: positive });

test.runIf(process.platform === 'linux')('ingest: every event stored, beside its peers, bytes by table', async () => {
  const { ratio, figures } = await measureIngest(['--events', '5000'], quiet);
  expect(ratio).toEqual(positive);
  expect(figures).toMatchObject({
    events: 5000,
    collectorPerSecond: positive,
    bareConsumePerSecond: positive,
    bareCopyPerSecond: positive,
    microsAnEvent: { collector: positive, postgres: positive },
    bytesAnEvent: { event: positive, block: positive, ref: positive, flow: positive, total: positive },
  });
});

test.runIf(process.platform === 'linux')('flow-lookup: every id found, none that is not there', async () => {
  const { ratio, figures } = await measureFlowLookup(['--events', '3000', '--times', '3', '--each', '20'], quiet);
  expect(ratio).toEqual(positive);
  const lookups = { 'find by order': times(20), 'find by customer': times(20), 'find nothing': times(20) };
  expect(figures).toMatchObject({
    scan: { seconds: positive },
    at: [
      { events: 3000, door: lookups, http: { 'open flow': times(10) } },
      { events: 9000, door: lookups, http: { 'open flow': times(10) } },
    ],
  });
});

test.runIf(process.platform === 'linux')(
  'search: everything found, nothing that is not there, and its price',
  async () => {
    const sizes = ['--events', '14000', '--times', '2', '--each', '10', '--compare', '2000'];
    const { ratio, figures } = await measureSearch(sizes, quiet);
    expect(ratio).toEqual(positive);
    const asked = {
      'order id, 6 characters': { end: times(10) },
      'word of one flow': { first: times(10), end: times(10) },
    };
    expect(figures).toMatchObject({
      bytesAnEvent: { word_group: positive, word_group_words: positive },
      kinds: { costs: { 'tsvector of each group': { bytesAnEvent: positive, msToFind: { common: times(60) } } } },
      at: [
        { events: 14000, times: asked },
        { events: 28000, times: asked },
      ],
    });
  },
);

test.runIf(process.platform === 'linux')('freshness: each record seen on every leg, the page last', async () => {
  const { ratio, figures } = await measureFreshness(['--rates', '50', '--probes', '3'], quiet);
  expect(ratio).toEqual(positive);
  const legs = { row: times(3), stream: times(3), page: times(3) };
  expect(figures).toMatchObject({ judgedAt: 50, measured: [{ perSecond: 50, sentPerSecond: positive, legs }] });
});

test.runIf(process.platform === 'linux')('catch-up: all stored, new records timed, pages own to it', async () => {
  const { ratio, figures } = await measureCatchUp(['--events', '30000', '--rate', '50'], quiet);
  expect(ratio).toEqual(positive);
  expect(figures).toMatchObject({
    waiting: 30000,
    drainSeconds: positive,
    bareConsumeSeconds: positive,
    newRecordsMs: { p50: positive },
    pagesWhileBehind: { asked: positive, saidBehind: positive },
  });
});

test.runIf(process.platform === 'linux')('soak: every process sampled, everything sent is stored', async () => {
  const { figures } = await measureSoak(['--minutes', '0.15', '--rate', '100', '--seconds', '1'], quiet);
  expect(figures).toMatchObject({ sent: positive, samples: positive, lag: { n: positive } });
  expect(figures.stored).toBe(figures.sent);
  const names = ['kafka', 'postgres', 'collector', 'web'];
  const held = { rssMb: { max: positive }, files: { first: positive } };
  expect(figures.processes).toEqual(names.map((name) => expect.objectContaining({ name, restarted: false })));
  expect(figures.processes).toEqual(
    names.map(() => expect.objectContaining({ rssMb: expect.objectContaining(held.rssMb) })),
  );
});
