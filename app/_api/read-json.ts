import { ApiProblem } from './api-problem.ts';

/**
 * Reads one of our own routes. Throws `ApiProblem` for what the route refused, and what `fetch` throws when there is no
 * answer at all. `T` must be the type of the schema that the route answers with.
 */
export async function readJson<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, { ...init, headers: { accept: 'application/json', ...init?.headers } });
  if (!response.ok) throw await problemIn(response);
  return bodyOf<T>(response);
}

/** What a route refused, as it told it. */
export async function problemIn(response: Response): Promise<Error> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
  if (isProblem) return new ApiProblem(await bodyOf(response));
  return new Error(`${response.status} without problem details`);
}

/** Both sides are ours and built together: the route makes its answers from the same schemas as the types. */
async function bodyOf<T>(response: Response): Promise<T> {
  return (await response.json()) as T;
}
