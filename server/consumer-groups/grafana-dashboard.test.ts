import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { lagMetrics } from './lag-metrics.ts';
import { MetricText } from './metric-text.ts';
import { sampleGroup, samplePlace } from './sample-place.ts';
import { tellGroup, tellPartitions, tellTopic } from './tell-group-metrics.ts';

const dashboard = z
  .object({
    panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) })),
    templating: z.object({ list: z.array(z.object({ name: z.string(), definition: z.string().optional() })) }),
  })
  .parse(JSON.parse(await readFile(new URL('grafana-dashboard.json', import.meta.url), 'utf8')));

const queries = [
  ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
  ...dashboard.templating.list.flatMap(({ name, definition }) => (definition ? [[name, definition] as const] : [])),
];

/** Metrics with the labels that a query asks of them. */
function selectorsOf(query: string): { metric: string; labels: string[] }[] {
  const selectors = [...query.matchAll(/((?:kminion|kafka|nibble)_\w+)(?:\{([^}]*)\})?/g)];
  return selectors.map(([, metric = '', matchers = '']) => ({
    metric,
    labels: [...matchers.matchAll(/(\w+)\s*[=!]/g)].map(([, label = '']) => label),
  }));
}

function samples(): string[] {
  const text = new MetricText();
  const topic = { topic: 'order-events', places: [samplePlace({ lost: '3' })], age: 4 };
  tellGroup(text, 'local', sampleGroup);
  tellTopic(text, 'local', 'orders', topic);
  tellPartitions(text, 'local', 'orders', topic, new Set());
  return text.toString().split('\n');
}

test.each(queries)('%s asks for what is told', (_, query) => {
  const selectors = selectorsOf(query);
  expect(selectors.length).toBeGreaterThan(0);
  for (const { metric, labels } of selectors) {
    expect(Object.keys(lagMetrics)).toContain(metric);
    const sample = samples().find((line) => line.startsWith(`${metric}{`));
    for (const label of labels) if (sample) expect(sample).toContain(`${label}="`);
  }
});

test('every panel of the dashboard is looked at', () => {
  expect(dashboard.panels.length).toBeGreaterThan(10);
  expect(dashboard.panels.every(({ targets }) => targets.length > 0)).toBe(true);
});
