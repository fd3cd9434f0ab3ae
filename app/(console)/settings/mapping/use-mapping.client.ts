'use client';

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { MappingPreview, MappingState } from '#schemas/api/mapping-preview.ts';
import { type DraftMapping, draftOf, draftProblems, mappingsOf } from './draft.ts';
import { previewKey, readMappingState, readPreview, saveMappings, stateKey } from './queries.ts';
import { useSettled } from './use-settled.client.ts';

export type FirstMapping = { state: MappingState; preview: MappingPreview | null };

const settleMs = 300;
/** Collectors look at the file every second. */
const adoptingMs = 1_000;
const restingMs = 10_000;

/** The mapping as it is saved and as it is being written, tried on records of a topic, and how it gets into the file. */
export function useMapping(first: FirstMapping, topic: string | null) {
  const queries = useQueryClient();
  const state = useQuery({
    queryKey: stateKey,
    queryFn: ({ signal }) => readMappingState(signal),
    initialData: first.state,
    refetchInterval: ({ state: { data } }) => (isAdopted(data) ? restingMs : adoptingMs),
  });
  const [base, setBase] = useState(first.state);
  const [drafts, setDrafts] = useState<DraftMapping[]>(() => first.state.mappings.map(draftOf));
  const problems = useMemo(() => draftProblems(drafts), [drafts]);
  const written = useMemo(() => mappingsOf(drafts), [drafts]);
  const isChanged = JSON.stringify(written) !== JSON.stringify(base.mappings);

  const begin = (from: MappingState) => {
    setBase(from);
    setDrafts(from.mappings.map(draftOf));
  };
  const saving = useMutation({
    mutationFn: () => saveMappings(written, base.revision),
    onSuccess: (saved) => {
      queries.setQueryData(stateKey, saved);
      setBase(saved);
    },
  });
  const preview = usePreview(first, topic, problems.length > 0 ? null : written);
  return {
    state: state.data,
    /** Somebody else has saved since this one was begun. */
    isOvertaken: state.data.revision !== base.revision,
    drafts,
    setDrafts,
    problems,
    written,
    isChanged,
    begin: () => begin(state.data),
    saving,
    preview,
  };
}

function usePreview(first: FirstMapping, topic: string | null, written: ReturnType<typeof mappingsOf> | null) {
  const settled = useSettled(written, settleMs);
  const [lastGood, setLastGood] = useState(first.state.mappings);
  if (settled !== null && settled !== lastGood) setLastGood(settled);
  const tried = settled ?? lastGood;
  const isFirst = topic === first.preview?.topic && JSON.stringify(tried) === JSON.stringify(first.state.mappings);
  return useQuery({
    queryKey: previewKey(topic ?? '', tried),
    queryFn: ({ signal }) => readPreview(topic ?? '', tried, signal),
    enabled: topic !== null,
    initialData: isFirst ? (first.preview ?? undefined) : undefined,
    placeholderData: keepPreviousData,
  });
}

/** Every collector that lives reads by what is in the file. */
export function isAdopted(state: MappingState | undefined): boolean {
  return state === undefined || state.collectors.every(({ revision }) => revision === state.revision);
}
