import { existsSync } from 'node:fs';
import type { CommandLine } from './process-spec.ts';

const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));

/**
 * The command line, made such that Linux sends the signal when the supervisor is killed outright. Elsewhere the next
 * start ends what was left.
 */
export function endedWithParent(signal: 'SIGTERM' | 'SIGINT', command: CommandLine): CommandLine {
  if (process.platform !== 'linux' || !setpriv) return command;
  return [setpriv, '--pdeathsig', signal.replace('SIG', ''), ...command];
}
