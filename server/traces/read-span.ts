import { readAttributes } from './read-attributes.ts';
import { type Encoding, field, listField, textField } from './read-fields.ts';
import { BadSpan, type Span, type SpanEvent, type SpanLink, type SpanOrigin } from './span.ts';

/** OpenTelemetry's own default limits; the rest is counted as dropped. */
const mostAttributes = 128;
const mostEvents = 128;
const mostLinks = 128;
const longestName = 1_000;
const latestNs = 2n ** 63n - 1n;

/** One span out of any encoding. Throws `BadSpan` with the sender's fault in words. */
export function readSpan(raw: unknown, encoding: Encoding, origin: SpanOrigin): Span {
  if (typeof raw !== 'object' || raw === null) throw new BadSpan('a span must be an object');
  const attributes = readAttributes(listField(raw, 'attributes'), encoding, mostAttributes);
  const events = listField(raw, 'events');
  const links = listField(raw, 'links');
  return {
    traceId: requiredId(raw, 'traceId', 32, encoding),
    spanId: requiredId(raw, 'spanId', 16, encoding),
    parentSpanId: optionalId(raw, 'parentSpanId', 16, encoding),
    traceState: textField(raw, 'traceState'),
    name: textField(raw, 'name').slice(0, longestName),
    kind: enumField(raw, 'kind', 5, encoding),
    ...readTimes(raw, encoding),
    attributes: attributes.values,
    events: events.slice(0, mostEvents).map((event) => readEvent(event, encoding)),
    links: links.slice(0, mostLinks).map((link) => readLink(link, encoding)),
    dropped: {
      attributes: attributes.dropped + count(raw, 'droppedAttributesCount', encoding),
      events: Math.max(0, events.length - mostEvents) + count(raw, 'droppedEventsCount', encoding),
      links: Math.max(0, links.length - mostLinks) + count(raw, 'droppedLinksCount', encoding),
    },
    status: readStatus(field(raw, 'status'), encoding),
    ...origin,
  };
}

function readTimes(raw: object, encoding: Encoding): Pick<Span, 'startNs' | 'endNs'> {
  const startNs = timeField(raw, 'startTimeUnixNano', encoding);
  if (startNs === 0n) throw new BadSpan('startTimeUnixNano is missing');
  const endNs = timeField(raw, 'endTimeUnixNano', encoding);
  return { startNs, endNs: endNs === 0n ? startNs : endNs };
}

function readStatus(raw: unknown, encoding: Encoding): Span['status'] {
  if (typeof raw !== 'object' || raw === null) return { code: 0, message: '' };
  return { code: enumField(raw, 'code', 2, encoding), message: textField(raw, 'message') };
}

function readEvent(raw: unknown, encoding: Encoding): SpanEvent {
  if (typeof raw !== 'object' || raw === null) throw new BadSpan('an event must be an object');
  const { values, dropped } = readAttributes(listField(raw, 'attributes'), encoding, mostAttributes);
  return {
    timeNs: timeField(raw, 'timeUnixNano', encoding),
    name: textField(raw, 'name').slice(0, longestName),
    attributes: values,
    dropped: dropped + count(raw, 'droppedAttributesCount', encoding),
  };
}

function readLink(raw: unknown, encoding: Encoding): SpanLink {
  if (typeof raw !== 'object' || raw === null) throw new BadSpan('a link must be an object');
  const { values, dropped } = readAttributes(listField(raw, 'attributes'), encoding, mostAttributes);
  return {
    traceId: requiredId(raw, 'traceId', 32, encoding),
    spanId: requiredId(raw, 'spanId', 16, encoding),
    traceState: textField(raw, 'traceState'),
    attributes: values,
    dropped: dropped + count(raw, 'droppedAttributesCount', encoding),
  };
}

function requiredId(raw: object, name: string, digits: number, encoding: Encoding): string {
  const id = optionalId(raw, name, digits, encoding);
  if (id === null) throw new BadSpan(`${name} is missing or zero`);
  return id;
}

function optionalId(raw: object, name: string, digits: number, encoding: Encoding): string | null {
  const value = field(raw, name);
  if (value === undefined) return null;
  const id = encoding.id(value);
  if (id === '') return null;
  if (id?.length !== digits || !/^[0-9a-f]+$/.test(id)) throw new BadSpan(`${name} ${encoding.idRule(digits)}`);
  return /^0+$/.test(id) ? null : id;
}

function timeField(raw: object, name: string, encoding: Encoding): bigint {
  const value = field(raw, name);
  if (value === undefined) return 0n;
  const time = encoding.int64(value);
  if (time === undefined || time < 0n || time > latestNs) {
    throw new BadSpan(`${name} must be nanoseconds since 1970, an integer below 2^63`);
  }
  return time;
}

/** Values beyond those we know mean "unspecified": the list may grow. */
function enumField(raw: object, name: string, last: number, encoding: Encoding): number {
  const value = field(raw, name);
  if (value === undefined) return 0;
  const number = encoding.enumeration(value);
  if (number === undefined) throw new BadSpan(`${name} must be the enum's number, not its name`);
  return number >= 0 && number <= last ? number : 0;
}

function count(raw: object, name: string, encoding: Encoding): number {
  const value = field(raw, name);
  const number = value === undefined ? 0n : encoding.int64(value);
  if (number === undefined) throw new BadSpan(`${name} must be an integer`);
  return Math.min(Math.max(Number(number), 0), 0xffff_ffff);
}
