import type { RunningStack } from '../../open-stack.ts';
import type { ProcessName } from '../../plan/defaults.ts';
import { freeze } from './process-tree.ts';
import type { SmallDisk } from './small-disk.ts';

export type Disks = { postgres: SmallDisk | string; kafka: SmallDisk | string };
export type FaultSetting = { stack: RunningStack; disks: Disks; shiftClock: (byMs: number) => void };

/** Something that goes wrong for a while, and what the product must say meanwhile. */
export type Fault = {
  name: string;
  /** What pages must say; null when nothing may be said, because all goes on. */
  says: RegExp | null;
  /** The process that is hit, and may be started anew by the supervisor. */
  hits: ProcessName | null;
  /** Whether orders can be placed meanwhile. */
  takesOrders: boolean;
  /** Whether records are taken in meanwhile. */
  collects: boolean;
  /** Makes it happen; what is returned ends it. A sentence when it cannot happen here. */
  begin(setting: FaultSetting): Promise<(() => Promise<void>) | string>;
};

const databaseAway = { hits: 'postgres', takesOrders: false, collects: false } as const;
const kafkaAway = { hits: 'kafka', takesOrders: true, collects: false } as const;
const hour = 3_600_000;

export const faults: Fault[] = [
  { name: 'database ended', says: /database cannot be reached/, ...databaseAway, begin: hold('postgres') },
  { name: 'database hangs', says: /database does not answer/, ...databaseAway, begin: stop('postgres') },
  { name: 'Kafka ended', says: /Kafka does not answer/, ...kafkaAway, begin: hold('kafka') },
  { name: 'Kafka hangs', says: /Kafka does not answer/, ...kafkaAway, begin: stop('kafka') },
  {
    name: 'database disk full',
    says: /disk is full|database (cannot be reached|is starting)/,
    ...databaseAway,
    begin: async ({ disks }) => fillDisk(disks.postgres),
  },
  {
    name: 'Kafka disk full',
    says: /Kafka does not answer/,
    ...kafkaAway,
    begin: async ({ disks }) => fillDisk(disks.kafka),
  },
  { name: 'clock an hour ahead', says: null, hits: null, takesOrders: true, collects: true, begin: shift(hour) },
  { name: 'clock an hour back', says: null, hits: null, takesOrders: true, collects: true, begin: shift(-hour) },
];

function hold(name: ProcessName): Fault['begin'] {
  return async ({ stack }) => {
    const release = stack.hold(name);
    return async () => release();
  };
}

function stop(name: ProcessName): Fault['begin'] {
  return async ({ stack }) => {
    const pid = stack.views().find((view) => view.name === name)?.pid;
    return pid ? await freeze(pid) : `${name} does not run`;
  };
}

function fillDisk(disk: SmallDisk | string): (() => Promise<void>) | string {
  return typeof disk === 'string' ? disk : disk.fill();
}

function shift(byMs: number): Fault['begin'] {
  return async ({ shiftClock }) => {
    shiftClock(byMs);
    return async () => shiftClock(0);
  };
}
