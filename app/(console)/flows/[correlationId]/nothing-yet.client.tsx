'use client';

import Link from 'next/link';
import { useLive } from '#app/_live/use-live.client.ts';
import { unreadOf } from '#app/_ui/describe-coverage.ts';
import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import { Panel } from '#app/_ui/panel.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import type { Coverage } from '#schemas/api/coverage.ts';

type Topic = Coverage['topics'][number];
type NothingYetProps = { correlationId: string; coverage: Coverage | null };

/** No record of the flow so far: says what was searched, and makes room for the flow when its first record comes. */
export function NothingYet({ correlationId, coverage }: NothingYetProps) {
  const listening = useLive().state === 'live';
  return (
    <Panel
      face={{
        kind: 'empty',
        title: 'No record with this correlation id is in the index yet.',
        children: (
          <>
            <p className="max-w-[70ch] text-ink-2">
              {listening
                ? 'The page is listening: as soon as the first record is indexed, the flow appears here.'
                : 'As soon as the live connection stands, the flow appears here with its first record.'}{' '}
              If the id belongs to an order, a customer or an event, look for it{' '}
              <Link href={`/flows?q=${encodeURIComponent(correlationId)}`} className="text-accent underline">
                among all flows
              </Link>
              .
            </p>
            <Searched coverage={coverage} />
          </>
        ),
      }}
    />
  );
}

function Searched({ coverage }: { coverage: Coverage | null }) {
  if (!coverage) return null;
  if (coverage.topics.length === 0) return <p className="text-ink-2">Searched: nothing, no topic is indexed yet.</p>;
  const { telling, quiet } = byWhatThereIsToTell(coverage.topics);
  return (
    <div className="mt-1 text-s text-ink-2">
      <p>
        Searched {coverage.complete ? 'all that is in Kafka' : 'what is indexed so far'}
        {coverage.asOf ? (
          <>
            , as of <RelativeTime at={coverage.asOf} />
          </>
        ) : null}
        :
      </p>
      <ul className="mt-1 flex flex-col gap-0.5">
        {telling.map((topic) => (
          <li key={topic.topic}>
            <span className="mono">{topic.topic}</span> {stateOf(topic)}
          </li>
        ))}
        {quiet.length > 0 ? <QuietTopics topics={quiet} /> : null}
      </ul>
    </div>
  );
}

/** Most topics of a platform with retry tiers and dead letters never have a record. */
function QuietTopics({ topics }: { topics: Topic[] }) {
  return (
    <li>
      <details>
        <summary className="w-fit cursor-pointer">
          {formatNoun(topics.length, 'topic')} without a record so far, up to date
        </summary>
        <ul className="mono mt-1 flex flex-col gap-0.5 pl-4">
          {topics.map(({ topic }) => (
            <li key={topic}>{topic}</li>
          ))}
        </ul>
      </details>
    </li>
  );
}

function byWhatThereIsToTell(topics: Topic[]): { telling: Topic[]; quiet: Topic[] } {
  const isQuiet = ({ to, behind, held, gaps }: Topic) => to === null && behind === '0' && held === null && gaps === 0;
  return { telling: topics.filter((topic) => !isQuiet(topic)), quiet: topics.filter(isQuiet) };
}

function stateOf(topic: Topic): string {
  const parts = [topic.behind === null ? 'unknown how far behind' : behindInWords(unreadOf(topic))];
  if (topic.held)
    parts.push(`${formatCount(topic.held.records)} beyond it held back by a transaction that is still open`);
  if (topic.gaps > 0) parts.push(`${formatNoun(topic.gaps, 'stretch', 'stretches')} lost before being read`);
  return parts.join(', ');
}

function behindInWords(unread: bigint): string {
  if (unread <= 0n) return 'is up to date';
  return `is ${formatCount(String(unread))} ${unread === 1n ? 'record' : 'records'} behind`;
}
