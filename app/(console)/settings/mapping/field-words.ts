import type { MappedField } from '#schemas/api/mapping-fields.ts';

type FieldWords = {
  label: string;
  /** What is done without it. */
  without: string;
  /** Records without it cannot be shown as they should be. */
  isNeeded: boolean;
  /** What is looked for where a mapping does not say. */
  usual: string;
};

export const fieldWords: Record<MappedField, FieldWords> = {
  correlation: {
    label: 'Correlation id',
    without: 'belongs to no flow',
    isNeeded: true,
    usual: 'correlation_id, ce_correlationid, x-correlation-id …',
  },
  eventId: {
    label: 'Event id',
    without: 'is named by its place in the log',
    isNeeded: true,
    usual: 'event_id, ce_id, message_id …',
  },
  type: { label: 'Type', without: 'is shown without a type', isNeeded: true, usual: 'event_type, ce_type …' },
  version: { label: 'Version', without: 'is held against no version', isNeeded: false, usual: 'event_version …' },
  time: { label: 'Time', without: 'has the time of the record', isNeeded: false, usual: 'event_time, ce_time …' },
  service: { label: 'Service', without: 'stands in no lane', isNeeded: false, usual: 'source_service, ce_source …' },
  causation: {
    label: 'Causation id',
    without: 'has a cause that is guessed',
    isNeeded: false,
    usual: 'causation_id, ce_causationid …',
  },
};
