'use client';

import { CopyId } from '#app/_ui/copy-id.client.tsx';
import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import { Panel, type PanelFace } from '#app/_ui/panel.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import type { ConsumerGroup, GroupMember } from '#schemas/api/consumer-group.ts';
import { assignmentText } from './assignment-text.ts';
import { behindOfMember } from './behind-of-member.ts';

const columns =
  'grid gap-x-4 gap-y-0.5 md:grid-cols-[1.1fr_1fr_6rem_7rem_2fr] md:items-baseline px-3.5 md:min-h-row md:py-1.5';

/** Who reads, since when, and who owns what. */
export function MembersPanel({ group }: { group: ConsumerGroup }) {
  const { memberList, members, asOf } = group;
  return (
    <Panel
      title={members === null ? 'Members' : formatNoun(members, 'member')}
      age={asOf ? <Age asOf={asOf} /> : null}
      face={faceOf(group)}
    >
      <p aria-hidden="true" className={`${columns} text-s text-ink-3 max-md:hidden`}>
        {['Client', 'Host', 'Seen since', 'Behind', 'Owns'].map((head) => (
          <span key={head} className={head === 'Behind' ? 'num' : undefined}>
            {head}
          </span>
        ))}
      </p>
      <ul aria-label="Members">
        {memberList.map((member) => (
          <MemberRow key={member.memberId} member={member} behind={behindOfMember(group, member.memberId)} />
        ))}
      </ul>
    </Panel>
  );
}

function faceOf({ memberList, members, protocolType }: ConsumerGroup): PanelFace {
  if (memberList.length > 0) return { kind: 'ready' };
  if (members === null) {
    return { kind: 'empty', title: 'Who its members are is not known: the broker could not be asked' };
  }
  const why =
    protocolType === ''
      ? 'A group that only commits has none; whether somebody reads shows in its commits.'
      : 'Nobody reads for this group at the moment.';
  return { kind: 'empty', title: 'It has no member', children: <p className="text-ink-2">{why}</p> };
}

function Age({ asOf }: { asOf: string }) {
  return (
    <>
      as the broker told it <RelativeTime at={asOf} past />
    </>
  );
}

function MemberRow({ member, behind }: { member: GroupMember; behind: string | null }) {
  const { memberId, instanceId, clientId, host, since, assigned } = member;
  return (
    <li className={`${columns} border-line py-2 not-first:border-t md:border-t`}>
      <span className="min-w-0">
        <b className="font-semibold [overflow-wrap:anywhere]">
          <VisibleText text={clientId} most={249} />
        </b>
        {instanceId ? <span className="ml-2 text-s text-ink-3">static: {instanceId}</span> : null}
        <CopyId
          id={memberId}
          what="member id"
          className="block max-w-full truncate text-ink-3 pointer-coarse:min-h-11"
        />
      </span>
      <span className="mono min-w-0 [overflow-wrap:anywhere]">{host}</span>
      <span>
        <span className="text-s text-ink-3 md:sr-only">Seen since </span>
        <RelativeTime at={since} past />
      </span>
      <span className="num max-md:text-left">
        <span className="text-s text-ink-3 md:sr-only">Behind </span>
        {behind === null ? <span className="text-ink-3">unknown</span> : formatCount(behind)}
      </span>
      <span className="min-w-0 text-ink-2 [overflow-wrap:anywhere]">
        <span className="text-s text-ink-3 md:sr-only">Owns </span>
        {assigned.length === 0 ? <span className="text-ink-3">nothing</span> : assignmentText(assigned)}
      </span>
    </li>
  );
}
