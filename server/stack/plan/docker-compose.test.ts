import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { childEnvironment } from './child-environment.ts';
import {
  brokerMemory,
  brokerSettings,
  databaseName,
  databaseSettings,
  databaseUser,
  defaultPorts,
  kafkaVersion,
  postgresMajor,
  processNames,
  pythonServiceNames,
  serviceNames,
} from './defaults.ts';
import { projectRoot, readStackOptions } from './stack-options.ts';

const composeService = z.object({
  image: z.string(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()),
  ports: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  build: z.object({ dockerfile_inline: z.string() }).optional(),
});
const compose = z
  .object({ services: z.record(z.string(), composeService) })
  .parse(parse(readFileSync(join(projectRoot, 'docker-compose.yml'), 'utf8'), { merge: true }));

function part(name: string) {
  const found = compose.services[name];
  if (!found) throw new Error(`docker-compose.yml has no service "${name}"`);
  return found;
}

const environmentName = (setting: string) => `KAFKA_${setting.toUpperCase().replaceAll('.', '_')}`;
const byDefault = { NODE_ENV: 'production' } as const;
const embedded = childEnvironment(readStackOptions([], byDefault), { kafkaBrokers: '', databaseUrl: '' });

describe('docker-compose.yml and the embedded stack', () => {
  test('have the same processes, and the task that creates topics', () => {
    expect(Object.keys(compose.services).sort()).toEqual([...processNames, 'topics'].sort());
  });

  test('run the same broker with the same settings', () => {
    expect(part('kafka').image).toBe(`apache/kafka:${kafkaVersion}`);
    const settings = Object.entries(brokerSettings).map(([name, value]) => [environmentName(name), value]);
    expect(part('kafka').environment).toMatchObject(Object.fromEntries(settings));
    expect(part('kafka').environment.KAFKA_HEAP_OPTS).toBe(brokerMemory.join(' '));
  });

  test('give the broker no setting that the embedded one lacks, but for its place', () => {
    const place = /LISTENER|VOTERS|LOG_DIRS|HEAP_OPTS/;
    const known = Object.keys(brokerSettings).map(environmentName);
    const given = Object.keys(part('kafka').environment).filter((name) => !place.test(name));
    expect(given.sort()).toEqual(known.sort());
  });

  test('run the same database with the same settings', () => {
    expect(part('postgres').image).toBe(`postgres:${postgresMajor}`);
    const settings = Object.entries(databaseSettings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    expect(part('postgres').command).toEqual(['postgres', ...settings]);
    expect(part('postgres').environment).toMatchObject({ POSTGRES_USER: databaseUser, POSTGRES_DB: databaseName });
  });

  test.each<[string, string]>([
    ['kafka', `127.0.0.1:${defaultPorts.kafka}:${defaultPorts.kafka}`],
    ['postgres', `127.0.0.1:${defaultPorts.postgres}:5432`],
    ['collector', `127.0.0.1:${defaultPorts.otlp}:${defaultPorts.otlp}`],
    ['web', `127.0.0.1:${defaultPorts.web}:${defaultPorts.web}`],
    ...[...serviceNames, ...pythonServiceNames].map(
      (name) => [name, `127.0.0.1:${defaultPorts[name]}:${defaultPorts[name]}`] satisfies [string, string],
    ),
  ])('publish %s on loopback alone, at the same port', (name, port) => {
    expect(part(name).ports).toEqual([port]);
  });

  test.each(['collector', 'web', ...serviceNames, ...pythonServiceNames, 'traffic'])(
    '%s finds the same names in its environment',
    (name) => {
      expect(Object.keys(part(name).environment).sort()).toEqual([...Object.keys(embedded), 'HOST'].sort());
      const ports = Object.entries(embedded).filter(([key]) => key.endsWith('PORT'));
      expect(part(name).environment).toMatchObject(Object.fromEntries(ports));
    },
  );

  test.each([...serviceNames, 'traffic'])('%s starts from the same file', (name) => {
    expect(part(name).command).toEqual(['node', `services/${name}/main.ts`]);
  });

  test.each(pythonServiceNames)('%s starts from the same file, in an image with the same pinned packages', (name) => {
    expect(part(name).command).toEqual(['python', `services/${name}/main.py`]);
    expect(part(name).build?.dockerfile_inline).toContain(`--require-hashes -r services/${name}/requirements.txt`);
  });

  test.each(['kafka', 'postgres', 'collector', 'web', ...serviceNames, ...pythonServiceNames])(
    '%s says when it is well',
    (name) => {
      expect(part(name).healthcheck?.test[0]).toBe('CMD');
    },
  );

  test('build on the same line of Node', () => {
    expect(part('web').build?.dockerfile_inline).toMatch(/^FROM node:24-/);
  });

  test('start services after the topics were made, and traffic after the services', () => {
    for (const name of [...serviceNames, ...pythonServiceNames]) {
      expect(part(name).depends_on.topics?.condition).toBe('service_completed_successfully');
    }
    for (const name of serviceNames) {
      expect(part('traffic').depends_on[name]?.condition).toBe('service_healthy');
    }
  });
});
