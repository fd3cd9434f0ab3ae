import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../plan/stack-options.ts';

export type ToolRun = { exitCode: number; stdout: string; stderr: string };

/**
 * Runs a tool of the project's own node_modules on the tree at `root` and gives what it printed.
 * Goes through this process's Node: the tools' first lines would take whichever `node` stands on the PATH.
 */
export function runTool(root: string, script: string, args: string[]): Promise<ToolRun> {
  return runCommand(root, process.execPath, [join(projectRoot, 'node_modules', script), ...args]);
}

/** Runs a command in `root`. Rejects only when it cannot be started. */
export function runCommand(root: string, command: string, args: string[]): Promise<ToolRun> {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ exitCode: code ?? 1, stdout, stderr }));
  });
}
