'use client';

import { Fragment } from 'react';
import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { splitMoments } from './split-moments.ts';

/** A text of a story; its moments in the reader's zone. */
export function ToldText({ text }: { text: string }) {
  let at = 0;
  return splitMoments(text).map((part) => {
    const key = at;
    at += 'moment' in part ? part.moment.length : part.text.length;
    return 'moment' in part ? <ClockTime key={key} at={part.moment} /> : <Fragment key={key}>{part.text}</Fragment>;
  });
}
