import type { Keywords } from '../compatibility/json-schema.ts';
import envelope from '../envelope.json' with { type: 'json' };
import failureHeaders from '../failure-headers.json' with { type: 'json' };
import { listServices, type ServiceEntry } from '../services.ts';
import topicsFile from '../topics.json' with { type: 'json' };
import { type EventFacts, exampleEvent, type TopicFacts, topics } from './event-facts.ts';

const kafkaBinding = '0.5.0';

/** The platform as an AsyncAPI 3 document: topics, events in all their versions, and who tells and hears what. */
export function asyncApiDocument(events: readonly EventFacts[]): object {
  return {
    asyncapi: '3.0.0',
    id: 'urn:nibble:events',
    info: {
      title: 'Nibble',
      version: '1.0.0',
      description: 'The events by which the services of Nibble bring an order to the door.',
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/json',
    channels: { ...channelsOf(events), ...failureChannels() },
    operations: Object.fromEntries(listServices().flatMap((service) => operationsOf(service, events))),
    components: {
      messages: { ...Object.fromEntries(events.flatMap(messagesOf)), ...failureMessages() },
      messageTraits: { event: messageTrait },
      schemas: {
        envelope: asPayload(envelope),
        headers: headersSchema(),
        ...Object.fromEntries(
          events.flatMap(({ type, versions }) =>
            versions.map(({ version, schema }) => [messageName(type, version), asPayload(schema)]),
          ),
        ),
      },
    },
  };
}

function channelsOf(events: readonly EventFacts[]): Record<string, object> {
  return Object.fromEntries(
    topics.map((topic) => {
      const told = events.filter((event) => event.topic.name === topic.name).flatMap(messageNames);
      const messages = Object.fromEntries(told.map((name) => [name, { $ref: `#/components/messages/${name}` }]));
      return [
        topic.name,
        { address: topic.name, description: topic.description, messages, bindings: { kafka: topicBinding(topic) } },
      ];
    }),
  );
}

function topicBinding({ name, partitions, cleanup, retentionMs }: TopicFacts): object {
  return {
    topic: name,
    partitions,
    topicConfiguration: { 'cleanup.policy': [cleanup], 'retention.ms': retentionMs },
    bindingVersion: kafkaBinding,
  };
}

/** Where records wait that a group could not handle: byte for byte as they came, with headers that say why. */
function failureChannels(): Record<string, object> {
  const topic = { enum: topics.map(({ name }) => name), description: 'where the record came from' };
  const group = {
    enum: listServices().map(({ consumerGroup }) => consumerGroup),
    description: 'who could not handle it',
  };
  const tiers = topicsFile.retry.delaysMs.map((_, at) => String(at + 1));
  const tier = { enum: tiers, description: 'each waits longer than the one before' };
  return {
    retry: {
      address: '{topic}.{group}.retry.{tier}',
      description: topicsFile.retry.description,
      parameters: { topic, group, tier },
      messages: { retry: { $ref: '#/components/messages/retry' } },
    },
    deadLetter: {
      address: '{topic}.{group}.dlq',
      description: topicsFile.deadLetter.description,
      parameters: { topic, group },
      messages: { deadLetter: { $ref: '#/components/messages/deadLetter' } },
    },
  };
}

function failureMessages(): Record<string, object> {
  const message = (title: string, added: readonly FailureHeader[]) => ({
    title,
    summary: failureHeaders.description,
    headers: addedHeaders(added),
    payload: { description: 'the value as it came; it need not be an event at all' },
  });
  return {
    retry: message('A record that is tried again', failureHeaders.retry),
    deadLetter: message('A record that was given up', failureHeaders.deadLetter),
  };
}

type FailureHeader = { name: string; isRequired: boolean; meaning: string };

function addedHeaders(added: readonly FailureHeader[]): object {
  return {
    type: 'object',
    required: added.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    properties: Object.fromEntries(added.map(({ name, meaning }) => [name, { type: 'string', description: meaning }])),
  };
}

function operationsOf(service: ServiceEntry, events: readonly EventFacts[]): [string, object][] {
  const { name, description, consumerGroup, produces, consumes } = service;
  const groupId = { type: 'string', enum: [consumerGroup] };
  return topics.flatMap((topic) => {
    const inTopic = events.filter((event) => event.topic.name === topic.name);
    const operation = (action: 'send' | 'receive', types: readonly string[], bindings: object): [string, object][] => {
      const told = inTopic.filter(({ type }) => types.includes(type)).flatMap(messageNames);
      if (told.length === 0) return [];
      const channel = `#/channels/${topic.name}`;
      const messages = told.map((message) => ({ $ref: `${channel}/messages/${message}` }));
      const word = action === 'send' ? 'tells' : 'hears';
      return [
        [
          `${name}.${word}.${topic.name}`,
          {
            action,
            channel: { $ref: channel },
            title: `${name} ${word} ${topic.name}`,
            description,
            tags: [{ name }],
            messages,
            ...bindings,
          },
        ],
      ];
    };
    return [
      ...operation('send', produces, {}),
      ...operation('receive', consumes, { bindings: { kafka: { groupId, bindingVersion: kafkaBinding } } }),
    ];
  });
}

function messagesOf(facts: EventFacts): [string, object][] {
  return facts.versions.map(({ version, schema }) => {
    const name = messageName(facts.type, version);
    const data = { $ref: `#/components/schemas/${name}` };
    const own = { event_type: { const: facts.type }, event_version: { const: version }, data };
    const key = { type: 'string', description: facts.topic.key };
    return [
      name,
      {
        name,
        title: `${String(schema.title ?? facts.type)}, version ${version}`,
        summary: String(schema.description ?? ''),
        traits: [{ $ref: '#/components/messageTraits/event' }],
        payload: { allOf: [{ $ref: '#/components/schemas/envelope' }, { type: 'object', properties: own }] },
        bindings: { kafka: { key, bindingVersion: kafkaBinding } },
        examples: [{ name, payload: exampleEvent(facts, version) }],
      },
    ];
  });
}

const messageTrait = { contentType: 'application/json', headers: { $ref: '#/components/schemas/headers' } };

/** The envelope again, each as text, and the trace. */
function headersSchema(): object {
  const { data: _data, ...fields } = envelope.properties;
  const repeated = Object.keys(fields).map((name) => [
    name,
    { type: 'string', description: `as ${name} in the value` },
  ]);
  const trace = ['traceparent', 'tracestate', 'baggage'].map((name) => [
    name,
    { type: 'string', description: 'W3C trace context' },
  ]);
  return {
    type: 'object',
    required: envelope.required.filter((name) => name !== 'data'),
    properties: Object.fromEntries([...repeated, ...trace]),
  };
}

/** AsyncAPI reads schemas as a superset of draft 7, which is all that the dictionary uses. */
function asPayload({ $schema: _schema, $id: _id, ...schema }: Keywords): object {
  return schema;
}

function messageNames({ type, versions }: EventFacts): string[] {
  return versions.map(({ version }) => messageName(type, version));
}

function messageName(type: string, version: number): string {
  return `${type}.v${version}`;
}
