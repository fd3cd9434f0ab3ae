import protobuf from 'protobufjs/light.js';
import { collectSpans } from './collect-spans.ts';
import { otlpTypes, outerFields } from './otlp-schema.ts';
import type { Encoding } from './read-fields.ts';
import { readResource, readScope } from './read-origin.ts';
import { readSpan } from './read-span.ts';
import { BadRequest, BadSpan, type DecodedSpans, mostSpansOfRequest, TooLarge } from './span.ts';

/** Reads the protobuf form of an ExportTraceServiceRequest. Unknown fields are skipped. Throws `BadRequest`, `TooLarge`. */
export function decodeProtobuf(body: Buffer): DecodedSpans {
  const collected = collectSpans();
  for (const resourceSpans of messages(body, outerFields.resourceSpans)) {
    // A message field that comes twice is merged, which for bytes means: put one behind the other.
    const resource = Buffer.concat(messages(resourceSpans, outerFields.resource));
    const origin = reading(() => readResource(otlpTypes.resource.decode(resource), protobufEncoding));
    for (const scopeSpans of messages(resourceSpans, outerFields.scopeSpans)) {
      const scope = reading(() =>
        readScope(otlpTypes.scope.decode(Buffer.concat(messages(scopeSpans, outerFields.scope)))),
      );
      for (const span of messages(scopeSpans, outerFields.spans)) {
        collected.add(() => readSpan(decodeSpan(span), protobufEncoding, { ...origin, scope }));
      }
    }
  }
  return collected.result;
}

function decodeSpan(bytes: Buffer): unknown {
  try {
    return otlpTypes.span.decode(bytes);
  } catch (cause) {
    throw new BadSpan('the bytes of the span are no protobuf of one', { cause });
  }
}

/** The bytes of each occurrence of one length-delimited field; the others are skipped. */
function messages(bytes: Buffer, wanted: number): Buffer[] {
  return reading(() => {
    const found: Buffer[] = [];
    const reader = protobuf.Reader.create(bytes);
    while (reader.pos < reader.len) {
      const tag = reader.uint32();
      if (tag >>> 3 === 0) throw new BadRequest('field number 0');
      if (tag === ((wanted << 3) | 2)) found.push(viewOf(reader.bytes()));
      else reader.skipType(tag & 7);
      if (found.length > mostSpansOfRequest) throw new TooLarge('The body holds too many messages.');
    }
    return found;
  });
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof TooLarge) throw cause;
    throw new BadRequest('The body is no protobuf of an ExportTraceServiceRequest.', { cause });
  }
}

const protobufEncoding: Encoding = {
  id: (value) => (value instanceof Uint8Array ? viewOf(value).toString('hex') : undefined),
  idRule: (digits) => `must be ${digits / 2} bytes`,
  int64: toBigInt,
  enumeration: (value) => (typeof value === 'number' ? value : undefined),
  double: (value) => (typeof value === 'number' ? value : undefined),
  base64: (value) => (value instanceof Uint8Array ? viewOf(value).toString('base64') : undefined),
};

/** protobufjs gives 64-bit integers as two halves. */
function toBigInt(value: unknown): bigint | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined;
  if (!isHalves(value)) return undefined;
  const bits = (BigInt(value.high >>> 0) << 32n) | BigInt(value.low >>> 0);
  return value.unsigned ? bits : BigInt.asIntN(64, bits);
}

type Halves = { high: number; low: number; unsigned: boolean };

function isHalves(value: unknown): value is Halves {
  return typeof value === 'object' && value !== null && 'high' in value && 'low' in value && 'unsigned' in value;
}
