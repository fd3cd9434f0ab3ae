import { z } from 'zod';

/** What was sampled of a consumer on a real broker; one value a sample in each array, null where nothing was told. */
export type RecordedDay = {
  recordedAt: string;
  samples: { atMs: number; members: number | null }[];
  partitions: { committed: Values; logStart: Values; logEnd: Values }[];
};

type Values = (number | null)[];

const packed = z.object({
  recordedAt: z.iso.datetime(),
  atMs: z.string(),
  members: z.string(),
  partitions: z.array(z.object({ committed: z.string(), logStart: z.string(), logEnd: z.string() })),
});

/** As a file holds it: of each value by how much it is more than the one before, `-` where nothing was told. */
export function packDay({ recordedAt, samples, partitions }: RecordedDay): string {
  const day: z.infer<typeof packed> = {
    recordedAt,
    atMs: pack(samples.map(({ atMs }) => atMs)),
    members: pack(samples.map(({ members }) => members)),
    partitions: partitions.map(({ committed, logStart, logEnd }) => ({
      committed: pack(committed),
      logStart: pack(logStart),
      logEnd: pack(logEnd),
    })),
  };
  return `${JSON.stringify(day, null, 2)}\n`;
}

export function readDay(text: string): RecordedDay {
  const { recordedAt, atMs, members, partitions } = packed.parse(JSON.parse(text));
  const counts = unpack(members);
  return {
    recordedAt,
    samples: unpack(atMs).map((at, index) => ({ atMs: at ?? 0, members: counts[index] ?? null })),
    partitions: partitions.map(({ committed, logStart, logEnd }) => ({
      committed: unpack(committed),
      logStart: unpack(logStart),
      logEnd: unpack(logEnd),
    })),
  };
}

function pack(values: Values): string {
  let before = 0;
  const steps = values.map((value) => {
    if (value === null) return '-';
    const step = value - before;
    before = value;
    return String(step);
  });
  return steps.join(' ');
}

function unpack(text: string): Values {
  let value = 0;
  return text.split(' ').map((step) => {
    if (step === '-') return null;
    value += Number(step);
    return value;
  });
}
