'use client';

import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import Link from 'next/link';
import { problemOf } from '#app/_api/api-problem.ts';
import { Button } from '#app/_ui/button.tsx';
import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import { Panel, type PanelFace } from '#app/_ui/panel.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import type { GroupDeadLetters, GroupTopic, GroupTopics } from '#schemas/api/group-topics.ts';
import { recordHref } from '../../records/record-href.ts';
import { topicsReading } from './queries.ts';

/** What the group gave up on, and which types in which versions its topics hold. */
export function GroupTopicsPanel({ group }: { group: string }) {
  const { data, error, refetch } = useQuery(topicsReading(group));
  return (
    <Panel
      title="What it reads"
      age={data ? <Age topics={data} /> : null}
      face={faceOf(data ?? null, error, () => void refetch())}
    >
      {data ? (
        <>
          <DeadLetters all={data.deadLetters} />
          <ul aria-label="Topics and what they hold">
            {data.topics.map((topic) => (
              <TopicRow key={topic.topic} topic={topic} />
            ))}
          </ul>
          {data.left > 0 ? (
            <p className="border-t border-line px-3.5 py-1.5 text-s text-ink-3">
              {formatNoun(data.left, 'topic')} more {data.left === 1 ? 'was' : 'were'} not looked at.
            </p>
          ) : null}
        </>
      ) : null}
    </Panel>
  );
}

function Age({ topics: { topics, asOf } }: { topics: GroupTopics }) {
  const looked = topics.reduce((sum, topic) => sum + topic.looked, 0);
  return (
    <>
      by the newest {formatNoun(looked, 'record')} of {formatNoun(topics.length, 'topic')}, read{' '}
      <RelativeTime at={asOf} past />
    </>
  );
}

function faceOf(topics: GroupTopics | null, error: Error | null, onRetry: () => void): PanelFace {
  if (topics) {
    if (error) return { kind: 'stale', children: `Could not be read again: ${problemOf(error).detail}` };
    if (topics.topics.length + topics.deadLetters.length > 0) return { kind: 'ready' };
    return { kind: 'empty', title: 'It reads no topic' };
  }
  if (!error) return { kind: 'loading', rows: 4 };
  const { detail, ref } = problemOf(error);
  return { kind: 'failed', detail, reference: ref, action: <Button onClick={onRetry}>Try again</Button> };
}

const columns = 'grid gap-x-4 gap-y-1 px-3.5 py-1.5 min-h-row md:grid-cols-[1fr_2.6fr] md:items-baseline';

function DeadLetters({ all }: { all: readonly GroupDeadLetters[] }) {
  const filled = all.filter(({ records }) => records !== '0');
  if (filled.length === 0) {
    return (
      <p className="border-b border-line px-3.5 py-2 text-ink-2">
        {all.length === 0
          ? 'No topic of dead letters is named after it.'
          : `It has given up on no record: ${formatNoun(all.length, 'topic')} of dead letters, all empty.`}
      </p>
    );
  }
  return (
    <ul aria-label="Dead letters" className="border-b border-line">
      {filled.map((dead) => (
        <DeadRow key={dead.topic} dead={dead} />
      ))}
    </ul>
  );
}

function DeadRow({ dead: { topic, records, lastAt, newest } }: { dead: GroupDeadLetters }) {
  return (
    <li className={clsx(columns, 'border-line not-first:border-t')}>
      <span className="mono min-w-0 [overflow-wrap:anywhere]">{topic}</span>
      <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="text-broken">
          {records === null ? 'How many dead letters it holds is not known' : deadWords(records)}
        </span>
        {lastAt ? (
          <span className="text-s text-ink-3">
            the last <RelativeTime at={lastAt} past />
          </span>
        ) : null}
        {newest ? (
          <Link
            href={recordHref({ topic, ...newest, stored: null })}
            prefetch={false}
            className="text-accent hover:underline pointer-coarse:py-3"
          >
            The newest
          </Link>
        ) : null}
        <Link href="/flows?status=stuck" prefetch={false} className="text-accent hover:underline pointer-coarse:py-3">
          Flows that are stuck
        </Link>
      </span>
    </li>
  );
}

function deadWords(records: string): string {
  return `${formatCount(records)} dead ${records === '1' ? 'letter' : 'letters'}`;
}

function TopicRow({ topic: { topic, seen, looked } }: { topic: GroupTopic }) {
  return (
    <li className={clsx(columns, 'border-line not-first:border-t')}>
      <span className="mono min-w-0 [overflow-wrap:anywhere]">{topic}</span>
      {looked === 0 ? (
        <span className="text-ink-3">no record of it is in the index</span>
      ) : (
        <span className="flex flex-wrap gap-x-4 gap-y-1">
          {seen.map((one) => (
            <SeenType key={`${one.type} ${one.version} ${one.service}`} seen={one} />
          ))}
        </span>
      )}
    </li>
  );
}

function SeenType({ seen: { type, version, service, count, lastAt } }: { seen: GroupTopic['seen'][number] }) {
  return (
    <span className="min-w-0 [overflow-wrap:anywhere]">
      {type === null ? (
        <span className="text-ink-3">without a type</span>
      ) : (
        <Link
          href={`/flows?${new URLSearchParams({ type, ...(version === null ? {} : { version: String(version) }) })}`}
          prefetch={false}
          data-tip="The flows that have it"
          className="hover:text-accent hover:underline pointer-coarse:py-3"
        >
          <VisibleText text={type} most={200} />
          {version === null ? '' : ` v${version}`}
        </Link>
      )}{' '}
      <span className="text-s text-ink-3">
        {formatCount(count)}
        {service === null ? '' : ` from ${service}`}, last <RelativeTime at={lastAt} past />
      </span>
    </span>
  );
}
