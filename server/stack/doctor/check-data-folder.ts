import { constants, existsSync } from 'node:fs';
import { access, mkdir, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StackProblem } from '../plan/stack-problem.ts';

const NEEDED_BYTES = 1_000_000_000;

/** What keeps the stack from using the folder for its data, or null. The folder is not made. */
export async function dataFolderProblem(folder: string): Promise<StackProblem | null> {
  // The broker splits its list of folders at commas and its class path at colons.
  if (/[,:]/.test(folder)) {
    return new StackProblem(
      `The broker cannot live in ${folder}: its path holds a comma or a colon.`,
      'NIBBLE_DATA=/var/tmp/nibble npm start',
    );
  }
  const nearest = nearestFolder(folder);
  const mayWrite = await access(nearest, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!mayWrite) {
    const mend = `sudo chown -R $(id -u) ${JSON.stringify(nearest)}   (or use another folder: NIBBLE_DATA=… npm start)`;
    return new StackProblem(`You may not write to ${nearest}, where the stack keeps its data.`, mend);
  }
  const { bavail, bsize } = await statfs(nearest);
  if (bavail * bsize >= NEEDED_BYTES) return null;
  const free = `${Math.floor((bavail * bsize) / 1e6)} MB`;
  return new StackProblem(
    `There is too little room for the stack's data: ${free} free at ${nearest}, 1 GB needed.`,
    `df -h ${JSON.stringify(nearest)}   (free some, or use another disk: NIBBLE_DATA=… npm start)`,
  );
}

/** Makes the folder for the stack's data. Throws StackProblem where it cannot be used. */
export async function requireDataFolder(folder: string): Promise<void> {
  const problem = await dataFolderProblem(folder);
  if (problem) throw problem;
  await mkdir(folder, { recursive: true });
}

function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(dirname(folder));
}
