'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { problemOf } from '#app/_api/api-problem.ts';
import { Pill } from '#app/_ui/pill.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { ScrollRegion } from '#app/_ui/scroll-region.tsx';
import type { AuditEntry } from '#schemas/api/audit.ts';
import { actionWords, outcomeWords, subjectHref, whoDid } from './entry-words.ts';
import { auditKey, readAuditEntry } from './queries.ts';

/** One deed: who, what, to what, why and how it went; before and after when it is opened. */
export function EntryRow({ entry }: { entry: AuditEntry }) {
  const { at, action, subject, what, reason, outcome, detail } = entry;
  const { tone, word } = outcomeWords[outcome];
  const href = subjectHref(subject);
  return (
    <li className="flex min-w-0 flex-col gap-1 border-line px-3.5 py-2 not-first:border-t">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <RelativeTime at={at} past className="w-[84px] text-ink-2 tabular-nums" />
        <span className="font-semibold">{actionWords[action]}</span>
        {href === null ? (
          <span className="mono min-w-0 [overflow-wrap:anywhere]">{subject.id}</span>
        ) : (
          <Link href={href} className="mono min-w-0 text-accent [overflow-wrap:anywhere] hover:underline">
            {subject.id}
          </Link>
        )}
        <Pill tone={tone} shape>
          {word}
        </Pill>
        <span className="text-ink-2">by {whoDid(entry)}</span>
      </div>
      <p className="[overflow-wrap:anywhere]">
        {what}
        {reason === null ? null : <span className="text-ink-2"> Reason: {reason}</span>}
      </p>
      {detail === null ? null : <p className="text-s [overflow-wrap:anywhere] text-ink-2">{detail}</p>}
      <BeforeAndAfter entry={entry} />
    </li>
  );
}

/** Lists leave out what is long: it is read when somebody wants to see it. */
function BeforeAndAfter({ entry }: { entry: AuditEntry }) {
  const [isOpen, setOpen] = useState(false);
  const whole = useQuery({
    queryKey: [...auditKey, entry.id],
    queryFn: () => readAuditEntry(entry.id),
    enabled: isOpen && entry.isAbridged,
  });
  const shown = entry.isAbridged ? whole.data : entry;
  if (!entry.isAbridged && entry.before === null && entry.after === null) return null;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)} className="min-w-0 text-s">
      <summary className="w-fit text-ink-2 pointer-coarse:py-2">Before and after</summary>
      {whole.error ? <p className="mt-1 text-broken">{problemOf(whole.error).detail}</p> : null}
      {shown ? (
        <div className="mt-1.5 grid grid-cols-2 gap-2 max-sm:grid-cols-1">
          <Side label="Before" value={shown.before} />
          <Side label="After" value={shown.after} />
        </div>
      ) : null}
    </details>
  );
}

function Side({ label, value }: { label: string; value: unknown }) {
  return (
    <div className="min-w-0 rounded-m bg-sunk p-2.5">
      <h3 className="mb-1 font-semibold text-ink-2">{label}</h3>
      <ScrollRegion label={label} className="max-h-[260px] overflow-auto">
        <pre className="mono">{value === null ? 'nothing' : JSON.stringify(value, null, 1)}</pre>
      </ScrollRegion>
    </div>
  );
}
