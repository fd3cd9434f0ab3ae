import type { FlowStatus } from '#schemas/api/flow.ts';
import { Pill } from './pill.tsx';
import type { Tone } from './state-shape.tsx';

/** How each state of a flow reads, and in which tone. */
export const statusWords: Record<FlowStatus, { tone: Tone; word: string }> = {
  running: { tone: 'quiet', word: 'on its way' },
  done: { tone: 'ok', word: 'done' },
  late: { tone: 'late', word: 'late' },
  stuck: { tone: 'broken', word: 'stuck' },
  failed: { tone: 'broken', word: 'failed' },
  off_path: { tone: 'late', word: 'off the path' },
};

const noProcess: { tone: Tone; word: string } = { tone: 'quiet', word: 'no process' };

/** The state of a flow in one word, with its shape; `detail` goes on after it. */
export function StatusPill({ status, detail }: { status: FlowStatus | null; detail?: string }) {
  const { tone, word } = status ? statusWords[status] : noProcess;
  return (
    <Pill tone={tone} shape className="font-semibold">
      {detail ? `${word} · ${detail}` : word}
    </Pill>
  );
}
