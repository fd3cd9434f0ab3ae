import type { Instrumentation } from 'next';

/** Runs once when the server starts. Only Node can send spans and write logs; the edge runtime is never used. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startWeb } = await import('./app/_server/start-web.ts');
  startWeb();
}

/** Failures of pages that no error border of ours saw; `digest` is the reference that the page shows. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { logPageFailure } = await import('./app/_server/log-page-failure.ts');
  logPageFailure(error, { path: request.path, route: context.routePath });
};
