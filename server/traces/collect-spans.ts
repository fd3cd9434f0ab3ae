import { BadSpan, type DecodedSpans, mostSpansOfRequest, type Span, TooLarge } from './span.ts';

/** Gathers a request's spans; those that cannot be read are counted by reason. */
export function collectSpans(): { result: DecodedSpans; add(read: () => Span): void } {
  const result: DecodedSpans = { spans: [], refused: new Map() };
  let seen = 0;
  return {
    result,
    add(read) {
      seen += 1;
      if (seen > mostSpansOfRequest) throw new TooLarge(`More than ${mostSpansOfRequest} spans in one request.`);
      try {
        result.spans.push(read());
      } catch (failure) {
        if (!(failure instanceof BadSpan)) throw failure;
        result.refused.set(failure.message, (result.refused.get(failure.message) ?? 0) + 1);
      }
    },
  };
}
