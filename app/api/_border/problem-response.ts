import { problemOf } from '#app/_server/problem-of.ts';

/** Whatever a route threw, as problem details (RFC 9457). */
export function problemResponse(thrown: unknown, route: string): Response {
  const problem = problemOf(thrown, route);
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}
