import type { Metadata } from 'next';
import { database } from '#app/_server/database.ts';
import { readForPage } from '#app/_server/read-for-page.ts';
import { checkProcesses } from '#server/event-flow/index.ts';
import { ProcessesView } from './processes-view.client.tsx';

export const metadata: Metadata = { title: 'Processes' };

/** What flows are judged by, and whether it is what really happens. */
export default async function ProcessesPage() {
  const { data, problem } = await readForPage('/processes', () => checkProcesses(database()));
  return <ProcessesView first={data} problem={problem} />;
}
