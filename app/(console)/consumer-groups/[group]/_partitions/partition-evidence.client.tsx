'use client';

import Link from 'next/link';
import { Button } from '#app/_ui/button.tsx';
import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import { Notice } from '#app/_ui/notice.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { Fact, Facts, InspectorHead } from '../../../records/_record/facts.tsx';
import { formatOffset } from '../../../records/_record/format-offset.ts';
import { recordHref } from '../../../records/record-href.ts';
import { lagText, lagTime, trendText } from '../../_lag/lag-words.ts';
import { VerdictPill } from '../../_lag/verdict-pill.tsx';
import type { PartitionRow } from './partition-columns.client.tsx';
import { SampleRows } from './sample-rows.client.tsx';

type PartitionEvidenceProps = { at: PartitionRow; asOf: string | null; onClose: () => void };

/** All that the verdict on one partition rests on, each number with where it comes from. */
export function PartitionEvidence({ at, asOf, onClose }: PartitionEvidenceProps) {
  return (
    <aside
      aria-label="Selected partition"
      className="min-w-0 border-line max-xl:border-t xl:max-h-[420px] xl:overflow-y-auto xl:border-l"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
      tabIndex={0}
    >
      <InspectorHead
        title={`${at.topic} · ${at.partition}`}
        mark={<VerdictPill verdict={at.verdict} />}
        aside={
          <Button look="quiet" onClick={onClose}>
            Close
          </Button>
        }
      />
      <p className="px-3.5 pt-3">{at.reason}</p>
      {at.problem === null ? null : (
        <div className="px-3.5 pt-3">
          <Notice tone="late">{at.problem}</Notice>
        </div>
      )}
      <Facts>
        <OffsetFacts at={at} />
        <LagFacts at={at} />
        <Fact name="Owner">{at.owner ?? <span className="text-ink-3">nobody</span>}</Fact>
      </Facts>
      <SampleRows samples={at.samples} asOf={asOf} />
    </aside>
  );
}

function OffsetFacts({ at }: { at: PartitionRow }) {
  const { topic, partition, committed, committedSeenAt, logStart, logEnd, lastStable } = at;
  const isUnread = committed !== null && logEnd !== null && BigInt(committed) < BigInt(logEnd);
  return (
    <>
      <Fact name="Committed">
        {committed === null ? (
          <span className="text-ink-3">nothing, so nothing says how far it is</span>
        ) : (
          <>
            <span className="tabular-nums">{formatOffset(committed)}</span>
            {committedSeenAt ? (
              <span className="text-ink-3">
                {' '}
                first seen <RelativeTime at={committedSeenAt} past />
              </span>
            ) : null}
            {isUnread ? (
              <Link
                href={recordHref({ topic, partition, offset: committed, stored: null })}
                prefetch={false}
                className="block text-accent hover:underline pointer-coarse:py-3"
              >
                The first record it has not read
              </Link>
            ) : null}
          </>
        )}
      </Fact>
      <Fact name="Log">
        <span className="tabular-nums">
          {logStart === null ? 'unknown' : formatOffset(logStart)} to{' '}
          {logEnd === null ? 'unknown' : formatOffset(logEnd)}
        </span>
        {lastStable === null ? null : (
          <span className="block text-ink-3">
            readers of committed records stop at {formatOffset(lastStable)}: a transaction is open
          </span>
        )}
      </Fact>
    </>
  );
}

function LagFacts({ at }: { at: PartitionRow }) {
  const { text, error, how } = lagTime(at);
  const trend = at.lag === '0' ? 'nothing waits' : trendText(at.trend);
  return (
    <>
      <Fact name="Behind">
        <span className="tabular-nums">{lagText(at)}</span>
        <span className="text-ink-3"> offsets</span>
        {at.recordsBehind === null ? null : (
          <span className="block text-ink-3">
            {formatCount(at.recordsBehind)} of them are records that are really there, counted in the index
          </span>
        )}
        {at.clamped ? (
          <span className="block text-late">held at 0: the end of the log was read before the commit</span>
        ) : null}
      </Fact>
      {at.lost === null || at.lost === '0' ? null : (
        <Fact name="Lost">
          <span className="text-broken">
            {formatNoun(Number(at.lost), 'record')} expired before {at.lost === '1' ? 'it was' : 'they were'} read
          </span>
        </Fact>
      )}
      <Fact name="In time">
        {text}
        {error === null ? null : <span className="text-ink-3"> ± {error}</span>}
        <span className="block text-s text-ink-3">{how}</span>
      </Fact>
      <Fact name="Trend">{trend ?? <span className="text-ink-3">not known yet: too few samples</span>}</Fact>
    </>
  );
}
