import { expect, test } from 'vitest';
import { decodeProtobuf } from './decode-protobuf.ts';
import { flowsToWake } from './flows-to-wake.ts';
import { protobufBody, type SampleSpan, text } from './sample-requests.ts';
import { spanRow } from './span-row.ts';

const traceId = 'a'.repeat(32);
const call = (spanId: string, flow: string): SampleSpan => ({
  traceId,
  spanId: spanId.repeat(16),
  kind: 2,
  startTimeUnixNano: 1n,
  attributes: [text('http.request.method', 'POST'), text('correlation.id', flow)],
});
const send = (spanId: string, parent: string, flow: string): SampleSpan => ({
  traceId,
  spanId: spanId.repeat(16),
  parentSpanId: parent.repeat(16),
  kind: 4,
  startTimeUnixNano: 1n,
  attributes: [text('messaging.system.name', 'kafka'), text('correlation.id', flow)],
});

function woken(...spans: SampleSpan[]): string[] {
  const body = protobufBody({ service: 's', scope: { name: '', version: '' }, spans });
  return [...flowsToWake(decodeProtobuf(body).spans.map((span) => spanRow(span, new Date(), 7)))];
}

test('messages and calls made of others wake nobody', () => {
  expect(woken(send('1', '2', 'flow'), { ...call('3', 'flow'), kind: 3 })).toEqual([]);
  expect(woken({ ...call('1', 'flow'), attributes: [text('http.request.method', 'GET')] })).toEqual([]);
});

test('a call wakes the flow that it names, and the one whose event it caused', () => {
  expect(woken(send('2', '1', 'order'), call('1', 'made by its caller'))).toEqual(['order', 'made by its caller']);
});
