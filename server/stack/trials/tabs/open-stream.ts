import { connect, type Socket } from 'node:net';
import type { LiveMessage } from '#schemas/api/live.ts';
import { noiseMark } from './make-noise.ts';

/** How a client takes what is sent: all of it, in small bites with pauses between, or nothing at all. */
export type Appetite = 'all' | 'slow' | 'none';

export type Stream = {
  status: () => number | null;
  header: (name: string) => string | null;
  messages: LiveMessage[];
  /** When each flow was first told of (ms of `performance.now()`). */
  toldAt: Map<string, number>;
  cursor: () => string | null;
  /** Begins to take all there is. */
  wake(): void;
  /** Ends without a goodbye, as a browser that is killed. */
  destroy(): void;
  isClosed: () => boolean;
};

const bitePauseMs = 300;

/** Opens `/api/live` on a bare socket, so that what is not read stays in the socket. */
export function openStream(url: string, appetite: Appetite, after?: string): Stream {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const reader = createReader();
  let closed = false;
  socket.on('error', () => undefined);
  socket.on('close', () => {
    closed = true;
  });
  socket.on('connect', () => socket.write(request(hostname, after)));
  if (appetite === 'none') socket.pause();
  else socket.on('data', reader.take);
  if (appetite === 'slow') biteSlowly(socket);
  return {
    ...reader.seen,
    wake: () => {
      socket.removeAllListeners('data');
      socket.on('data', reader.take);
      socket.resume();
    },
    destroy: () => socket.resetAndDestroy(),
    isClosed: () => closed,
  };
}

function request(host: string, after: string | undefined): string {
  const cursor = after === undefined ? '' : `last-event-id: ${after}\r\n`;
  return `GET /api/live HTTP/1.1\r\nhost: ${host}\r\naccept: text/event-stream\r\n${cursor}\r\n`;
}

function biteSlowly(socket: Socket): void {
  socket.on('data', () => {
    socket.pause();
    setTimeout(() => socket.resume(), bitePauseMs).unref();
  });
}

/** Takes an HTTP/1.1 answer apart: head, chunks, events. */
function createReader() {
  let raw = '';
  let head: string | null = null;
  let text = '';
  const messages: LiveMessage[] = [];
  const toldAt = new Map<string, number>();
  const hear = (message: LiveMessage) => {
    const correlationIds = message.kind === 'flows' ? message.correlationIds.filter(isNoNoise) : [];
    // All that 150 readers hear of noise would fill this process, which shares the machine with the one it watches.
    messages.push(message.kind === 'flows' ? { ...message, correlationIds } : message);
    for (const id of correlationIds) if (!toldAt.has(id)) toldAt.set(id, performance.now());
  };
  const take = (bytes: Buffer) => {
    raw += bytes.toString('latin1');
    if (head === null) {
      const end = raw.indexOf('\r\n\r\n');
      if (end < 0) return;
      head = raw.slice(0, end);
      raw = raw.slice(end + 4);
    }
    const { body, rest } = takeChunks(raw);
    raw = rest;
    text += body;
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) for (const data of dataOf(event)) hear(parseMessage(data));
  };
  const cursor = () => messages.findLast((one) => one.kind !== 'pulse')?.cursor ?? null;
  const status = () => (head === null ? null : Number(head.split(' ')[1]));
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head ?? '')?.[1]?.trim() ?? null;
  return { take, seen: { status, header, messages, toldAt, cursor } };
}

function isNoNoise(id: string): boolean {
  return !id.startsWith(noiseMark);
}

/** Of the console's own make; checked in full it would keep this process busier than the one it watches. */
function parseMessage(data: string): LiveMessage {
  return JSON.parse(data) as LiveMessage;
}

function takeChunks(raw: string): { body: string; rest: string } {
  let body = '';
  let at = 0;
  for (;;) {
    const line = raw.indexOf('\r\n', at);
    if (line < 0) break;
    const size = Number.parseInt(raw.slice(at, line), 16);
    if (!(size > 0) || raw.length < line + 2 + size + 2) break;
    body += raw.slice(line + 2, line + 2 + size);
    at = line + 2 + size + 2;
  }
  return { body, rest: raw.slice(at) };
}

function dataOf(event: string): string[] {
  return event.split('\n').flatMap((line) => (line.startsWith('data: ') ? [line.slice(6)] : []));
}
