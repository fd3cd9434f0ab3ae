'use client';

import { problemOf } from '#app/_api/api-problem.ts';
import { Button } from '#app/_ui/button.tsx';
import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { formatNoun } from '#app/_ui/format-count.ts';
import { Notice } from '#app/_ui/notice.tsx';
import { Panel } from '#app/_ui/panel.tsx';
import { Pill } from '#app/_ui/pill.tsx';
import { ScrollRegion } from '#app/_ui/scroll-region.tsx';
import type { MappingState } from '#schemas/api/mapping-preview.ts';
import { CopyButton } from '../../records/_record/copy-button.client.tsx';
import { isAdopted, type useMapping } from './use-mapping.client.ts';

type SavePanelProps = { mapping: ReturnType<typeof useMapping> };

/** Where the mapping is written down, whether the collectors read by it, and the way to save it. */
export function SavePanel({ mapping }: SavePanelProps) {
  const { state, saving, isChanged, isOvertaken, problems } = mapping;
  return (
    <>
      {state.problem ? <Notice tone="broken">{state.problem}</Notice> : null}
      {saving.error ? <Notice tone="broken">It was not saved: {problemOf(saving.error).detail}</Notice> : null}
      {isOvertaken && isChanged ? (
        <Notice tone="late">
          The file was changed meanwhile, by somebody else or by hand.{' '}
          <Button className="ml-2" onClick={mapping.begin}>
            Drop this draft and read the file again
          </Button>
        </Notice>
      ) : null}
      <Panel className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3.5 py-2.5">
        <InForce state={state} />
        <span className="ml-auto flex flex-wrap items-center gap-2">
          {isChanged ? <Pill tone="accent">not saved yet</Pill> : null}
          {isChanged ? <Button onClick={mapping.begin}>Undo all</Button> : null}
          <Button
            look="main"
            disabled={!isChanged || problems.length > 0 || state.unwritable !== null || saving.isPending}
            onClick={() => saving.mutate()}
          >
            {saving.isPending ? 'Saving…' : 'Save'}
          </Button>
        </span>
        <p className="basis-full text-s [overflow-wrap:anywhere] text-ink-3">
          {problems[0] ? <span className="text-broken">{problems[0]}. </span> : null}
          It counts for records that are indexed after it is saved; what is indexed stays as it was read.
        </p>
        {state.unwritable === null ? null : <ToPaste mapping={mapping} />}
      </Panel>
    </>
  );
}

function InForce({ state }: { state: MappingState }) {
  const { collectors, file } = state;
  const [newest] = collectors;
  const behind = collectors.filter(({ revision }) => revision !== state.revision);
  const wrong = collectors.find(({ problem }) => problem !== null);
  return (
    <span role="status" className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
      <span className="mono [overflow-wrap:anywhere]">{file ?? 'no file'}</span>
      {newest === undefined ? <Pill tone="late">no collector lives: nothing is read</Pill> : null}
      {newest && isAdopted(state) ? (
        <Pill tone="ok" shape>
          read by {state.mappings.length === 0 ? 'no mapping' : formatNoun(state.mappings.length, 'mapping')} since{' '}
          <ClockTime at={newest.since} />
        </Pill>
      ) : null}
      {behind.length > 0 ? (
        <Pill tone="late" shape>
          {behind.length === collectors.length
            ? 'the collector reads by another mapping'
            : `${behind.length} of ${collectors.length} collectors read by another mapping`}
        </Pill>
      ) : null}
      {wrong ? <span className="basis-full text-s whitespace-pre-line text-broken">{wrong.problem}</span> : null}
    </span>
  );
}

/** What cannot be written from here is there to be pasted. */
function ToPaste({ mapping: { state, written } }: SavePanelProps) {
  const text = JSON.stringify({ mappings: written }, null, 2);
  return (
    <details className="basis-full" open={state.file === null}>
      <summary className="text-ink-2">
        It cannot be saved from here: {state.unwritable}.{' '}
        {state.file === null
          ? 'Put this into a file and start collector and console with NIBBLE_CONFIG=that file.'
          : 'This is the text to put there.'}
      </summary>
      <div className="mt-2 flex items-start gap-2 rounded-m bg-sunk p-2.5">
        <ScrollRegion label="The file" className="max-h-[260px] min-w-0 flex-1 overflow-auto">
          <pre className="mono">{text}</pre>
        </ScrollRegion>
        <CopyButton text={text} what="the mapping" />
      </div>
    </details>
  );
}
