'use client';

import { useRef } from 'react';

const settleMs = 250;

type SearchFieldProps = {
  label: string;
  placeholder: string;
  /** So many characters are taken. */
  longest: number;
  value: string;
  onChange: (q: string) => void;
};

/** Searches when typing rests. Its text is the browser's own; the key makes a new field when the address changes it. */
export function SearchField({ label, placeholder, longest, value, onChange }: SearchFieldProps) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef(value);
  const send = (q: string) => {
    clearTimeout(timer.current);
    sent.current = q.trim();
    onChange(sent.current);
  };
  return (
    <input
      key={value === sent.current ? 'typed' : value}
      type="search"
      name="q"
      aria-label={label}
      placeholder={placeholder}
      defaultValue={value}
      maxLength={longest}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => {
        const q = event.target.value;
        clearTimeout(timer.current);
        timer.current = setTimeout(() => send(q), settleMs);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') send(event.currentTarget.value);
      }}
      className="h-[30px] w-[280px] rounded-m border border-line-strong bg-panel px-2.5 max-sm:h-11 max-sm:w-full pointer-coarse:h-11"
    />
  );
}
