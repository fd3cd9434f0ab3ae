import { database } from '#app/_server/database.ts';
import { reading } from '#app/_server/system-watch.ts';
import { auditQuery } from '#schemas/api/audit.ts';
import { listAudit } from '#server/audit/index.ts';
import { answer } from '../_border/answer.ts';
import { json } from '../_border/json.ts';
import { parseQuery } from '../_border/parse.ts';

export const GET = answer('/api/audit', async ({ request }) =>
  json(await reading(() => listAudit(database(), parseQuery(auditQuery, request)))),
);
