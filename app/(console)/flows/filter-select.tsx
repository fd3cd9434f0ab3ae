import clsx from 'clsx';
import { NativeSelect } from '#app/_ui/native-select.tsx';

type FilterSelectProps<T extends string> = {
  label: string;
  /** What the choice says while nothing is chosen. */
  any: string;
  value: T | null;
  options: readonly { value: T; label: string }[];
  onChange: (value: T | null) => void;
};

export function FilterSelect<T extends string>({ label, any, value, options, onChange }: FilterSelectProps<T>) {
  return (
    <NativeSelect<T | ''>
      label={label}
      value={value ?? ''}
      options={[{ value: '', label: any }, ...options]}
      onChange={(chosen) => onChange(chosen === '' ? null : chosen)}
      className={clsx(
        'rounded-m border max-sm:basis-[calc(50%-4px)]',
        value === null ? 'border-line-strong bg-panel' : 'border-accent bg-accent-soft text-accent',
      )}
      selectClassName="h-7 w-full max-w-[220px] [field-sizing:content] truncate pr-7 pl-2.5 max-sm:h-[42px] max-sm:max-w-none pointer-coarse:h-[42px]"
      arrowClassName="right-2.5"
    />
  );
}
