import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StackProblem } from '../plan/stack-problem.ts';
import { runCommand } from '../supervisor/run-command.ts';

const minimumJava = 17;

export interface Java {
  command: string;
  version: number;
  /** All it says about itself: another build is another JVM. */
  says: string;
}

/** The Java that runs the broker: JAVA_HOME's, else the one on the PATH. Throws StackProblem when it is missing or old. */
export async function findJava(env: NodeJS.ProcessEnv = process.env): Promise<Java> {
  const home = env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : null;
  const command = home && existsSync(home) ? home : 'java';
  const said = await runCommand(command, ['-version'], { env, timeoutMs: 20_000 });
  const version = said.code === 0 ? javaVersion(said.output) : null;
  if (version === null) throw new StackProblem('The broker needs Java and there is none.', howToInstall());
  if (version < minimumJava) {
    throw new StackProblem(
      `The broker needs Java ${minimumJava} or newer, and ${command} is Java ${version}.`,
      howToInstall(),
    );
  }
  return { command, version, says: said.output };
}

/** The feature release in what `java -version` prints: 17 of "17.0.15", 8 of "1.8.0_392". */
export function javaVersion(output: string): number | null {
  const found = /version "(?:1\.)?(\d+)/.exec(output);
  return found?.[1] ? Number(found[1]) : null;
}

function howToInstall(): string {
  if (process.platform === 'darwin') return 'brew install openjdk@21   (or set JAVA_HOME)';
  return 'sudo apt-get install -y openjdk-17-jre-headless   (or set JAVA_HOME)';
}
