import 'server-only';
import { problemOf } from './problem-of.ts';

/** What an answer says of a part of it that failed: never its message, which may hold anything, but where the log has it. */
export function sayFailure(where: string): (failure: unknown) => string {
  return (failure) => {
    const { code, detail, ref } = problemOf(failure, where);
    return code === 'internal' ? `${detail} (${ref})` : detail;
  };
}
