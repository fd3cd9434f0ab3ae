import { describe, expect, it } from 'vitest';
import { jsonLines } from './json-lines.ts';
import { openLines, stepInTree } from './tree-lines.ts';

const lines = jsonLines('{"a":{"b":1},"c":[]}') ?? [];
const none: ReadonlySet<number> = new Set();

describe('openLines', () => {
  it('hides nothing for a line that opens nothing', () => {
    expect(openLines(lines, new Set([2, 4]))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('hides what a closed line holds, with its end', () => {
    expect(openLines(lines, new Set([1]))).toEqual([0, 1, 4, 5]);
    expect(openLines(lines, new Set([0]))).toEqual([0]);
  });
});

describe('stepInTree', () => {
  it('leaves other keys alone, and stays at the ends', () => {
    expect(stepInTree('x', lines, { at: 0, closed: none })).toBeNull();
    expect(stepInTree('ArrowUp', lines, { at: 0, closed: none })?.at).toBe(0);
    expect(stepInTree('ArrowDown', lines, { at: 5, closed: none })?.at).toBe(5);
  });

  it('closes, opens and leaves what holds a line', () => {
    expect(stepInTree('ArrowLeft', lines, { at: 1, closed: none })).toEqual({ at: 1, closed: new Set([1]) });
    expect(stepInTree('ArrowRight', lines, { at: 1, closed: new Set([1]) })).toEqual({ at: 1, closed: new Set() });
    expect(stepInTree('ArrowLeft', lines, { at: 2, closed: none })?.at).toBe(1);
    expect(stepInTree('ArrowDown', lines, { at: 1, closed: new Set([1]) })?.at).toBe(4);
  });
});
