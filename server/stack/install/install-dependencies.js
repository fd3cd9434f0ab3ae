import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitForFile } from './claim-file.js';
import { SetupProblem } from './setup-problem.js';

const STAMP = 'node_modules/.nibble-installed';

/**
 * Brings node_modules to what package-lock.json says; does nothing when it is there already. npm removes the stamp
 * together with the folder, so an install that was cut short is simply done again.
 */
export async function installDependencies(root, say) {
  if (isInstalled(root)) return;
  const lock = join(root, '.nibble', 'install.lock');
  const release = await waitForFile(lock, ({ pid }) => say(`dependencies  waiting for the install of process ${pid}`));
  try {
    if (isInstalled(root)) return;
    const began = Date.now();
    say('dependencies  npm ci …');
    await npmCi(root);
    writeFileSync(join(root, STAMP), wantedHash(root));
    say(`dependencies  installed (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  } finally {
    release();
  }
}

function isInstalled(root) {
  const wanted = wantedHash(root);
  if (readOrNull(join(root, STAMP)) === wanted) return true;
  if (!holdsLockedPackages(root)) return false;
  writeFileSync(join(root, STAMP), wanted);
  return true;
}

function wantedHash(root) {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  for (const file of ['package.json', 'package-lock.json']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

// `npm install` by hand is as good as ours: npm notes what it has put in place, and only once it is all there.
function holdsLockedPackages(root) {
  const installed = readOrNull(join(root, 'node_modules/.package-lock.json'));
  if (installed === null) return false;
  const here = JSON.parse(installed).packages ?? {};
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const asked = JSON.stringify([dependencies, devDependencies]);
  if (asked !== JSON.stringify([lock[''].dependencies, lock[''].devDependencies])) return false;
  return Object.entries(lock).every(
    ([path, entry]) => path === '' || entry.optional || here[path]?.integrity === entry.integrity,
  );
}

function readOrNull(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Runs `npm ci` with the npm on the PATH; its last words are shown only when it fails. */
function npmCi(root) {
  return new Promise((resolve, reject) => {
    const npm = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let words = '';
    for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (chunk) => (words = (words + chunk).slice(-2000)));
    npm.on('error', (error) =>
      reject(
        error.code === 'ENOENT'
          ? new SetupProblem('There is no npm on the PATH.', 'nvm install 24   (npm comes with Node)')
          : error,
      ),
    );
    npm.on('close', (code, signal) => (code === 0 ? resolve() : reject(npmProblem(words, code ?? signal))));
  });
}

function npmProblem(words, code) {
  const network = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(words);
  if (network) {
    return new SetupProblem(
      `npm cannot reach its registry:\n${words.trim()}`,
      'npm ping   (shows which registry is asked; `npm config set registry …` or a proxy mends it)',
    );
  }
  if (/ENOSPC/.test(words)) return new SetupProblem('The disk is full: npm could not install.', 'df -h .');
  if (/EACCES|EPERM|EROFS/.test(words)) {
    return new SetupProblem(`npm may not write here:\n${words.trim()}`, 'ls -ld . node_modules   (own the folder)');
  }
  return new SetupProblem(`npm ci failed (${code}):\n${words.trim()}`, 'npm ci');
}
