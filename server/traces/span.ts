export const spanKinds = { unspecified: 0, internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const;

export type AttributeValue =
  | string
  | number
  | boolean
  | null
  | { base64: string }
  | AttributeValue[]
  | { entries: Attributes };

/** Attribute names and values; integers beyond 2^53, NaN and infinities are text. */
export type Attributes = { [name: string]: AttributeValue };

export type SpanEvent = { timeNs: bigint; name: string; attributes: Attributes; dropped: number };

export type SpanLink = {
  traceId: string;
  spanId: string;
  traceState: string;
  attributes: Attributes;
  dropped: number;
};

/** One span as every encoding of OTLP gives it. Ids are lower-case hex; times are nanoseconds since 1970. */
export type Span = {
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  traceState: string;
  name: string;
  /** As `spanKinds`. */
  kind: number;
  startNs: bigint;
  endNs: bigint;
  attributes: Attributes;
  events: SpanEvent[];
  links: SpanLink[];
  /** What the sender's limits, or ours, left out. */
  dropped: { attributes: number; events: number; links: number };
  /** 0 unset, 1 ok, 2 error. */
  status: { code: number; message: string };
  service: string;
  resource: Attributes;
  scope: { name: string; version: string };
};

/** What a request's spans came from, shared by many of them. */
export type SpanOrigin = Pick<Span, 'service' | 'resource' | 'scope'>;

/** What is left of a request after reading: spans, and how many were refused for which reason. */
export type DecodedSpans = { spans: Span[]; refused: Map<string, number> };

/** One span cannot be taken; the others of its request can. The message is for the sender. */
export class BadSpan extends Error {
  override name = 'BadSpan';

  constructor(message: string, options?: ErrorOptions) {
    // Without a stack: nobody reads it, and a request of a hundred thousand bad spans would spend seconds on it.
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(message, options);
    Error.stackTraceLimit = limit;
  }
}

/** Far more than any exporter sends at once; what it guards against is a small body that unfolds into millions. */
export const mostSpansOfRequest = 100_000;

/** The request as a whole cannot be read. */
export class BadRequest extends Error {
  override name = 'BadRequest';
}

/** The request is larger than we take. */
export class TooLarge extends Error {
  override name = 'TooLarge';
}
