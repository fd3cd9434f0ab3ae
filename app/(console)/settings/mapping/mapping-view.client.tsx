'use client';

import { useQueryState } from 'nuqs';
import { Button } from '#app/_ui/button.tsx';
import { emptyDraft, placeFor } from './draft.ts';
import { FoundPanel } from './found-panel.client.tsx';
import { MappingForm } from './mapping-form.client.tsx';
import { SavePanel } from './save-panel.client.tsx';
import { mappingParams } from './search-params.ts';
import { sourcesListId } from './sources-list-id.ts';
import { SourcesPanel } from './sources-panel.client.tsx';
import { withSource } from './use-as.ts';
import { type FirstMapping, useMapping } from './use-mapping.client.ts';

/** The mapping beside what it finds in real records: nothing is saved before it was seen. */
export function MappingView({ first }: { first: FirstMapping }) {
  const [asked, setTopic] = useQueryState('topic', mappingParams.topic);
  const topic = asked ?? first.state.topics[0] ?? null;
  const mapping = useMapping(first, topic);
  const { drafts, setDrafts, preview } = mapping;
  const candidates = preview.data?.candidates ?? [];
  const at = topic === null ? null : placeFor(drafts, topic);
  return (
    <>
      <div className="flex flex-col gap-1">
        <h1 className="text-xl font-semibold tracking-tight">Mapping</h1>
        <p className="max-w-[90ch] text-ink-2">
          Where records of another platform hold their ids. CloudEvents, the names of Nibble’s own envelope and plain
          JSON with an order’s id need none; what a mapping does not find is looked for under those names.
        </p>
      </div>
      <SavePanel mapping={mapping} />
      <div className="grid min-w-0 grid-cols-1 items-start gap-3.5 xl:grid-cols-[minmax(0,480px)_minmax(0,1fr)]">
        <section aria-label="Mappings by topic" className="flex min-w-0 flex-col gap-3.5">
          {drafts.length > 0 ? null : (
            <p className="rounded-l border border-line bg-panel px-3.5 py-6 text-ink-2">
              No mapping is needed so far, or none was written. Press “Use” at a header or place of these records to
              begin one for their topic.
            </p>
          )}
          {drafts.map((draft, index) => (
            <MappingForm
              key={draft.id}
              draft={draft}
              place={{ index, of: drafts.length, isTried: index === at }}
              onChange={(next) => setDrafts(drafts.map((one) => (one.id === draft.id ? next : one)))}
              onMove={(by) => setDrafts(moved(drafts, index, by))}
              onRemove={() => setDrafts(drafts.filter((one) => one.id !== draft.id))}
            />
          ))}
          <div>
            <Button onClick={() => setDrafts([...drafts, emptyDraft(at === null ? (topic ?? '') : '')])}>
              Add a mapping
            </Button>
          </div>
        </section>
        <div className="flex min-w-0 flex-col gap-3.5">
          <FoundPanel
            topics={mapping.state.topics}
            topic={topic}
            onTopic={setTopic}
            preview={preview}
            isDraftWrong={mapping.problems.length > 0}
          />
          <SourcesPanel
            candidates={candidates}
            onUse={(source, as) => topic && setDrafts(withSource(drafts, { topic, at, source, as }))}
          />
        </div>
      </div>
      <datalist id={sourcesListId}>
        {candidates.map(({ source, example }) => (
          <option key={source} value={source} label={example} />
        ))}
      </datalist>
    </>
  );
}

function moved<T>(items: readonly T[], from: number, by: number): T[] {
  const rest = items.toSpliced(from, 1);
  return rest.toSpliced(from + by, 0, ...items.slice(from, from + 1));
}
