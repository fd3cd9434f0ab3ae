import Link from 'next/link';
import type { Trouble } from '#schemas/api/live.ts';
import { FindBox } from './find-box.client.tsx';
import { LivePill } from './live-pill.client.tsx';
import { SideNav } from './side-nav.client.tsx';
import { ThemeChoice } from './theme-choice.client.tsx';
import { TroubleBar } from './trouble-bar.client.tsx';
import { ZoneChoice } from './zone-choice.client.tsx';

type ShellProps = { trouble?: Trouble | null; children: React.ReactNode };

/** The frame of every page: top bar, navigation, the part that scrolls, and below it what is wrong behind the page. */
export function Shell({ trouble = null, children }: ShellProps) {
  return (
    <div className="grid h-dvh grid-cols-[184px_minmax(0,1fr)] grid-rows-[48px_minmax(0,1fr)_auto] max-md:grid-cols-1 max-md:grid-rows-[auto_auto_minmax(0,1fr)_auto]">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-m focus:bg-panel focus:px-3 focus:py-2"
      >
        Skip to the content
      </a>
      <header className="col-span-full flex items-center gap-3.5 border-b border-line bg-panel px-3.5 max-md:gap-2 max-md:py-1">
        <Brand />
        <FindBox />
        <div className="ml-auto flex items-center gap-2.5 max-md:gap-1">
          <LivePill />
          <ZoneChoice />
          <ThemeChoice />
        </div>
      </header>
      <SideNav />
      <main id="main" tabIndex={-1} data-scroll className="min-w-0 overflow-y-auto">
        <div className="flex min-h-full min-w-0 flex-col gap-3.5 px-5 py-[18px] max-md:px-3 max-md:py-3.5">
          {children}
        </div>
      </main>
      <TroubleBar first={trouble} />
    </div>
  );
}

function Brand() {
  return (
    <Link
      href="/"
      className="flex w-[158px] items-center gap-2 font-[650] tracking-[-0.01em] max-md:w-auto max-md:py-2"
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" className="overflow-hidden rounded-[5px]">
        <rect width="16" height="16" fill="var(--accent)" />
        <path d="M8 8 16 4V16H4Z" fill="var(--line-strong)" />
      </svg>
      <span className="max-[420px]:sr-only">Nibble Console</span>
    </Link>
  );
}
