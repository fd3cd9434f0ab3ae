import { z } from 'zod';
import { int64, isoTime } from './common.ts';
import { topicMappings } from './mapping.ts';
import { mappedFields } from './mapping-fields.ts';

const foundValue = z.object({
  text: z.string(),
  /** Where it was found, as a source of a mapping; of a business key its kind. */
  source: z.string(),
  by: z.enum(['mapping', 'built_in', 'business_key']),
});
export type FoundValue = z.infer<typeof foundValue>;

const previewRow = z.object({
  partition: z.int(),
  offset: int64,
  fields: z.record(z.enum(mappedFields), foundValue.nullable()),
  businessKeys: z.array(z.object({ kind: z.string(), value: z.string() })),
  problems: z.array(z.string()),
});
export type MappingPreviewRow = z.infer<typeof previewRow>;

export const mappingDraft = z.strictObject({
  mappings: topicMappings,
  topic: z.string().min(1).max(249),
  limit: z.int().min(1).max(200).default(50),
});

/** What the newest indexed records of a topic give by a mapping that need not be saved. */
export const mappingPreview = z.object({
  topic: z.string(),
  /** Which of the mappings counts for the topic; null: none, it is read by the built-in names alone. */
  mapping: z.int().nullable(),
  fields: z.array(
    z.object({
      field: z.enum(mappedFields),
      found: z.int(),
      sources: z.array(z.object({ source: z.string(), by: foundValue.shape.by, records: z.int() })),
      example: z.string().nullable(),
    }),
  ),
  businessKeys: z.array(z.object({ kind: z.string(), found: z.int(), example: z.string() })),
  /** How many flows the records belong to, and how many to none. */
  flows: z.int(),
  inNoFlow: z.int(),
  rows: z.array(previewRow),
  /** Everything in these records that a mapping could name. */
  candidates: z.array(z.object({ source: z.string(), records: z.int(), distinct: z.int(), example: z.string() })),
  asOf: isoTime,
});
export type MappingPreview = z.infer<typeof mappingPreview>;

/** Where the mapping stands, whether it can be saved, and what the collectors read by. */
export const mappingState = z.object({
  /** The file that NIBBLE_CONFIG names; null when it names none. */
  file: z.string().nullable(),
  /** Why it cannot be saved from here; null when it can. */
  unwritable: z.string().nullable(),
  /** What is wrong with the file; then `mappings` is empty. */
  problem: z.string().nullable(),
  mappings: topicMappings,
  revision: z.string(),
  collectors: z.array(z.object({ revision: z.string(), since: isoTime, problem: z.string().nullable() })),
  topics: z.array(z.string()),
  asOf: isoTime,
});
export type MappingState = z.infer<typeof mappingState>;

export const saveMapping = z.strictObject({
  mappings: topicMappings,
  /** The revision that was changed; another one in the file by now is a conflict. */
  from: z.string(),
});
