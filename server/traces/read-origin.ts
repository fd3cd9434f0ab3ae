import { readAttributes } from './read-attributes.ts';
import { type Encoding, listField, textField } from './read-fields.ts';
import type { SpanOrigin } from './span.ts';

const mostResourceAttributes = 64;

export function readResource(raw: unknown, encoding: Encoding): Pick<SpanOrigin, 'service' | 'resource'> {
  if (typeof raw !== 'object' || raw === null) return { service: 'unknown_service', resource: {} };
  const { values } = readAttributes(listField(raw, 'attributes'), encoding, mostResourceAttributes);
  const { 'service.name': service, ...resource } = values;
  return { service: typeof service === 'string' && service !== '' ? service : 'unknown_service', resource };
}

export function readScope(raw: unknown): SpanOrigin['scope'] {
  if (typeof raw !== 'object' || raw === null) return { name: '', version: '' };
  return { name: textField(raw, 'name'), version: textField(raw, 'version') };
}
