import { database } from '#app/_server/database.ts';
import { findMore } from '#app/_server/find-more.ts';
import { problemOf } from '#app/_server/problem-of.ts';
import { reading } from '#app/_server/system-watch.ts';
import { flowsExportQuery } from '#schemas/api/flow-list.ts';
import { exportFlows } from '#server/event-flow/index.ts';
import { answer } from '../../_border/answer.ts';
import { parseQuery } from '../../_border/parse.ts';
import { contentTypes, formatOfAccept } from './export-format.ts';
import { readAhead } from './read-ahead.ts';
import { streamText } from './stream-text.ts';
import { writeFlows } from './write-flows.ts';

const route = '/api/flows/export';

/** The first flows are read before it answers, so that a refusal is a problem and not half a file. */
export const GET = answer(route, async ({ request }) => {
  const { format = formatOfAccept(request.headers.get('accept')), ...query } = parseQuery(flowsExportQuery, request);
  const pages = await readAhead(exportFlows(database(), query, findMore), reading);
  const text = streamText(writeFlows(pages, format), (thrown) => problemOf(thrown, route));
  const name = `flows-${new Date().toISOString().slice(0, 16).replace(':', '')}.${format}`;
  return new Response(text, {
    headers: {
      'content-type': contentTypes[format],
      'content-disposition': `attachment; filename="${name}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
});
