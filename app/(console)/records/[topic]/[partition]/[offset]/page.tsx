import type { Metadata } from 'next';
import { database } from '#app/_server/database.ts';
import { readForPage } from '#app/_server/read-for-page.ts';
import { Panel } from '#app/_ui/panel.tsx';
import { decodePart } from '#app/(console)/decode-part.ts';
import { Soon } from '#app/(console)/soon.tsx';
import { recordPath, recordPlaceQuery } from '#schemas/api/record.ts';
import { getRecord, getRecordPlace, type RecordPath } from '#server/event-flow/index.ts';
import { LoadingRecord } from './loading-record.tsx';
import { RecordView } from './record-view.client.tsx';

type RecordPageProps = {
  params: Promise<{ topic: string; partition: string; offset: string }>;
  searchParams: Promise<{ stored?: string | string[] }>;
};

// As much as a screen shows; the browser reads the rest.
const firstBytes = 64 * 1024;

export async function generateMetadata({ params }: RecordPageProps): Promise<Metadata> {
  const { topic, partition, offset } = await params;
  return { title: `Record ${decodePart(topic)}/${partition}/${offset}` };
}

/** One record of the log as it stands there, or why there is none. */
export default function RecordPage(props: RecordPageProps) {
  return <Soon loading={<LoadingRecord />}>{drawRecord(props)}</Soon>;
}

async function drawRecord({ params, searchParams }: RecordPageProps) {
  const { topic, ...place } = await params;
  const at = recordPath.and(recordPlaceQuery).safeParse({
    topic: decodePart(topic),
    ...place,
    stored: [(await searchParams).stored].flat()[0],
  });
  if (!at.success) return <NoPlace why={at.error.issues.map(({ message }) => message).join('; ')} />;
  const [record, known] = await Promise.all([readRecord(at.data), readPlace(at.data)]);
  const { stored = null, ...named } = at.data;
  return (
    <RecordView
      at={{ ...named, offset: BigInt(named.offset).toString(), stored }}
      firstRecord={record.data}
      firstPlace={known.data}
      problem={record.problem ?? known.problem}
    />
  );
}

function readRecord(at: RecordPath) {
  return readForPage('/records', () => getRecord(database(), at, { most: firstBytes }));
}

function readPlace(at: RecordPath) {
  return readForPage('/records', () => getRecordPlace(database(), at));
}

function NoPlace({ why }: { why: string }) {
  return (
    <Panel
      face={{ kind: 'empty', title: 'This address names no record', children: <p className="text-ink-2">{why}</p> }}
    />
  );
}
