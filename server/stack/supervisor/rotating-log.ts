import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const TAIL_LINES = 20;

export interface RotatingLog {
  path: string;
  write: (chunk: string | Buffer) => void;
  /** The last lines written by this process, for the sentence that says why it failed. */
  tail: () => string[];
  close: () => void;
}

/** A log file that keeps at most two times `maxBytes`: the file, and the one before it with `.1` at its end. */
export function openRotatingLog(path: string, maxBytes = 5_000_000): RotatingLog {
  mkdirSync(dirname(path), { recursive: true });
  let file = openSync(path, 'a');
  let size = statSync(path).size;
  let last = '';
  const rotate = () => {
    closeSync(file);
    renameSync(path, `${path}.1`);
    file = openSync(path, 'a');
    size = 0;
  };
  return {
    path,
    write(chunk) {
      if (size > maxBytes) rotate();
      size += writeOrDrop(file, chunk);
      last = `${last}${chunk}`.slice(-8000);
    },
    tail: () => last.trimEnd().split('\n').slice(-TAIL_LINES),
    close: () => closeSync(file),
  };
}

// A full disk must not end the supervisor; the processes say so themselves.
function writeOrDrop(file: number, chunk: string | Buffer): number {
  try {
    return writeSync(file, typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  } catch {
    return 0;
  }
}
