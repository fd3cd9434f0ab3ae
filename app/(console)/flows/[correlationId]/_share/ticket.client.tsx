'use client';

import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { problemOf } from '#app/_api/api-problem.ts';
import { Segmented } from '#app/_ui/segmented.client.tsx';
import { statusWords } from '#app/_ui/status-pill.tsx';
import { useTimeZone } from '#app/_ui/use-time-zone.client.ts';
import { CopyButton } from '#app/(console)/records/_record/copy-button.client.tsx';
import type { Flow } from '#schemas/api/flow.ts';
import type { Story } from '#schemas/api/story.ts';
import { titleOfFlow } from '../_model/title-of-flow.ts';
import { storyReading } from '../_story/queries.ts';
import { type TicketFormat, writeTicket } from '../_story/write-ticket.ts';

const formats = [
  { value: 'text', label: 'Plain text' },
  { value: 'markdown', label: 'Markdown' },
] as const;

/** The story with its link, as it would stand in a ticket: to be read before it is copied. */
export function Ticket({ flow, takenAt }: { flow: Flow; takenAt: string | undefined }) {
  const [format, setFormat] = useState<TicketFormat>('text');
  const [zone] = useTimeZone();
  const { data: story, error } = useQuery(storyReading(flow.correlationId));
  const text = story ? ticketOf(flow, story, zone, takenAt, format) : '';
  const id = useId();
  return (
    <section className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="font-semibold" id={id}>
          Copy for a ticket
        </h3>
        <span className="ml-auto flex items-center gap-2">
          <Segmented label="Form of the ticket" options={formats} value={format} onChange={setFormat} />
          <CopyButton text={text} what="the ticket" />
        </span>
      </div>
      {error ? (
        <p role="alert" className="text-broken">
          The story could not be read: {problemOf(error).detail}
        </p>
      ) : null}
      <textarea
        readOnly
        aria-labelledby={id}
        aria-busy={!story}
        rows={12}
        value={text}
        className="mono w-full resize-y rounded-m border border-line-strong bg-sunk px-2.5 py-2 text-s"
      />
    </section>
  );
}

function ticketOf(
  flow: Flow,
  story: Story,
  zone: ReturnType<typeof useTimeZone>[0],
  takenAt: string | undefined,
  format: TicketFormat,
): string {
  const title = titleOfFlow(flow.business, flow.correlationId);
  const status = flow.status ? statusWords[flow.status].word : 'no process';
  const link = window.location.href;
  return writeTicket(
    { story, title: title.full ?? title.text, status, link, zone, isSnapshot: takenAt !== undefined },
    format,
  );
}
