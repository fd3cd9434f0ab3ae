import 'server-only';
import type { ProblemDetails } from '#schemas/api/common.ts';
import { problemOf } from './problem-of.ts';
import { reading } from './system-watch.ts';

export type PageRead<T> = { data: T; problem: null } | { data: null; problem: ProblemDetails };

/** The error border of a page: its first reading, or what a panel's failed face says of why there is none. */
export async function readForPage<T>(where: string, read: () => Promise<T>): Promise<PageRead<T>> {
  try {
    return { data: await reading(read), problem: null };
  } catch (thrown) {
    return { data: null, problem: problemOf(thrown, where) };
  }
}
