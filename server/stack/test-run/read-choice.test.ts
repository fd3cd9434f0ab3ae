import { describe, expect, test } from 'vitest';
import { readChoice } from './read-choice.ts';

describe('the arguments of npm test', () => {
  test.each([[['--only']], [['--only', 'integration']], [['int']], [['--only', 'check', 'server']]])(
    '%j are refused',
    (args) => {
      expect(readChoice(args)).toEqual(expect.any(String));
    },
  );

  test('none mean every suite', () => {
    expect(readChoice([])).toEqual({
      suites: ['check', 'int', 'contract', 'python', 'e2e', 'trial', 'alone'],
      files: [],
    });
  });

  test('one suite, and some of its files', () => {
    expect(readChoice(['--only', 'int', 'server/traces'])).toEqual({ suites: ['int'], files: ['server/traces'] });
  });
});
