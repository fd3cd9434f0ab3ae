import clsx from 'clsx';
import { NativeSelect } from '#app/_ui/native-select.tsx';

type ChoiceProps<T extends string> = {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  className?: string;
};

/** A choice of a few words in the bar. */
export function Choice<T extends string>({ className, ...choice }: ChoiceProps<T>) {
  return (
    <NativeSelect
      {...choice}
      className={clsx('text-ink-2 hover:text-ink', className)}
      selectClassName="h-[30px] pr-5 pl-1.5 max-md:h-11"
      arrowClassName="right-1.5"
    />
  );
}
