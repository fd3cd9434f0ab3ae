import { database } from '#app/_server/database.ts';
import { reading } from '#app/_server/system-watch.ts';
import { checkProcesses } from '#server/event-flow/index.ts';
import { answer } from '../_border/answer.ts';
import { json } from '../_border/json.ts';

export const GET = answer('/api/processes', async () => json(await reading(() => checkProcesses(database()))));
