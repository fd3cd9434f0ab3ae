import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { database } from '#app/_server/database.ts';
import { readForPage } from '#app/_server/read-for-page.ts';
import { Soon } from '#app/(console)/soon.tsx';
import { pinPath } from '#schemas/api/pin.ts';
import { getPin } from '#server/pins/index.ts';
import { LoadingPin } from './loading-pin.tsx';
import { PinView } from './pin-view.client.tsx';

type PinPageProps = { params: Promise<{ pin: string }> };

export const metadata: Metadata = { title: 'Pinned flow' };

/** A flow as it stood when somebody pinned it. */
export default function PinPage(props: PinPageProps) {
  return <Soon loading={<LoadingPin />}>{drawPin(props)}</Soon>;
}

async function drawPin({ params }: PinPageProps) {
  const asked = pinPath.safeParse({ id: (await params).pin });
  if (!asked.success) notFound();
  const { data, problem } = await readForPage('/pins/{pin}', () => getPin(database(), asked.data.id));
  if (!data && !problem) notFound();
  return <PinView pin={data} problem={problem} />;
}
