'use client';

import { useQuery } from '@tanstack/react-query';
import { faceOfItems } from '#app/_ui/face-of-items.tsx';
import { Panel } from '#app/_ui/panel.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import type { ProblemDetails } from '#schemas/api/common.ts';
import type { CheckedProcess, ProcessList } from '#schemas/api/process.ts';
import { processesReading } from './queries.ts';
import { StepRows } from './step-rows.client.tsx';
import { UnnamedTypes } from './unnamed-types.client.tsx';
import { writeCheck } from './write-check.ts';

type ProcessesViewProps = { first: ProcessList | null; problem: ProblemDetails | null };

const noProcess = { kind: 'empty' as const, title: 'No process is known.' };

/** The process files held against real traffic. */
export function ProcessesView({ first, problem }: ProcessesViewProps) {
  const { data, error, refetch } = useQuery(processesReading(first ?? undefined));
  const list = data ?? null;
  const face = faceOfItems({ list, error, problem, empty: noProcess, onRetry: () => void refetch() });
  return (
    <>
      <header className="flex flex-col gap-1.5">
        <h1 className="text-xl font-[620] tracking-[-0.018em]">Processes</h1>
        <p className="max-w-[78ch] text-l leading-normal">
          {list ? writeCheck(list) : 'Which steps should follow in a flow, and whether they do.'}
        </p>
        {list ? <HowKnown list={list} /> : null}
      </header>
      {list && list.items.length > 0 ? (
        list.items.map((process) => (
          <Panel key={process.id} title={process.title} age={<Version process={process} />} face={face}>
            <StepRows process={process} />
          </Panel>
        ))
      ) : (
        <Panel title="Processes" face={face} />
      )}
      {list && list.unnamed.length > 0 ? <UnnamedTypes types={list.unnamed} /> : null}
    </>
  );
}

function HowKnown({ list: { countedSince, judgedUntil } }: { list: ProcessList }) {
  return (
    <p className="text-s text-ink-3">
      {countedSince === null ? (
        'No record was counted yet'
      ) : (
        <>Records counted since {countedSince.slice(0, 10)}, of seven days at most</>
      )}
      {judgedUntil === null ? (
        '; nothing is judged late yet.'
      ) : (
        <>
          ; flows judged up to <RelativeTime at={judgedUntil} past />.
        </>
      )}
    </p>
  );
}

function Version({ process: { id, version, since } }: { process: CheckedProcess }) {
  return (
    <>
      <span className="mono">{id}</span> version {version}, in use since <RelativeTime at={since} past />
    </>
  );
}
