import { NibbleError } from '#schemas/errors.ts';

/** Commands come from our own pages: a browser always says by `Origin` which page sent a POST, and pages cannot forge it. */
export function requireSameOrigin(request: Request): void {
  const origin = request.headers.get('origin');
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  if (origin && host && URL.parse(origin)?.host === host) return;
  throw new NibbleError(
    'forbidden',
    origin ? `Commands from ${origin} are not taken.` : 'Commands need an Origin header.',
  );
}
