import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { database } from '#app/_server/database.ts';
import { mappingState } from '#app/_server/mapping-state.ts';
import { readForPage } from '#app/_server/read-for-page.ts';
import { Panel } from '#app/_ui/panel.tsx';
import { Soon } from '#app/(console)/soon.tsx';
import { previewMapping } from '#server/event-flow/index.ts';
import { LoadingMapping } from './loading-mapping.tsx';
import { MappingView } from './mapping-view.client.tsx';
import { mappingParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Mapping' };

const loadParams = createLoader(mappingParams);
const firstRecords = 50;

export default function MappingPage(props: { searchParams: Promise<SearchParams> }) {
  return <Soon loading={<LoadingMapping />}>{drawMapping(props)}</Soon>;
}

async function drawMapping({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { topic } = await loadParams(searchParams);
  const { data: state, problem } = await readForPage('/settings/mapping', mappingState);
  if (state === null) return <Panel face={{ kind: 'failed', detail: problem.detail, reference: problem.ref }} />;
  const tried = topic ?? state.topics[0];
  const preview =
    tried === undefined
      ? null
      : await readForPage('/settings/mapping', () =>
          previewMapping(database(), { mappings: state.mappings, topic: tried, limit: firstRecords }),
        );
  return <MappingView first={{ state, preview: preview?.data ?? null }} />;
}
