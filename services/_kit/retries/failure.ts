import { createHash } from 'node:crypto';
import { NibbleError } from '#schemas/errors.ts';
import { UnpublishableEvent } from '../event.ts';
import { isOutage } from '../is-outage.ts';

export type FailureStage = 'deserialize' | 'schema' | 'validate' | 'handle' | 'publish';

/** Why a record could not be handled, and whether trying again may help. */
export type Failure = {
  stage: FailureStage;
  retryable: 'yes' | 'no' | 'unknown';
  type: string;
  message: string;
  stack: string | undefined;
  /** The same for failures of one cause: a hash of the error's type and where it was thrown, without line numbers. */
  fingerprint: string;
  /** Of an event that was not understood: what it says it is. */
  schema?: { id: string; version: string } | undefined;
};

// PostgreSQL, Appendix A: serialization failure, deadlock, lock not available, unique violation (two inserts at once).
const conflicts = new Set(['40001', '40P01', '55P03', '23505']);
const topFrames = 5;

/** Two transactions met: the same thing again, at once, mostly works. */
export function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && conflicts.has(String(error.code));
}

/** Something the service needs does not answer: not the record's fault, so its partition waits for the end of it. */
export function isDependencyOutage(error: unknown): boolean {
  return isOutage(error) || (error instanceof NibbleError && error.code === 'unavailable');
}

export function failureOf(error: unknown): Failure {
  const root = rootOf(error);
  const type = typeOf(root);
  const stack = error instanceof Error ? error.stack : undefined;
  const { stage, retryable } = judge(error);
  const frames = framesOf(root);
  return { stage, retryable, type, message: messageOf(error), stack, fingerprint: hash([stage, type, ...frames]) };
}

/** A record that was refused before any handler saw it: its bytes will be the same the next time. */
export function refusal(
  stage: 'deserialize' | 'schema',
  message: string,
  schema?: { id: string; version: string },
): Failure {
  const type = stage === 'deserialize' ? 'UnreadableRecord' : 'SchemaMismatch';
  // There are no frames; the words without their figures tell one cause from another.
  const fingerprint = hash([stage, type, schema?.id ?? '', message.replaceAll(/\d+/g, '#')]);
  return { stage, retryable: 'no', type, message, stack: undefined, fingerprint, schema };
}

function judge(error: unknown): Pick<Failure, 'stage' | 'retryable'> {
  if (error instanceof UnpublishableEvent) return { stage: 'publish', retryable: 'unknown' };
  if (isConflict(error)) return { stage: 'handle', retryable: 'yes' };
  if (!(error instanceof NibbleError)) return { stage: 'handle', retryable: 'unknown' };
  switch (error.code) {
    case 'invalid':
    case 'forbidden':
      return { stage: 'validate', retryable: 'no' };
    case 'not_found':
    case 'conflict':
    case 'unavailable':
      return { stage: 'handle', retryable: 'yes' };
    case 'internal':
      return { stage: 'handle', retryable: 'unknown' };
  }
}

function rootOf(error: unknown): unknown {
  let root = error;
  for (let depth = 0; depth < 10 && root instanceof Error && root.cause instanceof Error; depth += 1) root = root.cause;
  return root;
}

function typeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const name = error.constructor.name || error.name;
  return 'code' in error && typeof error.code === 'string' ? `${name} ${error.code}` : name;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Function and file of the topmost frames: what stays when lines move and the code lies elsewhere. */
function framesOf(error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => line.trimStart().startsWith('at '));
  return frames
    .slice(0, topFrames)
    .map((line) => line.trim().replace(/\(?(file:\/\/)?\S*\/([^/\s]+?)(:\d+)*\)?$/, '$2'));
}

function hash(parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}
