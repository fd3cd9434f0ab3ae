'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import clsx from 'clsx';
import { problemOf } from '#app/_api/api-problem.ts';
import { Button } from '#app/_ui/button.tsx';
import { formatNoun } from '#app/_ui/format-count.ts';
import { NativeSelect } from '#app/_ui/native-select.tsx';
import { Panel, type PanelFace } from '#app/_ui/panel.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import type { MappingPreview } from '#schemas/api/mapping-preview.ts';
import { FoundFields } from './found-fields.tsx';
import { FoundRecords } from './found-records.client.tsx';

type FoundPanelProps = {
  topics: readonly string[];
  topic: string | null;
  onTopic: (topic: string) => void;
  preview: UseQueryResult<MappingPreview>;
  isDraftWrong: boolean;
};

/** What is found and what is not in the newest records of a topic, by the mapping as it is being written. */
export function FoundPanel({ topics, topic, onTopic, preview, isDraftWrong }: FoundPanelProps) {
  const { data } = preview;
  return (
    <Panel
      title="What is found"
      age={data ? <Age preview={data} /> : null}
      actions={
        topic === null ? null : (
          <NativeSelect
            label="Topic whose records are tried"
            value={topic}
            options={(topics.includes(topic) ? topics : [topic, ...topics]).map((value) => ({ value, label: value }))}
            onChange={onTopic}
            className="rounded-m border border-line-strong bg-panel"
            selectClassName="h-7 max-w-[260px] [field-sizing:content] truncate pr-7 pl-2.5 max-sm:h-[42px] pointer-coarse:h-[42px]"
            arrowClassName="right-2.5"
          />
        )
      }
      face={faceOf(preview, topic, isDraftWrong)}
      className={clsx(preview.isPlaceholderData && 'opacity-70')}
    >
      {data ? (
        <>
          <Sentence preview={data} />
          <FoundFields preview={data} />
          <FoundRecords preview={data} />
        </>
      ) : null}
    </Panel>
  );
}

function faceOf(preview: UseQueryResult<MappingPreview>, topic: string | null, isDraftWrong: boolean): PanelFace {
  const { data, error, refetch } = preview;
  if (topic === null) {
    const how = 'A mapping is tried on records that are in the index. As soon as one is, it stands here.';
    return { kind: 'empty', title: 'No record is indexed yet', children: <p className="text-ink-2">{how}</p> };
  }
  if (!data && error) {
    const again = <Button onClick={() => void refetch()}>Try again</Button>;
    return { kind: 'failed', detail: problemOf(error).detail, action: again };
  }
  if (!data) return { kind: 'loading', rows: 9 };
  if (error) return { kind: 'stale', children: problemOf(error).detail };
  if (isDraftWrong) return { kind: 'stale', children: 'as it was before the mistake in the mapping' };
  if (data.rows.length > 0) return { kind: 'ready' };
  const why = 'The topic is not read, or all of it was dropped by retention.';
  return {
    kind: 'empty',
    title: `No record of ${topic} is in the index`,
    children: <p className="text-ink-2">{why}</p>,
  };
}

function Age({ preview: { rows, asOf } }: { preview: MappingPreview }) {
  return (
    <>
      in the newest {formatNoun(rows.length, 'indexed record')} · read <RelativeTime at={asOf} past />
    </>
  );
}

function Sentence({ preview: { rows, mapping, flows, inNoFlow } }: { preview: MappingPreview }) {
  const by = mapping === null ? 'No mapping fits this topic: by the built-in names' : `By mapping ${mapping + 1}`;
  return (
    <p role="status" className="border-b border-line px-3.5 py-2.5">
      {by} {rows.length === 1 ? 'this record makes' : `these ${rows.length} records make`} {formatNoun(flows, 'flow')}
      {inNoFlow === 0 ? '.' : '; '}
      {inNoFlow === 0 ? null : (
        <b className="text-late">{inNoFlow === 1 ? '1 belongs' : `${inNoFlow} belong`} to no flow.</b>
      )}
    </p>
  );
}
