import { type NextRequest, NextResponse } from 'next/server';
import { v7 as uuidv7 } from 'uuid';

/**
 * Gives every page a nonce and the headers that keep foreign code, frames and types out. Scripts run only with the
 * nonce; style attributes are allowed because React writes them into the HTML, style elements only with the nonce.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const correlationId = correlationIdOf(request);
  headers.set('x-correlation-id', correlationId);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-correlation-id', correlationId);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('referrer-policy', 'same-origin');
  response.headers.set('cross-origin-opener-policy', 'same-origin');
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()');
  return response;
}

const readable = /^[\x21-\x7e]{1,200}$/;

/** The caller's, or a new one: every answer carries it, also those that no route of ours makes. */
function correlationIdOf(request: NextRequest): string {
  const given = request.headers.get('x-correlation-id')?.trim();
  return given && readable.test(given) ? given : uuidv7();
}

/** React's development build needs `eval` for its error stacks. */
function contentSecurityPolicy(nonce: string, development: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src-elem 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    // The graph of a large flow is laid out in one.
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export const config = {
  matcher: ['/((?!_next/static|_next/image|favicon.ico).*)'],
};
