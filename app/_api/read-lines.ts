import { problemIn } from './read-json.ts';

/**
 * Reads a route of ours that answers JSON values one a line, each as it comes. Throws `ApiProblem` for what the route
 * refused. `T` must be the type of the schema that the route's lines have.
 */
export async function* readLines<T>(path: string, init?: RequestInit): AsyncGenerator<T> {
  const response = await fetch(path, { ...init, headers: { accept: 'application/x-ndjson', ...init?.headers } });
  if (!response.ok || !response.body) throw await problemIn(response);
  let rest = '';
  for await (const text of textsOf(response.body)) {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield lineOf<T>(line);
  }
}

/** A stream is not iterable in every browser yet. */
async function* textsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      yield decoder.decode(next.value, { stream: true });
    }
  } finally {
    await reader.cancel();
  }
}

/** Both sides are ours and built together: the route makes its lines from the same schemas as the types. */
function lineOf<T>(line: string): T {
  return JSON.parse(line) as T;
}
