import { ButtonLink } from '../_ui/button.tsx';

/** What stands where there is no page, in the frame or with one of its own around it. */
export function NoPage() {
  return (
    <>
      <h1 className="text-xl font-semibold tracking-tight">There is no page at this address</h1>
      <p className="max-w-[78ch] text-l">
        The link may be older than the page. Search for any id in the box above, or begin with the list.
      </p>
      <div>
        <ButtonLink href="/flows">All flows</ButtonLink>
      </div>
    </>
  );
}
