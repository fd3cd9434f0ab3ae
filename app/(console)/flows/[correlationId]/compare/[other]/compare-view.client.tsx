'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { problemOf } from '#app/_api/api-problem.ts';
import { useLiveQuery } from '#app/_live/use-live.client.ts';
import { Button } from '#app/_ui/button.tsx';
import { DataTable } from '#app/_ui/data-table/data-table.client.tsx';
import { Panel, type PanelFace } from '#app/_ui/panel.tsx';
import type { ProblemDetails } from '#schemas/api/common.ts';
import type { ComparedStep, FlowComparison } from '#schemas/api/flow-compare.ts';
import { ReadingAge } from '../../reading-age.client.tsx';
import { CompareHead } from './compare-head.client.tsx';
import { comparisonKey, comparisonReading } from './queries.ts';
import { stepColumns } from './step-columns.client.tsx';
import { StepDetails } from './step-details.client.tsx';

type CompareViewProps = { a: string; b: string; first: FlowComparison | null; problem: ProblemDetails | null };

/** Where two flows part, and every step of both; read again when either of them grows. */
export function CompareView({ a, b, first, problem }: CompareViewProps) {
  const { data, error, refetch } = useQuery(comparisonReading(a, b, first));
  useLiveQuery(comparisonKey(a, b), [a, b]);
  if (data) return <Comparison a={a} b={b} comparison={data} failure={error} />;
  const { detail, ref } = error ? problemOf(error) : { detail: problem?.detail, ref: problem?.ref };
  const action = <Button onClick={() => void refetch()}>Try again</Button>;
  const face: PanelFace = detail ? { kind: 'failed', detail, reference: ref ?? null, action } : { kind: 'loading' };
  return (
    <>
      <h1 className="text-xl font-[620] tracking-[-0.018em]">Two flows compared</h1>
      <Panel face={face} />
    </>
  );
}

type ComparisonProps = { a: string; b: string; comparison: FlowComparison; failure: Error | null };

function Comparison({ a, b, comparison, failure }: ComparisonProps) {
  const { steps, firstDivergence, problems, asOf } = comparison;
  const [chosen, setChosen] = useQueryState('step', parseAsString.withOptions({ history: 'replace' }));
  const divergent = firstDivergence === null ? undefined : steps[firstDivergence];
  const step = steps.find((one) => stepId(one) === chosen) ?? divergent ?? steps[0];
  const parts = failure ? [...problems, { what: 'comparison', detail: problemOf(failure).detail }] : problems;
  return (
    <>
      <CompareHead a={a} b={b} comparison={comparison} />
      <Panel
        title="Step by step"
        age={
          <>
            aligned by type and cause, not by time · read <ReadingAge asOf={asOf} />
          </>
        }
        face={parts.length > 0 ? { kind: 'partial', problems: parts } : { kind: 'ready' }}
        className="@container"
      >
        <div className="grid grid-cols-1 @min-[900px]:grid-cols-[minmax(0,1fr)_340px]">
          <DataTable
            label="Steps of both flows"
            columns={stepColumns}
            rows={steps}
            rowId={stepId}
            selectedId={step ? stepId(step) : null}
            onOpen={(one) => void setChosen(stepId(one))}
            maxHeight={620}
          />
          {step ? <StepDetails step={step} isFirst={step === divergent} a={a} b={b} /> : null}
        </div>
      </Panel>
    </>
  );
}

/** The record of the step in the first flow, else in the other: it stays when either of them grows. */
function stepId({ a, b }: ComparedStep): string {
  return a?.record ?? b?.record ?? '';
}
