import type { z } from 'zod';

/** What is wrong with a field, for who sent it; undefined leaves it to the parser's own words. */
export function plainIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type')
    return issue.input === undefined ? 'is missing' : `must be ${kindOf(issue.expected)}`;
  if (issue.code === 'invalid_value')
    return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`;
  if (issue.code === 'invalid_format' && issue.format === 'datetime')
    return 'must be a time in UTC such as 2026-11-24T12:04:10.000Z';
  return undefined;
}

function kindOf(expected: string): string {
  if (expected === 'int') return 'a whole number';
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}
