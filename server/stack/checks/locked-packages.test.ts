import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Checker, CheckReport } from './checker.ts';
import { exactVersions } from './exact-versions.ts';
import { auditReport } from './known-vulnerabilities.ts';
import { licences } from './licences.ts';
import { withTree } from './with-tree.ts';

type Entry = { version?: string; license?: string; integrity?: string };

/** A project whose lock file holds just these packages, none of them installed. */
function withLock(
  { dependencies, packages }: { dependencies: Record<string, string>; packages: Record<string, Entry> },
  checker: Checker,
): Promise<CheckReport> {
  const entries = Object.entries(packages).map(([name, entry]) => [`node_modules/${name}`, entry]);
  const lock = { packages: { '': {}, ...Object.fromEntries(entries) } };
  return withTree({}, async (root) => {
    await rm(join(root, 'node_modules'));
    await writeFile(join(root, 'package.json'), JSON.stringify({ dependencies }));
    await writeFile(join(root, 'package-lock.json'), JSON.stringify(lock));
    return checker.run(root);
  });
}

describe('packages', () => {
  test('only permissive licences pass unanswered', async () => {
    const packages = {
      free: { license: '(MIT OR GPL-3.0)' },
      tied: { license: 'GPL-3.0' },
      both: { license: 'MIT AND GPL-3.0' },
      mute: {},
      'axe-core': { license: 'MPL-2.0' },
      another: { license: 'MPL-2.0' },
    };
    const { findings, looked } = await withLock({ dependencies: {}, packages }, licences);
    expect(looked).toBe(6);
    expect(findings.map(({ where }) => where.replace('node_modules/', ''))).toEqual([
      'tied',
      'both',
      'mute',
      'another',
    ]);
  });

  test('versions are exact, locked and hashed', async () => {
    const packages = { a: { version: '1.0.0', integrity: 'sha512-' }, c: { version: '3.0.0' } };
    const { findings } = await withLock(
      { dependencies: { a: '1.0.0', b: '^2.0.0', c: '3.0.0' }, packages },
      exactVersions,
    );
    expect(findings.map(({ what }) => what)).toEqual([
      'b asks for ^2.0.0',
      'does not hold b ^2.0.0',
      'c is locked without a hash',
    ]);
  });

  test('a registry that does not answer is said and is no fault', () => {
    const report = auditReport('{"message":"405 Method Not Allowed"}', 5);
    expect(report.findings).toEqual([]);
    expect(report.notes).toEqual(['audit: not available (the registry does not answer audits)']);
  });

  test('a grave finding fails, a small one is counted', () => {
    const via = (source: number, severity: string) => [
      { source, title: 'Hole', url: 'https://example.org/1', severity },
    ];
    const vulnerabilities = {
      a: { severity: 'high', via: via(1, 'high') },
      b: { severity: 'low', via: via(2, 'low') },
      c: { severity: 'high', via: ['a'] },
    };
    const report = auditReport(JSON.stringify({ vulnerabilities }), 5);
    expect(report.findings.map(({ where, what }) => `${where} ${what}`)).toEqual([
      'a high: Hole (https://example.org/1)',
    ]);
    expect(report.notes).toEqual(['2 known, 1 of them grave']);
  });
});
