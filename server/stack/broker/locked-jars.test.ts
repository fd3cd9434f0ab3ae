import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kafkaVersion } from '../plan/defaults.ts';
import { fileNameOf, lockedJars } from './locked-jars.ts';

const pom = readFileSync(join(import.meta.dirname, 'pom.xml'), 'utf8');

test('the pom, the lock list and the constants name one version of the broker', () => {
  expect(pom).toContain(`<version>${kafkaVersion}</version>`);
  expect(lockedJars.map(fileNameOf)).toContain(`kafka_2.13-${kafkaVersion}.jar`);
});

test('every dependency of the pom is in the lock list', () => {
  const wanted = [...pom.matchAll(/<dependency>[\s\S]*?<artifactId>(.+?)<[\s\S]*?<version>(.+?)</g)];
  expect(wanted.length).toBeGreaterThanOrEqual(2);
  for (const [, artifact, version] of wanted)
    expect(lockedJars.map(fileNameOf)).toContain(`${artifact}-${version}.jar`);
});

test('no two jars share a file name, and each has a whole hash', () => {
  expect(new Set(lockedJars.map(fileNameOf)).size).toBe(lockedJars.length);
  for (const { sha256, bytes } of lockedJars) {
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(bytes).toBeGreaterThan(0);
  }
});
