import type { Metadata } from 'next';
import { NoPage } from './_shell/no-page.tsx';
import { Shell } from './_shell/shell.tsx';

export const metadata: Metadata = { title: 'No such page' };

/** Of an address that no route has. */
export default function NotFound() {
  return (
    <Shell>
      <NoPage />
    </Shell>
  );
}
