'use client';

import { formatCount } from '#app/_ui/format-count.ts';
import type { ResetState } from '#schemas/api/group-reset.ts';
import { formatOffset } from '../../../records/_record/format-offset.ts';
import { byTopic, keyOfPartition, type TopicPartitions } from './chosen-partitions.ts';
import { Step } from './step.tsx';

type Partition = ResetState['partitions'][number];
type PartitionsStepProps = {
  partitions: Partition[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
};

/** None is ticked beforehand: what is moved is what somebody pointed at. */
export function PartitionsStep({ partitions, chosen, onChoose }: PartitionsStepProps) {
  const topics = byTopic(partitions);
  const tick = (own: readonly Partition[], isTicked: boolean) => {
    const keys = new Set(own.map(keyOfPartition));
    onChoose(isTicked ? chosen.union(keys) : chosen.difference(keys));
  };
  return (
    <Step
      number={1}
      title="Which partitions"
      aside={`${formatCount(chosen.size)} of ${formatCount(partitions.length)}`}
    >
      {topics.length === 0 ? (
        <p className="text-ink-2">
          Nothing is committed by this group, and nobody reads for it: there is nothing to move.
        </p>
      ) : null}
      <ul aria-label="Topics" className="flex flex-col gap-1">
        {topics.map((topic) => (
          <TopicRow key={topic.topic} topic={topic} chosen={chosen} isOpen={topics.length === 1} onTick={tick} />
        ))}
      </ul>
    </Step>
  );
}

type TopicRowProps = {
  topic: TopicPartitions;
  chosen: ReadonlySet<string>;
  isOpen: boolean;
  onTick: (own: readonly Partition[], isTicked: boolean) => void;
};

function TopicRow({ topic: { topic, partitions }, chosen, isOpen, onTick }: TopicRowProps) {
  const ticked = partitions.filter((one) => chosen.has(keyOfPartition(one))).length;
  return (
    <li className="min-w-0">
      <label className="flex min-h-row items-center gap-2">
        <input
          type="checkbox"
          ref={(box) => {
            if (box) box.indeterminate = ticked > 0 && ticked < partitions.length;
          }}
          checked={ticked === partitions.length}
          onChange={(event) => onTick(partitions, event.target.checked)}
          className="size-4 accent-accent"
        />
        <span className="min-w-0 font-semibold [overflow-wrap:anywhere]">{topic}</span>
        <span className="text-s whitespace-nowrap text-ink-3">
          {ticked} of {partitions.length}
        </span>
      </label>
      <details open={isOpen} className="pl-6">
        <summary className="w-fit text-s text-ink-2 pointer-coarse:py-2">Single partitions</summary>
        <ul aria-label={`Partitions of ${topic}`}>
          {partitions.map((one) => (
            <PartitionRow key={one.partition} one={one} isTicked={chosen.has(keyOfPartition(one))} onTick={onTick} />
          ))}
        </ul>
      </details>
    </li>
  );
}

type PartitionRowProps = { one: Partition; isTicked: boolean; onTick: TopicRowProps['onTick'] };

function PartitionRow({ one, isTicked, onTick }: PartitionRowProps) {
  const { partition, committed, logStart, logEnd } = one;
  return (
    <li>
      <label className="flex min-h-row flex-wrap items-center gap-x-3">
        <input
          type="checkbox"
          checked={isTicked}
          onChange={(event) => onTick([one], event.target.checked)}
          className="size-4 accent-accent"
        />
        <span className="w-24 tabular-nums">Partition {partition}</span>
        <span className="text-s text-ink-2 tabular-nums">
          {committed === null ? 'nothing committed' : `committed ${formatOffset(committed)}`}
          <span className="text-ink-3">
            {' '}
            · log{' '}
            {logStart === null || logEnd === null
              ? 'not known'
              : `${formatOffset(logStart)} to ${formatOffset(logEnd)}`}
          </span>
        </span>
      </label>
    </li>
  );
}
