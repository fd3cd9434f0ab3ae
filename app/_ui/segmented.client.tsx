'use client';

import clsx from 'clsx';
import { useId } from 'react';

type SegmentedProps<T extends string> = {
  /** What is being chosen, for those who do not see it. */
  label: string;
  options: readonly { value: T; label: string }[];
  /** Null while none of them is chosen. */
  value: T | null;
  onChange: (value: T) => void;
};

/** One choice of a few, all in sight. Native radio buttons: arrows move, Tab leaves. */
export function Segmented<T extends string>({ label, options, value, onChange }: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset className="inline-flex overflow-hidden rounded-m border border-line-strong has-focus-visible:outline-2 has-focus-visible:outline-accent">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={clsx(
            'flex h-7 cursor-pointer items-center px-[11px] not-first-of-type:border-l not-first-of-type:border-line',
            'max-sm:h-11 pointer-coarse:h-11',
            option.value === value ? 'bg-sunk font-semibold text-ink' : 'text-ink-2 hover:text-ink',
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="sr-only"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
