import { database } from '#app/_server/database.ts';
import { reading } from '#app/_server/system-watch.ts';
import { countFlows } from '#server/event-flow/index.ts';
import { answer } from '../_border/answer.ts';
import { json } from '../_border/json.ts';

export const GET = answer('/api/flow-counts', async () => json(await reading(() => countFlows(database()))));
