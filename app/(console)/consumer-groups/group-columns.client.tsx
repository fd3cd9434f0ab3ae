'use client';

import clsx from 'clsx';
import Link from 'next/link';
import { columnsFor } from '#app/_ui/data-table/table-columns.ts';
import { formatCount } from '#app/_ui/format-count.ts';
import { Pill } from '#app/_ui/pill.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { visibleLine } from '#app/_ui/visible-parts.ts';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import type { ConsumerGroupItem } from '#schemas/api/consumer-group.ts';
import { LagTimeText } from './_lag/lag-time-text.tsx';
import { lagText, trendText } from './_lag/lag-words.ts';
import { Sparkline } from './_lag/sparkline.tsx';
import { VerdictPill } from './_lag/verdict-pill.tsx';
import { verdictWords } from './_lag/verdict-words.ts';
import { groupHref } from './group-href.ts';
import { protocolWords } from './protocol-words.ts';

const column = columnsFor<ConsumerGroupItem>();

/** From the first thing that is worth knowing on a phone to the last that only fits a desk. Ids are what it is sorted by. */
export const groupColumns = [
  column.display({
    id: 'group',
    header: 'Group',
    cell: ({ row }) => <GroupName item={row.original} />,
    meta: { className: 'w-0 grow xl:w-[26%] xl:grow-0' },
  }),
  column.display({
    id: 'harm',
    header: 'State',
    cell: ({ row: { original: item } }) => (
      <VerdictPill verdict={item.verdict} reason={item.reason} members={item.members} />
    ),
    meta: { className: 'w-[140px] max-sm:w-[130px]' },
  }),
  column.display({
    id: 'lag',
    header: 'Behind',
    cell: ({ row }) => <Behind item={row.original} />,
    meta: { className: 'num w-[96px] max-sm:w-[84px]' },
  }),
  column.display({
    id: 'lagMs',
    header: 'In time',
    cell: ({ row }) => <LagTimeText lag={row.original} />,
    meta: { className: 'num w-[150px] max-sm:hidden' },
  }),
  column.display({
    id: 'trend',
    header: 'Trend',
    cell: ({ row }) => <Trend item={row.original} />,
    meta: { className: 'w-[152px] max-xl:hidden' },
  }),
  column.display({
    id: 'spark',
    header: 'Last hour',
    cell: ({ row }) => <Sparkline values={row.original.spark} tone={verdictWords[row.original.verdict].tone} />,
    meta: { className: 'w-[116px] max-md:hidden' },
  }),
  column.display({
    id: 'members',
    header: 'Members',
    cell: ({ row: { original: item } }) => (item.members === null ? 'unknown' : formatCount(item.members)),
    meta: { className: 'num w-[86px] max-lg:hidden' },
  }),
  column.display({
    id: 'topics',
    header: 'Topics',
    cell: ({ row }) => <Topics item={row.original} />,
    meta: { className: 'w-0 grow max-xl:hidden' },
  }),
];

/** By these the server sorts. */
export const sortedColumns = ['group', 'harm', 'lag', 'lagMs', 'members'] as const;

function GroupName({ item: { group, protocol, problems } }: { item: ConsumerGroupItem }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Link href={groupHref(group)} tabIndex={-1} prefetch={false} className="truncate font-semibold">
        <VisibleText text={group} most={249} />
      </Link>
      {protocol === 'classic' ? null : (
        <span className="shrink-0 text-s text-ink-3 max-sm:hidden" data-tip={protocolWords[protocol].means}>
          {protocolWords[protocol].short}
        </span>
      )}
      {problems.length > 0 ? (
        <Pill tone="late" shape tip={problems.map(({ what, detail }) => `${visibleLine(what)}: ${detail}`).join('; ')}>
          in part
        </Pill>
      ) : null}
    </span>
  );
}

function Behind({ item }: { item: ConsumerGroupItem }) {
  return <span className={clsx(item.lag === null && 'text-ink-3')}>{lagText(item)}</span>;
}

/** A row that was not sampled with the others says how old it is, where the others say where they are going. */
function Trend({ item }: { item: ConsumerGroupItem }) {
  const text = item.lag === '0' ? null : trendText(item.trend);
  return (
    <span className={text !== null && item.trend.direction === 'growing' ? 'text-late' : 'text-ink-2'}>
      {text ?? <span className="text-ink-3">{item.lag === '0' ? 'nothing waits' : 'not known yet'}</span>}
      {item.problems.length > 0 && item.asOf ? (
        <span className="text-s text-ink-3">
          {' '}
          · of <RelativeTime at={item.asOf} past />
        </span>
      ) : null}
    </span>
  );
}

function Topics({ item: { topics, topicCount } }: { item: ConsumerGroupItem }) {
  if (topicCount === 0) return <span className="text-ink-3">none</span>;
  const more = topicCount - topics.length;
  const names = topics.map(visibleLine).join(', ');
  return (
    <span data-tip={more > 0 ? `${names} and ${formatCount(more)} more` : names}>
      {topicCount > 1 ? <span className="text-ink-3">{formatCount(topicCount)} · </span> : null}
      {names}
    </span>
  );
}
