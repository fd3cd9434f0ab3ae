'use client';

import { Fact, Facts } from '#app/(console)/records/_record/facts.tsx';
import { ShortId } from '#app/(console)/records/_record/short-id.tsx';
import type { Flow } from '#schemas/api/flow.ts';

/** The names by which others know the flow, for whoever asks for them. */
export function FlowIds({ flow }: { flow: Flow }) {
  return (
    <details className="border-t border-line text-s">
      <summary className="w-fit px-3.5 py-2 text-ink-2 hover:text-ink pointer-coarse:py-3.5">Ids of this flow</summary>
      <Facts>
        <Fact name="flow">
          <ShortId id={flow.correlationId} what="correlation id" />
        </Fact>
        {flow.refs.map(({ kind, value }) => (
          <Fact key={`${kind} ${value}`} name={kind.replaceAll('_', ' ')}>
            <ShortId id={value} what={kind.replaceAll('_', ' ')} />
          </Fact>
        ))}
      </Facts>
    </details>
  );
}
