/**
 * Knip's own JSON names what it found, not how much it read: without the count a run over no file looks clean.
 * Plain JavaScript because knip loads it by name.
 * @type {import('knip').Reporter}
 */
export default function reportDeadCode({ issues, counters, write }) {
  const found = Object.entries(issues).flatMap(([kind, files]) =>
    Object.values(files).flatMap((byName) =>
      Object.values(byName).map(({ filePath, symbol, line }) => ({ kind, file: filePath, symbol, line: line ?? null })),
    ),
  );
  const text = JSON.stringify({ processed: counters.processed, total: counters.total, found });
  if (write) write(text);
  else process.stdout.write(text);
}
