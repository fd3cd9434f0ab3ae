'use client';

import Link from 'next/link';
import { Button } from '#app/_ui/button.tsx';
import { Pill } from '#app/_ui/pill.tsx';
import type { Tone } from '#app/_ui/state-shape.tsx';
import type { ResetOutcome, ResetState } from '#schemas/api/group-reset.ts';
import { LastReset } from './last-reset.client.tsx';
import { MovesTable } from './moves-table.tsx';
import type { Reset } from './use-reset.client.ts';

type OutcomePartProps = { reset: Reset; outcome: ResetOutcome; state: ResetState };

const words: Record<ResetOutcome['outcome'], { tone: Tone; word: string; sentence: string }> = {
  done: { tone: 'ok', word: 'done', sentence: 'Every partition stands where it was to go.' },
  partly: { tone: 'late', word: 'done in part', sentence: 'Some partitions stand elsewhere; each says why.' },
  failed: { tone: 'broken', word: 'not done', sentence: 'No partition stands where it was to go; each says why.' },
};

/** What came of it, read again from Kafka, and the way back. */
export function OutcomePart({ reset, outcome, state }: OutcomePartProps) {
  const { tone, word, sentence } = words[outcome.outcome];
  return (
    <>
      <div role="status" className="flex flex-col gap-2 px-4 py-3">
        <p className="flex flex-wrap items-center gap-2">
          <Pill tone={tone} shape>
            {word}
          </Pill>
          <span>{sentence} Read again from Kafka afterwards.</span>
        </p>
        <MovesTable
          label="Where it stands"
          moves={outcome.moves.map(({ now, problem, ...move }) => ({
            ...move,
            note: problem,
            cells: [{ label: 'stands at', value: now ?? 'nothing' }],
          }))}
        />
        <p className="text-s text-ink-2">
          Members that join now go on from there. It is noted in the{' '}
          <Link href="/audit" className="text-accent underline">
            audit
          </Link>
          .
        </p>
        <div>
          <Button onClick={reset.begin}>Reset something else</Button>
        </div>
      </div>
      <LastReset key={outcome.resetId} reset={reset} last={state.last} />
    </>
  );
}
