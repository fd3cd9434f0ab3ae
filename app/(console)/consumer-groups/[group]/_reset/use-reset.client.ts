'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { askedOf } from './chosen-partitions.ts';
import { askPreview, resetStateReading, runReset, undoReset } from './queries.ts';
import { emptyTarget, readTarget, type TargetDraft } from './target-draft.ts';

/** Who asks and why, as the audit will tell it. */
export type Said = { name: string; reason: string };

/** How a group stands, what is chosen of it, what that would do, and doing or undoing it. */
export function useReset(group: string) {
  const queries = useQueryClient();
  const state = useQuery(resetStateReading(group));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [target, setTarget] = useState<TargetDraft>(emptyTarget);
  const told = readTarget(target);
  const onSettled = () => queries.invalidateQueries({ queryKey: ['consumer-group', group] });

  const preview = useMutation({
    mutationFn: async () => {
      if ('problem' in told) throw new Error(told.problem);
      return await askPreview(group, { ...askedOf(state.data?.partitions ?? [], chosen), to: told.to });
    },
  });
  const run = useMutation({
    mutationFn: ({ previewId, ...said }: Said & { previewId: string }) => runReset(group, { previewId, ...said }),
    onSettled,
  });
  const undo = useMutation({
    mutationFn: ({ resetId, ...said }: Said & { resetId: string }) => undoReset(group, { resetId, ...said }),
    // What is shown is what came of the last deed.
    onSuccess: () => run.reset(),
    onSettled,
  });
  /** A preview is of what was chosen then. */
  const begin = () => {
    preview.reset();
    run.reset();
    undo.reset();
  };
  return {
    state,
    chosen,
    choose: (next: ReadonlySet<string>) => {
      setChosen(next);
      begin();
    },
    target,
    aim: (next: TargetDraft) => {
      setTarget(next);
      begin();
    },
    /** What is still missing before it can be looked at; null when nothing is. */
    missing: missingIn(chosen, told),
    preview,
    run,
    undo,
    begin,
  };
}

export type Reset = ReturnType<typeof useReset>;

function missingIn(chosen: ReadonlySet<string>, told: ReturnType<typeof readTarget>): string | null {
  if (chosen.size === 0) return 'Choose partitions: none is taken by itself';
  return 'problem' in told ? told.problem : null;
}
