import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * When a process was born, as the system words it, or null when no such process lives (a zombie does not).
 * A pid alone is not enough to end a process: the system gives old numbers to new processes.
 */
export function bornAt(pid) {
  return process.platform === 'linux' ? bornAtOnLinux(pid) : bornAtByPs(pid);
}

/** Whether exactly this process, and not a later one with its number, still lives. */
export function isAlive({ pid, born }) {
  return bornAt(pid) === born;
}

function bornAtOnLinux(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name may hold blanks and brackets; the numbered fields of proc(5) go on after its last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)}-${fields[19]}`;
  } catch {
    return null;
  }
}

function bornAtByPs(pid) {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const [state, ...born] = line.split(/\s+/);
    return !state || state.startsWith('Z') ? null : born.join(' ');
  } catch {
    return null;
  }
}
