import { expect, test } from 'vitest';
import { isTouched, stateLines } from './state-lines.ts';

const lines = stateLines({ status: 'ready', driver: null, items: [{ sku: 'a', quantity: 2 }], none: [], 'a/b': true });

test('a state is set out a field a line, each with its pointer', () => {
  expect(lines.map(({ pointer, depth, value, kind }) => `${depth} ${pointer} ${kind} ${value}`)).toEqual([
    '0 /status text ready',
    '0 /driver word null',
    '0 /items parts null',
    '1 /items/0 parts null',
    '2 /items/0/sku text a',
    '2 /items/0/quantity number 2',
    '0 /none word an empty list',
    '0 /a~1b word true',
  ]);
});

test('a line is touched by its own pointer and by that of the whole it is part of', () => {
  const touched = lines.filter((line) => isTouched(line, ['/items/0', '/stat'])).map(({ pointer }) => pointer);
  expect(touched).toEqual(['/items/0', '/items/0/sku', '/items/0/quantity']);
});

test('what is no object has no lines', () => {
  expect(stateLines(null)).toEqual([]);
  expect(stateLines('text')).toEqual([]);
});
