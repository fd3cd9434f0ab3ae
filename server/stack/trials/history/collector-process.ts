import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { eventually } from '#server/platform/testing/index.ts';
import { projectRoot } from '../../plan/stack-options.ts';
import { endedWithParent } from '../../supervisor/ended-with-parent.ts';

export type CollectorSettings = {
  name: string;
  port: number;
  kafka: string;
  database: string;
  topics: string;
  logFile: string;
};

/** What a collector has said of itself. */
export type Said = { joined: number; notOwned: number; gap: number; writesFailed: number; restarts: number };

const line = z.object({ msg: z.string(), reason: z.string().optional() });

/** One collector as a process of its own, which can be frozen and killed. */
export class CollectorProcess {
  readonly name: string;
  readonly said: Said = { joined: 0, notOwned: 0, gap: 0, writesFailed: 0, restarts: 0 };
  readonly #child: ChildProcess;
  readonly #exit: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly #log: WriteStream;
  readonly #url: string;

  constructor({ name, port, kafka, database, topics, logFile }: CollectorSettings) {
    this.name = name;
    this.#url = `http://127.0.0.1:${port}`;
    this.#log = createWriteStream(logFile, { flags: 'a' });
    const [program, ...args] = endedWithParent('SIGTERM', [process.execPath, 'server/collector.ts']);
    this.#child = spawn(program, args, {
      cwd: projectRoot,
      env: {
        ...process.env,
        KAFKA_BROKERS: kafka,
        DATABASE_URL: database,
        OTLP_PORT: String(port),
        NIBBLE_TOPICS: topics,
        NIBBLE_COLLECTOR_GROUP: 'history',
        LOG_LEVEL: 'info',
        LOG_FORMAT: 'json',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#exit = once(this.#child, 'exit').then(([code, signal]) => ({ code, signal }));
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream) createInterface(stream).on('line', (text) => this.#heard(text));
    }
    void this.#exit.then(() => this.#log.end());
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async ended(): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    return await this.#exit;
  }

  /** Kafka partitions that it reads, and records that it holds and has not written; null when it does not answer. */
  async figures(): Promise<{ partitions: number; waiting: number } | null> {
    try {
      const answer = await fetch(`${this.#url}/metrics`, { signal: AbortSignal.timeout(1_000) });
      const text = await answer.text();
      const figure = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
      return { partitions: figure('nibble_partitions_assigned'), waiting: figure('nibble_records_waiting') };
    } catch {
      return null;
    }
  }

  async reads(partitions: (count: number) => boolean, what: string, timeoutMs = 60_000): Promise<number> {
    const found = async () => {
      const figures = await this.figures();
      return figures && partitions(figures.partitions) ? figures : null;
    };
    return (await eventually(found, { timeoutMs, everyMs: 100, what: `${this.name}: ${what}` })).partitions;
  }

  #heard(text: string): void {
    if (!this.#log.writableEnded) this.#log.write(`${text}\n`);
    const { msg, reason } = readLine(text);
    if (msg.startsWith('Joined the consumer group')) this.said.joined += 1;
    if (msg.startsWith('A batch was refused')) this.said[reason === 'not_owned' ? 'notOwned' : 'gap'] += 1;
    if (msg.startsWith('Records cannot be written')) this.said.writesFailed += 1;
    if (msg.startsWith('Consumer restarts')) this.said.restarts += 1;
  }
}

function readLine(text: string): z.infer<typeof line> {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    return { msg: text };
  }
}
