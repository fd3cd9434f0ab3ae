'use client';

import './styles.css';

/** Stands in for the whole document when even the frame of the pages failed. */
export default function GlobalError({
  error,
  unstable_retry: retry,
}: {
  error: Error & { digest?: string };
  unstable_retry: () => void;
}) {
  return (
    <html lang="en">
      <body className="p-6">
        <h1 className="text-xl font-semibold">The console could not draw this page</h1>
        <p className="mt-2 text-l">
          {error.digest ? `Reference for the log: ${error.digest}` : 'The browser’s console has the reason.'}
        </p>
        <button type="button" onClick={retry} className="mt-4 rounded-m border border-line-strong px-3 py-1">
          Try again
        </button>
      </body>
    </html>
  );
}
