import { readJson } from '#app/_api/read-json.ts';
import type { TopicMapping } from '#schemas/api/mapping.ts';
import type { MappingPreview, MappingState } from '#schemas/api/mapping-preview.ts';

const path = '/api/settings/mapping';
export const stateKey = ['mapping', 'state'] as const;
export const previewKey = (topic: string, mappings: readonly TopicMapping[]) =>
  ['mapping', 'preview', topic, mappings] as const;

export function readMappingState(signal: AbortSignal): Promise<MappingState> {
  return readJson<MappingState>(path, { signal });
}

export function readPreview(topic: string, mappings: readonly TopicMapping[], signal: AbortSignal) {
  return readJson<MappingPreview>(`${path}/preview`, { ...withBody('POST', { topic, mappings }), signal });
}

export function saveMappings(mappings: readonly TopicMapping[], from: string): Promise<MappingState> {
  return readJson<MappingState>(path, withBody('PUT', { mappings, from }));
}

function withBody(method: string, body: unknown): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
