import type { Metadata } from 'next';
import { database } from '#app/_server/database.ts';
import { readForPage } from '#app/_server/read-for-page.ts';
import { auditQuery } from '#schemas/api/audit.ts';
import { listAudit } from '#server/audit/index.ts';
import { AuditView } from './audit-view.client.tsx';

export const metadata: Metadata = { title: 'Audit' };

/** What was done by this console. */
export default async function AuditPage() {
  const { data, problem } = await readForPage('/audit', () => listAudit(database(), auditQuery.parse({})));
  return <AuditView first={data} problem={problem} />;
}
