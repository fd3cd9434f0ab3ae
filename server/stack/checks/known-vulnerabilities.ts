import { z } from 'zod';
import answers from './answers.json' with { type: 'json' };
import type { Checker, CheckReport, Finding } from './checker.ts';
import { lockedPackages } from './locked-packages.ts';
import { runCommand } from './run-tool.ts';

const advisory = z.object({ source: z.number(), title: z.string(), url: z.string(), severity: z.string() });

const audit = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({ severity: z.string(), via: z.array(z.union([z.string(), advisory])) }),
  ),
});

const answered = new Map<string, string>(Object.entries(answers.audit));

/** `npm audit`. A registry that does not answer audits is said, not counted as a fault of the project. */
export const knownVulnerabilities: Checker = {
  name: 'known vulnerabilities',
  async run(root) {
    const packages = (await lockedPackages(root)).length;
    const { stdout } = await runCommand(root, 'npm', ['audit', '--json', '--fetch-retries=0', '--fetch-timeout=15000']);
    return auditReport(stdout, packages);
  },
};

/** Reads what `npm audit --json` printed. */
export function auditReport(json: string, packages: number): CheckReport {
  const parsed = audit.safeParse(parseJson(json));
  const report = { looked: packages, expected: 1, of: 'packages', findings: [], notes: [] };
  if (!parsed.success) return { ...report, notes: ['audit: not available (the registry does not answer audits)'] };
  const found = Object.entries(parsed.data.vulnerabilities);
  const advisories = found.flatMap(([name, { via }]) =>
    via.flatMap((cause) => (typeof cause === 'string' ? [] : [{ name, ...cause }])),
  );
  const grave = advisories.filter(({ severity }) => severity === 'high' || severity === 'critical');
  const notes = [`${advisories.length} known, ${grave.length} of them grave`];
  return { ...report, findings: grave.flatMap(findingOf), notes };
}

function findingOf(found: z.infer<typeof advisory> & { name: string }): Finding[] {
  if (answered.has(String(found.source))) return [];
  const mend = `Update it, or say in server/stack/checks/answers.json under "audit" "${found.source}" why it cannot harm here.`;
  return [{ where: found.name, what: `${found.severity}: ${found.title} (${found.url})`, mend }];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
