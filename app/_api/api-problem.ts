import type { ProblemDetails } from '#schemas/api/common.ts';

/** A failure as our own API tells it; `problem.ref` finds it in the log. */
export class ApiProblem extends Error {
  readonly problem: ProblemDetails;

  constructor(problem: ProblemDetails) {
    super(problem.detail);
    this.name = 'ApiProblem';
    this.problem = problem;
  }
}

/** Whatever was thrown, as a problem that can be shown: a network failure has no reference. */
export function problemOf(thrown: unknown): Pick<ProblemDetails, 'detail'> & { ref: string | null } {
  if (thrown instanceof ApiProblem) return thrown.problem;
  return { detail: 'The console does not answer. Is it still running, and the network there?', ref: null };
}
