import { expect, test } from 'vitest';
import { metresBetween } from './metres-between.ts';

const at = (latitude: number, longitude: number) => ({ latitude, longitude });

test('who stands still moves nothing, and the other side of the date line is near', () => {
  expect(metresBetween(at(52.5, 13.4), at(52.5, 13.4))).toBe(0);
  expect(metresBetween(at(0, 179.999), at(0, -179.999))).toBeLessThan(250);
});

test('the far side of the earth is half around it', () => {
  expect(metresBetween(at(90, 0), at(-90, 0))).toBeCloseTo(Math.PI * 6_371_000, 0);
});

test('a degree of latitude is some 111 km, one of longitude less the further north', () => {
  expect(metresBetween(at(52, 13), at(53, 13)) / 1000).toBeCloseTo(111.2, 1);
  expect(metresBetween(at(52.5, 13), at(52.5, 14)) / 1000).toBeCloseTo(67.7, 1);
});
