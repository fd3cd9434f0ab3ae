import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { flow, flowPath, flowQuery } from '#schemas/api/flow.ts';
import { readiness } from '#schemas/api/health.ts';
import { liveMessage, liveQuery } from '#schemas/api/live.ts';
import { placedOrder, placeOrder } from '#schemas/api/order.ts';
import {
  kafkaRecord,
  recordBytesQuery,
  recordPath,
  recordPlace,
  recordPlaceQuery,
  recordProducer,
  recordQuery,
} from '#schemas/api/record.ts';
import { away, given, refused, unknown, wrong } from './describe-answers.ts';
import { auditRoutes } from './describe-audit.ts';
import { consumerGroupRoutes } from './describe-consumer-groups.ts';
import { flowCompareRoutes } from './describe-flow-compare.ts';
import { flowListRoutes } from './describe-flow-list.ts';
import { flowStateRoutes } from './describe-flow-state.ts';
import { groupResetRoutes } from './describe-group-reset.ts';
import { groupTopicRoutes } from './describe-group-topics.ts';
import { mappingRoutes } from './describe-mapping.ts';
import { pinRoutes } from './describe-pins.ts';
import { positionRoutes } from './describe-positions.ts';
import { processRoutes } from './describe-processes.ts';
import { searchRoutes } from './describe-search.ts';
import { storyRoutes } from './describe-story.ts';

type Document = ReturnType<OpenApiGeneratorV31['generateDocument']>;

// Under these names the description keeps each once, however many routes answer with it.
const named = {
  flow: flow.meta({ id: 'Flow' }),
  record: kafkaRecord.meta({ id: 'KafkaRecord' }),
  place: recordPlace.meta({ id: 'RecordPlace' }),
  readiness: readiness.meta({ id: 'Readiness' }),
};

/** The API's description (OpenAPI 3.1), made from the schemas that the routes parse requests with. */
export function describeApi(version: string): Document {
  const registry = new OpenAPIRegistry();
  const described = [
    ...flowListRoutes,
    ...reads,
    ...flowStateRoutes,
    ...groupTopicRoutes,
    ...positionRoutes,
    ...mappingRoutes,
    ...flowCompareRoutes,
    ...storyRoutes,
    ...pinRoutes,
    ...processRoutes,
    ...searchRoutes,
    ...auditRoutes,
    ...consumerGroupRoutes,
    ...groupResetRoutes,
    ...commands,
    ...operations,
  ];
  for (const route of described) registry.registerPath(route);
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Nibble Console',
      version,
      description:
        'Event flows of services that talk by REST and Kafka. Times are ISO 8601 in UTC, durations end in Ms, 64-bit ' +
        'integers are decimal strings, unknown is null. Every answer carries x-correlation-id.',
    },
  });
}

const reads: RouteConfig[] = [
  {
    method: 'get',
    path: '/api/flows/{correlationId}',
    summary: 'One flow: its events, REST calls and causes',
    request: { params: flowPath, query: flowQuery },
    responses: { 200: given('The flow', named.flow), 404: unknown, 422: wrong, 503: away },
  },
  {
    method: 'get',
    path: '/api/records/{topic}/{partition}/{offset}',
    summary: 'One Kafka record as it stood in the log, with what was made of it',
    request: { params: recordPath, query: recordQuery },
    responses: { 200: given('The record', named.record), 404: unknown, 422: wrong, 503: away },
  },
  {
    method: 'get',
    path: '/api/records/{topic}/{partition}/{offset}/place',
    summary: 'What is known of one offset: whether it is indexed, why not, and what stands around it',
    request: { params: recordPath, query: recordPlaceQuery },
    responses: { 200: given('What is known, of any offset whatever', named.place), 422: wrong, 503: away },
  },
  {
    method: 'get',
    path: '/api/records/{topic}/{partition}/{offset}/producer',
    summary: 'Which process and build wrote the record, by the span that it names',
    request: { params: recordPath, query: recordPlaceQuery },
    responses: {
      200: given('The producer, or why it is not known', recordProducer),
      404: unknown,
      422: wrong,
      503: away,
    },
  },
  {
    method: 'get',
    path: '/api/records/{topic}/{partition}/{offset}/bytes',
    summary: 'The very bytes of a record’s value, key or one header, as a download',
    request: { params: recordPath, query: recordBytesQuery },
    responses: {
      200: { description: 'The bytes', content: { 'application/octet-stream': { schema: z.string() } } },
      404: unknown,
      422: wrong,
      503: away,
    },
  },
  {
    method: 'get',
    path: '/api/live',
    summary: 'What changes, as server-sent events; each `data` is one message',
    request: { query: liveQuery },
    responses: {
      200: { description: 'A stream without end', content: { 'text/event-stream': { schema: liveMessage } } },
      422: wrong,
      503: away,
    },
  },
];

const commands: RouteConfig[] = [
  {
    method: 'post',
    path: '/api/orders',
    summary: 'Places an order with the orders service, as a customer would',
    description: 'Needs an `Origin` that is this console.',
    request: { body: { required: false, content: { 'application/json': { schema: placeOrder } } } },
    responses: {
      201: given('The order; its flow has the same correlation id', placedOrder),
      403: refused('The page that sent this is not ours'),
      422: wrong,
      503: refused('A service is away or not configured'),
    },
  },
];

const operations: RouteConfig[] = [
  {
    method: 'get',
    path: '/healthz',
    summary: 'Whether the process is up',
    responses: { 200: given('It is', z.object({ ok: z.literal(true) })) },
  },
  {
    method: 'get',
    path: '/readyz',
    summary: 'Whether the console can answer: database, broker, collector, each with its age',
    responses: { 200: given('Everything works', named.readiness), 503: given('Something does not', named.readiness) },
  },
  {
    method: 'get',
    path: '/metrics',
    summary:
      'Metrics of the web process and of consumer groups in the Prometheus text format; of these names alone where some are given',
    request: { query: z.object({ 'name[]': z.array(z.string()).optional() }) },
    responses: { 200: { description: 'Metrics', content: { 'text/plain': { schema: z.string() } } } },
  },
];
