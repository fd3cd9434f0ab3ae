import type { z } from 'zod';
import { problemDetails } from '#schemas/api/common.ts';

// Under this name the description keeps it once.
const problem = problemDetails.meta({ id: 'Problem' });

export const refused = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problem } },
});
export const given = (description: string, schema: z.ZodType) => ({
  description,
  content: { 'application/json': { schema } },
});
export const wrong = refused('The request is wrong; `detail` names every wrong field');
export const unknown = refused('The index does not have it');
export const away = refused('The database cannot be reached');
