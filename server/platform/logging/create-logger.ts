import { context, isSpanContextValid, propagation, trace } from '@opentelemetry/api';
import pino from 'pino';
import pretty from 'pino-pretty';
import { redactSecrets } from './redact-secrets.ts';
import { serializeError } from './serialize-error.ts';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
export type LogFormat = 'json' | 'pretty';

/** One log method, pino style: `log('text')`, `log({ fields }, 'text')`, `log({ err }, 'text')`. */
export interface LogMethod {
  (fields: object, text?: string): void;
  (text: string): void;
}

export interface Logger {
  debug: LogMethod;
  info: LogMethod;
  warn: LogMethod;
  error: LogMethod;
  /** A logger that adds these fields to each of its lines. */
  child(fields: Record<string, unknown>): Logger;
}

export type LoggerOptions = {
  /** The process name, on every line. */
  name: string;
  /** Default `LOG_LEVEL`, else info. */
  level?: LogLevel | undefined;
  /** Default `LOG_FORMAT`, else json. */
  format?: LogFormat | undefined;
  /** Where lines go, for tests; default standard output. */
  write?: ((line: string) => void) | undefined;
};

const secretFields = ['password', 'authorization', 'cookie', 'token', 'secret', 'apiKey', 'KAFKA_SASL_PASSWORD'];

/**
 * Writes one line an entry, synchronously, so that the last line before a crash is there too. Each carries the process
 * name and, inside a span, `correlation_id`, `trace_id` and `span_id`; errors (`err`, `error`) come with their causes;
 * passwords in URLs and fields named like secrets are hidden.
 */
export function createLogger({ name, level, format, write }: LoggerOptions): Logger {
  const options: pino.LoggerOptions = {
    level: level ?? process.env.LOG_LEVEL ?? 'info',
    base: { name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: activeFlow,
    serializers: { err: serializeError, error: serializeError },
    redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '***' },
    hooks: { streamWrite: redactSecrets },
  };
  const wanted = format ?? (process.env.LOG_FORMAT === 'pretty' ? 'pretty' : 'json');
  return bound(pino(options, destination(wanted, write)));
}

/** As functions that need no `this`, so that a part of a logger can be handed on. */
function bound(logger: pino.Logger): Logger {
  return {
    debug: logger.debug.bind(logger),
    info: logger.info.bind(logger),
    warn: logger.warn.bind(logger),
    error: logger.error.bind(logger),
    child: (fields) => bound(logger.child(fields)),
  };
}

function destination(format: LogFormat, write?: (line: string) => void): pino.DestinationStream {
  if (write) return { write };
  if (format === 'json') return pino.destination({ dest: 1, sync: true });
  // As a stream of this thread: pino's usual transport is a worker thread, which loses lines at a crash.
  return pretty({ sync: true, destination: 1, translateTime: 'SYS:HH:MM:ss.l', ignore: 'pid' });
}

function activeFlow(): Record<string, string> {
  const active = context.active();
  const fields: Record<string, string> = {};
  const correlation = propagation.getBaggage(active)?.getEntry('correlation.id');
  if (correlation) fields.correlation_id = correlation.value;
  const span = trace.getSpanContext(active);
  if (span && isSpanContextValid(span)) {
    fields.trace_id = span.traceId;
    fields.span_id = span.spanId;
  }
  return fields;
}
