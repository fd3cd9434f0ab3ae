import { log } from './log.ts';

type Where = { path: string; route: string };

/** One line for a page that failed. Next gives each such error a digest, the only thing of it that the browser gets. */
export function logPageFailure(error: unknown, where: Where): void {
  const ref = typeof error === 'object' && error !== null && 'digest' in error ? String(error.digest) : null;
  log().error({ err: error, ref, ...where }, 'a page failed');
}
