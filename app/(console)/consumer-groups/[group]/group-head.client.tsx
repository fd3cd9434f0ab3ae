'use client';

import { Fragment } from 'react';
import { formatNoun } from '#app/_ui/format-count.ts';
import { Notice } from '#app/_ui/notice.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import type { ConsumerGroup } from '#schemas/api/consumer-group.ts';
import { coarse } from '../_lag/lag-words.ts';
import { VerdictPill } from '../_lag/verdict-pill.tsx';
import { protocolWords } from '../protocol-words.ts';
import { ResetButton } from './_reset/reset-button.client.tsx';
import { stateWords } from './state-words.ts';
import { writeGroup } from './write-group.ts';

/** What is the matter with the group, in its name, a state and a sentence; below that what it is. */
export function GroupHead({ group }: { group: ConsumerGroup }) {
  return (
    <header className="flex flex-col gap-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 text-xl font-[620] tracking-[-0.018em] [overflow-wrap:anywhere]">
          <VisibleText text={group.group} most={249} />
        </h1>
        <VerdictPill verdict={group.verdict} members={group.members} />
        <span className="ml-auto">
          <ResetButton group={group.group} />
        </span>
      </div>
      <p className="max-w-[78ch] text-l leading-normal [overflow-wrap:anywhere]">
        {writeGroup(group)} {group.reason}
      </p>
      <p className="flex flex-wrap gap-x-1.5 text-s text-ink-3">
        {factsOf(group).map((fact, index) => (
          <Fragment key={fact}>
            {index > 0 ? <span aria-hidden="true">·</span> : null}
            <span>{fact}</span>
          </Fragment>
        ))}
        {group.asOf ? (
          <>
            <span aria-hidden="true">·</span>
            <span>
              sampled <RelativeTime at={group.asOf} past />
              {group.round ? `, every ${coarse(group.round.everyMs)}` : ''}
            </span>
          </>
        ) : null}
      </p>
      {group.problems.map(({ what, detail }) => (
        <Notice key={`${what} ${detail}`} tone="late">
          <b>
            <VisibleText text={what} most={300} />
          </b>
          : {detail}
        </Notice>
      ))}
    </header>
  );
}

function factsOf({ protocol, protocolType, state, members, partitions, assignor, epoch, coordinator }: ConsumerGroup) {
  return [
    `${protocolWords[protocol].word}${protocolType === '' || protocolType === 'consumer' ? '' : `, ${protocolType}`}`,
    stateWords[state],
    membersText(members, state),
    formatNoun(partitions, 'partition'),
    assignor === null || assignor === '' ? null : `shared out by ${assignor}`,
    epoch === null ? null : `epoch ${epoch}`,
    coordinator === null ? 'coordinator not known' : `kept by broker ${coordinator}`,
  ].filter((fact) => fact !== null);
}

/** Null where the state has said it. */
function membersText(members: number | null, state: ConsumerGroup['state']): string | null {
  if (members === null) return 'members not known';
  return state === 'empty' && members === 0 ? null : formatNoun(members, 'member');
}
