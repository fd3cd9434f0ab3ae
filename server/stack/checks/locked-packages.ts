import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const manifest = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});

const lockEntry = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  inBundle: z.boolean().default(false),
  link: z.boolean().default(false),
});

const lock = z.object({ packages: z.record(z.string(), lockEntry) });

const installed = z.object({
  license: z.union([z.string(), z.object({ type: z.string() }).transform(({ type }) => type)]).optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
});

export type LockedPackage = {
  name: string;
  path: string;
  version: string;
  /** Null where the package has no file of its own: it came inside another one, whose hash covers it. */
  integrity: string | null;
  bundled: boolean;
  license: string;
};

/** Every package of package-lock.json, with the licence its own package.json names (the lock's word where it is not installed here). */
export async function lockedPackages(root: string): Promise<LockedPackage[]> {
  const { packages } = lock.parse(await readJson(join(root, 'package-lock.json')));
  const entries = Object.entries(packages).filter(([path, entry]) => path !== '' && !entry.link);
  return Promise.all(
    entries.map(async ([path, entry]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      path,
      version: entry.version ?? '',
      integrity: entry.integrity ?? null,
      bundled: entry.inBundle,
      license: (await installedLicense(join(root, path))) ?? entry.license ?? '',
    })),
  );
}

/** The versions package.json asks for, of all kinds of dependencies. */
export async function askedVersions(root: string): Promise<{ name: string; version: string }[]> {
  const asked = manifest.parse(await readJson(join(root, 'package.json')));
  const all = { ...asked.dependencies, ...asked.devDependencies, ...asked.optionalDependencies };
  return Object.entries(all).map(([name, version]) => ({ name, version }));
}

async function installedLicense(folder: string): Promise<string | null> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => null);
  if (text === null) return null;
  const { license, licenses } = installed.parse(JSON.parse(text));
  return license ?? licenses?.map(({ type }) => type).join(' OR ') ?? null;
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}
