export const envelopeFields = [
  'eventId',
  'type',
  'version',
  'time',
  'service',
  'correlation',
  'causation',
  'traceparent',
] as const;
export type EnvelopeField = (typeof envelopeFields)[number];

/** Under which names, best first, a field of the envelope stands in headers or in the top level of a JSON value. */
const namesOf: Record<EnvelopeField, readonly string[]> = {
  eventId: ['event_id', 'ce_id', 'message_id', 'x-event-id', 'x-message-id'],
  type: ['event_type', 'ce_type', 'message_type', 'x-event-type'],
  version: ['event_version', 'ce_eventversion', 'schema_version', 'x-event-version'],
  time: ['event_time', 'ce_time', 'occurred_at', 'x-event-time'],
  service: ['source_service', 'ce_source', 'source', 'producer', 'x-source-service'],
  correlation: ['correlation_id', 'ce_correlationid', 'x-correlation-id', 'conversation_id', 'flow_id'],
  causation: ['causation_id', 'ce_causationid', 'x-causation-id'],
  traceparent: ['traceparent', 'ce_traceparent'],
};

/** A CloudEvent in structured mode has names of its own in the JSON value. */
const cloudEventNames: Partial<Record<EnvelopeField, readonly string[]>> = {
  eventId: ['id'],
  type: ['type'],
  time: ['time'],
  service: ['source'],
};

export type NamedField = { field: EnvelopeField; rank: number };

const known = rankNames(namesOf);
const knownInCloudEvents = rankNames(cloudEventNames);

/** `event_id`, `event-id`, `eventId` and `Event-Id` are one name. */
export function envelopeField(name: string): NamedField | undefined {
  return known.get(plainName(name));
}

export function cloudEventField(name: string): NamedField | undefined {
  return knownInCloudEvents.get(name);
}

function rankNames(names: Partial<Record<EnvelopeField, readonly string[]>>): Map<string, NamedField> {
  const ranked = envelopeFields.flatMap((field) =>
    (names[field] ?? []).map((name, rank): [string, NamedField] => [plainName(name), { field, rank }]),
  );
  return new Map(ranked);
}

function plainName(name: string): string {
  return name.replace(/[-_.]/g, '').toLowerCase();
}
