import { gzipSync } from 'node:zlib';
import { consumerGroupList } from '#schemas/api/consumer-group.ts';
import { type Spread, spread } from '../figures/spread.ts';

export type Answer = { ms: Spread; bytes: number; gzipBytes: number };

const kminionNames = ['info', 'members', 'topic_lag', 'topic_partition_lag'].map(
  (name) => `kminion_kafka_consumer_group_${name}`,
);

const ways = {
  list: '/api/consumer-groups?limit=50',
  'by name': '/api/consumer-groups?sort=group&limit=50',
  search: '/api/consumer-groups?q=group-001&limit=50',
  'one group': '/api/consumer-groups/bench-group-00001',
  scrape: '/metrics',
  'scrape of KMinion’s names': `/metrics?${kminionNames.map((name) => `name[]=${name}`).join('&')}`,
};

/** A scrape as it is made, its answer packed, and as it is without that. */
const plain = { headers: { 'accept-encoding': 'identity' } };

export type Answers = Record<keyof typeof ways, Answer> & {
  'next page': Answer | null;
  'scrape, not packed': Answer;
  series: number;
};

/** What the list, one group and a scrape cost over HTTP, one at a time. */
export async function timeAnswers(web: string, each: number): Promise<Answers> {
  const { next } = consumerGroupList.parse(JSON.parse(await textOf(web + ways.list)));
  const answer = (way: keyof typeof ways) => timed(web + ways[way], each);
  return {
    list: await answer('list'),
    'next page': next === null ? null : await timed(`${web}${ways.list}&cursor=${next}`, each),
    'by name': await answer('by name'),
    search: await answer('search'),
    'one group': await answer('one group'),
    scrape: await answer('scrape'),
    'scrape of KMinion’s names': await answer('scrape of KMinion’s names'),
    'scrape, not packed': await timed(web + ways.scrape, each, plain),
    series: (await textOf(web + ways.scrape))
      .split('\n')
      .filter((line) => /^(kafka|kminion|nibble_consumer)_/.test(line)).length,
  };
}

async function timed(address: string, each: number, how: RequestInit = {}): Promise<Answer> {
  const body = await textOf(address, how);
  const times: number[] = [];
  for (let turn = 0; turn < each; turn += 1) {
    const startedAt = performance.now();
    await textOf(address, how);
    times.push(performance.now() - startedAt);
  }
  return { ms: spread(times), bytes: Buffer.byteLength(body), gzipBytes: gzipSync(body).length };
}

async function textOf(address: string, how: RequestInit = {}): Promise<string> {
  const response = await fetch(address, how);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return await response.text();
}
