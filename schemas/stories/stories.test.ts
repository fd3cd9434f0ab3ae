import { readdirSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { eventSchema, listEvents } from '../dictionary.ts';
import lifecycle from '../processes/order-lifecycle.json' with { type: 'json' };
import { listServices } from '../services.ts';
import story from './order-lifecycle.json' with { type: 'json' };
import storySchema from './story.schema.json' with { type: 'json' };

const validate = new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(storySchema);
const idsOf = (places: readonly { id: string }[]) => places.map(({ id }) => id).sort();

/** The values that a field, or a field within it, may have in some version of a type. */
function valuesOf(type: string, ...path: string[]): unknown[] {
  return listEvents()
    .filter((entry) => entry.type === type)
    .flatMap(({ version }) => {
      const field = at(eventSchema(type, version), ...path.flatMap((name) => ['properties', name]));
      const values = at(field, 'enum') ?? at(field, 'items', 'enum');
      return Array.isArray(values) ? values : [];
    });
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
    value,
  );
}

describe('a story file', () => {
  test.each([
    ['a step without its turn', { ...story, steps: { ready: { missing: 'the food', next: 'It is ready' } } }],
    ['a tone that nobody reads', { ...story, sentences: { 'a.b': [{ say: 'It is.', tone: 'sad' }] } }],
    ['no words for an event', { ...story, sentences: { 'a.b': [] } }],
    ['a word that nobody reads', { ...story, jokes: [] }],
  ])('is refused with %s', (_, file) => {
    expect(validate(file)).toBe(false);
  });

  test('fits its schema, bears the name of its process, and is the only one', () => {
    validate(story);
    expect(validate.errors).toBe(null);
    expect(story.process).toBe(lifecycle.id);
    expect(readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'))).toEqual([
      `${story.process}.json`,
      'story.schema.json',
    ]);
  });

  test('holds templates that can be filled', () => {
    const texts = [...JSON.stringify(story).matchAll(/\{([^{}"]*)\}/g)].map(([, field]) => field ?? '');
    const inPaths = Object.keys(story.requests).flatMap((path) => path.match(/\{(\w+)\}/)?.[1] ?? []);
    const odd = texts.filter((field) => !/^\w+(?:\|(?:money|words|list))?$/.test(field) && !inPaths.includes(field));
    expect(odd).toEqual([]);
  });
});

describe('the story of an order', () => {
  test('tells or leaves out every event there is, each in one way', () => {
    const { asked, sent, failed } = story.notices;
    const known = [...Object.keys(story.sentences), ...story.untold, asked, sent, failed].sort();
    expect(known).toEqual([...new Set(listEvents().map(({ type }) => type))].sort());
  });

  test('has a sentence for each event that needs no field, but for what says nothing by itself', () => {
    const bare = Object.entries(story.sentences).filter(([, variants]) => {
      const last = variants.at(-1);
      const templates = typeof last?.say === 'string' ? [last.say] : (last?.say ?? []);
      return (last && 'where' in last) || templates.every((template) => template.includes('{'));
    });
    expect(bare.map(([type]) => type)).toEqual(['order.updated']);
  });

  test('has words for every step, for what is undone by an event, and for each branch and end', () => {
    const undone = lifecycle.compensations.filter((compensation) => 'event' in compensation);
    expect(Object.keys(story.steps).sort()).toEqual(idsOf([...lifecycle.steps, ...undone]));
    expect(Object.keys(story.branches).sort()).toEqual(idsOf(lifecycle.branches));
    expect(Object.keys(story.ends).sort()).toEqual(lifecycle.ends.map(({ event }) => event).sort());
  });

  test('says what follows by itself of exactly the steps that have a deadline', () => {
    const spoken = Object.entries(story.steps).flatMap(([id, step]) => ('orElse' in step ? [id] : []));
    const due = lifecycle.steps.flatMap(({ id, withinMs }) => (withinMs === undefined ? [] : [id]));
    expect(spoken.sort()).toEqual(due.sort());
  });

  test('asks fields only for values that they may have, and knows each reason to cancel', () => {
    const asked = Object.entries(story.sentences).flatMap(([type, variants]) =>
      variants.flatMap((variant) =>
        Object.entries('where' in variant ? (variant.where ?? {}) : {}).flatMap(([field, values]) =>
          values.map((value: string) => ({ type, field, value })),
        ),
      ),
    );
    expect(asked.filter(({ type, field, value }) => !valuesOf(type, field).includes(value))).toEqual([]);
    const reasons = asked.filter(({ type }) => type === 'order.cancelled').map(({ value }) => value);
    expect(reasons.sort()).toEqual([...valuesOf('order.cancelled', 'reason')].sort());
  });

  test('names every recipient, channel, subject and service', () => {
    const { asked, recipients, channels, subjects } = story.notices;
    expect(Object.keys(recipients).sort()).toEqual([...valuesOf(asked, 'recipient', 'kind')].sort());
    expect(Object.keys(channels).sort()).toEqual([...valuesOf(asked, 'channel')].sort());
    expect(Object.keys(subjects).sort()).toEqual([...valuesOf(asked, 'template')].sort());
    expect(Object.keys(story.services).sort()).toEqual(
      listServices()
        .map(({ name }) => name)
        .sort(),
    );
  });
});
