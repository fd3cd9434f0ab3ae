import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { SideDoor } from '../broker/server-properties.ts';
import { choosePorts } from './choose-ports.ts';
import type { Ports, ProcessName } from './defaults.ts';
import { StackProblem } from './stack-problem.ts';

export const projectRoot = resolve(import.meta.dirname, '../../..');

/** Everything that decides what the stack runs and where. */
export interface StackOptions {
  root: string;
  dataFolder: string;
  cacheFolder: string;
  ports: Ports;
  sideDoor?: SideDoor | undefined;
  /** Without them the console alone is started. */
  services: boolean;
  /** Orders a minute; 0 starts no traffic. */
  traffic: number;
  /** Scales all waiting of the simulation; 1 is the default pace. */
  pace: number;
  /** Null: the embedded one. */
  kafkaBrokers: string | null;
  databaseUrl: string | null;
  mavenRepository: string | null;
  /** Next's development server, and restarts on change. */
  dev: boolean;
  /** When given, these processes alone. */
  only: ProcessName[] | null;
  env: NodeJS.ProcessEnv;
}

const DEFAULT_TRAFFIC = 60;

/** Reads the command line and the environment of `npm start`. Throws StackProblem naming the first thing that is wrong. */
export function readStackOptions(args: string[], env: NodeJS.ProcessEnv, dev = false): StackOptions {
  const flags = readFlags(args);
  const dataFolder = dataFolderOf(env);
  const kafkaBrokers = env.KAFKA_BROKERS || null;
  if (flags.console && !kafkaBrokers) {
    throw new StackProblem(
      '--console shows a Kafka that is already there, and KAFKA_BROKERS does not name one.',
      'KAFKA_BROKERS=host:9092 npm start -- --console',
    );
  }
  return {
    root: projectRoot,
    dataFolder,
    cacheFolder: join(dataFolder, 'cache'),
    ports: choosePorts(env, readNumber('NIBBLE_PORTS_FROM', env.NIBBLE_PORTS_FROM, 1024, 65_000)),
    services: !flags.console,
    traffic: readNumber('--traffic', flags.traffic ?? env.TRAFFIC_PER_MINUTE, 0, 100_000) ?? DEFAULT_TRAFFIC,
    pace: readNumber('--pace', flags.pace ?? env.NIBBLE_PACE, 0, 1000) ?? 1,
    kafkaBrokers,
    databaseUrl: env.DATABASE_URL || null,
    mavenRepository: env.NIBBLE_MAVEN_REPOSITORY || null,
    dev,
    only: null,
    env,
  };
}

/** Where the local stack keeps its data: NIBBLE_DATA, else `.nibble` in the project. */
export function dataFolderOf(env: NodeJS.ProcessEnv): string {
  return resolve(projectRoot, env.NIBBLE_DATA || '.nibble');
}

function readFlags(args: string[]): { console?: boolean; traffic?: string; pace?: string } {
  try {
    const options = { console: { type: 'boolean' }, traffic: { type: 'string' }, pace: { type: 'string' } } as const;
    return parseArgs({ args, options }).values;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('. ')[0] : String(cause);
    throw new StackProblem(`${why}.`, 'npm start -- [--console] [--traffic ORDERS_A_MINUTE] [--pace FACTOR]', {
      cause,
    });
  }
}

function readNumber(name: string, text: string | undefined, from: number, to: number): number | undefined {
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (Number.isFinite(value) && value >= from && value <= to) return value;
  throw new StackProblem(`${name} must be a number from ${from} to ${to}, not "${text}".`, 'npm start -- --traffic 60');
}
