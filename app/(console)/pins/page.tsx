import type { Metadata } from 'next';
import { database } from '#app/_server/database.ts';
import { readForPage } from '#app/_server/read-for-page.ts';
import { listPins } from '#server/pins/index.ts';
import { PinsView } from './pins-view.client.tsx';

export const metadata: Metadata = { title: 'Pins' };

/** The snapshots that people keep. */
export default async function PinsPage() {
  const { data, problem } = await readForPage('/pins', () => listPins(database()));
  return <PinsView first={data} problem={problem} />;
}
