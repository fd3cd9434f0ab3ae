'use client';

import { useRouter } from 'next/navigation';
import { Button, ButtonLink } from '#app/_ui/button.tsx';
import { Panel, type PanelFace } from '#app/_ui/panel.tsx';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import type { ProblemDetails } from '#schemas/api/common.ts';
import { groupsPath } from '../search-params.ts';

type NoGroupProps = {
  name: string /** Null: it could be looked for, and is not known. */;
  problem: ProblemDetails | null;
};

/** In place of a group that is not known, or could not be read. */
export function NoGroup({ name, problem }: NoGroupProps) {
  const router = useRouter();
  const again = <Button onClick={() => router.refresh()}>Look again</Button>;
  return (
    <>
      <h1 className="text-xl font-[620] tracking-[-0.018em] [overflow-wrap:anywhere]">
        <VisibleText text={name} most={249} />
      </h1>
      <Panel title="Consumer group" face={problem ? failedFace(problem, again) : absentFace(name, again)} />
    </>
  );
}

function failedFace({ detail, ref }: ProblemDetails, action: React.ReactNode): PanelFace {
  return { kind: 'failed', detail, reference: ref, action };
}

function absentFace(name: string, again: React.ReactNode): PanelFace {
  const children = (
    <>
      <p className="text-ink-2">
        No broker named it when they were last asked. A group appears once it has a member or commits, a second or so
        later.
      </p>
      <span className="flex flex-wrap gap-2">
        {again}
        <ButtonLink href={groupsPath('/consumer-groups', { q: name.slice(0, 249) })}>
          Look for it in the list
        </ButtonLink>
      </span>
    </>
  );
  return { kind: 'empty', title: 'No consumer group of this name is known', children };
}
