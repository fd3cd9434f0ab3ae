import { systemState } from '#app/_server/system-watch.ts';
import { json } from '../api/_border/json.ts';
import { readReadiness } from './read-readiness.ts';

/** 200 only when every part is well; each part says its own word either way. Never waits for the database. */
export async function GET(): Promise<Response> {
  const readiness = readReadiness(await systemState());
  return json(readiness, { status: readiness.ready ? 200 : 503 });
}
