import { database } from '#app/_server/database.ts';
import { json } from '../api/_border/json.ts';
import { readReadiness } from './read-readiness.ts';

/** 200 only when every part is well; each part says its own word either way. */
export async function GET(): Promise<Response> {
  const readiness = await readReadiness(database());
  return json(readiness, { status: readiness.ready ? 200 : 503 });
}
