import clsx from 'clsx';
import Link from 'next/link';

export type ButtonLook = 'plain' | 'main' | 'quiet';

const looks: Record<ButtonLook, string> = {
  plain: 'border-line-strong bg-panel hover:bg-sunk',
  main: 'border-accent bg-accent text-on-accent hover:opacity-90',
  quiet: 'border-transparent text-ink-2 hover:bg-sunk hover:text-ink',
};

/** The look of a button, for links and native elements that need it. */
function buttonClass(look: ButtonLook = 'plain', className?: string): string {
  return clsx(
    'inline-flex h-[30px] items-center justify-center gap-1.5 rounded-m border px-3 whitespace-nowrap',
    'disabled:opacity-55 pointer-coarse:h-11 max-sm:h-11',
    looks[look],
    className,
  );
}

type ButtonProps = React.ComponentProps<'button'> & { look?: ButtonLook };

export function Button({ look, className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={buttonClass(look, className)} {...rest} />;
}

type ButtonLinkProps = React.ComponentProps<typeof Link> & { look?: ButtonLook };

export function ButtonLink({ look, className, ...rest }: ButtonLinkProps) {
  return <Link className={buttonClass(look, className)} {...rest} />;
}
