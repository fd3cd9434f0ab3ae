'use client';

import clsx from 'clsx';
import { useId } from 'react';

type TextInputProps = {
  label: string;
  value: string;
  placeholder?: string;
  /** What is wrong with what stands there, in plain words. */
  problem?: string | null;
  /** The id of a list of what one may want to write. */
  list?: string;
  className?: string;
  onChange: (value: string) => void;
};

export function TextInput({ label, value, placeholder, problem = null, list, className, onChange }: TextInputProps) {
  const id = useId();
  return (
    <span className={clsx('flex min-w-0 flex-col gap-1', className)}>
      <input
        aria-label={label}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : id}
        value={value}
        placeholder={placeholder}
        list={list}
        maxLength={2_000}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        className={clsx(
          'mono h-[30px] w-full min-w-0 rounded-m border bg-panel px-2.5 max-sm:h-11 pointer-coarse:h-11',
          problem === null ? 'border-line-strong' : 'border-broken',
        )}
      />
      {problem === null ? null : (
        <span id={id} className="text-s [overflow-wrap:anywhere] text-broken">
          {problem}
        </span>
      )}
    </span>
  );
}
