'use client';

import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import Link from 'next/link';
import { problemOf } from '#app/_api/api-problem.ts';
import { businessLabel } from '#app/_ui/business-label.ts';
import { Button } from '#app/_ui/button.tsx';
import { flowHref } from '#app/_ui/flow-href.ts';
import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import { Panel, type PanelFace } from '#app/_ui/panel.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import type { ConsumerGroup } from '#schemas/api/consumer-group.ts';
import type { GroupFlows, WaitingFlow } from '#schemas/api/position.ts';
import { coarse, errorText } from '../_lag/lag-words.ts';
import { waitingReading } from './queries.ts';

/** Which flows the group holds up now: stuck and late ones first, then those next to be read. */
export function WaitingFlows({ group }: { group: ConsumerGroup }) {
  const { data, error, refetch } = useQuery(waitingReading(group.group));
  return (
    <Panel
      title={titleOf(data ?? null)}
      age={data ? <Age flows={data} /> : null}
      face={faceOf(data ?? null, error, () => void refetch())}
    >
      <p aria-hidden="true" className={clsx(columns, 'text-s text-ink-3 max-md:hidden')}>
        <span>Flow</span>
        <span>Waits with</span>
        <span className="num">Ahead of it</span>
        <span className="num">Reached in</span>
      </p>
      <ul aria-label="Flows that wait in it" className="max-h-[352px] overflow-y-auto">
        {data?.items.map((flow) => (
          <WaitingRow key={flow.correlationId} flow={flow} />
        ))}
      </ul>
    </Panel>
  );
}

const columns =
  'grid gap-x-4 gap-y-0.5 px-3.5 md:min-h-row md:grid-cols-[1.3fr_1.6fr_7rem_9rem] md:items-center md:py-1';

function titleOf(flows: GroupFlows | null): string {
  if (!flows || flows.flows === 0) return 'Flows that wait in it';
  const { records, of } = flows.looked;
  const least = of !== null && BigInt(records) < BigInt(of) ? 'At least ' : '';
  return `${least}${formatNoun(flows.flows, 'flow')} ${flows.flows === 1 ? 'waits' : 'wait'} in it`;
}

function Age({ flows: { looked, flows, items, asOf } }: { flows: GroupFlows }) {
  const of = looked.of === null ? '' : ` of ${formatCount(looked.of)}`;
  return (
    <>
      late ones first · {flows > items.length ? `${formatCount(items.length)} shown · ` : ''}by{' '}
      {formatCount(looked.records)}
      {of} records that it has still to read
      {asOf ? (
        <>
          {' '}
          · sampled <RelativeTime at={asOf} past />
        </>
      ) : null}
    </>
  );
}

function faceOf(flows: GroupFlows | null, error: Error | null, onRetry: () => void): PanelFace {
  if (flows) {
    if (error) return { kind: 'stale', children: `Could not be read again: ${problemOf(error).detail}` };
    if (flows.items.length === 0) return emptyFace(flows);
    return flows.problems.length > 0 ? { kind: 'partial', problems: flows.problems } : { kind: 'ready' };
  }
  if (!error) return { kind: 'loading', rows: 3 };
  const { detail, ref } = problemOf(error);
  return { kind: 'failed', detail, reference: ref, action: <Button onClick={onRetry}>Try again</Button> };
}

function emptyFace({ looked, problems }: GroupFlows): PanelFace {
  const children = (
    <>
      <p className="text-ink-2">
        {looked.of === '0'
          ? 'It has read everything.'
          : 'None of the records that it has still to read belongs to a flow, as far as they are indexed.'}
      </p>
      {problems.map(({ what, detail }) => (
        <p key={`${what} ${detail}`} className="text-s text-late">
          <b>{what}</b>: {detail}
        </p>
      ))}
    </>
  );
  return { kind: 'empty', title: 'No flow waits in it', children };
}

function WaitingRow({ flow }: { flow: WaitingFlow }) {
  const { correlationId, business, status, waitsWith, waiting } = flow;
  const label = businessLabel(business);
  return (
    <li className={clsx(columns, 'border-line py-2 not-first:border-t md:border-t')}>
      <span className="flex min-w-0 items-center gap-2">
        <Link
          href={`${flowHref(correlationId)}?sel=${waitsWith.record}`}
          prefetch={false}
          className={clsx(
            'min-w-0 truncate hover:text-accent hover:underline pointer-coarse:py-3',
            label ? 'font-semibold' : 'mono',
          )}
        >
          <VisibleText text={label ?? correlationId} most={120} />
        </Link>
        <StatusPill status={status} />
      </span>
      <span className="min-w-0 text-ink-2">
        {waitsWith.type === null ? 'a record without a type' : <VisibleText text={waitsWith.type} most={200} />}
        <span className="text-s text-ink-3">
          {' '}
          of <RelativeTime at={waitsWith.time} past />
          {waiting > 1 ? ` and ${formatNoun(waiting - 1, 'record')} more` : ''}
        </span>
      </span>
      <span className="num max-md:text-left">
        <span className="text-s text-ink-3 md:sr-only">Ahead of it </span>
        {waitsWith.ahead === null ? <span className="text-ink-3">unknown</span> : formatCount(waitsWith.ahead)}
      </span>
      <span className="num max-md:text-left">
        <span className="text-s text-ink-3 md:sr-only">Reached in </span>
        <Reached {...waitsWith} />
      </span>
    </li>
  );
}

function Reached({ etaMs, etaErrorMs }: WaitingFlow['waitsWith']) {
  if (etaMs === null) return <span className="text-ink-3">cannot be said</span>;
  return (
    <>
      ≈ {coarse(etaMs)}
      {etaErrorMs !== null && etaErrorMs >= 1000 ? (
        <span className="text-ink-3"> ± {errorText(etaErrorMs)}</span>
      ) : null}
    </>
  );
}
