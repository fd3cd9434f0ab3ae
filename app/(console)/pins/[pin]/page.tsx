import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { database } from '#app/_server/database.ts';
import { readForPage } from '#app/_server/read-for-page.ts';
import { pinPath } from '#schemas/api/pin.ts';
import { getPin } from '#server/pins/index.ts';
import { PinView } from './pin-view.client.tsx';

type PinPageProps = { params: Promise<{ pin: string }> };

export const metadata: Metadata = { title: 'Pinned flow' };

/** A flow as it stood when somebody pinned it. */
export default async function PinPage({ params }: PinPageProps) {
  const asked = pinPath.safeParse({ id: (await params).pin });
  if (!asked.success) notFound();
  const { data, problem } = await readForPage('/pins/{pin}', () => getPin(database(), asked.data.id));
  if (!data && !problem) notFound();
  return <PinView pin={data} problem={problem} />;
}
