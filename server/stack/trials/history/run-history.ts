import { createRandom, type Random } from '#server/platform/random/index.ts';
import type { Evidence } from './fault.ts';
import { type FaultName, faults } from './faults.ts';
import { judgeAll } from './judge-all.ts';
import { judgeStore } from './judge-store.ts';
import { Ledger } from './ledger.ts';
import { type Ground, openGround, partitionsEach, topics } from './open-ground.ts';
import { sendRecords } from './send-records.ts';
import { waitForIndex, waitForRest } from './wait-for-index.ts';
import { judgeOffsets, watchOffsets } from './watch-offsets.ts';

export type HistoryOptions = {
  seed: number;
  /** One fault a round. */
  plan: readonly FaultName[];
  /** A folder of its own for the stack's data, and the first of its 16 ports. */
  dataDir: string;
  portsFrom: number;
  /** For what the collectors say. */
  logFolder: string;
  say(line: string): void;
  /** Takes a line of the history. */
  note(fact: object): void;
};

/** What is left when all rounds are over; the stack and the collectors run on until it is closed. */
export type HistoryRun = {
  faults: string[];
  figures: Record<string, unknown>;
  ground: Ground;
  /** Judges all anew, once nothing is under way. */
  judgeAgain(): Promise<string[]>;
  /** Judges what is there at this moment. */
  judgeNow(): Promise<string[]>;
  close(): Promise<void>;
};

type Round = { fault: FaultName; evidence: Evidence; lastedMs: number; recoveredMs: number | null; faults: string[] };

const recoveryMs = 90_000;

/** Sends known records through a stack, one fault after the other, then compares what Kafka has with what the store has. */
export async function runHistory(options: HistoryOptions): Promise<HistoryRun> {
  const { seed, plan, say, note } = options;
  note({ kind: 'begin', seed, plan });
  const ground = await openGround(options);
  try {
    const ledger = new Ledger();
    await ground.fleet.some();
    await watchOffsets(ground.pool);
    const traffic = await sendRecords({ kafka: ground.kafka, topics, partitions: partitionsEach, seed, ledger });
    const rounds = await attack(options, ground, ledger);
    await traffic.stop();
    note({ kind: 'produced', after: 'the last round', ranges: ledger.takeRanges() });
    say('at rest: comparing Kafka and the store');
    const judgeNow = async () => (await judgeAll(ground, ledger)).faults;
    const judgeAgain = async () => {
      await waitForRest(ground, recoveryMs);
      return await judgeNow();
    };
    await waitForRest(ground, recoveryMs);
    const { faults: found, records } = await judgeAll(ground, ledger);
    const all = [...rounds.flatMap(faultsOf), ...found];
    const figures = { ...figuresOf(rounds, ledger, ground), records };
    note({ kind: 'verdict', faults: all, figures });
    return { faults: all, figures, ground, judgeAgain, judgeNow, close: ground.close };
  } catch (error) {
    note({ kind: 'broken off', error: String(error) });
    await ground.close();
    throw error;
  }
}

async function attack({ seed, plan, say, note }: HistoryOptions, ground: Ground, ledger: Ledger): Promise<Round[]> {
  const random = createRandom(seed);
  const rounds: Round[] = [];
  for (const [index, fault] of plan.entries()) {
    const began = new Date().toISOString();
    const round = await playRound(ground, fault, random);
    rounds.push(round);
    const { evidence, lastedMs, recoveredMs } = round;
    note({ kind: 'round', round: index + 1, began, ...round, ranges: ledger.takeRanges() });
    say(
      `${String(index + 1).padStart(3)} ${fault.padEnd(17)} lasted ${lastedMs} ms, caught up after ${recoveredMs} ms ${JSON.stringify(evidence)}`,
    );
    for (const sentence of round.faults) say(`    ${sentence}`);
  }
  return rounds;
}

async function playRound(ground: Ground, fault: FaultName, random: Random): Promise<Round> {
  const began = performance.now();
  const evidence = await faults[fault](ground, random).catch((error: unknown) => ({
    happened: false,
    why: error instanceof Error ? error.message : String(error),
  }));
  const lastedMs = Math.round(performance.now() - began);
  const recoveredMs = await waitForIndex(ground, recoveryMs).catch(() => null);
  for (const proxy of Object.values(ground.proxies)) proxy.sweep();
  const found = [...(await judgeStore(ground.pool, 'quick')), ...(await judgeOffsets(ground.pool))];
  return { fault, evidence, lastedMs, recoveredMs, faults: found };
}

function faultsOf({ fault, evidence, recoveredMs, faults: found }: Round, index: number): string[] {
  const name = `round ${index + 1}, ${fault}`;
  const own = found.map((sentence) => `${name}: ${sentence}`);
  if (!evidence.happened) own.push(`${name}: it did not happen: ${JSON.stringify(evidence)}`);
  if (recoveredMs === null) own.push(`${name}: not all was indexed ${recoveryMs} ms later`);
  return own;
}

function figuresOf(rounds: Round[], ledger: Ledger, { fleet }: Ground) {
  const slowest = new Map<string, number>();
  for (const { fault, recoveredMs } of rounds) {
    slowest.set(fault, Math.max(slowest.get(fault) ?? 0, recoveredMs ?? Number.POSITIVE_INFINITY));
  }
  return {
    rounds: rounds.length,
    acknowledged: ledger.size,
    unknown: ledger.unknown,
    slowestRecoveryMs: Object.fromEntries(slowest),
    collectors: fleet.said(),
  };
}
