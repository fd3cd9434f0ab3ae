import { runCommand } from '../supervisor/run-command.ts';

export interface Python {
  /** The interpreter itself, absolute: a shim on the PATH may mean another one elsewhere. */
  command: string;
  version: string;
}

const oldest = [3, 10] as const;
const look = 'import sys, venv, ensurepip; print("%d.%d" % sys.version_info[:2], sys.executable)';

export const pythonNeeded = `Python ${oldest.join('.')} or newer with venv`;

/** A Python that can make virtual environments: `NIBBLE_PYTHON`, else those on the PATH. Null when there is none. */
export async function findPython(env: NodeJS.ProcessEnv = process.env): Promise<Python | null> {
  const newest = [14, 13, 12, 11, 10].map((minor) => `python3.${minor}`);
  for (const command of env.NIBBLE_PYTHON ? [env.NIBBLE_PYTHON] : ['python3', 'python', ...newest]) {
    const said = await runCommand(command, ['-c', look], { env, timeoutMs: 20_000 });
    const found = said.code === 0 ? readPython(said.output) : null;
    if (found) return found;
  }
  return null;
}

/** What the interpreter printed of itself; null for one that is too old. */
export function readPython(output: string): Python | null {
  const [, major, minor, command] = /^(\d+)\.(\d+) (.+)$/m.exec(output) ?? [];
  if (command === undefined) return null;
  const isNewEnough = Number(major) > oldest[0] || (Number(major) === oldest[0] && Number(minor) >= oldest[1]);
  return isNewEnough ? { command: command.trim(), version: `${major}.${minor}` } : null;
}
