import { database } from '#app/_server/database.ts';
import { reading } from '#app/_server/system-watch.ts';
import { mappingDraft } from '#schemas/api/mapping-preview.ts';
import { previewMapping } from '#server/event-flow/index.ts';
import { answer } from '../../../_border/answer.ts';
import { json } from '../../../_border/json.ts';
import { parse } from '../../../_border/parse.ts';
import { readBody } from '../../../_border/read-body.ts';

/** A question with a body: nothing is written, so that no origin is asked for. */
export const POST = answer('/api/settings/mapping/preview', async ({ request }) => {
  const draft = parse(mappingDraft, await readBody(request));
  return json(await reading(() => previewMapping(database(), draft)));
});
