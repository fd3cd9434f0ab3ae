import { createAdmin } from '#server/platform/kafka/index.ts';
import type { BenchResult } from '../bench-result.ts';
import { readNumbers } from '../read-numbers.ts';
import { sampleProcesses } from '../soak/sample-processes.ts';
import { type BenchStack, withBenchStack } from '../with-bench-stack.ts';
import { type GroupSet, makeGroups, moveGroups } from './make-groups.ts';
import { type Painted, paintList } from './paint-list.ts';
import { type Answers, timeAnswers } from './time-answers.ts';
import { completeRound, type Rounds, watchRounds } from './watch-rounds.ts';

/** What KMinion needs on two cores for 200 groups of 36 partitions: to a complete picture, and for its quickest scrape. */
const kminion: GroupSet & { pictureMs: number; scrapeMs: number } = {
  groups: 200,
  partitions: 36,
  pictureMs: 450,
  scrapeMs: 60,
};
const firstPaintMs = 1_000;
const limitMs = 10 * 60_000;

type Measured = {
  set: GroupSet;
  rounds: Rounds;
  /** From the end of a collector to the first complete picture that the next one gives, its start included. */
  anewMs: number;
  answers: Answers;
  painted: Painted;
  memoryMb: Record<string, number>;
};

/** Many groups: how long a complete picture takes and what it costs the broker, the list and a scrape. */
export async function measureGroups(args: string[], say: (line: string) => void): Promise<BenchResult> {
  const asked = readNumbers(args, {
    small: 200,
    groups: 2_000,
    partitions: 20,
    many: 15_000,
    rounds: 8,
    each: 20,
    loads: 5,
  });
  const { groups, partitions, many } = asked;
  const small = await measureSet({ ...kminion, groups: asked.small }, asked, say);
  const middle = await measureSet({ groups, partitions }, asked, say);
  const large = await measureSet({ groups: many, partitions }, asked, say);
  const ratio = Math.max(
    (small.rounds.pictureMs.p50 ?? 0) / kminion.pictureMs,
    (small.answers['scrape of KMinion’s names'].ms.p50 ?? 0) / kminion.scrapeMs,
    ...[middle, large].map(({ painted }) => painted.firstRowMs / firstPaintMs),
  );
  return { ratio, figures: { kminion, firstPaintMs, sets: [small, middle, large] } };
}

type Asked = { rounds: number; each: number; loads: number };

async function measureSet(set: GroupSet, asked: Asked, say: (line: string) => void): Promise<Measured> {
  return await withBenchStack(['kafka', 'postgres', 'collector', 'web'], say, async (bench) => {
    const { web } = bench.stack.addresses;
    say(`making ${set.groups} groups of ${set.partitions} partitions`);
    await makeGroups(bench.kafka, set);
    await completeRound(web, set.groups, limitMs);
    say('watching rounds');
    const rounds = await watchWhileMoving(bench, set, asked.rounds);
    say('asking for lists and a scrape');
    const answers = await timeAnswers(web, asked.each);
    const painted = await paintList(web, asked.loads, say);
    const memoryMb = await memoryOf(bench);
    say('starting the collector anew');
    const anewMs = await startAnew(bench, set);
    say(`a picture in ${rounds.pictureMs.p50} ms, anew in ${anewMs} ms, the first row in ${painted.firstRowMs} ms`);
    return { set: { groups: set.groups, partitions: set.partitions }, rounds, anewMs, answers, painted, memoryMb };
  });
}

async function watchWhileMoving(bench: BenchStack, set: GroupSet, count: number): Promise<Rounds> {
  const admin = createAdmin(bench.kafka);
  try {
    return await watchRounds(bench, count, (turn) => moveGroups(admin, set, turn));
  } finally {
    await admin.close();
  }
}

async function memoryOf(bench: BenchStack): Promise<Record<string, number>> {
  const samples = await sampleProcesses(bench);
  return Object.fromEntries(samples.map(({ name, rssMb }) => [name, rssMb]));
}

async function startAnew({ stack }: BenchStack, { groups }: GroupSet): Promise<number> {
  const release = stack.hold('collector');
  const [startedAt, after] = [performance.now(), Date.now()];
  release();
  await completeRound(stack.addresses.web, groups, limitMs, after);
  return Math.round(performance.now() - startedAt);
}
