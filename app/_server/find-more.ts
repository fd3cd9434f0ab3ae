import 'server-only';
import { findFlowsByWords } from '#server/search/index.ts';
import { database } from './database.ts';

/** What lists of flows find beside ids: words of payloads. */
export const findMore = (q: string) => findFlowsByWords(database(), q);
