import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import { expect, test } from 'vitest';
import { attributeNames } from './attribute-names.ts';

const ours = new Set<string>([attributeNames.correlationId, attributeNames.requestId, attributeNames.contextProblems]);

test('every name that is not ours is a name of the semantic conventions', () => {
  const published = new Set<unknown>(Object.values(conventions));
  const unknown = Object.values(attributeNames).filter((name) => !ours.has(name) && !published.has(name));
  expect(published.size).toBeGreaterThan(500);
  expect(unknown).toEqual([]);
});
