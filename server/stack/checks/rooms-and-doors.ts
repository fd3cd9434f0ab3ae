import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { cruise, type ICruiseResult, type IViolation } from 'dependency-cruiser';
import type { Checker, Finding } from './checker.ts';
import { codeFolders, projectFiles } from './project-files.ts';
import { roomRules } from './room-rules.ts';

const besideFolders = ['instrumentation.ts', 'instrumentation-client.ts', 'proxy.ts', 'next.config.js'];

/** dependency-cruiser over all code, by the rules of `room-rules.ts`. */
export const roomsAndDoors: Checker = {
  name: 'rooms and doors',
  async run(root) {
    const result = await cruiseAt(root);
    const seen = new Set(result.modules.map((module) => module.source));
    const expected = (await projectFiles(root, ['.ts', '.tsx'])).filter(isCruised);
    const looked = expected.filter((path) => seen.has(path)).length;
    const violations = result.summary.violations;
    const findings = [...violations.map(asFinding), ...blindness(result)];
    return { looked, expected: expected.length, of: 'files', findings: unique(findings), notes: [] };
  },
};

async function cruiseAt(root: string): Promise<ICruiseResult> {
  const start = await existing(root, [...codeFolders, ...besideFolders]);
  if (start.length === 0) throw new Error('there is no folder of code here');
  // TypeScript 7 has no compiler API: without another parser the cruiser sees no .ts file at all, and passes.
  const { output } = await cruise(
    start,
    {
      baseDir: root,
      parser: 'swc',
      validate: true,
      ruleSet: { forbidden: roomRules.map((rule) => ({ ...rule, severity: 'error' })) },
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '(^|/)\\.next/' },
      tsPreCompilationDeps: true,
    },
    {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs'],
    },
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser gave text instead of a result');
  return output;
}

async function existing(root: string, names: string[]): Promise<string[]> {
  const there = await Promise.all(
    names.map((name) =>
      access(join(root, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return names.filter((_, index) => there[index]);
}

/** Declarations say what a package's code is; they are no code of ours to cruise. */
function isCruised(path: string): boolean {
  if (path.endsWith('.d.ts')) return false;
  return codeFolders.some((folder) => path.startsWith(`${folder}/`)) || besideFolders.includes(path);
}

/** Files without any import at all, each and every one: the parser read nothing. */
function blindness(result: ICruiseResult): Finding[] {
  const dependencies = result.modules.reduce((sum, module) => sum + module.dependencies.length, 0);
  if (dependencies > 0) return [];
  const mend = 'See that @swc/core is installed and that dependency-cruiser takes its version.';
  return [{ where: '', what: 'the cruiser found no import in any file', mend }];
}

function asFinding(violation: IViolation): Finding {
  const rule = roomRules.find(({ name }) => name === violation.rule.name);
  const via = (violation.via ?? violation.cycle ?? []).map(({ name }) => name);
  const path = via.length > 0 ? via.join(' → ') : violation.to;
  return { where: violation.from, what: `${violation.rule.name}: imports ${path}`, mend: rule?.comment ?? '' };
}

/** A cycle is reported once for each file on it; one line is enough. */
function unique(findings: Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ where, what }) => {
    const parts = [where, ...what.replace(/^.*imports /, '').split(' → ')];
    const key = what.startsWith('no import cycles') ? [...new Set(parts)].sort().join() : `${where} ${what}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
