import type pg from 'pg';

/** The NOTIFY channel of new rows. */
export const flowsChannel = 'nibble_flows';

/** What travels in one NOTIFY; `more`: there were too many flows to name. */
export type FlowsNotice = { ids: string[]; more: boolean };

// PostgreSQL refuses a payload of 8,000 bytes or more.
const mostBytes = 7_900;
const mostNotices = 4;

/**
 * Wakes whoever shows these flows, when the caller's transaction commits; a rolled back one wakes nobody. Too many or
 * too long ids are left out and `more` says so.
 */
export async function notifyFlows(client: pg.ClientBase, correlationIds: Iterable<string>): Promise<void> {
  const payloads = packNotices(correlationIds).map((notice) => JSON.stringify(notice));
  if (payloads.length === 0) return;
  await client.query('select pg_notify($1, payload) from unnest($2::text[]) as payload', [flowsChannel, payloads]);
}

/** Pure: the ids in as few notices as fit, each below PostgreSQL's limit. */
export function packNotices(correlationIds: Iterable<string>): FlowsNotice[] {
  const notices: FlowsNotice[] = [];
  let bytes = mostBytes;
  let more = false;
  for (const id of new Set(correlationIds)) {
    const size = Buffer.byteLength(JSON.stringify(id)) + 1;
    const fits = bytes + size <= mostBytes - 30;
    if (size > mostBytes - 30 || (!fits && notices.length === mostNotices)) {
      more = true;
      continue;
    }
    if (!fits) {
      notices.push({ ids: [], more: false });
      bytes = 0;
    }
    notices.at(-1)?.ids.push(id);
    bytes += size;
  }
  if (more) markMore(notices);
  return notices;
}

function markMore(notices: FlowsNotice[]): void {
  const last = notices.at(-1);
  if (last) last.more = true;
  else notices.push({ ids: [], more: true });
}

/** A notice from another version or another program is read as "anything may be new". */
export function readNotice(payload: string): FlowsNotice {
  try {
    const value: unknown = JSON.parse(payload);
    if (isNotice(value)) return value;
  } catch {
    // Not JSON: not ours.
  }
  return { ids: [], more: true };
}

function isNotice(value: unknown): value is FlowsNotice {
  if (typeof value !== 'object' || value === null || !('ids' in value) || !('more' in value)) return false;
  return Array.isArray(value.ids) && value.ids.every((id) => typeof id === 'string') && typeof value.more === 'boolean';
}
