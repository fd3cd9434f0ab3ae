import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { runCommand } from '../supervisor/run-command.ts';

export interface PortHolder {
  pid: number;
  command: string;
}

const LISTEN = '0A';

/** Which process listens on the port, when the system tells us (it hides other users' processes). Never throws. */
export function findPortHolder(port: number): Promise<PortHolder | null> {
  return process.platform === 'linux' ? Promise.resolve(holderOnLinux(port)) : holderByLsof(port);
}

function holderOnLinux(port: number): PortHolder | null {
  const sockets = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningSockets(table, port));
  if (sockets.length === 0) return null;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (openFiles(pid).some((file) => sockets.includes(file))) return { pid: Number(pid), command: commandOf(pid) };
  }
  return null;
}

/** Columns of the table: number, local address:port in hexadecimal, remote, state, …, inode as the tenth. See proc(5). */
function listeningSockets(table: string, port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return read(table)
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === LISTEN && local?.endsWith(wanted))
    .map((columns) => `socket:[${columns[9]}]`);
}

function openFiles(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((file) => linkOf(`/proc/${pid}/fd/${file}`));
  } catch {
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function commandOf(pid: string): string {
  return read(`/proc/${pid}/cmdline`).split('\0').filter(Boolean).slice(0, 3).join(' ').slice(0, 80);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

async function holderByLsof(port: number): Promise<PortHolder | null> {
  const said = await runCommand('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']);
  const pid = /^p(\d+)$/m.exec(said.output)?.[1];
  return pid ? { pid: Number(pid), command: /^c(.+)$/m.exec(said.output)?.[1] ?? '?' } : null;
}
