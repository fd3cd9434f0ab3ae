/** What may be the matter with a record, a bit each in the `flags` column; a bit's meaning never changes. */
export const recordProblems = {
  notJson: 1 << 0,
  invalidUtf8: 1 << 1,
  nulBytes: 1 << 2,
  tombstone: 1 << 3,
  noCorrelation: 1 << 4,
  noType: 1 << 5,
  noEventId: 1 << 6,
  badVersion: 1 << 7,
  badEventTime: 1 << 8,
  implausibleEventTime: 1 << 9,
  implausibleTimestamp: 1 << 10,
  duplicateHeader: 1 << 11,
  unprintableId: 1 << 12,
  hugeHeaders: 1 << 13,
  badTraceparent: 1 << 14,
  tooLargeToRead: 1 << 15,
  tooManyNames: 1 << 16,
  unprintableName: 1 << 17,
  disagreement: 1 << 18,
  byteOrderMark: 1 << 19,
  /** Not a problem: the displayed time is the event's own, not the record's. */
  ownTime: 1 << 24,
  /** Not a problem: it names no correlation id and need not; its flow is that of one of its business keys. */
  flowByKey: 1 << 25,
} as const;

/** SQL: the record belongs to a flow; its `correlation` is not only made up to spread it. */
export const inFlow = `flags & ${recordProblems.noCorrelation} = 0`;

const words: [flag: number, text: string][] = [
  [recordProblems.notJson, 'the value is not JSON'],
  [recordProblems.invalidUtf8, 'the value or a header is not valid UTF-8'],
  [recordProblems.nulBytes, 'an id holds a NUL byte'],
  [recordProblems.tombstone, 'the value is null (a tombstone)'],
  [recordProblems.noCorrelation, 'it names no correlation id, so it belongs to no flow'],
  [recordProblems.noType, 'it names no event type'],
  [recordProblems.noEventId, 'it names no event id'],
  [recordProblems.badVersion, 'its event version is not a whole number'],
  [recordProblems.badEventTime, 'its event time is not a time'],
  [recordProblems.implausibleEventTime, 'its event time is far from the time of the record, which is shown instead'],
  [recordProblems.implausibleTimestamp, 'the record’s own clock is wrong; the time at which it was indexed is used'],
  [recordProblems.duplicateHeader, 'a header that names it stands there more than once; the last one counts'],
  [recordProblems.unprintableId, 'an id is too long or cannot be shown as it is'],
  [recordProblems.hugeHeaders, 'its headers are very large'],
  [recordProblems.badTraceparent, 'its traceparent header is not valid'],
  [recordProblems.tooLargeToRead, 'the value is too large to be searched for business keys'],
  [recordProblems.tooManyNames, 'its event type or service was not counted: there are too many different ones'],
  [recordProblems.unprintableName, 'its event type or service is too long or cannot be shown as it is'],
  [recordProblems.disagreement, 'its headers and its value disagree about its ids or its type; the headers count'],
  [recordProblems.byteOrderMark, 'the value begins with a byte order mark, which JSON does not allow'],
];

const noProblem = recordProblems.ownTime | recordProblems.flowByKey | recordProblems.tombstone;

/** The problems in plain words, for a sentence that begins with what the record is. */
export function problemWords(flags: number): string[] {
  return words.filter(([flag]) => (flags & flag) !== 0).map(([, text]) => text);
}

/** True when the record could not wholly be read as an event. */
export function hasProblem(flags: number): boolean {
  return (flags & ~noProblem) !== 0;
}
