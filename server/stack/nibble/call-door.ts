import { z } from 'zod';
import { StackProblem } from '../plan/stack-problem.ts';

const problemSchema = z.object({ detail: z.string() });
const timeoutMs = 10_000;

export type Request = { method?: string; body?: unknown; headers?: Record<string, string> };

/** Calls a door of the stack; a refusal or silence is thrown as StackProblem, in the words of whoever refused. */
export async function callDoor<Schema extends z.ZodType>(
  url: string,
  schema: Schema,
  { method = 'GET', body, headers = {} }: Request = {},
): Promise<z.output<Schema>> {
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((cause: unknown) => {
    throw new StackProblem(`Nobody answers at ${new URL(url).origin}.`, 'npm run stack -- status', { cause });
  });
  const text = await response.text();
  const answer: unknown = text === '' ? null : parse(text);
  if (response.ok) return schema.parse(answer);
  const problem = problemSchema.safeParse(answer);
  const said = problem.success ? problem.data.detail : `${method} ${url} was answered with ${response.status}.`;
  throw new StackProblem(said, nextStep(response.status, url));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function nextStep(status: number, url: string): string {
  if (status === 404 && /\/faults$/.test(url)) return 'NIBBLE_FAULTS=on npm start: the door for faults is closed here';
  if (status === 404) return 'a look at the id and the name, or npm run nibble -- faults';
  if (status === 409) return 'npm run nibble -- follow <order>, which shows where it stands';
  if (status === 503) return 'trying again in a moment, or npm run stack -- status';
  if (status >= 500) return 'npm run stack -- status, and the log of that service';
  return 'npm run nibble -- <verb> --help';
}
