import answers from './answers.json' with { type: 'json' };
import type { Checker, Finding } from './checker.ts';
import { type LockedPackage, lockedPackages } from './locked-packages.ts';

const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
]);

/** `name` may end in a star. */
type Answer = { name: string; license: string; why: string };

const answered: Answer[] = answers.licences;

/** Every package of the lock file may be used by anyone for anything; what is not says why in `answers.json`. */
export const licences: Checker = {
  name: 'licences',
  async run(root) {
    const packages = await lockedPackages(root);
    return { looked: packages.length, expected: 1, of: 'packages', findings: packages.flatMap(findingOf), notes: [] };
  },
};

function findingOf({ name, license, path }: LockedPackage): Finding[] {
  if (isPermissive(license) || answered.some((answer) => isAnswered(answer, name, license))) return [];
  const what = license ? `is licensed ${license}` : 'names no licence';
  const mend =
    'Choose another package, or write its licence and why it does no harm into server/stack/checks/answers.json.';
  return [{ where: path, what, mend }];
}

function isAnswered(answer: Answer, name: string, license: string): boolean {
  const fits = answer.name.endsWith('*') ? name.startsWith(answer.name.slice(0, -1)) : name === answer.name;
  return fits && (license === answer.license || license.split(' AND ').includes(answer.license));
}

/** SPDX expressions in one line: any part of an OR will do, every part of an AND must. */
function isPermissive(expression: string): boolean {
  const choices = expression.replace(/[()]/g, '').split(/ OR /i);
  return choices.some((choice) => choice.split(/ AND /i).every((id) => permissive.has(id.trim())));
}
