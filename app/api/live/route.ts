import { liveHub } from '#app/_server/live-hub.ts';
import { metrics } from '#app/_server/metrics.ts';
import { liveQuery } from '#schemas/api/live.ts';
import { NibbleError } from '#schemas/errors.ts';
import { answer } from '../_border/answer.ts';
import { parseQuery } from '../_border/parse.ts';
import { problemResponse } from '../_border/problem-response.ts';
import { eventStream } from './event-stream.ts';

/**
 * A stream costs a file handle, of which a process often has 1,024, and some 100 kB at worst; a browser opens one for all
 * its tabs.
 */
const mostStreams = 500;

export const GET = answer('/api/live', async ({ request }) => {
  const { after, flows } = parseQuery(liveQuery, request);
  if (liveHub().subscribers() >= mostStreams) return tooMany();
  const closed = new AbortController();
  const signal = AbortSignal.any([request.signal, closed.signal]);
  const { live } = metrics();
  live.inc();
  const messages = liveHub().subscribe({
    flows: flows?.split(',').map(decodeId) ?? 'all',
    after: request.headers.get('last-event-id') ?? after,
    signal,
  });
  const body = eventStream(messages, {
    stop: () => closed.abort(),
    onEnd: () => live.dec(),
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      // nginx would collect the stream before it passes anything on.
      'x-accel-buffering': 'no',
    },
  });
});

/** EventSource does not try again by itself after an answer that is no stream; our pages do, other readers are told when. */
function tooMany(): Response {
  const detail = `${mostStreams} streams are open, which is as many as one console process serves.`;
  const response = problemResponse(new NibbleError('unavailable', detail), '/api/live');
  response.headers.set('retry-after', '10');
  return response;
}

/** An id may hold a comma, so each is encoded by itself. */
function decodeId(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
