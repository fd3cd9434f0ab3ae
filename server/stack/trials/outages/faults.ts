import { eventually } from '#server/platform/testing/index.ts';
import type { RunningStack } from '../../open-stack.ts';
import type { ProcessName } from '../../plan/defaults.ts';
import { freezeTree } from '../../processes/signal-tree.ts';
import type { SmallDisk } from './small-disk.ts';

export type Disks = { postgres: SmallDisk | string; kafka: SmallDisk | string };
export type FaultSetting = {
  stack: RunningStack;
  disks: Disks;
  shiftClock: (byMs: number) => void;
  /** What a process has written so far. */
  logOf: (name: ProcessName) => Promise<string>;
};

/** Something that goes wrong for a while, and what the product must say meanwhile. */
export type Fault = {
  name: string;
  /** What pages must say; null when nothing may be said, because all goes on. */
  says: RegExp | null;
  /** The process that is hit, and may be started anew by the supervisor. */
  hits: ProcessName | null;
  /** Whether orders can be placed meanwhile. */
  takesOrders: boolean;
  /** Doors that must say so, where not all can know: a service learns of a full disk by writing. */
  toldBy?: string[];
  /** Whether a small file system must be made for it before the stack starts. */
  fillsDisk?: true;
  /** Makes it happen; what is returned ends it. A sentence when it cannot happen here. */
  begin(setting: FaultSetting): Promise<(() => Promise<void>) | string>;
};

const databaseAway = { hits: 'postgres', takesOrders: false } as const;
const kafkaAway = { hits: 'kafka', takesOrders: true } as const;
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
    toldBy: ['web', 'otlp', 'orders'],
    fillsDisk: true,
    begin: fillDisk('postgres'),
  },
  {
    name: 'Kafka disk full',
    says: /Kafka does not answer/,
    ...kafkaAway,
    fillsDisk: true,
    begin: fillDisk('kafka'),
  },
  { name: 'clock an hour ahead', says: null, hits: null, takesOrders: true, begin: shift(hour) },
  { name: 'clock an hour back', says: null, hits: null, takesOrders: true, begin: shift(-hour) },
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
    return pid ? await freezeTree(pid) : `${name} does not run`;
  };
}

/** Over as soon as something could not be written: until then there is room in what was reserved before. */
function fillDisk(name: 'postgres' | 'kafka'): Fault['begin'] {
  return async ({ disks, logOf }) => {
    const disk = disks[name];
    if (typeof disk === 'string') return disk;
    const before = (await logOf(name)).length;
    const free = await disk.fill();
    const isNoticed = async () => (await logOf(name)).slice(before).includes('No space left on device');
    await eventually(isNoticed, { timeoutMs: 60_000, what: `${name} to find its disk full` });
    return free;
  };
}

function shift(byMs: number): Fault['begin'] {
  return async ({ shiftClock }) => {
    shiftClock(byMs);
    return async () => shiftClock(0);
  };
}
