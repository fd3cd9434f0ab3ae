import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAlive, type ProcessIdentity } from '../install/process-identity.js';
import type { ProcessView } from './process-spec.ts';

/** What `<data>/run/stack.json` says: who runs the stack and which processes belong to it. */
export interface StackState {
  supervisor: ProcessIdentity;
  startedAt: string;
  /** The address of the console, or null when it is not part of this stack. */
  address: string | null;
  processes: ProcessView[];
}

export function writeState(path: string, state: StackState): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(state, null, 2)}\n`);
  renameSync(draft, path);
}

/** Null when there is no state, or what is there was not written by this program. */
export function readState(path: string): StackState | null {
  try {
    const state: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isState(state) ? state : null;
  } catch {
    return null;
  }
}

export function removeState(path: string): void {
  rmSync(path, { force: true });
}

export function runs(view: { pid: number | null; born: string | null }): boolean {
  return view.pid !== null && view.born !== null && isAlive({ pid: view.pid, born: view.born });
}

function isState(value: unknown): value is StackState {
  return typeof value === 'object' && value !== null && 'supervisor' in value && 'processes' in value;
}
