import { createPool } from '#server/platform/db/index.ts';
import { connectKafka, createAdmin } from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { createRandom } from '#server/platform/random/index.ts';
import type { RunningStack } from '../../open-stack.ts';
import { type ProcessName, pythonServiceNames, serviceNames } from '../../plan/defaults.ts';
import { startStack } from '../../start-stack.ts';
import { type Attack, type Attacker, attackServices } from './attack-services.ts';
import { countTroubles } from './count-troubles.ts';
import type { Evidence } from './evidence.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { judgeEvidence } from './judge-evidence.ts';
import { listenToTopics } from './listen-to-topics.ts';
import { type Answer, type Served, serveCustomers } from './serve-customers.ts';
import { summarize } from './summarize.ts';
import { waitForRest } from './wait-for-rest.ts';
import { type MemorySeen, watchMemory } from './watch-memory.ts';

const pace = 0.04;
const restMs = 300_000;
const echo = 0.02;

export type ServicesTrialOptions = {
  seed: number;
  orders: number;
  /** Between two orders, and between two attacks, on average. */
  orderEveryMs: number;
  attackEveryMs: number;
  /** A folder of its own for the stack's data, and the first of its ports. */
  dataDir: string;
  portsFrom: number;
  /** How services are attacked; killed at random unless told. */
  attack?(attacker: Attacker): Attack;
  /** Services are away for so long that deadlines may pass. */
  mayTimeOut?: boolean;
  /** Hears every answer that a customer got. */
  hear?(answer: Answer): void;
  say(line: string): void;
  /** Takes a line of the history. */
  note(fact: object): void;
};

/** What is left when all orders have ended; the stack goes on until it is closed. */
export type Aftermath = {
  faults: string[];
  figures: Record<string, unknown>;
  /** Waits until all is at rest once more and judges everything anew. */
  judgeAgain(): Promise<string[]>;
  evidence: Evidence;
  ground: Ground;
  close(): Promise<void>;
};

export type Ground = ReturnType<typeof openGround>;

/** Starts a stack, sends customers, kills services all the while, waits for rest and judges what is there. */
export async function runServicesTrial(options: ServicesTrialOptions): Promise<Aftermath> {
  const { dataDir, portsFrom, say } = options;
  const only: ProcessName[] = ['kafka', 'postgres', 'collector', ...serviceNames, ...pythonServiceNames];
  const logger = { info: () => undefined, warn: (line: string) => options.note({ supervisor: line }) };
  // Deadlines as in life: what waits because services were killed is not given up at once.
  const env = { ...process.env, NIBBLE_DEADLINE_PACE: '1' };
  const stack = await startStack({ dataDir, portsFrom, pace, only, logger, env });
  say(`seed ${options.seed}: the stack is up`);
  const ground = openGround(stack, options);
  const close = async () => {
    await ground.close();
    await stack.stop();
  };
  try {
    return { ...(await attackAndJudge(options, stack, ground)), ground, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Loyalty is left out where there is no Python for it. */
function isReady(views: ReturnType<RunningStack['views']>, name: string): boolean {
  return views.some((view) => view.name === name && view.state === 'ready');
}

function openGround({ addresses, views }: RunningStack, { seed }: ServicesTrialOptions) {
  const names = [...serviceNames, ...pythonServiceNames].filter((name) => isReady(views(), name));
  const logger = createLogger({ name: 'trial', level: 'silent' });
  const kafka = connectKafka({ brokers: [addresses.kafka], clientId: 'trial', logger });
  const pool = (schema: string) => createPool({ url: addresses.database, schema, applicationName: 'trial', max: 4 });
  const [services, console] = [pool('public'), pool('console')];
  const admin = createAdmin(kafka);
  const listener = listenToTopics(kafka, { random: createRandom(seed + 1), echo, logger });
  const rest = () => waitForRest({ names, services, console, admin, listener, withinMs: restMs });
  return {
    names,
    services,
    console,
    kafka,
    listener,
    rest,
    troubles: () => countTroubles(services, admin),
    async close() {
      await listener.stop();
      await Promise.all([admin.close(), services.end(), console.end()]);
    },
  };
}

async function attackAndJudge(options: ServicesTrialOptions, stack: RunningStack, ground: Ground) {
  const { seed, orders, orderEveryMs, say, note } = options;
  const { names } = ground;
  const memory = watchMemory(stack, names);
  const began = performance.now();
  const begin = options.attack ?? attackServices;
  const attack = begin({ stack, names, random: createRandom(seed + 2), everyMs: options.attackEveryMs, note });
  const { hear = () => undefined } = options;
  const shop = { ordersUrl: stack.addresses.orders, listener: ground.listener, random: createRandom(seed), note, hear };
  const served = await serveCustomers(shop, orders, orderEveryMs).finally(() => attack.stop());
  say(`${served.words.length} orders taken, ${attack.blows()} blows; waiting for rest`);
  const attackedMs = performance.now() - began;
  const look = async () => gather(ground, served, options.mayTimeOut === true);
  const evidence = await look();
  const restedMs = performance.now() - began - attackedMs;
  const figures = summarize({ evidence, ground, stack, served, attack, attackedMs, restedMs });
  const memorySeen = await memory.stop();
  const faults = [...served.faults, ...judgeEvidence(evidence), ...judgeProcesses(stack, attack.blows(), memorySeen)];
  for (const fault of faults) note({ fault });
  const troubles = await ground.troubles();
  return {
    evidence,
    faults,
    figures: { ...figures, ...troubles, memory: memorySeen },
    judgeAgain: async () => judgeEvidence(await look()),
  };
}

async function gather({ rest, ...ground }: Ground, { words }: Served, mayTimeOut: boolean): Promise<Evidence> {
  const leftovers = await rest();
  return await gatherEvidence({ ...ground, log: ground.listener.log(), customers: words, mayTimeOut, leftovers });
}

// Some 10 MB more than before each service also read its retry tiers and checked more types of events.
const mostMemoryMb = 140;

/** Every kill must show in what `npm run stack -- status` tells, and no service may have grown. */
function judgeProcesses(stack: RunningStack, blows: number, memory: MemorySeen): string[] {
  const services = stack.views().filter(({ name }) => Object.hasOwn(memory, name));
  const restarts = services.reduce((sum, view) => sum + view.restarts, 0);
  const faults = services
    .filter(({ state }) => state !== 'ready')
    .map(({ name, state }) => `${name} is ${state} though all is at rest.`);
  if (restarts < blows) faults.push(`The supervisor tells of ${restarts} restarts after ${blows} blows.`);
  const grown = Object.entries(memory).filter(([, { lastMb }]) => lastMb > mostMemoryMb);
  return [
    ...faults,
    ...grown.map(([name, { lastMb }]) => `${name} takes ${lastMb} MB at rest, and ${mostMemoryMb} are allowed.`),
  ];
}
