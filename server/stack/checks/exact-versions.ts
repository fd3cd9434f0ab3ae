import type { Checker, Finding } from './checker.ts';
import { askedVersions, type LockedPackage, lockedPackages } from './locked-packages.ts';

/** The same install everywhere: exact versions asked, each locked with the hash of its file. */
export const exactVersions: Checker = {
  name: 'exact versions',
  async run(root) {
    const asked = await askedVersions(root);
    const packages = await lockedPackages(root);
    const findings = [
      ...asked.filter(({ version }) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)).map(looseVersion),
      ...asked.flatMap((dependency) => unlocked(dependency, packages)),
      ...packages.filter(({ integrity, bundled }) => integrity === null && !bundled).map(unhashed),
    ];
    return { looked: asked.length + packages.length, expected: asked.length + 1, of: 'versions', findings, notes: [] };
  },
};

function looseVersion({ name, version }: { name: string; version: string }): Finding {
  return {
    where: 'package.json',
    what: `${name} asks for ${version}`,
    mend: `Install it with \`npm install -E ${name}\`.`,
  };
}

function unlocked({ name, version }: { name: string; version: string }, packages: LockedPackage[]): Finding[] {
  if (packages.some((locked) => locked.path === `node_modules/${name}` && locked.version === version)) return [];
  const mend = 'Run `npm install` and commit package-lock.json together with package.json.';
  return [{ where: 'package-lock.json', what: `does not hold ${name} ${version}`, mend }];
}

function unhashed({ name, path }: LockedPackage): Finding {
  return {
    where: path,
    what: `${name} is locked without a hash`,
    mend: 'Run `npm install` against a registry and commit the lock file.',
  };
}
