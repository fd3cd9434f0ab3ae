import { database } from '#app/_server/database.ts';
import { reading } from '#app/_server/system-watch.ts';
import { auditPath } from '#schemas/api/audit.ts';
import { NibbleError } from '#schemas/errors.ts';
import { getAuditEntry } from '#server/audit/index.ts';
import { answer } from '../../_border/answer.ts';
import { json } from '../../_border/json.ts';
import { parse } from '../../_border/parse.ts';

export const GET = answer('/api/audit/{id}', async ({ params }) => {
  const { id } = parse(auditPath, params);
  const entry = await reading(() => getAuditEntry(database(), id));
  if (!entry) throw new NibbleError('not_found', `There is no audit entry ${id}.`);
  return json(entry);
});
