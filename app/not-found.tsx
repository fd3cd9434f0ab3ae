import type { Metadata } from 'next';
import { Shell } from './_shell/shell.tsx';
import { ButtonLink } from './_ui/button.tsx';

export const metadata: Metadata = { title: 'No such page' };

export default function NotFound() {
  return (
    <Shell>
      <h1 className="text-xl font-semibold tracking-tight">There is no page at this address</h1>
      <p className="max-w-[78ch] text-l">
        The link may be older than the page. Search for any id in the box above, or begin with the list.
      </p>
      <div>
        <ButtonLink href="/flows">All flows</ButtonLink>
      </div>
    </Shell>
  );
}
