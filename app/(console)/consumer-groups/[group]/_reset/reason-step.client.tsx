'use client';

import { formatNoun } from '#app/_ui/format-count.ts';
import type { ResetPreview, ResetState } from '#schemas/api/group-reset.ts';
import { SaidFields } from './said-fields.client.tsx';
import { Step } from './step.tsx';
import type { Reset } from './use-reset.client.ts';

type ReasonStepProps = { reset: Reset; preview: ResetPreview; state: ResetState; number: number };

/** What the group says now counts, not what it said when the preview was made: members may have stopped since. */
export function ReasonStep({ reset: { run }, preview, state, number }: ReasonStepProps) {
  const { previewId, moves } = preview;
  const refused = moves.length === 0 ? preview.refused : state.refused;
  return (
    <Step number={number} title="Name and reason">
      <SaidFields
        action={`Move ${formatNoun(moves.length, 'partition')}`}
        doing="Moving…"
        operator={state.operator}
        isPending={run.isPending}
        error={run.error}
        refused={refused}
        onSay={(said) => run.mutate({ previewId, ...said })}
      />
    </Step>
  );
}
