import type { OutgoingHeader, OutgoingMessage } from '#server/platform/kafka/index.ts';
import type { recordProblems } from '../record-problems.ts';

export type Problem = Exclude<keyof typeof recordProblems, 'ownTime'>;

/** A record made to do harm, and what the product must make of it. */
export type HostileRecord = {
  message: OutgoingMessage;
  /** Exactly these are marked. */
  problems: readonly Problem[];
  /** Ids under which it is found, whole and as they were written, besides its place in the log. */
  ids: readonly string[];
  /** Texts that its page shows as they stand here. */
  shows: readonly string[];
  /** Words that its page says of it, over what its marks say. */
  says: readonly string[];
};

export type HostileKind = { name: string; make(token: string): HostileRecord };

type Part = Omit<Partial<HostileRecord>, 'message'> & Partial<OutgoingMessage>;

/** A kind of record; `token` makes the ids of each sending its own. What is not given is harmless. */
export function kind(name: string, part: (token: string) => Part): HostileKind {
  return {
    name,
    make: (token) => {
      const {
        problems = [],
        ids = [`event-${token}`, `flow-${token}`],
        shows = [],
        says = [],
        ...message
      } = part(token);
      const usual = { key: `key-${token}`, value: '{"event_version":1}', headers: envelope(token) };
      return { message: { ...usual, ...message }, problems, ids, shows, says };
    },
  };
}

export const hostileType = 'hostile.sent';

/** The headers of an ordinary event, with some of them replaced, or left out where null. */
export function envelope(token: string, other: Record<string, string | Buffer | null> = {}): OutgoingHeader[] {
  const usual = {
    event_id: `event-${token}`,
    event_type: hostileType,
    event_version: '1',
    source_service: 'attacker',
    correlation_id: `flow-${token}`,
  };
  return Object.entries({ ...usual, ...other }).filter(([, value]) => value !== null);
}

/** The whole envelope in the value and none in the headers; what is given replaces it as raw JSON. */
export function envelopeJson(token: string, other: Record<string, string | null> = {}): string {
  const usual = {
    event_id: JSON.stringify(`event-${token}`),
    event_type: JSON.stringify(hostileType),
    event_version: '1',
    correlation_id: JSON.stringify(`flow-${token}`),
  };
  const given = Object.entries({ ...usual, ...other }).filter(([, raw]) => raw !== null);
  return `{${given.map(([name, raw]) => `${JSON.stringify(name)}:${raw}`).join(',')}}`;
}
