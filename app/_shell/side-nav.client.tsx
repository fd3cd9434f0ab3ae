'use client';

import clsx from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { TroubleCount } from './trouble-count.client.tsx';

/** Only pages that exist stand here. */
const pages: { href: string; label: string; count?: React.ComponentType }[] = [
  { href: '/flows', label: 'Flows' },
  { href: '/consumer-groups', label: 'Consumer groups', count: TroubleCount },
  { href: '/processes', label: 'Processes' },
  { href: '/pins', label: 'Pins' },
  { href: '/audit', label: 'Audit' },
  { href: '/settings/mapping', label: 'Mapping' },
];

export function SideNav() {
  const path = usePathname();
  return (
    <nav
      aria-label="Pages"
      className="flex gap-px border-line bg-panel px-2 py-2.5 max-md:overflow-x-auto max-md:border-b max-md:py-1 md:flex-col md:border-r"
    >
      {pages.map(({ href, label, count: Count }) => {
        const here = path === href || path.startsWith(`${href}/`);
        return (
          <Link
            key={href}
            href={href}
            aria-current={here ? 'page' : undefined}
            className={clsx(
              'flex h-[30px] items-center gap-2 rounded-m px-2.5 max-md:h-11',
              here ? 'bg-accent-soft font-semibold text-accent' : 'text-ink-2 hover:bg-sunk hover:text-ink',
            )}
          >
            <span className="whitespace-nowrap">{label}</span>
            {Count ? <Count /> : null}
          </Link>
        );
      })}
    </nav>
  );
}
