import clsx from 'clsx';
import { formatCount } from './format-count.ts';
import { NativeSelect } from './native-select.tsx';

/** `count`: how many rows it would leave; `exact` false: at least so many. */
export type FilterOption<T extends string> = { value: T; label: string; count?: number | undefined; exact?: boolean };

type FilterSelectProps<T extends string> = {
  label: string;
  /** What the choice says while nothing is chosen. */
  any: string;
  value: T | null;
  /** Before the chosen one, where its name alone would not say what it does. */
  chosenAs?: string;
  options: readonly FilterOption<T>[];
  /** Of what the counts are, as the list's heading. */
  counted?: string | null;
  onChange: (value: T | null) => void;
};

export function FilterSelect<T extends string>(props: FilterSelectProps<T>) {
  const { label, any, value, chosenAs = '', options, counted = null, onChange } = props;
  const shown = options.map((option) => ({
    value: option.value,
    label: option.value === value ? `${chosenAs}${option.label}` : labelOf(option),
  }));
  return (
    <NativeSelect<T | ''>
      label={label}
      value={value ?? ''}
      options={[{ value: '', label: any }, ...(counted === null ? shown : [])]}
      group={counted === null ? undefined : { label: counted, options: shown }}
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

/** Not of the chosen one: it stands in the bar, where nothing may grow as flows come in. */
function labelOf<T extends string>({ label, count, exact = true }: FilterOption<T>): string {
  return count === undefined ? label : `${label} · ${formatCount(count)}${exact ? '' : '+'}`;
}
