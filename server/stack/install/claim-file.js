import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { bornAt, isAlive } from './process-identity.js';

const HALF_WRITTEN_MS = 2000;

/**
 * Takes a lock file for this process, or names the living process that holds it. A lock whose holder died is taken over.
 * Returns `{ release }` or `{ holder: { pid, born } }`.
 */
export function claimFile(path) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, born: bornAt(process.pid) });
  for (;;) {
    if (write(path, mine)) return { release: () => releaseFile(path, mine) };
    const held = read(path);
    if (held === null) continue;
    const holder = parse(held.text);
    if (holder ? isAlive(holder) : held.ageMs < HALF_WRITTEN_MS) return { holder: holder ?? { pid: 0, born: '' } };
    setAside(path, held.text);
  }
}

/** Waits until the lock is free and takes it. `onWait` hears once who holds it. Returns the function that gives it back. */
export async function waitForFile(path, onWait) {
  for (let told = false; ; told = true) {
    const claim = claimFile(path);
    if (claim.release) return claim.release;
    if (!told) onWait(claim.holder);
    await new Promise((wake) => setTimeout(wake, 200));
  }
}

function write(path, text) {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function read(path) {
  try {
    return { text: readFileSync(path, 'utf8'), ageMs: Date.now() - statSync(path).mtimeMs };
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

function parse(text) {
  try {
    const { pid, born } = JSON.parse(text);
    return Number.isInteger(pid) && typeof born === 'string' ? { pid, born } : null;
  } catch {
    return null;
  }
}

// Two that find the same dead holder must not both remove: the loser could throw away the winner's new lock.
function setAside(path, expected) {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
    if (readFileSync(aside, 'utf8') !== expected) writeFileSync(path, readFileSync(aside), { flag: 'wx' });
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  }
  rmSync(aside, { force: true });
}

function releaseFile(path, mine) {
  if (read(path)?.text === mine) rmSync(path, { force: true });
}
