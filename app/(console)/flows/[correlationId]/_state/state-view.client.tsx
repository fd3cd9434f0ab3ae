'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { problemOf } from '#app/_api/api-problem.ts';
import { Button } from '#app/_ui/button.tsx';
import { Panel } from '#app/_ui/panel.tsx';
import type { Disagreement, FlowState } from '#schemas/api/flow-state.ts';
import type { FlowViewProps } from '../flow-view-props.ts';
import { DisagreementList } from './disagreement-list.client.tsx';
import { stateReading } from './queries.ts';
import { StateCard } from './state-card.client.tsx';
import { StateScrubber } from './state-scrubber.client.tsx';

const bare = 'border-0';

/** What each service believed after the selected event; after the last one while none is selected. */
export function StateView({ flow, params, statePath }: FlowViewProps) {
  const { correlationId } = flow;
  // A REST call or an expected step is no moment of a state: then the last event is.
  const after = flow.events.some(({ record }) => record === params.sel) ? params.sel : null;
  const { data, error, refetch, isPlaceholderData } = useQuery(stateReading(correlationId, statePath, after));
  if (!data && error) {
    const { detail, ref } = problemOf(error);
    const action = <Button onClick={() => void refetch()}>Try again</Button>;
    return <Panel className={bare} face={{ kind: 'failed', detail, reference: ref, action }} />;
  }
  if (!data) return <Panel className={bare} face={{ kind: 'loading', rows: 12 }} />;
  if (data.steps.length === 0) {
    return <Panel className={bare} face={{ kind: 'empty', title: 'No event of this flow tells a state yet' }} />;
  }
  return (
    <Moment
      state={data}
      path={statePath}
      after={after}
      isOld={isPlaceholderData}
      failure={error}
      select={params.select}
    />
  );
}

type MomentProps = {
  state: FlowState;
  path: string;
  after: string | null;
  /** What is shown is still that of the moment before. */
  isOld: boolean;
  failure: Error | null;
  select: (record: string | null) => void;
};

function Moment({ state, path, after, isOld, failure, select }: MomentProps) {
  const { steps, disagreements, problems } = state;
  const chosen = steps.findIndex(({ record }) => record === after);
  const at = chosen >= 0 ? chosen : steps.findIndex(({ record }) => record === state.after?.record);
  const stepTo = (step: number) => select(steps[step]?.record ?? null);
  usePrefetched(state.correlationId, path, [steps[at - 1]?.record, steps[at + 1]?.record]);
  const parts = failure ? [...problems, { what: 'state', detail: problemOf(failure).detail }] : problems;
  return (
    <Panel className={bare} face={parts.length > 0 ? { kind: 'partial', problems: parts } : { kind: 'ready' }}>
      <StateScrubber steps={steps} at={at} follows={after === null} onStep={stepTo} onFollow={() => select(null)} />
      <div aria-busy={isOld}>
        <DisagreementList disagreements={disagreements} onGo={select} />
        <div className="grid grid-cols-1 @min-[900px]:grid-cols-2">
          <StateCard view={state} title={titleOf(state)} disputed={disputedBy(disagreements, state.service)} />
          <div className="min-w-0 border-line @max-[900px]:border-t @min-[900px]:border-l">
            {state.views.map((view) => (
              <StateCard
                key={`${view.service} ${view.aggregate}`}
                view={view}
                title={`${view.service ?? 'all'} on the ${view.aggregate}`}
                disputed={disputedBy(disagreements, view.service)}
              />
            ))}
            {state.views.length === 0 ? <p className="px-3.5 py-3 text-ink-2">{alone(state)}</p> : null}
          </div>
        </div>
      </div>
    </Panel>
  );
}

/** The neighbours are read ahead, so that a step shows at once. */
function usePrefetched(correlationId: string, path: string, records: (string | undefined)[]): void {
  const queries = useQueryClient();
  const named = records.filter((record) => record !== undefined).join();
  useEffect(() => {
    for (const record of named.split(',').filter(Boolean)) {
      void queries.prefetchQuery(stateReading(correlationId, path, record));
    }
  }, [queries, correlationId, path, named]);
}

function titleOf({ aggregate, id, service }: FlowState): string {
  const what = `${aggregate.charAt(0).toUpperCase()}${aggregate.slice(1).replaceAll('_', ' ')}${id ? ` ${id}` : ''}`;
  return service ? `${what}, as ${service} tells it` : `${what}, as all its events tell it`;
}

function alone({ mode, service }: FlowState): string {
  if (mode === 'domain') return `No other service has told what it believes of it.`;
  return service ? `No other service tells of it.` : 'All events come from one service: there is no other view.';
}

function disputedBy(disagreements: readonly Disagreement[], service: string | null): string[] {
  return disagreements
    .filter(({ holds }) => holds)
    .flatMap(({ owner, other }) => [owner, other])
    .filter((side) => side.service === service)
    .map(({ pointer }) => pointer);
}
