const deepestCause = 8;

type LoggedError = {
  type: string;
  message: string;
  stack?: string;
  code?: string | number;
  errors?: LoggedError[];
  cause?: LoggedError;
};

/** An error as a log line shows it, with every cause below it; whatever else was thrown becomes its text. */
export function serializeError(thrown: unknown, depth = 0): LoggedError {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: textOf(thrown) };
  const logged: LoggedError = { type: thrown.name, message: thrown.message };
  if (thrown.stack !== undefined) logged.stack = thrown.stack;
  if ('code' in thrown && (typeof thrown.code === 'string' || typeof thrown.code === 'number')) {
    logged.code = thrown.code;
  }
  if (depth >= deepestCause) return logged;
  if (thrown instanceof AggregateError) {
    logged.errors = thrown.errors.slice(0, deepestCause).map((one) => serializeError(one, depth + 1));
  }
  if (thrown.cause !== undefined && thrown.cause !== null) logged.cause = serializeError(thrown.cause, depth + 1);
  return logged;
}

function textOf(thrown: unknown): string {
  try {
    return typeof thrown === 'object' ? JSON.stringify(thrown) : String(thrown);
  } catch {
    return Object.prototype.toString.call(thrown);
  }
}
