import type pg from 'pg';

/** The NOTIFY channel of new rows. */
export const flowsChannel = 'nibble_flows';

/** `rows`: records of these flows were written; `summaries`: their lines in lists changed. */
export type NoticeAbout = 'rows' | 'summaries';

/** What travels in one NOTIFY; `more`: there were flows that it does not name. */
export type FlowsNotice = { about: NoticeAbout; ids: string[]; more: boolean };

// PostgreSQL refuses a payload of 8,000 bytes or more; the rest of the notice takes less than a hundred.
const mostBytes = 7_800;
const mostNotices = 4;

/**
 * Wakes whoever shows these flows, when the caller's transaction commits; a rolled back one wakes nobody. Too many ids,
 * too long ones and unknown ones (null) are left out, and `more` says so.
 */
export async function notifyFlows(
  client: pg.ClientBase,
  correlationIds: Iterable<string | null>,
  about: NoticeAbout = 'rows',
): Promise<void> {
  const payloads = packNotices(correlationIds, about).map((notice) => JSON.stringify(notice));
  if (payloads.length === 0) return;
  await client.query('select pg_notify($1, payload) from unnest($2::text[]) as payload', [flowsChannel, payloads]);
}

/** Pure: the ids in as few notices as fit, each below PostgreSQL's limit. */
export function packNotices(correlationIds: Iterable<string | null>, about: NoticeAbout): FlowsNotice[] {
  const packed: string[][] = [];
  let bytes = mostBytes;
  let more = false;
  for (const id of new Set(correlationIds)) {
    const size = id === null ? Number.POSITIVE_INFINITY : Buffer.byteLength(JSON.stringify(id)) + 1;
    const fits = bytes + size <= mostBytes;
    if (id === null || size > mostBytes || (!fits && packed.length === mostNotices)) {
      more = true;
      continue;
    }
    if (!fits) {
      packed.push([]);
      bytes = 0;
    }
    packed.at(-1)?.push(id);
    bytes += size;
  }
  if (more && packed.length === 0) packed.push([]);
  return packed.map((ids, index) => ({ about, ids, more: more && index === packed.length - 1 }));
}

/** A notice from another version or another program is read as "anything may be new". */
export function readNotice(payload: string): FlowsNotice {
  try {
    const value: unknown = JSON.parse(payload);
    if (isNotice(value)) return value;
  } catch {
    // Not JSON: not ours.
  }
  return { about: 'rows', ids: [], more: true };
}

function isNotice(value: unknown): value is FlowsNotice {
  if (typeof value !== 'object' || value === null || !('ids' in value && 'more' in value && 'about' in value))
    return false;
  const aboutKnown = value.about === 'rows' || value.about === 'summaries';
  const idsKnown = Array.isArray(value.ids) && value.ids.every((id) => typeof id === 'string');
  return aboutKnown && idsKnown && typeof value.more === 'boolean';
}
